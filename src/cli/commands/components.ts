import { Buffer } from 'node:buffer';
import path from 'node:path';
import { readBounded } from '../../io/files.ts';
import { expectShortRun } from '../../io/engine-flags.ts';
import type { Mode, RunRequest } from '../../pipeline/request.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { reportFlags, runAndReport } from '../run-command.ts';
import type { Shell } from '../shell.ts';

/** `lockstep components [path]`. */
export const components: Command = {
  name: 'components',
  summary: 'dependencies that are vulnerable, malicious or not allowed, and what mends them',
  operands: '[path]',
  maxOperands: 1,
  description: `Reads what lockfiles, manifests and SBOMs state, asks the advisories of this machine ("lockstep advisories pull")
about each component, and lists all that it finds, also what the policy only observes. The policy decides the exit code
as in "lockstep check". No package manager is run; nothing is sent anywhere, but to the registry that --registry names.`,
  examples: [
    { line: 'lockstep components', does: 'the work tree here' },
    { line: 'lockstep components --since origin/main', does: 'what this branch brings in' },
    { line: 'lockstep components --plan', does: 'the fewest changes that remove the most risk' },
    { line: 'lockstep components --fix --dry-run', does: 'shows these changes as a diff' },
    {
      line: 'lockstep components --installed',
      does: 'looks into node_modules and site-packages too',
    },
  ],
  flags: {
    staged: { help: 'only what is staged for the next commit' },
    since: { value: 'REF', help: 'only what differs from the merge base with this ref' },
    plan: {
      help: 'instead of the report: what to change first, and how much of the risk is then gone',
    },
    fix: { help: 'instead of the report: edit the manifests as the plan says, and show the diff' },
    'dry-run': { help: 'with --fix: show the diff, write nothing' },
    breaking: { help: 'with --fix: also steps that may break what uses the package' },
    yara: {
      value: 'FILE',
      help: 'with --installed: also rules of YARA; needs the library @litko/yara-x beside Lockstep',
    },
    registry: {
      value: 'URL',
      help: 'ask this registry of npm which upgrade of a direct dependency mends what it brings in',
    },
    installed: { help: 'also look into the code of installed packages for what malware does' },
    ...reportFlags,
  },
  async run(input, shell) {
    expectShortRun();
    const choice = {
      command: 'components',
      mode: modeOf(input),
      checkIds: ['components'],
      listsAll: true,
      installed: await installedOf(input, shell),
      registry: registryOf(input),
    };
    if (!asksToMend(input)) return runAndReport(choice, input, shell);
    const { mendingOf } = await import('../mend-components.ts');
    return runAndReport({ ...choice, instead: mendingOf(input, shell) }, input, shell);
  },
};

function modeOf(input: Arguments): Mode {
  const ref = input.value('since');
  if (ref === undefined) return { kind: input.has('staged') ? 'staged' : 'tree' };
  if (input.has('staged')) throw usage('components', '--since and --staged exclude each other');
  return { kind: 'since', ref };
}

/** What plans and edits is loaded only then. */
function asksToMend(input: Arguments): boolean {
  return ['plan', 'fix', 'dry-run', 'breaking'].some((flag) => input.has(flag));
}

/** Names of packages are sent there, so that it must be named. */
function registryOf(input: Arguments): URL | undefined {
  const value = input.value('registry');
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isKnown = url !== undefined && ['https:', 'http:', 'file:'].includes(url.protocol);
  if (!isKnown || url.username !== '' || url.password !== '') {
    throw usage(
      'components',
      '--registry takes the address of a registry, without a password',
      'write it as https://registry.example/',
    );
  }
  return url;
}

const MAX_RULE_BYTES = 16 * 2 ** 20;

async function installedOf(input: Arguments, shell: Shell): Promise<RunRequest['installed']> {
  const name = input.value('yara');
  if (!input.has('installed')) {
    if (name === undefined) return undefined;
    throw usage('components', '--yara needs --installed');
  }
  if (name === undefined) return {};
  const read = readBounded(path.resolve(shell.cwd, name), MAX_RULE_BYTES);
  if (read.state !== 'read') {
    const why = read.state === 'too-large' ? 'larger than 16 MiB' : read.detail;
    throw usage('components', `${name} cannot be read: ${why}`);
  }
  const { compileYara } = await import('../../io/yara.ts');
  return { yara: await compileYara(Buffer.from(read.bytes).toString('utf8')) };
}
