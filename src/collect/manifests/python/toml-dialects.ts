import type { ComponentScope } from '../../../model/component.ts';
import { isNamed } from '../parse.ts';
import { fieldsAt, fieldsOf, listAt, textAt, type Fields } from '../values.ts';
import { artefactsOf, hashesIn } from './artefacts.ts';

/** What a package of a lockfile needs. */
export interface Need {
  readonly name: string;
  /** Empty where the lockfile does not repeat it. */
  readonly constraint: string;
  /** Where several versions of the package are locked and the lockfile says which is meant. */
  readonly version?: string;
  /** In which way a package of the target itself needs it. */
  readonly scope: ComponentScope;
}

/** What sets the lockfiles of Python in TOML apart: all list packages with name, version and what they need. */
export interface Dialect {
  readonly id: string;
  readonly title: string;
  readonly reads: (path: string) => boolean;
  /** Key of the list of packages. */
  readonly packages: string;
  readonly needs: (fields: Fields) => readonly Need[];
  readonly integrity: (fields: Fields, lock: Fields) => readonly string[];
}

export const dialects: readonly Dialect[] = [
  {
    id: 'poetry-lock',
    title: 'poetry.lock of Poetry',
    reads: (path) => isNamed(path, 'poetry.lock'),
    packages: 'package',
    needs: (fields) => [...fieldsAt(fields, 'dependencies')].map(needOfPoetry),
    integrity: (fields, lock) => {
      const own = hashesIn(listAt(fields, 'files'));
      const name = textAt(fields, 'name') ?? '';
      return own.length > 0
        ? own
        : hashesIn(listAt(fieldsAt(fieldsAt(lock, 'metadata'), 'files'), name));
    },
  },
  {
    id: 'uv-lock',
    title: 'uv.lock of uv',
    reads: (path) => isNamed(path, 'uv.lock'),
    packages: 'package',
    needs: needsOfUv,
    integrity: (fields) => hashesIn(artefactsOf(fields)),
  },
  {
    id: 'pdm-lock',
    title: 'pdm.lock of PDM',
    reads: (path) => isNamed(path, 'pdm.lock'),
    packages: 'package',
    needs: (fields) => listAt(fields, 'dependencies').flatMap(needOfRequirement),
    integrity: (fields) => hashesIn(listAt(fields, 'files')),
  },
  {
    id: 'pylock',
    title: 'pylock.toml (PEP 751)',
    reads: (path) => /(?:^|\/)pylock(?:\.[^/.]{1,80})?\.toml$/.test(path),
    packages: 'packages',
    needs: (fields) => needsIn(listAt(fields, 'dependencies'), 'prod'),
    integrity: (fields) => hashesIn(artefactsOf(fields)),
  },
];

/** `name = ">=1"`, `{ version = … }`, or a list of such tables, of which markers choose one. */
function needOfPoetry([name, value]: readonly [string, unknown]): Need {
  const choices: readonly unknown[] = Array.isArray(value) ? value : [value];
  const constraints = choices.slice(0, MAX_CHOICES).flatMap((each) => {
    const text = typeof each === 'string' ? each : textAt(fieldsOf(each), 'version');
    return text === undefined ? [] : [text];
  });
  return { name, constraint: [...new Set(constraints)].join(' || '), scope: 'prod' };
}

/** Markers choose by interpreter and platform; more than twenty ways are no lockfile of a project. */
const MAX_CHOICES = 20;

/** Extras are needed where somebody asks for them; groups only by the target's own packages, whose constraints stand apart. */
function needsOfUv(fields: Fields): readonly Need[] {
  const needs = [
    ...needsIn(listAt(fields, 'dependencies'), 'prod'),
    ...groupsIn(fieldsAt(fields, 'optional-dependencies'), 'optional'),
    ...groupsIn(fieldsAt(fields, 'dev-dependencies'), 'dev'),
  ];
  const metadata = fieldsAt(fields, 'metadata');
  if (metadata.size === 0) return needs;
  const constraints = new Map<string, string>();
  const groups = fieldsAt(metadata, 'requires-dev');
  const stated = [...groups.keys()].flatMap((group) => listAt(groups, group));
  for (const value of [...listAt(metadata, 'requires-dist'), ...stated]) {
    const name = textAt(fieldsOf(value), 'name') ?? '';
    if (!constraints.has(name)) {
      constraints.set(name, textAt(fieldsOf(value), 'specifier') ?? '');
    }
  }
  return needs.map((need) => ({ ...need, constraint: constraints.get(need.name) ?? '' }));
}

function groupsIn(groups: Fields, scope: ComponentScope): readonly Need[] {
  return [...groups.keys()].flatMap((group) => needsIn(listAt(groups, group), scope));
}

function needsIn(list: readonly unknown[], scope: ComponentScope): readonly Need[] {
  return list.flatMap((value) => {
    const name = textAt(fieldsOf(value), 'name');
    const version = textAt(fieldsOf(value), 'version');
    if (name === undefined) return [];
    return [{ name, constraint: '', scope, ...(version === undefined ? {} : { version }) }];
  });
}

/** `name[extra]>=1; marker` (PEP 508). */
function needOfRequirement(value: unknown): readonly Need[] {
  const match =
    typeof value === 'string'
      ? /^([A-Za-z0-9][A-Za-z0-9._-]{0,200})(?:\[[^\]]{0,200}\])?([^;@]{0,300})/.exec(value)
      : null;
  if (match?.[1] === undefined) return [];
  return [{ name: match[1], constraint: (match[2] ?? '').trim(), scope: 'prod' }];
}
