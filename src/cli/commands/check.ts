import type { Mode } from '../../pipeline/request.ts';
import { now } from '../../io/clock.ts';
import type { Override } from '../../policy/decision-input.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { whoActs } from '../log.ts';
import { reportFlags, runAndReport } from '../run-command.ts';
import type { Shell } from '../shell.ts';

/** `lockstep check [path]`. */
export const check: Command = {
  name: 'check',
  summary: 'all checks that the policy configures, on a directory or git work tree',
  operands: '[path]',
  maxOperands: 1,
  description: `Examines a path (default: the current directory) with every check, compares with the baseline, judges by
lockstep.yaml and reports. In a git work tree the root of the work tree is the target; a path narrows it.`,
  examples: [
    { line: 'lockstep check', does: 'everything here' },
    {
      line: 'lockstep check --since origin/main',
      does: 'what this branch changes, judged by the policy of main',
    },
    {
      line: 'lockstep check -f sarif -o out.sarif -f terminal',
      does: 'a file for machines, text for people',
    },
  ],
  flags: {
    since: { value: 'REF', help: 'only what differs from the merge base with this ref' },
    staged: { help: 'only what is staged for the next commit' },
    only: {
      value: 'IDS',
      help: 'these checks, separated by commas, instead of those of the policy',
    },
    'no-network': { help: 'do not connect to the endpoints of the inventory' },
    log: {
      value: 'DIR',
      help: 'append this run to the log in this folder, and heed what it says',
    },
    service: {
      value: 'URL',
      help: 'the same with the log of this service, which also gets the report (default: LOCKSTEP_SERVICE)',
    },
    agreed: {
      value: 'FILE',
      help: 'what both parties agreed on in a service, as its /v1/agreement answers, where it cannot be asked',
    },
    override: {
      help: 'break glass: let this commit through for a day; needs --reason, is logged, counts against the rules',
    },
    reason: { value: 'TEXT', help: 'with --override: why' },
    by: { value: 'NAME', help: 'with --override: who (default: user.email of git)' },
    ...reportFlags,
  },
  async run(input, shell) {
    const choice = {
      command: 'check',
      mode: modeOf(input),
      checkIds: idsOf(input),
      listsAll: false,
      endpoints: input.has('no-network') ? ('none' as const) : undefined,
      override: await overrideOf(input, shell),
    };
    return runAndReport(choice, input, shell);
  },
};

function modeOf(input: Arguments): Mode {
  const ref = input.value('since');
  if (ref === undefined) return { kind: input.has('staged') ? 'staged' : 'tree' };
  if (input.has('staged')) throw usage('check', '--since and --staged exclude each other');
  if (input.value('baseline') !== undefined) {
    throw usage(
      'check',
      '--since and --baseline exclude each other',
      '--since compares with the merge base',
    );
  }
  return { kind: 'since', ref };
}

function idsOf(input: Arguments): readonly string[] | undefined {
  const ids = input
    .value('only')
    ?.split(',')
    .map((id) => id.trim());
  if (ids?.includes('') === true) {
    throw usage('check', '--only takes check ids separated by commas');
  }
  return ids;
}

const OVERRIDE_HOURS = 24;

async function overrideOf(input: Arguments, shell: Shell): Promise<Override | undefined> {
  const reason = input.value('reason')?.trim() ?? '';
  if (!input.has('override')) {
    if (reason === '') return undefined;
    throw usage('check', '--reason needs --override');
  }
  if (reason === '') throw usage('check', '--override needs --reason TEXT: others will read it');
  const by = await whoActs(input, shell, shell.cwd);
  const until = new Date(now(shell.env).getTime() + OVERRIDE_HOURS * 3_600_000);
  return { by, reason, expires: until.toISOString() };
}
