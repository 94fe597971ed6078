import { groupBy } from '../../model/group-by.ts';
import type { JudgedFinding } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { NewFinding, NewLogEntry, RuleTally } from '../../model/log-entry.ts';
import type { Policy } from '../../model/policy.ts';
import type { RunReport } from '../../model/report.ts';
import type { Stage } from '../../model/stage.ts';
import { stages } from '../../model/stage.ts';

/** The product's name in the policy, or else that of the target. */
export function productNameOf({ name }: Policy['product'], targetName: string): string {
  return name === '' ? targetName : name;
}

/** What a run does not know of itself. */
export interface RunCircumstances {
  readonly policy: Policy;
  /** Digest of the decision record. */
  readonly decision: string;
  /** Who made the commit; empty without git. */
  readonly author: string;
}

/** Fields that every entry of a target has. */
export function entryHead(
  report: Pick<RunReport, 'now' | 'target'>,
  { product, rollout }: Policy,
): {
  readonly at: string;
  readonly product: string;
  readonly group: string;
  readonly repository: string;
} {
  const { now, target } = report;
  return {
    at: now,
    product: productNameOf(product, target.name),
    group: rollout.group,
    repository: target.git?.remote ?? target.name,
  };
}

/** The summary of a run for the log: counts and fingerprints, no text of the target. */
export function runEntryOf(
  report: RunReport,
  { policy, decision, author }: RunCircumstances,
): NewLogEntry {
  const { target, timing, tool, checks } = report;
  // Without a comparison everything counts as new: the backlog, on which no precision is measured.
  const isCompared = report.baseline.kind !== 'none';
  const byRule = groupBy(report.decision.findings, ({ finding }) => finding.ruleId);
  const versions = new Map(
    checks.flatMap(({ rules, version: engine }) =>
      rules.map(({ id, version }) => [id, { version, engine }] as const),
    ),
  );
  return {
    kind: 'run',
    ...entryHead(report, policy),
    tool: tool.version,
    mode: target.base === undefined ? target.kind : 'since',
    commit: target.git?.commit ?? '',
    branch: target.git?.branch ?? '',
    author,
    outcome: report.decision.outcome,
    decision,
    policy: report.policy.digest,
    wallMs: timing.wallMs,
    files: checks.reduce((most, { units }) => Math.max(most, units), 0),
    rules: [...byRule]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([rule, judged]) =>
        tallyOf({ rule, ...(versions.get(rule) ?? { version: 0, engine: 0 }) }, judged, isCompared),
      ),
  };
}

function tallyOf(
  version: Pick<RuleTally, 'rule' | 'version' | 'engine'>,
  judged: readonly JudgedFinding[],
  isCompared: boolean,
): RuleTally {
  const ofState = (state: string): readonly JudgedFinding[] =>
    judged.filter(({ finding }) => finding.state === state);
  const fresh = ofState('new');
  return {
    ...version,
    stage: highest(judged),
    new: isCompared ? fresh.map(({ finding }) => newFinding(finding)).toSorted(inOrder) : [],
    fixed: fingerprintsOf(ofState('fixed')),
    existing: judged.length - (isCompared ? fresh.length : 0) - ofState('fixed').length,
    blocks: judged.filter(({ effect }) => effect === 'blocks').length,
    covered: (isCompared ? fresh : []).filter(
      ({ effect }) => effect === 'suppressed' || effect === 'waived',
    ).length,
  };
}

/** Conditions and thresholds can give findings of one rule different stages. */
function highest(judged: readonly JudgedFinding[]): Stage {
  const rank = Math.max(0, ...judged.map(({ stage }) => stages.indexOf(stage)));
  return stages[rank] ?? 'observe';
}

function fingerprintsOf(list: readonly JudgedFinding[]): readonly string[] {
  return list.map(({ finding }) => finding.fingerprint).toSorted();
}

/** What is kept of a finding that a change brought. */
function newFinding({ fingerprint, location, identities }: Finding): NewFinding {
  return { fingerprint, path: location.path, copy: identities.moved };
}

function inOrder(a: NewFinding, b: NewFinding): number {
  return a.fingerprint < b.fingerprint ? -1 : 1;
}
