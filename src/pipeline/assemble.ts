import type { OpenTarget } from '../collect/target.ts';
import type { Check } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { GitFacts } from '../model/git.ts';
import type { Policy, PolicySource } from '../model/policy.ts';
import type { CheckSummary, RunReport, Timing } from '../model/report.ts';
import { version } from '../model/version.ts';
import type { LoadedPolicy } from '../policy/parse-policy.ts';
import { canonicalJson, digestOf } from '../policy/canonical-json.ts';
import type { DecisionRecord } from '../policy/record.ts';
import { makeRecord } from '../policy/record.ts';
import type { Compared } from './compare.ts';
import type { ExaminedComponents } from './components/component-part.ts';
import type { ExaminedEndpoints } from './endpoints/examine-endpoints.ts';
import type { Gathered } from './gather.ts';
import type { Judgement } from './judge.ts';
import type { Plan } from './plan.ts';
import type { ExaminedProgram } from './program/program-part.ts';
import type { RunRequest } from './request.ts';
import { targetName } from './target-name.ts';
import { joinSkipped } from './skip-counter.ts';

/** What a run leaves behind: for readers, and for `lockstep verify`. */
export interface RunResult {
  readonly report: RunReport;
  readonly record: DecisionRecord;
  /** Findings of the stored baseline that the run did not look for. */
  readonly unknown: readonly Finding[];
  /** Absolute path of the target, for links. */
  readonly root: string;
  /** In force. */
  readonly policy: Policy;
}

/** What each step of a run left behind. */
export interface RunParts {
  readonly target: OpenTarget;
  readonly plan: Plan;
  readonly checks: readonly Check[];
  readonly policy: PolicySource;
  readonly loaded: LoadedPolicy;
  readonly gathered: Gathered;
  readonly compared: Compared;
  readonly judgement: Judgement;
  readonly notes: readonly string[];
  readonly timing: Timing;
  readonly request: RunRequest;
  readonly endpoints: ExaminedEndpoints;
  readonly components: ExaminedComponents;
  readonly program: ExaminedProgram;
}

/** Puts the report and the decision record together. */
export function assemble(parts: RunParts): RunResult {
  const { target, plan, gathered, judgement, request } = parts;
  const tool = { name: 'lockstep', version } as const;
  const report: RunReport = {
    tool,
    now: request.now,
    target: describeTarget(target, plan),
    checks: parts.checks.map((check) => summaryOf(check, gathered, parts)),
    baseline: parts.compared.source,
    policy: parts.policy,
    decision: judgement.decision,
    endpoints: parts.endpoints.summaries,
    incomplete: gathered.incomplete,
    skipped: joinSkipped(plan.skipped, gathered.unwanted),
    suppressions: judgement.suppressions.outcomes,
    badSuppressions: [...gathered.badSuppressions, ...judgement.suppressions.bad],
    notes: parts.notes,
    timing: parts.timing,
  };
  const { unknown } = parts.compared;
  return {
    report,
    record: recordOf(report, parts),
    unknown,
    root: target.root,
    policy: parts.loaded.policy,
  };
}

function recordOf(
  report: RunReport,
  { judgement, checks, policy, endpoints }: RunParts,
): DecisionRecord {
  const { name, git, base } = report.target;
  const { observations } = endpoints;
  return makeRecord({
    tool: report.tool,
    subject: {
      name,
      ...(git === undefined ? {} : { git }),
      ...(base === undefined ? {} : { base }),
      ...(observations === undefined ? {} : { observations }),
    },
    checks: checks.map(({ id, version: engine, rules }) => ({
      id,
      version: engine,
      rules: digestOf(canonicalJson(rules.map((rule) => [rule.id, rule.version]))),
    })),
    baseline: report.baseline,
    policy: policyIn(policy),
    input: judgement.input,
    result: judgement.judged,
  });
}

/** What of it may differ without the decision being another is told by the report only. */
function policyIn({ name, digest, text, agreement }: PolicySource): DecisionRecord['policy'] {
  return { name, digest, text, ...(agreement === undefined ? {} : { agreement }) };
}

function describeTarget(target: OpenTarget, plan: Plan): RunReport['target'] {
  const isText = plan.kind === 'diff' || plan.kind === 'stdin';
  const git = isText ? undefined : gitFacts(target, plan.dirty);
  const { protectedBy: base, changes } = plan.base ?? {};
  return {
    kind: plan.kind,
    name: targetName(target),
    within: isText ? '' : target.within,
    ...(git === undefined ? {} : { git }),
    ...(base === undefined ? {} : { base }),
    ...(changes === undefined ? {} : { changes }),
  };
}

function gitFacts({ git }: OpenTarget, dirty: boolean): GitFacts | undefined {
  if (git?.commit === undefined) return undefined;
  const { commit, branch, shallow, remote } = git;
  return {
    commit,
    ...(branch === undefined ? {} : { branch }),
    shallow,
    ...(remote === undefined ? {} : { remote }),
    dirty,
  };
}

function summaryOf(
  check: Check,
  { unitsByClass, incomplete }: Gathered,
  parts: Pick<RunParts, 'endpoints' | 'components' | 'program'>,
): CheckSummary {
  const { id, title, version: engine, rules, needs } = check;
  let units = 0;
  if (parts.program.checkId === id) units = parts.program.count;
  else for (const fileClass of needs.files) units += unitsByClass.get(fileClass) ?? 0;
  if (parts.components.checkId === id) units += parts.components.examined.size;
  const missed = incomplete.some(({ checkId }) => checkId === id || checkId === '*');
  const endpoints = parts.endpoints.checkId === id ? parts.endpoints.count : 0;
  const state = missed ? (units + endpoints === 0 ? 'failed' : 'partial') : 'finished';
  return { id, title, version: engine, state, units, endpoints, rules };
}
