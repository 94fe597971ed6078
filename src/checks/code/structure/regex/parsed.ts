import { parseRegex } from '../../patterns/regex/parse.ts';
import { RegexFault, type RegexNode } from '../../patterns/regex/syntax.ts';

/** A pattern as a tree; undefined: it says more than all languages understand. */
export function parsedRegex(source: string, flags: string): RegexNode | undefined {
  if (flags.includes('v') || /\[\^?\]/u.test(source)) return undefined;
  const known = flags.replaceAll(/[^ims]/gu, '');
  try {
    return parseRegex(known === '' ? source : `(?${known})${source}`).node;
  } catch (error) {
    if (error instanceof RegexFault) return undefined;
    throw error;
  }
}
