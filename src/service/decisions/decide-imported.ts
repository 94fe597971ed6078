import { version } from '../../model/version.ts';
import type { LogEntry, NewLogEntry, RuleTally } from '../../model/log-entry.ts';
import type { BaselineSource } from '../../model/report.ts';
import { severities } from '../../model/severity.ts';
import { canonicalJson, digestOf } from '../../policy/canonical-json.ts';
import { decide } from '../../policy/decide.ts';
import type { DecisionInput, FindingFacts, Judged } from '../../policy/decision-input.ts';
import { makeRecord, type DecisionRecord } from '../../policy/record.ts';
import { toolOf } from '../../rollout/known-rules.ts';
import { standingOverride } from '../../rollout/standing-override.ts';
import { rankOf, stageInPolicy } from '../../rollout/written-stages.ts';
import type { Queryable } from '../../store/database.ts';
import { addDecision } from '../../store/decisions.ts';
import { standingDemotions } from '../../store/demotions.ts';
import {
  comparedWith,
  importedFindings,
  importedRules,
  importedTallies,
  type ComparedWith,
  type ImportedFinding,
} from '../../store/imported-findings.ts';
import { appendLog } from '../../store/log.ts';
import { settleEffects } from '../../store/run-effects.ts';
import type { AfterImport, ImportedRun } from '../../store/run-import.ts';
import { logLineOf } from '../rollout/log-line.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import type { ServicePolicy } from '../rollout/policies.ts';
import { storedDecision } from './stored-decision.ts';

/** Of one rule in one run; a change that brings more is one that nobody reviews, such as a new version of the tool. */
const MAX_NEW = 10_000;
const CONFIDENCES = ['low', 'medium', 'high'] as const;

/**
 * Decides on the report of a foreign tool by the policy of its product and the stages that its rules have earned, keeps the
 * record, and adds the run to the log, in the transaction that stores it. Its rules observe until both parties agree on more;
 * findings of rules that only observe change no decision and are counted, not listed. `log` has the entries of the product: in
 * the transaction nobody else may be asked, for the embedded database does one at a time.
 */
export function decideImported({ policies }: Rollout, log: readonly LogEntry[]): AfterImport {
  return async (transaction, run) => {
    const { head, productId } = run;
    const now = new Date().toISOString();
    const rules = await importedRules(transaction);
    const tools = [...new Set([toolOf(head.rulePrefix), ...rules.map(toolOf)])].filter(isName);
    const policy = await policies.policyOf(transaction, productId, {
      repository: head.stream.repository,
      tools,
      isForeign: true,
    });
    const compared = await comparedWith(transaction, place(run));
    const { demotions, lastId } = await standingDemotions(transaction, productId);
    const input: DecisionInput = {
      now,
      target: { kind: 'report', branch: head.stream.branch, whole: false },
      findings: await enforcedFindings(transaction, run, { rules, policy, compared }),
      demotions: demotions.filter(({ rule }) => rules.includes(rule)),
      ...overrideOf(log, head.commit, now),
      incomplete: head.incomplete,
    };
    const result = decide(policy.loaded, input);
    const record = recordOf(run, { policy, compared, rules, input, result });
    const stored = storedDecision(record, policy.loaded.policy, {
      runId: run.id,
      cause: 'imported',
      demotionId: lastId,
    });
    await addDecision(transaction, stored, 0);
    await settleEffects(transaction, run.id, effectsOf(input, result));
    const entry = await runEntry(transaction, run, {
      record,
      group: policy.loaded.policy.rollout.group,
      isCompared: compared !== undefined,
    });
    await appendLog(transaction, productId, [logLineOf(entry)]);
    return result.outcome;
  };
}

function place({ id, streamId }: ImportedRun): {
  readonly runId: string;
  readonly streamId: number;
} {
  return { runId: id, streamId };
}

/** Without a name of its own a rule cannot be told from one of Lockstep. */
function isName(tool: string): boolean {
  return tool !== '';
}

interface Judging {
  readonly rules: readonly string[];
  readonly policy: ServicePolicy;
  readonly compared: ComparedWith | undefined;
}

async function enforcedFindings(
  transaction: Queryable,
  run: ImportedRun,
  { rules, policy, compared }: Judging,
): Promise<readonly FindingFacts[]> {
  const settings = policy.loaded.policy.rules;
  const enforced = rules.filter(
    (rule) => rankOf(stageInPolicy(settings, rule)) > rankOf('observe'),
  );
  if (enforced.length === 0) return [];
  const found = await importedFindings(transaction, place(run), {
    rules: enforced,
    isCompared: compared !== undefined,
  });
  return found.map(factsOf);
}

function factsOf(finding: ImportedFinding): FindingFacts {
  const { rule, fingerprint, path, line, severity, confidence, cwe, isNew, isSuppressed } = finding;
  return {
    ruleId: rule,
    checkId: toolOf(rule),
    fingerprint,
    path,
    line,
    severity: severities.toReversed()[severity] ?? 'medium',
    confidence: CONFIDENCES[confidence] ?? 'medium',
    state: isNew ? 'new' : 'existing',
    tags: [],
    cwe,
    ...(isSuppressed ? { suppressed: 'the tool says so' } : {}),
  };
}

function overrideOf(
  log: readonly LogEntry[],
  commit: string,
  now: string,
): Pick<DecisionInput, 'override'> {
  const override = standingOverride(log, commit, now);
  return override === undefined ? {} : { override };
}

interface Decided extends Judging {
  readonly input: DecisionInput;
  readonly result: Judged;
}

function recordOf(
  { head }: ImportedRun,
  { policy, compared, rules, input, result }: Decided,
): DecisionRecord {
  const { repository, branch } = head.stream;
  const { name, digest, text } = policy;
  return makeRecord({
    tool: { name: 'lockstep', version },
    subject: {
      name: repository,
      git: { commit: head.commit, branch, shallow: false, dirty: false, remote: repository },
    },
    checks: [{ id: head.tool, version: 0, rules: digestOf(canonicalJson(rules)) }],
    baseline: baselineOf(compared),
    policy: { name, digest, text },
    input,
    result,
  });
}

/** Findings as they were stored for the default branch take the place of a file of them. */
function baselineOf(compared: ComparedWith | undefined): BaselineSource {
  if (compared === undefined) return { kind: 'none' };
  const { branch, runId, digest, ranAt } = compared;
  return {
    kind: 'file',
    path: `run ${runId} of ${branch}`,
    digest: `sha256:${digest}`,
    created: ranAt,
  };
}

function effectsOf(
  { findings }: DecisionInput,
  { judgements }: Judged,
): Parameters<typeof settleEffects>[2] {
  return findings.flatMap(({ fingerprint }, index) => {
    const judgement = judgements[index];
    return judgement === undefined
      ? []
      : [{ fingerprint, stage: judgement.stage, effect: judgement.effect }];
  });
}

async function runEntry(
  transaction: Queryable,
  run: ImportedRun,
  {
    record,
    group,
    isCompared,
  }: {
    readonly record: DecisionRecord;
    readonly group: string;
    readonly isCompared: boolean;
  },
): Promise<NewLogEntry> {
  const { head } = run;
  const { product, repository, branch, isDefault } = head.stream;
  const tallies = await importedTallies(transaction, place(run), { isCompared, most: MAX_NEW });
  return {
    kind: 'run',
    at: record.input.now,
    product,
    group,
    repository,
    tool: head.tool,
    mode: isDefault ? 'directory' : 'since',
    commit: head.commit,
    branch,
    // A report names none.
    author: '',
    outcome: record.result.outcome,
    decision: digestOf(canonicalJson(record.digests)),
    policy: record.policy.digest,
    wallMs: 0,
    files: 0,
    rules: tallies.map(({ rule, ...found }): RuleTally => ({
      rule,
      version: 0,
      engine: 0,
      ...found,
      ...judgedOf(rule, record),
    })),
  };
}

/** Of a rule that only observes nothing was judged. */
function judgedOf(
  rule: string,
  { input, result }: DecisionRecord,
): Pick<RuleTally, 'stage' | 'blocks' | 'covered'> {
  const own = result.judgements.filter((_, index) => input.findings[index]?.ruleId === rule);
  const isNew = (index: number): boolean => input.findings[index]?.state === 'new';
  const covered = result.judgements.filter(
    ({ effect }, index) =>
      input.findings[index]?.ruleId === rule &&
      isNew(index) &&
      (effect === 'suppressed' || effect === 'waived'),
  );
  return {
    stage: own.reduce<RuleTally['stage']>(
      (highest, { stage }) => (rankOf(stage) > rankOf(highest) ? stage : highest),
      'observe',
    ),
    blocks: own.filter(({ effect }) => effect === 'blocks').length,
    covered: covered.length,
  };
}
