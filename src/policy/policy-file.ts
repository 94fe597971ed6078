import type { Policy, PolicyPosition, RuleSetting, Waiver } from '../model/policy.ts';
import { severities } from '../model/severity.ts';
import { stages } from '../model/stage.ts';
import { isDate } from './dates.ts';
import { defaultPolicy } from './default-policy.ts';
import type { JsonSchema, Reader } from './reader.ts';
import {
  describe,
  either,
  integer,
  listOf,
  mapOf,
  meant,
  object,
  oneOf,
  quantity,
  text,
} from './reader.ts';
import { MAX_WHEN_CHARACTERS } from './when-limits.ts';
import type { Problem, Tree } from './yaml-tree.ts';

/** Names that a policy may refer to. */
export interface KnownNames {
  readonly ruleIds: readonly string[];
  readonly checkIds: readonly string[];
}

/** Rules of checks that this version does not have are allowed by the schema, so that editors do not cry wolf. */
const RULE_PATTERN = '^(\\*|[a-z][a-z0-9-]*/(\\*|[a-z0-9-]+))$';
const SIZES = { MiB: 2 ** 20, KiB: 2 ** 10, GiB: 2 ** 30 };
const TIMES = { s: 1_000, ms: 1, min: 60_000 };
const PERCENT = { '%': 0.01 };
const DAY = '^\\d{4}-\\d{2}-\\d{2}$';

const name = text(200);
const glob = text(1_000);
const date = text(10, {
  schema: { pattern: DAY },
  check: (value) =>
    isDate(value)
      ? undefined
      : { what: `"${value}" is not a date`, repair: 'write it as YYYY-MM-DD' },
});

const policyFields = (names: KnownNames) =>
  object({
    version: { reader: describe('Version of this format.', onlyVersion), required: true },
    product: {
      reader: describe(
        'The product that this repository belongs to.',
        either(
          name,
          object({
            name: { reader: name, required: true },
            tier: { reader: tier },
            exposure: { reader: exposure },
            data: { reader: listOf(name, 50) },
          }),
        ),
      ),
    },
    tier: { reader: tier },
    exposure: { reader: exposure },
    parties: {
      reader: describe(
        'Who agrees to this policy: people or teams of both sides.',
        object({
          development: { reader: listOf(name, 100) },
          security: { reader: listOf(name, 100) },
        }),
      ),
    },
    tolerance: {
      reader: describe(
        'What both teams tolerate: share of builds that may be stopped, and stopped wrongly; cost ratio of a false alarm to a miss.',
        object({
          blocks: { reader: quantity(PERCENT, { min: 0, max: 1 }) },
          'wrong-blocks': { reader: quantity(PERCENT, { min: 0, max: 1 }) },
          cost: {
            reader: object({
              'false-positive': { reader: integer(1, 1_000), required: true },
              miss: { reader: integer(1, 1_000), required: true },
            }),
          },
        }),
      ),
    },
    checks: {
      reader: describe('Which checks run; all when left out.', listOf(knownCheck(names), 50)),
    },
    rules: {
      reader: describe(
        'Stage of each rule: "*", "<check>/*" or a rule id. The most specific pattern wins.',
        mapOf(knownPattern(names), ruleSetting, { pattern: RULE_PATTERN }),
      ),
    },
    thresholds: {
      reader: describe(
        'A finding less severe than this falls to the next lower stage.',
        object({ warn: { reader: oneOf(severities) }, block: { reader: oneOf(severities) } }),
      ),
    },
    'block-on': {
      reader: describe(
        '"new": only what the change brings can block; "all": also what was there.',
        oneOf(['new', 'all']),
      ),
    },
    'on-incomplete': {
      reader: describe(
        'What a check that could not finish does: "auto" stops the build when a rule of that check blocks.',
        oneOf(['auto', 'open', 'closed']),
      ),
    },
    paths: {
      reader: describe(
        'Which files are examined; patterns as in .gitignore.',
        object({
          include: { reader: listOf(glob, 1_000) },
          exclude: { reader: listOf(glob, 1_000) },
        }),
      ),
    },
    endpoints: { reader: describe('Endpoints for the tls check.', listOf(endpoint, 10_000)) },
    suppressions: {
      reader: describe(
        'What inline comments (lockstep-ignore) may do.',
        object({
          inline: { reader: oneOf(['allow', 'forbid']) },
          'forbidden-rules': { reader: listOf(patternText(names), 500) },
          'max-days': { reader: integer(1, 3_650) },
        }),
      ),
    },
    limits: {
      reader: describe(
        'Bounds of one run; what is beyond them is reported as incomplete.',
        object({
          'max-file-size': { reader: quantity(SIZES, { min: 1_024, max: 2 ** 30 }) },
          'max-files': { reader: integer(1, 10_000_000) },
          'max-depth': { reader: integer(1, 10_000) },
          'unit-timeout': { reader: quantity(TIMES, { min: 100, max: 3_600_000 }) },
        }),
      ),
    },
    waivers: {
      reader: describe(
        'Accepted risks: each with scope, reason, one approver of each party, and an end.',
        listOf(waiver(names), 1_000),
      ),
    },
  });

const onlyVersion: Reader<1> = {
  schema: { const: 1 },
  read(tree, problems) {
    if (tree.kind === 'scalar' && tree.value === 1) return 1;
    problems.push({
      at: tree.at,
      what: 'this Lockstep reads version 1 of the policy',
      repair: 'write version: 1',
    });
    return undefined;
  },
};

const tier = describe('From 1 (most critical) to 4.', integer(1, 4));
const exposure = describe(
  'Who can reach it.',
  oneOf(['internet', 'partner', 'internal', 'unknown']),
);

const ruleSetting = either(
  oneOf(stages),
  object({
    stage: { reader: oneOf(stages), required: true },
    when: {
      reader: describe(
        'CEL: the setting holds only for findings for which this is true.',
        text(MAX_WHEN_CHARACTERS),
      ),
    },
  }),
);

const endpoint = object({
  host: { reader: text(253), required: true },
  port: { reader: integer(1, 65_535) },
  profile: { reader: name },
});

const waiver = (names: KnownNames) =>
  object({
    rule: { reader: patternText(names), required: true },
    scope: {
      reader: object({
        path: { reader: glob },
        fingerprint: { reader: text(100) },
        purl: { reader: text(1_000) },
        advisory: { reader: text(100) },
        endpoint: { reader: text(300) },
      }),
      required: true,
    },
    reason: { reader: text(2_000), required: true },
    approved: {
      reader: object({
        development: { reader: name, required: true },
        security: { reader: name, required: true },
      }),
      required: true,
    },
    expires: { reader: date, required: true },
  });

function patternText(names: KnownNames): Reader<string> {
  return text(200, { schema: { pattern: RULE_PATTERN }, check: knownPattern(names) });
}

function knownCheck({ checkIds }: KnownNames): Reader<string> {
  return text(50, {
    check: (value) => (checkIds.includes(value) ? undefined : unknown('check', value, checkIds)),
  });
}

function knownPattern({ ruleIds, checkIds }: KnownNames) {
  const patterns = ['*', ...checkIds.map((id) => `${id}/*`), ...ruleIds];
  const known = new Set(patterns);
  return (value: string) => (known.has(value) ? undefined : unknown('rule', value, patterns));
}

function unknown(
  kind: 'rule' | 'check',
  value: string,
  candidates: readonly string[],
): { what: string; repair: string } {
  const list =
    kind === 'rule' ? '"lockstep explain" lists all rules' : `checks: ${candidates.join(', ')}`;
  return { what: `unknown ${kind} "${value}"`, repair: meant(value, candidates) ?? list };
}

/** Reads the whole file and completes it with the defaults; undefined when there are problems. */
export function readPolicy(tree: Tree, names: KnownNames, problems: Problem[]): Policy | undefined {
  const file = policyFields(names).read(tree, problems);
  return file === undefined ? undefined : complete(file);
}

type PolicyFile = NonNullable<ReturnType<ReturnType<typeof policyFields>['read']>>;

function complete(file: PolicyFile): Policy {
  const { limits, suppressions, paths } = file;
  const standard = defaultPolicy;
  return {
    version: 1,
    product: productOf(file),
    tolerance: toleranceOf(file.tolerance),
    endpoints: (file.endpoints ?? []).map(({ host, port = 443, profile = 'intermediate' }) => ({
      host: host ?? '',
      port,
      profile,
    })),
    parties: {
      development: file.parties?.development ?? [],
      security: file.parties?.security ?? [],
    },
    rules: [...standard.rules, ...rulesOf(file.rules ?? [])],
    thresholds: { ...standard.thresholds, ...withoutPosition(file.thresholds) },
    blocks: file['block-on'] ?? standard.blocks,
    onIncomplete: file['on-incomplete'] ?? standard.onIncomplete,
    paths: { include: paths?.include ?? [], exclude: paths?.exclude ?? [] },
    checks: file.checks ?? standard.checks,
    suppressions: {
      inline: suppressions?.inline ?? standard.suppressions.inline,
      forbiddenRules: suppressions?.['forbidden-rules'] ?? [],
      ...(suppressions?.['max-days'] === undefined ? {} : { maxDays: suppressions['max-days'] }),
    },
    limits: {
      maxFileBytes: Math.floor(limits?.['max-file-size'] ?? standard.limits.maxFileBytes),
      maxFiles: limits?.['max-files'] ?? standard.limits.maxFiles,
      maxDepth: limits?.['max-depth'] ?? standard.limits.maxDepth,
      unitTimeoutMs: limits?.['unit-timeout'] ?? standard.limits.unitTimeoutMs,
    },
    waivers: (file.waivers ?? []).map(waiverOf),
  };
}

function productOf(file: PolicyFile): Policy['product'] {
  const standard = defaultPolicy.product;
  const product = typeof file.product === 'string' ? { name: file.product } : file.product;
  return {
    name: product?.name ?? standard.name,
    tier:
      (product !== undefined && 'tier' in product ? product.tier : undefined) ??
      file.tier ??
      standard.tier,
    exposure:
      (product !== undefined && 'exposure' in product ? product.exposure : undefined) ??
      file.exposure ??
      standard.exposure,
    dataClasses:
      (product !== undefined && 'data' in product ? product.data : undefined) ??
      standard.dataClasses,
  };
}

function toleranceOf(file: PolicyFile['tolerance']): Policy['tolerance'] {
  const standard = defaultPolicy.tolerance;
  return {
    blocks: file?.blocks ?? standard.blocks,
    wrongBlocks: file?.['wrong-blocks'] ?? standard.wrongBlocks,
    cost: {
      falsePositive: file?.cost?.['false-positive'] ?? standard.cost.falsePositive,
      miss: file?.cost?.miss ?? standard.cost.miss,
    },
  };
}

function rulesOf(entries: NonNullable<PolicyFile['rules']>): RuleSetting[] {
  return entries.map(({ key, at, value }) => {
    const { stage, when } = typeof value === 'string' ? { stage: value, when: undefined } : value;
    return {
      pattern: key,
      stage: stage ?? 'observe',
      position: at,
      ...(when === undefined ? {} : { when }),
    };
  });
}

function waiverOf(file: NonNullable<PolicyFile['waivers']>[number]): Waiver {
  const { at, rule = '', reason = '', expires = '', approved } = file;
  return {
    rule,
    scope: withoutPosition(file.scope),
    reason,
    approved: { development: approved?.development ?? '', security: approved?.security ?? '' },
    expires,
    position: at,
  };
}

function withoutPosition<T extends { readonly at: PolicyPosition }>(
  value: T | undefined,
): Omit<T, 'at'> {
  const { at: _, ...rest } = value ?? ({ at: { line: 0, column: 0 } } as T);
  return rest;
}

/** The published JSON Schema, for editors: the same readers, with no list of rule ids so that it fits every version. */
export function policySchema(): JsonSchema {
  const { schema } = policyFields({ ruleIds: [], checkIds: [] });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Lockstep policy (lockstep.yaml)',
    ...schema,
  };
}
