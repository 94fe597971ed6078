import type { Readable, Writable } from 'node:stream';

/** What a command may touch of the process it runs in; a test hands in its own. */
export interface Shell {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
}

/** 0 pass · 1 blocked by policy · 2 could not decide · 3 nothing to examine · 10 warns, where that was asked for (docs/errors.md). */
export type ExitCode = 0 | 1 | 2 | 3 | 10;

const DEFAULT_WIDTH = 80;
const MIN_WIDTH = 20;

/** Columns to write for; what is not a terminal gets COLUMNS or 80. */
export function widthOf(shell: Shell): number {
  const width = shell.stdout.columns ?? Number(/^\d{1,4}$/u.exec(shell.env['COLUMNS'] ?? '')?.[0]);
  return Number.isInteger(width) && width > 0 ? Math.max(MIN_WIDTH, width) : DEFAULT_WIDTH;
}

/** Follows https://no-color.org and https://force-color.org; `--color` wins over both. */
export function usesColor(
  shell: Shell,
  stream: { readonly isTTY?: boolean },
  flag: string | undefined,
): boolean {
  if (flag === 'always') return true;
  if (flag === 'never') return false;
  if ((shell.env['NO_COLOR'] ?? '') !== '') return false;
  const force = shell.env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return stream.isTTY === true && shell.env['TERM'] !== 'dumb';
}

/** A terminal whose locale (POSIX.1-2017 §8.2) is not UTF-8, or the Linux console, whose fonts lack our signs. */
export function usesAscii(shell: Shell): boolean {
  if (shell.stdout.isTTY !== true) return false;
  const names = ['LC_ALL', 'LC_CTYPE', 'LANG'];
  const locale = names.map((name) => shell.env[name] ?? '').find((value) => value !== '') ?? '';
  return shell.env['TERM'] === 'linux' || (locale !== '' && !/utf-?8/iu.test(locale));
}

/** Terminals that are known to understand OSC 8 links; others would print rubbish. */
export function usesHyperlinks(shell: Shell): boolean {
  if (shell.stdout.isTTY !== true || shell.env['CI'] !== undefined) return false;
  const vte = Number.parseInt(shell.env['VTE_VERSION'] ?? '', 10);
  const programs = ['iTerm.app', 'WezTerm', 'vscode', 'ghostty'];
  return vte >= 5000 || programs.includes(shell.env['TERM_PROGRAM'] ?? '');
}
