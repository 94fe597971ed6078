import { parseArgs } from 'node:util';
import { LockstepError } from '../model/error.ts';
import { nearestName } from '../model/nearest-name.ts';

/** One flag of a command. `value` names its argument in the help; a flag without is a switch. */
export interface Flag {
  readonly value?: string;
  readonly short?: string;
  readonly help: string;
  readonly multiple?: boolean;
}

export type Flags = Readonly<Record<string, Flag>>;

/** One flag as it was written, in order: some flags belong to the one before them. */
export interface FlagUse {
  readonly name: string;
  readonly value: string | undefined;
}

/** What the user wrote after the command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly uses: readonly FlagUse[];
  /** Whether a switch was given. */
  has(name: string): boolean;
  /** Last value of a flag. */
  value(name: string): string | undefined;
}

/** `--since "$BASE"` would otherwise ask for something else than was meant. */
const UNSET = 'is a variable not set?';

/** Reads a command line; an unknown or malformed flag is a `usage` error that names the nearest known one. */
export function parseArguments(
  command: string,
  words: readonly string[],
  flags: Flags,
  maxPositionals: number,
): Arguments {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [
      name,
      {
        type: flag.value === undefined ? ('boolean' as const) : ('string' as const),
        ...(flag.short === undefined ? {} : { short: flag.short }),
        multiple: true as const,
      },
    ]),
  );
  const { tokens, positionals } = parseArgs({
    args: [...words],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const uses: FlagUse[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    checkFlag(command, flags, token);
    uses.push({ name: token.name, value: token.value });
  }
  if (positionals.includes('')) throw usage(command, 'an argument is empty', UNSET);
  if (positionals.length > maxPositionals) {
    const extra = positionals[maxPositionals] ?? '';
    throw usage(command, `unexpected argument "${extra}"`);
  }
  checkRepeats(command, flags, uses);
  return {
    positionals,
    uses,
    has: (name) => uses.some((use) => use.name === name),
    value: (name) => uses.findLast((use) => use.name === name)?.value,
  };
}

function checkFlag(
  command: string,
  flags: Flags,
  token: {
    readonly name: string;
    readonly rawName: string;
    readonly value?: string | undefined;
    readonly inlineValue?: boolean | undefined;
  },
): void {
  const flag = flags[token.name];
  if (flag === undefined) {
    const near = nearestName(token.name, Object.keys(flags));
    throw usage(command, `unknown flag ${token.rawName}`, near && `did you mean --${near}?`);
  }
  const swallowed = token.inlineValue !== true && /^-./u.test(token.value ?? '');
  if (flag.value !== undefined && (token.value === undefined || swallowed)) {
    throw usage(command, `--${token.name} needs a value: --${token.name} ${flag.value}`);
  }
  if (token.value === '') throw usage(command, `--${token.name} is empty`, UNSET);
  if (flag.value === undefined && token.value !== undefined) {
    throw usage(command, `--${token.name} takes no value`);
  }
}

function checkRepeats(command: string, flags: Flags, uses: readonly FlagUse[]): void {
  for (const [index, use] of uses.entries()) {
    const first = uses.findIndex(({ name }) => name === use.name);
    if (first < index && flags[use.name]?.multiple !== true) {
      throw usage(command, `--${use.name} is given twice`);
    }
  }
}

/** A command line that cannot be followed. */
export function usage(command: string, message: string, hint?: string): LockstepError {
  const help = `lockstep ${command} --help`.replace('  ', ' ');
  const repair = hint === undefined ? `see ${help}` : `${hint} (${help})`;
  return new LockstepError('usage', message, { repair });
}

/** A whole number from `min` to `max`, or a `usage` error. */
export function integerOf(
  command: string,
  flag: string,
  text: string | undefined,
  range: { readonly min: number; readonly max: number },
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  const bounds = `a whole number from ${range.min} to ${range.max}`;
  throw usage(command, `--${flag} takes ${bounds}, not "${text}"`);
}
