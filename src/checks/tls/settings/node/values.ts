import type { Token } from './tokens.ts';

/** Names that stand for values. */
export type Constants = ReadonlyMap<string, readonly Token[]>;

/** `A` for `const A = B; const B = …`. */
const maxSteps = 3;
/** Strings and names in one sum. */
const maxParts = 16;
/** Of a text; cipher lists have about 4,000 characters at most. */
const maxTextChars = 16_384;

/**
 * The text that the tokens stand for: a string, strings joined by `+`, `[…].join(':')`, or a constant of the file;
 * undefined for anything that is only known at run time.
 */
export function textOf(
  tokens: readonly Token[],
  constants: Constants,
  steps: number = maxSteps,
): string | undefined {
  const value = withoutType(tokens);
  if (value[0]?.kind === 'sign') return joinedOf(value);
  if (value.length === 0 || value.length > 2 * maxParts || steps === 0) return undefined;
  const isSum = value.every(
    (token, at) => at % 2 === 0 || (token.kind === 'sign' && token.text === '+'),
  );
  if (!isSum) return undefined;
  let text = '';
  for (let at = 0; at < value.length; at += 2) {
    const part = partOf(value[at], constants, steps);
    if (part === undefined || part.length > maxTextChars) return undefined;
    text += part;
  }
  return text.length > maxTextChars ? undefined : text;
}

function partOf(token: Token | undefined, constants: Constants, steps: number): string | undefined {
  if (token === undefined || token.kind === 'sign') return undefined;
  if (token.kind !== 'name') return token.text;
  return textOf(constants.get(token.text) ?? [], constants, steps - 1);
}

/** `['A', 'B'].join(':')`. */
function joinedOf(tokens: readonly Token[]): string | undefined {
  const end = tokens.findIndex((token) => token.kind === 'sign' && token.text === ']');
  const call = tokens.slice(end + 1, end + 4).map((token) => token.text);
  const separator = tokens[end + 4];
  if (call.join('') !== '.join(' || separator?.kind !== 'string') return undefined;
  return listOf(tokens.slice(0, end + 1))?.join(separator.text ?? ':');
}

/** `['h2', 'http/1.1']`; undefined where an item is not a plain string. */
export function listOf(tokens: readonly Token[]): readonly string[] | undefined {
  const items = withoutType(tokens);
  if (items[0]?.text !== '[' || items.at(-1)?.text !== ']') return undefined;
  const texts: string[] = [];
  for (const token of items.slice(1, -1)) {
    if (token.kind === 'sign' && token.text === ',') continue;
    if (token.kind !== 'string' || token.text === undefined) return undefined;
    texts.push(token.text);
  }
  return texts;
}

/** `true`, `false`, and how minifiers write them; undefined for all else. */
export function booleanOf(tokens: readonly Token[], constants: Constants): boolean | undefined {
  const value = withoutType(tokens);
  const text = value.map((token) => token.text ?? '').join('');
  if (value.some((token) => token.kind === 'string')) return undefined;
  if (text === 'true' || text === '!0') return true;
  if (text === 'false' || text === '!1') return false;
  const [only] = value;
  if (value.length !== 1 || only?.kind !== 'name') return undefined;
  const known = constants.get(only.text);
  return known === undefined ||
    known.some((token) => token.kind === 'name' && token.text === only.text)
    ? undefined
    : booleanOf(known.slice(0, 2), new Map());
}

/** A whole number, `60 * 60` too. */
export function numberOf(tokens: readonly Token[]): number | undefined {
  let product = 1;
  for (const [at, token] of tokens.entries()) {
    const isFactor = at % 2 === 0;
    if (isFactor && token.kind === 'number' && /^[\d_]{1,12}$/.test(token.text)) {
      product *= Number(token.text.replaceAll('_', ''));
    } else if (isFactor || token.text !== '*') {
      return undefined;
    }
  }
  return tokens.length === 0 ? undefined : product;
}

/** A value without `as const` and `satisfies Type` behind it. */
function withoutType(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(
    (token, index) =>
      index > 0 && token.kind === 'name' && (token.text === 'as' || token.text === 'satisfies'),
  );
  return at < 0 ? tokens : tokens.slice(0, at);
}

const nothing = new Set([
  'undefined',
  'null',
  'void 0',
  '{ }',
  '{ return }',
  '{ return ; }',
  '{ return undefined }',
  '{ return undefined ; }',
  '{ return null }',
  '{ return null ; }',
  '{ return void 0 ; }',
]);

/** A function that looks at nothing and says that all is well: `() => undefined`, `function () {}`. */
export function doesNothing(tokens: readonly Token[]): boolean {
  const arrow = tokens.findIndex((token) => token.kind === 'sign' && token.text === '=>');
  const brace = tokens.findIndex((token) => token.kind === 'sign' && token.text === '{');
  const isFunction = tokens[0]?.text === 'function' || tokens[0]?.text === '(';
  const from = arrow >= 0 ? arrow + 1 : isFunction ? brace : -1;
  if (from < 0) return false;
  return nothing.has(
    tokens
      .slice(from, from + 6)
      .map((token) => token.text ?? '')
      .join(' '),
  );
}
