import { parsePattern } from '../model/glob-pattern.ts';
import type { LicenceSettings } from '../model/component-settings.ts';
import type { Policy, Waiver } from '../model/policy.ts';
import { severities } from '../model/severity.ts';
import { stages, type Stage } from '../model/stage.ts';
import { canonicalJson } from './canonical-json.ts';
import { coversRule } from './stage-of.ts';

/**
 * What a change of the policy does. `governing`: it alters who agrees and by which numbers, which is neither stricter nor
 * laxer and always needs both parties.
 */
export type Direction = 'tighter' | 'looser' | 'governing';

export interface PolicyChange {
  /** Key of the file, with the rule where it concerns one: `rules: secrets/private-key`. */
  readonly key: string;
  readonly direction: Direction;
}

/** How two values of one part of the policy stand to each other; `apart`: neither covers the other. */
type Order = 'same' | 'tighter' | 'looser' | 'apart';

/**
 * Every part in which `after` differs from `before`. A part that cannot be compared counts as looser: a change is only
 * taken for tighter when that is certain. "Nothing is looser" is a partial order over policies, up to policies that
 * mean the same. `ruleIds` are all rules that there are.
 */
export function comparePolicies(
  before: Policy,
  after: Policy,
  ruleIds: readonly string[],
): readonly PolicyChange[] {
  const parts: readonly (readonly [string, Order | 'governing'])[] = [
    ...ruleIds.map((id) => [`rules: ${id}`, compareStages(before, after, id)] as const),
    ...Object.entries(comparisons).map(([key, compare]) => [key, compare(before, after)] as const),
  ];
  return parts.flatMap(([key, order]): PolicyChange[] => {
    if (order === 'same') return [];
    return [{ key, direction: order === 'apart' ? 'looser' : order }];
  });
}

/** Whether the change needs both parties. */
export function needsBoth(changes: readonly PolicyChange[]): boolean {
  return changes.some(({ direction }) => direction !== 'tighter');
}

/** By the keys of the file; what `rules` says is compared rule by rule. */
const comparisons: Readonly<Record<string, (a: Policy, b: Policy) => Order | 'governing'>> = {
  product: (a, b) => governing(a.product, b.product),
  parties: (a, b) => governing(a.parties, b.parties),
  agreement: (a, b) => governing(a.agreement, b.agreement),
  tolerance: (a, b) => governing(a.tolerance, b.tolerance),
  rollout: (a, b) => governing(a.rollout, b.rollout),
  'thresholds: warn': (a, b) => ranked(severities, a.thresholds.warn, b.thresholds.warn),
  'thresholds: block': (a, b) => ranked(severities, a.thresholds.block, b.thresholds.block),
  ...Object.fromEntries(
    severities.map((severity) => [
      `fix-within: ${severity}`,
      (a: Policy, b: Policy) =>
        flipped(higher(a.fixWithin[severity] ?? Infinity, b.fixWithin[severity] ?? Infinity)),
    ]),
  ),
  'block-on': (a, b) => ranked(['new', 'all'], a.blocks, b.blocks),
  'on-incomplete': (a, b) => ranked(['open', 'auto', 'closed'], a.onIncomplete, b.onIncomplete),
  checks: (a, b) => larger(checksOf(a), checksOf(b)),
  'paths: include': (a, b) =>
    patterns(a.paths.include, b.paths.include, () => larger(includedBy(a), includedBy(b))),
  'paths: exclude': (a, b) =>
    patterns(a.paths.exclude, b.paths.exclude, () =>
      flipped(larger(a.paths.exclude, b.paths.exclude)),
    ),
  endpoints: (a, b) => larger(itemsOf(a.endpoints), itemsOf(b.endpoints)),
  'endpoints-file': (a, b) => unlessSame(a.endpointsFile, b.endpointsFile),
  tls: (a, b) => unlessSame(a.tls, b.tls),
  'code: tests': (a, b) => ranked([false, true], a.code.tests, b.code.tests),
  // A rule file may also say what makes values safe.
  'code: rules': (a, b) => unlessSame(a.code.rules, b.code.rules),
  'components: max-age': (a, b) =>
    flipped(higher(a.components.maxAgeDays, b.components.maxAgeDays)),
  'components: cooldown': (a, b) => higher(a.components.cooldownDays, b.components.cooldownDays),
  'components: licences: allow': (a, b) => flipped(larger(allowedBy(a), allowedBy(b))),
  'components: licences: deny': (a, b) =>
    larger(a.components.licences.deny, b.components.licences.deny),
  'components: licences: review': (a, b) =>
    larger(notFree(a.components.licences), notFree(b.components.licences)),
  'components: licences: unknown': (a, b) =>
    ranked(
      ['ignore', 'review', 'deny'],
      a.components.licences.unknown,
      b.components.licences.unknown,
    ),
  'components: licences: scopes': (a, b) =>
    larger(a.components.licences.scopes, b.components.licences.scopes),
  'components: private': (a, b) =>
    larger(itemsOf(a.components.privateNames), itemsOf(b.components.privateNames)),
  'components: vex': (a, b) => compareVex(a.vex, b.vex),
  'suppressions: inline': (a, b) =>
    ranked(['allow', 'forbid'], a.suppressions.inline, b.suppressions.inline),
  'suppressions: forbidden-rules': (a, b) =>
    larger(a.suppressions.forbiddenRules, b.suppressions.forbiddenRules),
  'suppressions: max-days': (a, b) =>
    flipped(higher(a.suppressions.maxDays ?? Infinity, b.suppressions.maxDays ?? Infinity)),
  'limits: max-file-size': (a, b) => higher(a.limits.maxFileBytes, b.limits.maxFileBytes),
  'limits: max-files': (a, b) => higher(a.limits.maxFiles, b.limits.maxFiles),
  'limits: max-depth': (a, b) => higher(a.limits.maxDepth, b.limits.maxDepth),
  'limits: unit-timeout': (a, b) => higher(a.limits.unitTimeoutMs, b.limits.unitTimeoutMs),
  waivers: (a, b) => compareWaivers(a.waivers, b.waivers),
};

/** A document can say that something is affected too, so one less is only surely stricter where none is left. */
function compareVex(a: Policy['vex'], b: Policy['vex']): Order {
  if (a.length > 0 && b.length > 0) {
    const [before, after] = [a, b].map((files) => itemsOf(files).toSorted());
    return unlessSame(before, after);
  }
  return higher(b.length, a.length);
}

function governing(a: unknown, b: unknown): 'same' | 'governing' {
  return canonicalJson(a) === canonicalJson(b) ? 'same' : 'governing';
}

/** Whether another file or profile is stricter cannot be told from its name. */
function unlessSame(a: unknown, b: unknown): Order {
  return withoutPosition(a) === withoutPosition(b) ? 'same' : 'apart';
}

/** Later in the scale is stricter. */
function ranked<T>(scale: readonly T[], a: T, b: T): Order {
  return higher(scale.indexOf(a), scale.indexOf(b));
}

function higher(a: number, b: number): Order {
  if (a === b) return 'same';
  return b > a ? 'tighter' : 'looser';
}

function flipped(order: Order): Order {
  if (order === 'tighter') return 'looser';
  return order === 'looser' ? 'tighter' : order;
}

/** More is stricter; `undefined` is all that there is. */
function larger(a: readonly string[] | undefined, b: readonly string[] | undefined): Order {
  const isWithin = (inner: typeof a, outer: typeof a): boolean =>
    outer === undefined || (inner?.every((item) => outer.includes(item)) ?? false);
  const grew = isWithin(a, b);
  const shrank = isWithin(b, a);
  if (grew && shrank) return 'same';
  if (grew) return 'tighter';
  return shrank ? 'looser' : 'apart';
}

/** Lists whose patterns each stand for themselves are compared as sets; with one that takes others back the order counts. */
function patterns(a: readonly string[], b: readonly string[], asSets: () => Order): Order {
  return [a, b].every((lines) => lines.every((line) => isPlain(line)))
    ? asSets()
    : unlessSame(a, b);
}

function isPlain(line: string): boolean {
  return parsePattern(line, 0)?.negated === false;
}

function checksOf({ checks }: Policy): readonly string[] | undefined {
  return checks === 'all' ? undefined : checks;
}

function includedBy({ paths }: Policy): readonly string[] | undefined {
  return paths.include.length === 0 ? undefined : paths.include;
}

/** Undefined: all that there are. */
function allowedBy({ components: { licences } }: Policy): readonly string[] | undefined {
  return licences.allow.length === 0 ? undefined : licences.allow;
}

/** What is denied needs no look: a licence that goes from one list to the other is told by the list of the denied. */
function notFree({ review, deny }: LicenceSettings): readonly string[] {
  return [...review, ...deny];
}

function itemsOf(items: readonly unknown[]): readonly string[] {
  return items.map((item) => withoutPosition(item));
}

function withoutPosition(value: unknown): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(value ?? null, (key, field: unknown) =>
      key === 'position' || key === 'declaredAt' ? undefined : field,
    ),
  );
  return canonicalJson(plain);
}

/** A waiver more, or one that holds longer, is laxer. */
function compareWaivers(a: readonly Waiver[], b: readonly Waiver[]): Order {
  const allowed = coveredBy(a, b);
  const given = coveredBy(b, a);
  if (allowed && given) return 'same';
  if (allowed) return 'looser';
  return given ? 'tighter' : 'apart';
}

/** Whether everything that `inner` waives is waived by `outer` for as long. */
function coveredBy(inner: readonly Waiver[], outer: readonly Waiver[]): boolean {
  return inner.every((waiver) =>
    outer.some(
      (other) =>
        other.rule === waiver.rule &&
        canonicalJson(other.scope) === canonicalJson(waiver.scope) &&
        other.expires >= waiver.expires,
    ),
  );
}

/**
 * Which stages the settings can give a rule. Settings under conditions are compared as they are written: what a change of
 * a condition means for all findings cannot be told, so it is tighter only where the lowest stage now is no lower than
 * the highest before.
 */
function compareStages(before: Policy, after: Policy, ruleId: string): Order {
  const a = settingsFor(before, ruleId);
  const b = settingsFor(after, ruleId);
  if (canonicalJson(a) === canonicalJson(b)) return 'same';
  const [lowA, highA] = rangeOf(a);
  const [lowB, highB] = rangeOf(b);
  if (lowA === highA && lowB === highB && lowA === lowB) return 'same';
  if (lowB >= highA) return 'tighter';
  return highB <= lowA ? 'looser' : 'apart';
}

interface StageSetting {
  readonly rank: number;
  readonly stage: Stage;
  readonly when: string;
}

/** Settings that can decide, in the order in which they count, up to the first without a condition. */
function settingsFor({ rules }: Policy, ruleId: string): readonly StageSetting[] {
  const covering = rules
    .map(({ pattern, stage, when = '' }, index) => ({
      rank: pattern === ruleId ? 3 : pattern === '*' ? 1 : 2,
      isCovering: coversRule(pattern, ruleId),
      index,
      stage,
      when,
    }))
    .filter(({ isCovering }) => isCovering)
    .toSorted((a, b) => b.rank - a.rank || b.index - a.index);
  const last = covering.findIndex(({ when }) => when === '');
  return covering
    .slice(0, last === -1 ? covering.length : last + 1)
    .map(({ rank, stage, when }) => ({ rank: last === 0 ? 0 : rank, stage, when }));
}

function rangeOf(settings: readonly StageSetting[]): readonly [number, number] {
  const found = settings.map(({ stage }) => stages.indexOf(stage));
  // Where no setting is without a condition, none may hold: then the rule observes.
  const isOpen = settings.every(({ when }) => when !== '');
  // A condition that cannot be evaluated keeps the rule from blocking in that run (decide.ts).
  const canFail = settings.some(({ when }) => when !== '');
  const unblocked = found.map((rank) => Math.min(rank, stages.indexOf('warn')));
  const all = [...found, ...(canFail ? unblocked : []), ...(isOpen ? [0] : [])];
  return [Math.min(...all), Math.max(...all)];
}
