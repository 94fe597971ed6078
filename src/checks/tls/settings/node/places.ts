import type { Token } from './tokens.ts';

/** Tokens of one value. */
export const maxValueTokens: number = 400;
/** Parts of a name with dots. */
const maxParts = 8;
/** Tokens between `const` and the `=` of its value: a type may stand there. */
const maxTypeTokens = 24;

export function isSign(token: Token | undefined, signs: string): boolean {
  return token?.kind === 'sign' && signs.includes(token.text);
}

/** A name with its parts, and the token that it begins with. */
export interface Dotted {
  readonly name: string;
  readonly start: number;
}

/** `https.createServer` before the parenthesis, with `new ` where it is one; empty for anything else. */
export function calleeBefore(tokens: readonly Token[], open: number): string {
  const dotted = dottedBefore(tokens, open);
  if (dotted === undefined) return '';
  const isNew = tokens[dotted.start - 1]?.text === 'new';
  return `${isNew ? 'new ' : ''}${dotted.name}`;
}

/** `a.b?.c` that ends just before `end`. */
function dottedBefore(tokens: readonly Token[], end: number): Dotted | undefined {
  const names: string[] = [];
  let at = end - 1;
  while (names.length < maxParts) {
    const token = tokens[at];
    if (token?.kind !== 'name') break;
    names.unshift(token.text);
    const dot = tokens[at - 1]?.text;
    if (dot !== '.' && dot !== '?.') return { name: names.join('.'), start: at };
    at -= 2;
  }
  return names.length === 0 ? undefined : { name: names.join('.'), start: at + 1 };
}

const declarations = new Set(['const', 'let', 'var']);

/** `const options = {`, `options = {`, `const options: Options = {`. */
export function variableBefore(tokens: readonly Token[], brace: number): string | undefined {
  if (tokens[brace - 1]?.text !== '=') return undefined;
  for (let at = brace - 2; at >= Math.max(0, brace - maxTypeTokens); at -= 1) {
    const token = tokens[at];
    if (isSign(token, ';{}')) break;
    if (declarations.has(token?.text ?? '')) return tokens[at + 1]?.text;
  }
  return dottedBefore(tokens, brace - 1)?.name;
}

/** `a.b` or `a['b']` before the sign; names without a dot are no target of interest. */
export function targetBefore(tokens: readonly Token[], at: number): Dotted | undefined {
  const key = tokens[at - 2];
  if (isSign(tokens[at - 1], ']') && isSign(tokens[at - 3], '[') && key?.kind === 'string') {
    const owner = dottedBefore(tokens, at - 3);
    return owner && { name: `${owner.name}.${key.text ?? ''}`, start: owner.start };
  }
  const dotted = dottedBefore(tokens, at);
  return dotted?.name.includes('.') ? dotted : undefined;
}

/** The tokens of a value, to the end of its statement. */
export function valueFrom(tokens: readonly Token[], from: number): readonly Token[] {
  let depth = 0;
  let at = from;
  for (; at < Math.min(tokens.length, from + maxValueTokens); at += 1) {
    const token = tokens[at];
    if (isSign(token, '([{')) depth += 1;
    else if (isSign(token, ')]}')) depth -= 1;
    if (depth < 0 || (depth === 0 && endsStatement(tokens, at, from))) break;
  }
  return tokens.slice(from, at);
}

/** A semicolon, a comma, or without one two values in a row. */
function endsStatement(tokens: readonly Token[], at: number, from: number): boolean {
  const token = tokens[at];
  if (token?.kind === 'sign') return token.text === ';' || token.text === ',';
  const before = tokens[at - 1];
  return at > from && (before?.kind !== 'sign' || isSign(before, ')]}'));
}
