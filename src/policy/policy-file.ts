import type { Policy, PolicyPosition, RuleSetting } from '../model/policy.ts';
import { severities } from '../model/severity.ts';
import { stages } from '../model/stage.ts';
import { defaultPolicy } from './default-policy.ts';
import { componentReader } from './component-reader.ts';
import { endpointReader } from './endpoint-reader.ts';
import { fixWithinReader } from './fix-within-reader.ts';
import type { KnownNames } from './names.ts';
import { knownCheck, knownPattern, rulePattern, rulePatternSchema } from './names.ts';
import { pathFault } from '../model/path-fault.ts';
import type { JsonSchema, Reader } from '../model/yaml/reader.ts';
import {
  boolean,
  defaulting,
  describe,
  either,
  integer,
  listOf,
  located,
  map,
  mapOf,
  object,
  oneOf,
  optional,
  quantity,
  required,
  text,
} from '../model/yaml/reader.ts';
import { tlsReader } from './tls-reader.ts';
import { rolloutReader } from './rollout-reader.ts';
import { waiverReader } from './waiver-reader.ts';
import { MAX_WHEN_CHARACTERS } from './when-limits.ts';

const standard = defaultPolicy;
const name = text(200);
const patterns = listOf(text(1_000), 1_000);
const share = quantity({ '%': 0.01 }, { min: 0, max: 1 });
const size = quantity({ MiB: 2 ** 20, KiB: 2 ** 10, GiB: 2 ** 30 }, { min: 1_024, max: 2 ** 30 });
const time = quantity({ s: 1_000, ms: 1, min: 60_000 }, { min: 100, max: 3_600_000 });

const onlyVersion: Reader<1> = {
  schema: { const: 1 },
  read(tree, problems) {
    if (tree.kind === 'scalar' && tree.value === 1) return 1;
    const what = 'this Lockstep reads version 1 of the policy';
    problems.push({ at: tree.at, what, repair: 'write version: 1' });
    return undefined;
  },
};

const parties = object({
  development: defaulting(listOf(name, 100), []),
  security: defaulting(listOf(name, 100), []),
});

const cost = map(
  object({ 'false-positive': required(integer(1, 1_000)), miss: required(integer(1, 1_000)) }),
  (file) => ({ falsePositive: file['false-positive'], miss: file.miss }),
);

const tolerance = map(
  object({
    blocks: defaulting(share, standard.tolerance.blocks),
    'wrong-blocks': defaulting(share, standard.tolerance.wrongBlocks),
    cost: defaulting(cost, standard.tolerance.cost),
  }),
  (file) => ({ blocks: file.blocks, wrongBlocks: file['wrong-blocks'], cost: file.cost }),
);

const thresholds = object({
  warn: defaulting(oneOf(severities), standard.thresholds.warn),
  block: defaulting(oneOf(severities), standard.thresholds.block),
});

const agreement = object({
  tightening: defaulting(oneOf(['none', 'one', 'both']), standard.agreement.tightening),
});

const paths = object({ include: defaulting(patterns, []), exclude: defaulting(patterns, []) });

const code = object({
  tests: defaulting(
    describe('Examine tests too: what stands there is not shipped.', boolean),
    standard.code.tests,
  ),
  rules: defaulting(
    describe('Files with rules and models of your own, besides .lockstep/rules.', patterns),
    standard.code.rules,
  ),
});

const limits = map(
  object({
    'max-file-size': defaulting(size, standard.limits.maxFileBytes),
    'max-files': defaulting(integer(1, 10_000_000), standard.limits.maxFiles),
    'max-depth': defaulting(integer(1, 10_000), standard.limits.maxDepth),
    'unit-timeout': defaulting(time, standard.limits.unitTimeoutMs),
  }),
  (file) => ({
    maxFileBytes: Math.floor(file['max-file-size']),
    maxFiles: file['max-files'],
    maxDepth: file['max-depth'],
    unitTimeoutMs: file['unit-timeout'],
  }),
);

function suppressions(names: KnownNames): Reader<Policy['suppressions']> {
  const fields = object({
    inline: defaulting(oneOf(['allow', 'forbid']), standard.suppressions.inline),
    'forbidden-rules': defaulting(listOf(rulePattern(names), 500), []),
    'max-days': optional(integer(1, 3_650)),
  });
  return map(fields, ({ inline, 'forbidden-rules': forbiddenRules, 'max-days': maxDays }) => ({
    inline,
    forbiddenRules,
    ...(maxDays === undefined ? {} : { maxDays }),
  }));
}

interface Setting {
  readonly setting: RuleSetting;
  /** Where its `when` stands. */
  readonly whenAt?: PolicyPosition;
}

function rules(names: KnownNames): Reader<readonly Setting[]> {
  const when = describe(
    'CEL: the setting holds only for findings for which this is true.',
    text(MAX_WHEN_CHARACTERS),
  );
  const stageOrMore = either(
    map(oneOf(stages), (stage) => ({ stage, when: undefined })),
    object({ stage: required(oneOf(stages)), when: optional(located(when)) }),
  );
  return map(mapOf(knownPattern(names), stageOrMore, rulePatternSchema), (entries) =>
    entries.map(({ key, at, value: { stage, when: condition } }) => {
      const setting = { pattern: key, stage, position: at };
      return condition === undefined
        ? { setting }
        : { setting: { ...setting, when: condition.value }, whenAt: condition.at };
    }),
  );
}

/** What is read, and what editors say about each key. */
function policyFile(names: KnownNames) {
  return object({
    version: required(describe('Version of this format.', onlyVersion)),
    product: defaulting(describe('The product that this repository belongs to.', name), ''),
    tier: defaulting(
      describe('From 1 (most critical) to 4.', integer(1, 4)),
      standard.product.tier,
    ),
    exposure: defaulting(
      describe('Who can reach it.', oneOf(['internet', 'partner', 'internal', 'unknown'])),
      standard.product.exposure,
    ),
    data: defaulting(
      describe('Classes of data that it handles, in your own words.', listOf(name, 50)),
      [],
    ),
    parties: defaulting(
      describe('Who agrees to this policy: people or teams of both sides.', parties),
      standard.parties,
    ),
    agreement: defaulting(
      describe(
        'Once this policy was agreed: whose signature a change needs that only tightens. One that loosens needs both parties.',
        agreement,
      ),
      standard.agreement,
    ),
    tolerance: defaulting(
      describe(
        'What both teams tolerate: share of builds that may be stopped, and stopped wrongly; what a false alarm and a miss cost.',
        tolerance,
      ),
      standard.tolerance,
    ),
    rollout: defaulting(
      describe('How a rule rises by evidence and falls by itself.', rolloutReader),
      standard.rollout,
    ),
    checks: optional(
      describe('Which checks run; all when left out.', listOf(knownCheck(names), 50)),
    ),
    rules: defaulting(
      describe(
        'Stage of each rule: "*", "<check>/*" or a rule id. The most specific pattern wins.',
        rules(names),
      ),
      [],
    ),
    thresholds: defaulting(
      describe('A finding less severe than this falls to the next lower stage.', thresholds),
      standard.thresholds,
    ),
    'fix-within': defaulting(
      describe(
        'How long an open finding may take to be mended, from when it was first seen. It is shown, and stops nothing.',
        fixWithinReader,
      ),
      standard.fixWithin,
    ),
    'block-on': defaulting(
      describe(
        'new: only what a change brings can warn or block; all: also what was there before.',
        oneOf(['new', 'all']),
      ),
      standard.blocks,
    ),
    'on-incomplete': defaulting(
      describe(
        'What a check that could not finish does. auto: it stops the build once a rule of that check blocks; closed: always; open: never.',
        oneOf(['auto', 'open', 'closed']),
      ),
      standard.onIncomplete,
    ),
    paths: defaulting(
      describe('Which files are examined; patterns as in .gitignore.', paths),
      standard.paths,
    ),
    endpoints: defaulting(
      describe(
        'The inventory: endpoints that the tls check examines.',
        listOf(endpointReader, 10_000),
      ),
      [],
    ),
    'endpoints-file': optional(
      describe(
        'A file in the repository that lists further endpoints: text, .csv or .ndjson.',
        text(1_000, { check: pathFault }),
      ),
    ),
    tls: defaulting(
      describe('What the tls check is to hold endpoints to.', tlsReader),
      standard.tls,
    ),
    code: defaulting(describe('What the code check examines.', code), standard.code),
    components: defaulting(
      describe('What the components check is to hold dependencies to.', componentReader),
      { settings: standard.components, vex: standard.vex },
    ),
    suppressions: defaulting(
      describe('What inline comments (lockstep-ignore) may do.', suppressions(names)),
      standard.suppressions,
    ),
    limits: defaulting(
      describe('Bounds of one run; what is beyond them is reported as incomplete.', limits),
      standard.limits,
    ),
    waivers: defaulting(
      describe(
        'Accepted risks: each with scope, reason, one approver of each party, and an end.',
        listOf(waiverReader(names), 1_000),
      ),
      [],
    ),
  });
}

export interface PolicyReading {
  readonly policy: Policy;
  /** Where the `when` of each setting stands, by its index in `policy.rules`. */
  readonly whenPositions: ReadonlyMap<number, PolicyPosition>;
}

/** A reader of the whole file that completes it with the defaults. */
export function policyReader(names: KnownNames): Reader<PolicyReading> {
  return map(policyFile(names), (file) => {
    const settings: readonly Setting[] = [
      ...standard.rules.map((setting) => ({ setting })),
      ...file.rules,
    ];
    const { product, tier, exposure, data, checks, waivers, endpoints } = file;
    const policy: Policy = {
      version: file.version,
      product: { name: product, tier, exposure, dataClasses: data },
      tolerance: file.tolerance,
      rollout: file.rollout,
      endpoints,
      ...(file['endpoints-file'] === undefined ? {} : { endpointsFile: file['endpoints-file'] }),
      tls: file.tls,
      code: file.code,
      components: file.components.settings,
      vex: file.components.vex,
      parties: file.parties,
      agreement: file.agreement,
      rules: settings.map(({ setting }) => setting),
      thresholds: file.thresholds,
      fixWithin: file['fix-within'],
      blocks: file['block-on'],
      onIncomplete: file['on-incomplete'],
      paths: file.paths,
      checks: checks ?? standard.checks,
      suppressions: file.suppressions,
      limits: file.limits,
      waivers,
    };
    const whenPositions = new Map(
      settings.flatMap(({ whenAt }, index) => (whenAt === undefined ? [] : [[index, whenAt]])),
    );
    return { policy, whenPositions };
  });
}

/** The published JSON Schema, for editors: the same readers, with no list of rule ids so that it fits every version. */
export function policySchema(): JsonSchema {
  const { schema } = policyFile({ ruleIds: [], checkIds: [] });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:lockstep:schema:policy:1',
    title: 'Lockstep policy (lockstep.yaml)',
    ...schema,
  };
}
