import type { AdvisoryData, AdvisoryDetails, AdvisoryMatch } from '../../../model/advisory.ts';
import { engine } from '../evaluate.ts';
import type { ComponentContext } from '../../../model/component-check.ts';
import { defaultComponentSettings } from '../../../model/component-settings.ts';
import type { Component, ComponentList } from '../../../model/component.ts';
import type { Detection } from '../../../model/finding.ts';

/** What an example of a rule of the components check says; the rest is as in `good`. */
export interface ExampleLists {
  readonly ecosystem?: string;
  readonly list: readonly Partial<Component>[];
  readonly before?: readonly Partial<Component>[];
  readonly advisories?: readonly ExampleAdvisory[];
  /** CVE → day. */
  readonly exploited?: Readonly<Record<string, string>>;
  readonly likely?: Readonly<Record<string, number>>;
  readonly licences?: Partial<ComponentContext['settings']['licences']>;
  readonly settings?: Partial<ComponentContext['settings']>;
  readonly pulled?: string;
}

export interface ExampleAdvisory {
  readonly package: string;
  readonly id: string;
  readonly aliases?: readonly string[];
  /** Introduced, and the version that mends it. */
  readonly range?: readonly [string] | readonly [string, string];
  readonly ranges?: AdvisoryMatch['ranges'];
  readonly versions?: readonly string[];
  readonly withdrawn?: boolean;
  readonly cvss?: number;
  readonly word?: string;
  readonly cwe?: readonly number[];
  readonly sources?: number;
  readonly imports?: AdvisoryMatch['imports'];
}

const exampleNow = '2026-11-25T12:00:00Z';

/** A list as a lockfile of npm would give it. */
export function listOf(
  components: readonly Partial<Component>[],
  { ecosystem = 'npm', path = 'package-lock.json' }: { ecosystem?: string; path?: string } = {},
): ComponentList {
  return {
    path,
    format: 'package-lock',
    extent: 'whole',
    requirements: [],
    components: components.map((component, index) => ({
      ecosystem,
      name: 'a',
      version: '1.0.0',
      direct: true,
      scope: 'prod',
      line: index + 1,
      integrity: [],
      source: { kind: 'registry' },
      dependsOn: [],
      ...component,
    })),
  };
}

/** Advisories in memory. */
function dataOf(example: Omit<ExampleLists, 'list'>): AdvisoryData {
  const { ecosystem = 'npm', advisories = [], exploited = {}, likely = {} } = example;
  return {
    ages: [
      {
        kind: 'advisories',
        ecosystem,
        newest: '2026-11-24T00:00:00Z',
        pulled: example.pulled ?? exampleNow,
        digest: 'sha256:0',
        records: advisories.length,
      },
    ],
    ecosystems: new Set([ecosystem]),
    matches: (asked, name) =>
      asked === ecosystem
        ? advisories.filter((each) => each.package === name).map((each) => matchOf(each))
        : [],
    details: (_, id) => {
      const found = advisories.find((each) => each.id === id);
      return found && detailsOf(found);
    },
    exploitedSince: (cve) => exploited[cve],
    exploitProbability: (cve) => likely[cve],
  };
}

function matchOf({
  id,
  aliases = [],
  range,
  ranges,
  versions = [],
  withdrawn,
  imports,
}: ExampleAdvisory): AdvisoryMatch {
  const [introduced, fixed] = range ?? [];
  const events = [
    ...(introduced === undefined ? [] : [{ introduced }]),
    ...(fixed === undefined ? [] : [{ fixed }]),
  ];
  return {
    id,
    aliases,
    ranges: ranges ?? (range === undefined ? [] : [{ type: 'ECOSYSTEM', events }]),
    versions,
    ...(withdrawn === true ? { withdrawn: exampleNow } : {}),
    ...(imports === undefined ? {} : { imports }),
  };
}

function detailsOf({
  id,
  cvss,
  word = '',
  cwe = [],
  sources = 0,
}: ExampleAdvisory): AdvisoryDetails {
  return {
    id,
    summary: 'What is wrong with it',
    severities:
      cvss === undefined
        ? []
        : [{ type: 'CVSS_V3', score: `CVSS:3.1/example-${cvss}`, base: cvss }],
    severityWord: word,
    cwe,
    published: '2026-01-01T00:00:00Z',
    modified: '2026-01-02T00:00:00Z',
    references: [],
    sources,
  };
}

/** The example as the engine gets it. */
export function contextOf(example: Omit<ExampleLists, 'list'>): ComponentContext {
  const { ecosystem, before, licences, settings } = example;
  return {
    data: dataOf(example),
    settings: {
      ...defaultComponentSettings,
      ...settings,
      licences: { ...defaultComponentSettings.licences, ...licences },
    },
    before: before && [listOf(before, { ecosystem: ecosystem ?? 'npm' })],
    isBase: false,
    importsOf: () => undefined,
    now: exampleNow,
  };
}

/** What the check says of an example. */
export function detectInLists(example: ExampleLists): readonly Detection[] {
  const { ecosystem = 'npm', list } = example;
  const judged = engine.evaluate([listOf(list, { ecosystem })], contextOf(example));
  return judged.results.flatMap(({ detections }) => detections);
}
