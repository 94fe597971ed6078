import { LockstepError } from '../model/error.ts';
import type { LogEntry, NewLogEntry } from '../model/log-entry.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { entriesOfRun } from '../pipeline/entries-of-run.ts';
import type { Override } from '../policy/decision-input.ts';
import { canonicalJson, digestOf } from '../policy/canonical-json.ts';
import { entryHead } from '../rollout/log/run-entry.ts';
import { policyEntries } from '../rollout/written-stages.ts';
import type { Arguments } from './args.ts';
import { logOfRun, openLog } from './log.ts';
import { printable } from './printable.ts';
import { serviceAccess } from './service-access.ts';
import type { Shell } from './shell.ts';

/** How a run is recorded. */
export interface Recording {
  readonly command: string;
  readonly override?: Override | undefined;
  readonly input: Arguments;
  readonly shell: Shell;
}

/**
 * Appends a run to the log that the user named, and the override that let it through. Throws LockstepError('output') where files
 * cannot be written, or an override cannot be recorded, which then is none; a run that a service does not take is told, and
 * changes nothing.
 */
export async function recordRun(result: RunResult, recording: Recording): Promise<void> {
  const { command, override, input, shell } = recording;
  const isOfService = serviceAccess(command, input, shell) !== undefined;
  if (!isOfService && input.value('log') === undefined && override === undefined) return;
  try {
    await appendRun(result, recording);
  } catch (error) {
    const isOfWorld = error instanceof LockstepError && ['log', 'output'].includes(error.code);
    if (!isOfService || override !== undefined || !isOfWorld) throw error;
    shell.stderr.write(
      printable(`lockstep: this run is not in the log: ${error.message}\n`) +
        '  The decision is that of the policy and the log in git.\n',
    );
  }
}

async function appendRun(
  result: RunResult,
  { command, override, input, shell }: Recording,
): Promise<void> {
  const log = await openLog(logOfRun(command, result), input, shell);
  const { branch = '' } = result.report.target.git ?? {};
  const quoted = JSON.stringify(branch);
  const runs =
    branch === '' ? [] : log.read((kind, _, line) => kind === 'run' && line.includes(quoted));
  await log.append([
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
