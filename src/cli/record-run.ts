import type { LogEntry, NewLogEntry } from '../model/log-entry.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { entriesOfRun } from '../pipeline/entries-of-run.ts';
import type { Override } from '../policy/decision-input.ts';
import { canonicalJson, digestOf } from '../policy/canonical-json.ts';
import { entryHead } from '../rollout/log/run-entry.ts';
import { policyEntries } from '../rollout/written-stages.ts';
import type { Arguments } from './args.ts';
import { openLog } from './log.ts';
import type { Shell } from './shell.ts';

/** How a run is recorded. */
export interface Recording {
  readonly override: Override | undefined;
  readonly input: Arguments;
  readonly shell: Shell;
}

/** Appends a run, and the override that let it through, to the log. Throws LockstepError('output'): an override that cannot be recorded is none. */
export async function recordRun(
  result: RunResult,
  { override, input, shell }: Recording,
): Promise<void> {
  const log = openLog(result, input, shell, result.report.now);
  const { branch = '' } = result.report.target.git ?? {};
  const quoted = JSON.stringify(branch);
  const runs =
    branch === '' ? [] : log.read((kind, _, line) => kind === 'run' && line.includes(quoted));
  log.append([
    ...(await entriesOfRun(result, { facts: log.facts, runs }, shell.signal)),
    ...(input.value('policy') === undefined ? policySeen(result, log.facts.entries) : []),
    ...(override === undefined ? [] : overrideEntry(result, override)),
  ]);
}

/** Only with a base is it the policy that others agreed on, and not that of a change. */
function policySeen(
  { report, policy }: RunResult,
  known: readonly LogEntry[],
): readonly NewLogEntry[] {
  if (report.target.base === undefined) return [];
  const rules = report.checks.flatMap((check) =>
    check.rules.map(({ id, version }) => ({ rule: id, version, engine: check.version })),
  );
  const { digest } = report.policy;
  return policyEntries(known, { head: entryHead(report, policy), policy, digest, rules });
}

/** Nothing where the policy stopped nothing. */
function overrideEntry(
  { report, record, policy }: RunResult,
  override: Override,
): readonly NewLogEntry[] {
  const stopped = report.decision.findings.filter(({ effect }) => effect === 'blocks');
  const ruleIds = [...new Set(stopped.map(({ finding }) => finding.ruleId))].toSorted();
  if (report.decision.reasons.length === 0) return [];
  return [
    {
      kind: 'override',
      ...entryHead(report, policy),
      ...override,
      decision: digestOf(canonicalJson(record.digests)),
      commit: report.target.git?.commit ?? '',
      rules: ruleIds.map((rule) => {
        const check = report.checks.find(({ rules }) => rules.some(({ id }) => id === rule));
        const version = check?.rules.find(({ id }) => id === rule)?.version ?? 0;
        return { rule, version, engine: check?.version ?? 0 };
      }),
      fingerprints: stopped.map(({ finding }) => finding.fingerprint).toSorted(),
    },
  ];
}
