import { now } from '../../io/clock.ts';
import { agesOf } from '../../advisories/open-advisories.ts';
import { filesOf, readHeld } from '../../advisories/held.ts';
import { advisoriesPlace } from '../advisories-place.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { printable } from '../printable.ts';
import { exportTo, importFrom } from '../pack-advisories.ts';
import { pull } from '../pull-advisories.ts';
import type { ExitCode, Shell } from '../shell.ts';

const DAY_MS = 24 * 3_600_000;

/** `lockstep advisories pull|status|export|import`. */
export const advisories: Command = {
  name: 'advisories',
  summary: 'fetch what is known of vulnerable and malicious packages, and keep it on this machine',
  operands: 'pull [ecosystem…] | status | export <file> | import <file>',
  maxOperands: 50,
  description: `Runs of lockstep never ask the network about packages: they read what this command fetched before.
"pull" brings it up to date from OSV's public export, CISA's list of exploited vulnerabilities and FIRST's EPSS; by default for the
ecosystems of the target and those that are there already. Only what changed is fetched. What cannot be fetched stays as it was.
"status" tells what there is and how old it is. "export" writes all of it as one signed file, "import" takes such a file where there
is no network. Exit code 2: something could not be fetched, or there is nothing. 3: nothing here states components.`,
  examples: [
    { line: 'lockstep advisories pull', does: 'for the lockfiles of this folder' },
    { line: 'lockstep advisories pull npm PyPI', does: 'these ecosystems' },
    {
      line: 'lockstep advisories pull --mirror https://mirror.example/osv/',
      does: 'from a mirror',
    },
    {
      line: 'lockstep advisories export advisories.pack --sign-key key.pem',
      does: 'for a closed network',
    },
    {
      line: 'lockstep advisories import advisories.pack --public-key key.pub',
      does: 'in the closed network',
    },
  ],
  flags: {
    dir: {
      value: 'DIR',
      help: 'where they are kept (default: LOCKSTEP_ADVISORIES, else the user’s data)',
    },
    path: { value: 'PATH', help: 'pull: the target whose lockfiles say which ecosystems' },
    all: { help: 'pull: every ecosystem that the source lists' },
    full: { help: 'pull: everything anew, not only what changed' },
    mirror: { value: 'URL', help: 'pull: base URL of a copy of OSV’s export, https: or file:' },
    kev: {
      value: 'URL',
      help: 'pull: known exploited vulnerabilities, in CISA’s JSON; "none": not',
    },
    epss: { value: 'URL', help: 'pull: EPSS scores, gzip of CSV; "none": not' },
    'allow-http': { help: 'pull: http: to other machines too' },
    policy: { value: 'FILE', help: 'pull: leave out what this policy excludes' },
    format: { value: 'NAME', short: 'f', help: 'status: text (default), json' },
    'sign-key': { value: 'FILE', help: 'export: Ed25519 private key in PEM' },
    'public-key': { value: 'FILE', help: 'import: Ed25519 public key in PEM' },
    older: { help: 'import: also what is older than what is here' },
    quiet: { short: 'q', help: 'no progress on standard error' },
  },
  run(input, shell) {
    const [word, ...operands] = input.positionals;
    switch (word) {
      case 'pull':
        return pull(operands, input, shell);
      case 'status':
        return status(input, shell);
      case 'export':
        return exportTo(operands, input, shell);
      case 'import':
        return importFrom(operands, input, shell);
      case undefined:
      default:
        throw usage('advisories', 'what is to be done?', 'pull, status, export or import');
    }
  },
};

async function status(input: Arguments, shell: Shell): Promise<ExitCode> {
  const format = input.value('format') ?? 'text';
  if (format !== 'text' && format !== 'json') {
    throw usage('advisories', `unknown format "${format}"`, 'formats of status: text, json');
  }
  const folder = advisoriesPlace(input, shell);
  const held = readHeld(folder);
  const ages = held === undefined ? [] : agesOf(held);
  const bytes =
    held === undefined ? 0 : filesOf(held).reduce((sum, each) => sum + each.sizeBytes, 0);
  if (format === 'json') {
    const told = { format: 'lockstep-advisories-status/1', folder, bytes, data: ages };
    shell.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
  } else if (held === undefined) {
    shell.stdout.write(`no advisories in ${printable(folder)}: lockstep advisories pull\n`);
  } else {
    const at = now(shell.env).getTime();
    const rows = ages.map(({ kind, ecosystem, newest, pulled, records }) => [
      kind === 'advisories' ? ecosystem : kind.toUpperCase(),
      `${records}`,
      `pulled ${ageText(at - Date.parse(pulled))}`,
      newest === '' ? '' : `newest of ${newest.slice(0, 10)}`,
    ]);
    shell.stdout.write(`${table(rows)}${printable(folder)}: ${(bytes / 1e6).toFixed(1)} MB\n`);
  }
  return held === undefined ? 2 : 0;
}

function ageText(ms: number): string {
  if (ms < 0) return 'in the future: look at the clock';
  const days = Math.floor(ms / DAY_MS);
  if (days > 0) return days === 1 ? '1 day ago' : `${days} days ago`;
  return 'today';
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((column) =>
    Math.max(0, ...rows.map((cells) => printable(cells[column] ?? '').length)),
  );
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 1 ? printable(cell).padStart(width) : printable(cell).padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
