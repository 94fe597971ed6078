import { Buffer } from 'node:buffer';
import { readBounded } from '../io/files.ts';
import { compileIgnore, type Ignore, type IgnoreLayer } from '../model/glob.ts';
import type { IncompleteTally } from './tally.ts';

/** Chosen far above any that people write; each file of the tree may have to be compared with each line. */
const maxLines = 10_000;
export const MAX_IGNORE_BYTES: number = 1024 * 1024;

/** The file's patterns on top of those of the folders above. A file that cannot be used ignores nothing, and is told. */
export function addLayer(
  outer: IgnoreLayer | undefined,
  file: string | Buffer,
  base: string,
  incomplete: IncompleteTally,
): IgnoreLayer | undefined {
  const rules = readRules(file, incomplete);
  return rules === undefined || rules.isEmpty ? outer : { base, rules, outer };
}

function readRules(file: string | Buffer, incomplete: IncompleteTally): Ignore | undefined {
  const outcome = readBounded(file, MAX_IGNORE_BYTES);
  if (outcome.state === 'unreadable' && outcome.absent) return undefined;
  if (outcome.state !== 'read') {
    const why =
      outcome.state === 'too-large'
        ? `it is larger than ${MAX_IGNORE_BYTES} bytes`
        : outcome.detail;
    incomplete.add('unreadable', String(file), `Its patterns were not applied: ${why}.`);
    return undefined;
  }
  const text = Buffer.from(outcome.bytes).toString('utf8');
  const { lines, isWhole } = linesOfIgnore(text);
  if (!isWhole) {
    incomplete.add('limit', String(file), `Only its first ${maxLines} lines were applied.`);
  }
  return compileIgnore(lines);
}

/** The lines of an ignore file, as far as they are applied. */
export function linesOfIgnore(text: string): {
  readonly lines: readonly string[];
  readonly isWhole: boolean;
} {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return { lines: lines.slice(0, maxLines), isWhole: lines.length <= maxLines };
}
