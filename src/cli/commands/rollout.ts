import path from 'node:path';
import { now } from '../../io/clock.ts';
import { writeWhole } from '../../io/files.ts';
import type { LockstepError } from '../../model/error.ts';
import type { Ladder, Proposal, RingEvidence } from '../../model/evidence.ts';
import type { NewLogEntry } from '../../model/log-entry.ts';
import { nearestName } from '../../model/nearest-name.ts';
import { headOf, openRollout, type OpenRollout } from '../../pipeline/open-rollout.ts';
import { policyInForce } from '../../pipeline/policy-in-force.ts';
import { POLICY_FILE } from '../../pipeline/policy-file-name.ts';
import type { RunRequest } from '../../pipeline/request.ts';
import { ladderJson, ladderText } from '../../report/ladder.ts';
import { standingText } from '../../report/standing.ts';
import { ladderOf } from '../../rollout/ladder.ts';
import { patchOf } from '../../rollout/patch.ts';
import { proposalsOf } from '../../rollout/propose.ts';
import { evidenceByRing } from '../../rollout/ring-evidence.ts';
import { setStages } from '../../rollout/set-stage.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { openLog, warnOfProblems, whoActs, type OpenLog } from '../log.ts';
import { logFlags, serviceAccess } from '../service-access.ts';
import { printable } from '../printable.ts';
import { colorFlag, engineFlags, requestOf } from '../run-command.ts';
import type { ExitCode, Shell } from '../shell.ts';
import { usesColor, widthOf } from '../shell.ts';

const deeds = ['status', 'propose', 'apply'] as const;

/** `lockstep rollout status|propose|apply [rule]`. */
export const rollout: Command = {
  name: 'rollout',
  summary: 'where each rule stands, what evidence holds it, and what may rise or must fall',
  operands: '<status|propose|apply> [rule]',
  maxOperands: 2,
  description: `"status" shows the ladder: each rule, its verdicts, how far it is from the next stage and what holds it. "propose"
prints a patch of lockstep.yaml with the evidence in its message, and changes nothing. "apply" writes that change and
records it in the log; a promotion is in force once the file is merged. A demotion is in force at once,
written down or not. What rules would have done to the changes of the past: lockstep backtest.`,
  examples: [
    { line: 'lockstep rollout status', does: 'the ladder' },
    { line: 'lockstep rollout status secrets/github-token', does: 'all the evidence on one rule' },
    { line: 'lockstep rollout propose > rise.patch', does: 'a patch for "git am"' },
    { line: 'lockstep rollout apply secrets/github-token', does: 'write one of the proposals' },
  ],
  flags: {
    path: { value: 'DIR', help: 'the target (default: the current directory)' },
    format: { value: 'NAME', short: 'f', help: 'terminal (default) or json, for status' },
    by: { value: 'NAME', help: 'who applies (default: user.email of git)' },
    verbose: { short: 'v', help: 'also list rules without any evidence' },
    color: { value: 'WHEN', help: 'always, never or auto (default)' },
    ...logFlags,
    ...(engineFlags['policy'] === undefined ? {} : { policy: engineFlags['policy'] }),
  },
  async run(input, shell) {
    const [word = 'status', rule] = input.positionals;
    const deed = deeds.find((each) => each === word);
    if (deed === undefined) throw unknownDeed(word);
    const time = now(shell.env).toISOString();
    const choice = {
      command: 'rollout',
      mode: { kind: 'tree' },
      listsAll: false,
      path: input.value('path') ?? '.',
    } as const;
    const request = requestOf(choice, input, shell);
    const service = serviceAccess('rollout', input, shell);
    if (deed === 'apply' && service !== undefined) {
      throw usage(
        'rollout',
        `a change of stage is agreed on in ${service.url.host}`,
        'propose it there, or merge the patch of "lockstep rollout propose"',
      );
    }
    const opened = await openRollout(request, shell.signal);
    const log = await openLog({ command: 'rollout', ...opened }, input, shell);
    const { policy, product, rules } = opened;
    const ladder = ladderOf(log.facts, rules, { policy, product, now: time });
    warnOfProblems(log, shell);
    if (rule !== undefined) checkRule(rule, opened);
    switch (deed) {
      case 'status':
        await tellAgreement(opened, request, shell);
        return showStatus({ ladder, rule, rings: ringsOf(rule, opened, log, time) }, input, shell);
      case 'propose':
      case 'apply': {
        const proposals = proposalsOf(ladder, policy.rollout).filter(
          (proposal) => rule === undefined || proposal.rule === rule,
        );
        if (proposals.length === 0) return nothingToPropose(shell);
        return deed === 'propose'
          ? propose(proposals, opened, shell)
          : apply(proposals, { opened, log, input, time, request }, shell);
      }
    }
  },
};

function unknownDeed(word: string): LockstepError {
  const near = nearestName(word, deeds);
  const hint = near === undefined ? `one of ${deeds.join(', ')}` : `did you mean "${near}"?`;
  return usage('rollout', `unknown: rollout ${word}`, hint);
}

function checkRule(rule: string, { rules }: OpenRollout): void {
  if (rules.some((each) => each.rule === rule)) return;
  const near = nearestName(
    rule,
    rules.map((each) => each.rule),
  );
  const hint = near === undefined ? 'lockstep explain lists all rules' : `did you mean "${near}"?`;
  throw usage('rollout', `unknown rule "${rule}"`, hint);
}

/** The evidence on the rule that was asked for, in each ring. */
function ringsOf(
  rule: string | undefined,
  { policy, product, rules }: OpenRollout,
  { facts }: OpenLog,
  time: string,
): readonly RingEvidence[] | undefined {
  const version = rules.find((each) => each.rule === rule);
  if (version === undefined) return undefined;
  return evidenceByRing(facts, version, { policy, product, now: time });
}

interface Status {
  readonly ladder: Ladder;
  readonly rule: string | undefined;
  readonly rings: readonly RingEvidence[] | undefined;
}

function showStatus({ ladder, rule, rings }: Status, input: Arguments, shell: Shell): ExitCode {
  const format = input.value('format') ?? 'terminal';
  const standing = ladder.standings.find((each) => each.rule === rule);
  if (format === 'json') {
    const standings = standing === undefined ? ladder.standings : [standing];
    shell.stdout.write(ladderJson({ ...ladder, standings }, rings));
    return 0;
  }
  if (format !== 'terminal') {
    throw usage('rollout', `unknown format "${format}"`, 'formats: terminal, json');
  }
  const options = {
    width: widthOf(shell),
    color: usesColor(shell, shell.stdout, colorFlag('rollout', input)),
    verbose: input.has('verbose'),
  };
  shell.stdout.write(
    standing === undefined
      ? ladderText(ladder, options)
      : standingText(standing, rings ?? [], options),
  );
  return 0;
}

function nothingToPropose(shell: Shell): ExitCode {
  shell.stderr.write('lockstep: nothing may rise and nothing has to fall\n');
  return 3;
}

function propose(all: readonly Proposal[], { source }: OpenRollout, shell: Shell): ExitCode {
  const proposals = all.filter(({ written, to }) => written !== to);
  for (const { rule, to } of all.filter((proposal) => !proposals.includes(proposal))) {
    shell.stderr.write(
      printable(
        `lockstep: ${rule} may rise to ${to}, as the policy still says: "lockstep rollout apply" records it\n`,
      ),
    );
  }
  if (proposals.length === 0) return 3;
  const after = setStages(source.text, proposals);
  shell.stdout.write(patchOf(POLICY_FILE, { before: source.text, after, proposals }));
  return 0;
}

/** Stages here are those of the file; where it is not agreed yet, that is said. */
async function tellAgreement(
  { target, checks }: OpenRollout,
  request: RunRequest,
  shell: Shell,
): Promise<void> {
  const { source } = await policyInForce(target, request, undefined, checks);
  if (source.differs !== undefined) shell.stderr.write(printable(`lockstep: ${source.differs}\n`));
}

interface Deed {
  readonly opened: OpenRollout;
  readonly log: OpenLog;
  readonly input: Arguments;
  readonly time: string;
  readonly request: RunRequest;
}

async function apply(
  proposals: readonly Proposal[],
  { opened, log, input, time, request }: Deed,
  shell: Shell,
): Promise<ExitCode> {
  const { source, root } = opened;
  if (input.value('policy') !== undefined) {
    throw usage('rollout', 'apply writes lockstep.yaml of the target: leave out --policy');
  }
  const by = await whoActs(input, shell, root);
  writeWhole(path.join(root, POLICY_FILE), setStages(source.text, proposals));
  await log.append(
    proposals.map(({ rule, version, engine, from, to, cause, evidence }): NewLogEntry => ({
      kind: 'stage',
      ...headOf(opened, time),
      rule,
      version,
      engine,
      from,
      to,
      cause,
      because: evidence.join('; '),
      by,
    })),
  );
  for (const { rule, from, to } of proposals) {
    shell.stdout.write(printable(`${rule}: ${from} → ${to}\n`));
  }
  shell.stdout.write(printable(`${POLICY_FILE} and ${log.name} are written: commit both.\n`));
  await tellAgreement(opened, request, shell);
  return 0;
}
