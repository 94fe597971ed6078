/** Where a token stands; in the token itself, because there are very many. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A token of JavaScript or TypeScript, as far as object literals and calls need it. */
export type Token = Extent &
  (
    | { readonly kind: 'name' | 'number' | 'sign'; readonly text: string }
    /** `text` is the value; undefined for a template with expressions in it. */
    | { readonly kind: 'string'; readonly text: string | undefined }
  );

/** Tokens of one file. */
const maxTokens = 1_000_000;
/** Templates in each other. */
const maxTemplateDepth = 50;
/** Characters of a regular expression literal; a longer one is taken as a division. */
const maxRegexChars = 2_000;

/** After these a slash begins a regular expression. */
const beforeRegex = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'delete',
  'void',
  'throw',
  'new',
  'else',
  'do',
  'await',
  'yield',
]);

/**
 * Cuts JavaScript and TypeScript into tokens (ECMA-262 §12). Comments fall away; a slash is told from a regular
 * expression by what is before it, which is right but for `)` and `}`. Never throws, reads every character once.
 */
export function tokensOf(text: string): { readonly tokens: readonly Token[]; isCut: boolean } {
  const tokens: Token[] = [];
  const names = new Map<string, string>();
  let at = 0;
  while (at < text.length && tokens.length < maxTokens) {
    const next = skip(text, at);
    if (next >= text.length) break;
    const token = read(text, next, tokens.at(-1), names);
    tokens.push(token);
    at = token.end;
  }
  return { tokens, isCut: tokens.length >= maxTokens };
}

/** The same names come again and again: one string for all of them takes a third of the memory. */
function once(names: Map<string, string>, name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, name);
  return name;
}

/** White space and comments. */
function skip(text: string, from: number): number {
  for (let at = from; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code <= 0x20 || code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029) {
      at += 1;
    } else if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else {
      return at;
    }
  }
  return text.length;
}

function read(
  text: string,
  start: number,
  before: Token | undefined,
  names: Map<string, string>,
): Token {
  const char = text[start] ?? '';
  if (char === '"' || char === "'") return quoted(text, start, char);
  if (char === '`') return template(text, start);
  const isNumber = /\d/.test(char);
  if (isNumber || isNameStart(char)) {
    const end = endOfName(text, start);
    const kind = isNumber ? 'number' : 'name';
    return { kind, text: once(names, text.slice(start, end)), start, end };
  }
  const end = char === '/' && mayBeRegex(before) ? endOfRegex(text, start) : undefined;
  if (end !== undefined) return { kind: 'string', text: undefined, start, end };
  const sign = longSigns.find((each) => text.startsWith(each, start)) ?? char;
  return { kind: 'sign', text: sign, start, end: start + sign.length };
}

/** Signs of which the first character alone would be misread. */
const longSigns = ['...', '=>', '===', '!==', '==', '!=', '<=', '>=', '?.'];

function isNameStart(char: string): boolean {
  return /[A-Za-z_$#]/.test(char) || char > '\u007f';
}

function endOfName(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[\w$.]/.test(text[at] ?? '')) {
    // A dot belongs to a number only: `0.5`, but not `a.b`.
    if (text[at] === '.' && !/\d/.test(text[start] ?? '')) break;
    at += 1;
  }
  return at;
}

function quoted(text: string, start: number, quote: string): Token {
  let value = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== quote && text[at] !== '\n'; at += 1) {
    if (text[at] !== '\\') {
      value += text[at];
      continue;
    }
    at += 1;
    // A backslash before a line break joins the lines; other escapes hardly occur in what is looked for.
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    else if (text[at] !== '\n') value += text[at] ?? '';
  }
  return { kind: 'string', text: value, start, end: Math.min(at + 1, text.length) };
}

function template(text: string, start: number): Token {
  const end = endOfTemplate(text, start);
  const body = text.slice(start + 1, Math.max(start + 1, end - 1));
  const isPlain = !body.includes('${') && !body.includes('\\');
  return { kind: 'string', text: isPlain ? body : undefined, start, end };
}

/** Goes through `${…}` with the braces and templates in it, on a stack of its own. */
function endOfTemplate(text: string, start: number): number {
  const open: ('`' | '{')[] = ['`'];
  let at = start + 1;
  while (at < text.length && open.length > 0 && open.length < maxTemplateDepth) {
    at += open.at(-1) === '`' ? stepInText(text, at, open) : stepInCode(text, at, open);
  }
  return Math.min(at, text.length);
}

function stepInText(text: string, at: number, open: ('`' | '{')[]): number {
  const char = text[at];
  if (char === '`') open.pop();
  if (char === '$' && text[at + 1] === '{') open.push('{');
  return char === '\\' || (char === '$' && text[at + 1] === '{') ? 2 : 1;
}

function stepInCode(text: string, at: number, open: ('`' | '{')[]): number {
  const char = text[at];
  if (char === '}') open.pop();
  else if (char === '`' || char === '{') open.push(char);
  return char === '\\' ? 2 : 1;
}

function mayBeRegex(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'name') return beforeRegex.has(before.text);
  return before.kind === 'sign' && !')]}'.includes(before.text);
}

function endOfRegex(text: string, start: number): number | undefined {
  let isClass = false;
  const limit = Math.min(text.length, start + maxRegexChars);
  for (let at = start + 1; at < limit; at += 1) {
    const char = text[at];
    if (char === '\n') return undefined;
    if (char === '\\') at += 1;
    else if (char === '[') isClass = true;
    else if (char === ']') isClass = false;
    else if (char === '/' && !isClass) return endOfName(text, at);
  }
  return undefined;
}
