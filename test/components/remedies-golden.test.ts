import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { remediesOf } from '../../src/checks/components/remedy/remedies-of.ts';
import { versionOrder } from '../../src/checks/components/remedy/version-order.ts';
import { manifestFormats } from '../../src/collect/manifests/formats.ts';
import type { ComponentList } from '../../src/model/component.ts';
import type { Remedy } from '../../src/model/remedy.ts';
import type { Need, Universe } from '../../src/model/universe.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

/** `universe.yaml` of google/osv-scalibr: packages, versions and needs by indentation. */
function universeIn(text: string, ecosystem: string): Universe {
  const packages = new Map<string, Map<string, Need[]>>();
  let versions: Map<string, Need[]> | undefined;
  let needs: Need[] | undefined;
  for (const line of text.split('\n').slice(2)) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const indent = line.length - line.trimStart().length;
    if (indent === 2) packages.set(content, (versions = new Map()));
    else if (indent === 4) versions?.set(content.split(' ')[0] ?? '', (needs = []));
    else if (!content.startsWith('Dev|') && !content.startsWith('ATTR:')) {
      const need = content.replace(/^[A-Za-z0-9 =:*.,-]*\|/, '');
      const cut = need.lastIndexOf('@');
      needs?.push({ name: need.slice(0, cut), constraint: need.slice(cut + 1) });
    }
  }
  return {
    ecosystem,
    versions: (name) => {
      const all = packages.get(name);
      return all === undefined ? undefined : [...all.keys()];
    },
    dependenciesOf: (name, version) => packages.get(name)?.get(version),
    publishedAt: () => undefined,
  };
}

interface OsvEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
}

interface Affected {
  readonly id: string;
  readonly package: { readonly name: string };
  readonly ranges?: readonly { readonly events: readonly OsvEvent[] }[];
  readonly versions?: readonly string[];
}

interface Vulnerability {
  readonly id: string;
  readonly affected: readonly Omit<Affected, 'id'>[];
}

class Known {
  readonly #ecosystem: string;
  readonly #byName = new Map<string, Affected[]>();

  constructor(file: string, ecosystem: string) {
    this.#ecosystem = ecosystem;
    const parsed: { readonly vulns: readonly Vulnerability[] } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    for (const { id, affected } of parsed.vulns) {
      for (const each of affected) {
        const { name } = each.package;
        this.#byName.set(name, [...(this.#byName.get(name) ?? []), { id, ...each }]);
      }
    }
  }

  isAffected(name: string, version: string): boolean {
    return (this.#byName.get(name) ?? []).some((each) => this.#isIn(each, version));
  }

  /** Problems of a version, each with the versions that mend it. */
  problems(name: string, version: string): readonly (readonly [string, readonly string[]])[] {
    return (this.#byName.get(name) ?? [])
      .filter((each) => this.#isIn(each, version))
      .map(({ id, ranges = [] }) => [
        id,
        ranges.flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? [])),
      ]);
  }

  #isIn({ ranges = [], versions = [] }: Affected, version: string): boolean {
    return (
      versions.includes(version) || ranges.some(({ events }) => this.#isWithin(events, version))
    );
  }

  #isWithin(events: readonly OsvEvent[], version: string): boolean {
    let inside = false;
    for (const { introduced, fixed, last_affected: last } of events) {
      if (
        introduced !== undefined &&
        (introduced === '0' || this.#order(version, introduced) >= 0)
      ) {
        inside = true;
      }
      if (fixed !== undefined && this.#order(version, fixed) >= 0) inside = false;
      if (last !== undefined && this.#order(version, last) > 0) inside = false;
    }
    return inside;
  }

  #order(a: string, b: string): number {
    return versionOrder.compare(this.#ecosystem, a, b) ?? 0;
  }
}

/** What an installer would put in for what a manifest declares: the highest versions, one of each name in Python. */
function resolved(declared: ComponentList, universe: Universe): ComponentList {
  const { ecosystem } = universe;
  const demands = new Map<string, Set<string>>();
  let chosen = new Map<string, readonly Need[]>();
  const choose = ({ name, constraint }: Need): string | undefined => {
    if (ecosystem === 'Maven') return `${name}@${constraint}`;
    const wanted = ecosystem === 'npm' ? [constraint] : [...(demands.get(name) ?? []), constraint];
    const fitting = (universe.versions(name) ?? []).filter((each) =>
      wanted.every(
        (one) => one === '' || one === '*' || versionOrder.satisfies(ecosystem, each, one) === true,
      ),
    );
    const version = fitting.toSorted((a, b) => versionOrder.compare(ecosystem, a, b) ?? 0).at(-1);
    return version === undefined ? undefined : `${name}@${version}`;
  };
  const roots: readonly Need[] = declared.requirements;
  // Three rounds: demands of one round bind the choices of the next.
  for (let round = 0; round < 3; round++) {
    chosen = new Map();
    const todo = [...roots];
    for (let need = todo.pop(); need !== undefined; need = todo.pop()) {
      demands.set(need.name, (demands.get(need.name) ?? new Set<string>()).add(need.constraint));
      const key = choose(need);
      if (key === undefined || chosen.has(key)) continue;
      const cut = key.lastIndexOf('@');
      const needs = universe.dependenciesOf(key.slice(0, cut), key.slice(cut + 1)) ?? [];
      chosen.set(key, needs);
      todo.push(...needs);
    }
  }
  const keys = [...chosen.keys()];
  const direct = new Set(roots.map(choose));
  return {
    ...declared,
    extent: 'whole',
    components: keys.map((key) => {
      const cut = key.lastIndexOf('@');
      const edges = (chosen.get(key) ?? [])
        .map((need) => [keys.indexOf(choose(need) ?? ''), need.constraint] as const)
        .filter(([index]) => index >= 0);
      return {
        ecosystem,
        name: key.slice(0, cut),
        version: key.slice(cut + 1),
        direct: direct.has(key),
        scope: 'prod',
        line: 1,
        integrity: [],
        source: { kind: 'registry' },
        dependsOn: edges.map(([index]) => index),
        constraints: edges.map(([, constraint]) => constraint),
      };
    }),
    requirements: declared.requirements.map((each) => ({
      ...each,
      component: keys.indexOf(choose(each) ?? ''),
    })),
  };
}

const root = 'guidedremediation/internal/strategy';

function listIn(file: string, universe: Universe): ComponentList {
  const text = readFileSync(file, 'utf8');
  const name = path.basename(file);
  if (name === 'pom.xml') return resolved(declaredInPom(text), universe);
  const format = manifestFormats.find((each) => each.reads(name));
  assert.ok(format !== undefined, file);
  const parsed = format.parse({ path: name, text }, new Map());
  assert.ok(parsed.kind === 'parsed', file);
  return parsed.list.extent === 'whole' ? parsed.list : resolved(parsed.list, universe);
}

/** Of the plain poms of these fixtures. */
function declaredInPom(text: string): ComponentList {
  const pattern =
    /<dependency>\s*<groupId>(.*?)<\/groupId>\s*<artifactId>(.*?)<\/artifactId>\s*<version>(.*?)</g;
  const requirements = [...text.matchAll(pattern)].map(([, group, artifact, constraint = '']) => ({
    workspace: '',
    name: `${group}:${artifact}`,
    constraint,
    scope: 'prod' as const,
    declaredAt: { path: 'pom.xml', line: 1 },
  }));
  return { path: 'pom.xml', format: 'pom', components: [], requirements, extent: 'declared' };
}

function told(remedy: Remedy | undefined): string {
  if (remedy === undefined) return 'nothing';
  const { kind, name, to, edit, together = [] } = remedy;
  return [`${kind} ${name} ${edit?.constraint ?? to}`, ...together.map(told)].join(' + ');
}

/** The first choice for each component with a problem, each once. */
function ours(list: ComponentList, universe: Universe, known: Known): readonly string[] {
  const isAffected = (_: string, name: string, at: string): boolean => known.isAffected(name, at);
  const choices = list.components.flatMap(({ name, version }, index) =>
    known.problems(name, version).map(([id, fixes]) => {
      const asked = { fixes, isAffected, order: versionOrder, universe };
      return `${id} ${name}@${version}: ${told(remediesOf(list, index, asked)[0])}`;
    }),
  );
  return [...new Set(choices)].toSorted();
}

interface Patch {
  readonly packageUpdates: readonly { readonly name: string; readonly versionTo: string }[];
}

function theirs(file: string): readonly string[] {
  const patches: readonly Patch[] = JSON.parse(readFileSync(file, 'utf8'));
  const lines = patches.map(({ packageUpdates }) =>
    packageUpdates.map(({ name, versionTo }) => `${name} ${versionTo}`).join(' + '),
  );
  return [...new Set(lines)].toSorted();
}

/** Folder, manifest, what osv-scalibr chooses, what we choose first, and why it differs; empty where it does not. */
interface Golden {
  readonly folder: string;
  readonly file: string;
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
  readonly why: string;
}

const npm: readonly Golden[] = [
  {
    folder: 'relax/testdata/npm/simple',
    file: 'package.json',
    theirs: ['simpledep ^3.0.1'],
    ours: ['OSV-000-000 @bad/one@1.0.0: upgrade simpledep ^3.0.0'],
    why: 'the lowest version; the caret lets the same ones in',
  },
  {
    folder: 'relax/testdata/npm/deepen',
    file: 'package.json',
    theirs: ['indirect ^3.0.0'],
    ours: ['OSV-000-000 @bad/one@1.0.0: override @bad/one ^2.0.0'],
    why: 'indirect 3.0.0 still brings @bad/one ^1.0.0, further down than they look',
  },
  {
    folder: 'relax/testdata/npm/diamond',
    file: 'package.json',
    theirs: ['simpledep ^3.0.1 + simpledep2 ^2.0.0'],
    ours: ['OSV-000-000 @bad/one@1.0.0: upgrade simpledep2 2.0.0 + upgrade simpledep ^3.0.0'],
    why: 'the lowest versions, and a pin stays a pin',
  },
  {
    folder: 'relax/testdata/npm/non-constraining',
    file: 'package.json',
    theirs: ['simpledep ^3.0.1'],
    ours: ['OSV-000-000 @bad/one@1.0.0: upgrade simpledep ^3.0.0'],
    why: 'the lowest version; the caret lets the same ones in',
  },
  {
    folder: 'relax/testdata/npm/removed-vuln',
    file: 'package.json',
    theirs: ['removed ~1.0.3'],
    ours: ['OSV-000-000 @bad/one@1.0.0: upgrade removed 1.0.2'],
    why: 'the lowest version, and a pin stays a pin',
  },
  {
    folder: 'relax/testdata/npm/introduce-vuln',
    file: 'package.json',
    theirs: ['adding ^2.0.0', 'adding ^4.0.0'],
    ours: ['OSV-000-000 @bad/one@1.0.0: override @bad/one ^2.0.0'],
    why: 'every newer version of adding brings another problem, so that @bad/one is forced',
  },
  {
    folder: 'relax/testdata/npm/vuln-without-fix',
    file: 'package.json',
    theirs: [],
    ours: ['OSV-000-000 @bad/one@1.0.0: override @bad/one ^2.0.0'],
    why: 'no upgrade, but an override: they do not use them for npm',
  },
  {
    folder: 'inplace/testdata/npm',
    file: 'package-lock.json',
    theirs: ['d 1.2.3', 'd 1.4.0', 'g 1.0.1'],
    ours: [
      'OSV-000-000 d@1.0.0: override d ^1.2.3',
      'OSV-000-000 d@1.0.0: refresh d 1.2.3',
      'OSV-000-001 d@1.0.0: override d ^1.3.0',
      'OSV-000-001 d@1.0.0: refresh d 1.3.0',
      'OSV-000-001 d@1.2.3: refresh d 1.3.0',
      'OSV-000-002 d@1.0.0: nothing',
      'OSV-000-002 d@1.2.3: nothing',
      'OSV-000-003 d@1.0.0: override d ^1.2.0',
      'OSV-000-003 d@1.0.0: refresh d 1.2.0',
      'OSV-000-004 g@1.0.0: refresh g 1.0.1',
    ],
    why: 'one choice for each problem; `latest` of b is no range, so that d is forced there; aliases are declared',
  },
];
const python: readonly Golden[] = [
  {
    folder: 'relax/testdata/python/simple',
    file: 'requirements.txt',
    theirs: ['direct1 ==2.0.0', 'direct2 >=2.0.0,<3.0.0'],
    ours: [
      'OSV-000-001 bad1@1.0.0: upgrade direct1 ==2.0.0',
      'OSV-000-002 bad2@1.0.0: upgrade direct2 >=2.0.0,<3.0.0',
    ],
    why: '',
  },
  {
    folder: 'relax/testdata/python/deepen',
    file: 'requirements.txt',
    theirs: ['direct10 >=2.0.0,<3.0.0'],
    ours: ['OSV-000-001 bad1@1.0.0: upgrade direct10 ~=2.0.0'],
    why: 'the compatible release stays one',
  },
  {
    folder: 'relax/testdata/python/diamond',
    file: 'requirements.txt',
    theirs: ['direct4 >=2.0.0,<3.0.0 + direct5 >=3.0.0,<4.0.0'],
    ours: ['OSV-000-003 bad3@1.0.0: upgrade direct5 ~=3.0.0 + upgrade direct4 ~=2.0.0'],
    why: 'compatible releases stay such; the order of changes that go together does not matter',
  },
  {
    folder: 'relax/testdata/python/introduce',
    file: 'requirements.txt',
    theirs: ['direct7 >=2.0.0,<3.0.0', 'direct7 >=3.0.0,<4.0.0'],
    ours: ['OSV-000-001 bad1@1.0.0: nothing'],
    why: 'both versions of direct7 bring another problem, and a requirement of its own would contradict that of direct7',
  },
  {
    folder: 'relax/testdata/python/max-depth',
    file: 'requirements.txt',
    theirs: [],
    ours: ['OSV-000-001 bad1@1.0.0: upgrade direct10 ~=2.0.0'],
    why: 'their search ends before bad1 here; the packages are those of deepen',
  },
  {
    folder: 'relax/testdata/python/no-fix',
    file: 'requirements.txt',
    theirs: [],
    ours: ['OSV-000-004 nofix@1.0.0: nothing'],
    why: 'nothing mends it',
  },
  {
    folder: 'relax/testdata/python/non-constraining',
    file: 'requirements.txt',
    theirs: ['direct9 >=2.0.0,<3.0.0'],
    ours: ['OSV-000-001 bad1@1.0.0: upgrade direct9 ~=2.0.0'],
    why: 'the compatible release stays one',
  },
  {
    folder: 'relax/testdata/python/removed',
    file: 'requirements.txt',
    theirs: ['direct6 ==1.0.1'],
    ours: ['OSV-000-001 bad1@1.0.0: upgrade direct6 ==1.0.1'],
    why: '',
  },
];
const maven: readonly Golden[] = [
  {
    folder: 'override/testdata/workaround/commons',
    file: 'pom.xml',
    theirs: ['commons-beanutils:commons-beanutils 1.9.4'],
    ours: [
      'GHSA-3832-9276-x7gf commons-httpclient:commons-httpclient@3.0: nothing',
      'GHSA-6phf-73q6-gh87 commons-beanutils:commons-beanutils@20020520: upgrade commons-beanutils:commons-beanutils 1.9.4',
    ],
    why: 'nothing mends commons-httpclient',
  },
  {
    folder: 'override/testdata/workaround/guava/android-to-android',
    file: 'pom.xml',
    theirs: ['com.google.guava:guava 24.0-android'],
    ours: [
      'OSV-000-000 com.google.guava:guava@22.0-android: upgrade com.google.guava:guava 24.0-android',
    ],
    why: '',
  },
  {
    folder: 'override/testdata/workaround/guava/none-to-jre',
    file: 'pom.xml',
    theirs: ['com.google.guava:guava 24.0-jre'],
    ours: ['OSV-000-000 com.google.guava:guava@20.0: upgrade com.google.guava:guava 24.0-jre'],
    why: '',
  },
  {
    folder: 'override/testdata/workaround/guava/jre-to-jre',
    file: 'pom.xml',
    theirs: ['com.google.guava:guava 24.0-jre'],
    ours: ['OSV-000-000 com.google.guava:guava@23.1-jre: upgrade com.google.guava:guava 24.0-jre'],
    why: '',
  },
];

test(
  'what mends a finding is what osv-scalibr chooses, or it is known why not',
  { skip: lackingFixtures },
  () => {
    const place = path.join(fixtures('osv-scalibr-guidedremediation'), root);
    for (const [ecosystem, all] of [
      ['npm', npm],
      ['PyPI', python],
      ['Maven', maven],
    ] as const) {
      for (const golden of all) {
        const folder = path.join(place, golden.folder);
        const up = (name: string): string => {
          let at = folder;
          for (;;) {
            try {
              return readFileSync(path.join(at, name)) && path.join(at, name);
            } catch {
              at = path.dirname(at);
            }
          }
        };
        const universe = universeIn(readFileSync(up('universe.yaml'), 'utf8'), ecosystem);
        const known = new Known(up('vulnerabilities.json'), ecosystem);
        const list = listIn(path.join(folder, golden.file), universe);
        const got = {
          theirs: theirs(path.join(folder, 'patches.json')),
          ours: ours(list, universe, known),
        };
        assert.deepEqual(got, { theirs: golden.theirs, ours: golden.ours }, golden.folder);
      }
    }
  },
);
