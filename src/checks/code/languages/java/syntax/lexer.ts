import { hashStep, operatorsAt, TokenList, wordKind } from './tokens.ts';

const other = 0;
const space = 1;
const letter = 2;
const digit = 3;
const quote = 4;
const slash = 5;
const bracket = 6;

const classes = Uint8Array.from({ length: 128 }, (_, code) => classOf(String.fromCharCode(code)));

function classOf(character: string): number {
  // A file may end in Ctrl-Z, as those of DOS did.
  if (character <= ' ') return space;
  if (/[\w$]/u.test(character)) return /\d/u.test(character) ? digit : letter;
  if (/["']/u.test(character)) return quote;
  if (character === '/') return slash;
  return /[()[\]{}]/u.test(character) ? bracket : other;
}

/** Beyond ASCII all that is no space is part of a name. */
function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return classes[code] ?? other;
  return code === 0xa0 || code === 0xfe_ff || code === 0x20_28 || code === 0x20_29 ? space : letter;
}

/** Splits the text of a file into tokens; comments are left out. Never fails. */
export function lex(text: string): TokenList {
  const out = new TokenList();
  let at = 0;
  while (at < text.length) {
    switch (classAt(text, at)) {
      case space:
        at += 1;
        break;
      case letter:
        at = word(text, at, out);
        break;
      case digit:
        at = number(text, at, out);
        break;
      case quote:
        at = quoted(text, at, out);
        break;
      case slash:
        at = comment(text, at) ?? operator(text, at, out);
        break;
      case bracket:
        at = bracketToken(text, at, out);
        break;
      default:
        at = operator(text, at, out);
    }
  }
  out.push('end', text.length, text.length);
  return out;
}

function word(text: string, start: number, out: TokenList): number {
  let at = start;
  let hash = 0;
  while (at < text.length) {
    const what = classAt(text, at);
    if (what !== letter && what !== digit) break;
    hash = hashStep(hash, text.charCodeAt(at));
    at += 1;
  }
  const kind = wordKind(text, start, hash);
  // Another word may have the hash of a keyword and begin with it.
  out.push(kind.length === at - start ? kind : 'identifier', start, at);
  return at;
}

function number(text: string, start: number, out: TokenList): number {
  const isHex = /^0[xX]/u.test(text.slice(start, start + 2));
  let at = start;
  while (at < text.length) {
    const what = classAt(text, at);
    const isExponent = isHex ? /[pP]/u : /[eE]/u;
    const isSign =
      (text[at] === '-' || text[at] === '+') && at > start && isExponent.test(text[at - 1] ?? '');
    if (what !== letter && what !== digit && text[at] !== '.' && !isSign) break;
    at += 1;
  }
  out.push('number', start, at);
  return at;
}

function quoted(text: string, start: number, out: TokenList): number {
  if (text.startsWith('"""', start)) return textBlock(text, start, out);
  const mark = text.charCodeAt(start);
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) break;
    if (code === mark) {
      out.push(mark === 0x22 ? 'string' : 'character', start, at + 1);
      return at + 1;
    }
    at += code === 0x5c ? 2 : 1;
  }
  out.push('broken', start, Math.min(at, text.length));
  return at;
}

function textBlock(text: string, start: number, out: TokenList): number {
  let at = start + 3;
  while (at < text.length && !text.startsWith('"""', at)) {
    at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  }
  const end = Math.min(at + 3, text.length);
  out.push(at < text.length ? 'text block' : 'broken', start, end);
  return end;
}

function comment(text: string, start: number): number | undefined {
  if (text.startsWith('//', start)) {
    const end = text.indexOf('\n', start);
    return end === -1 ? text.length : end;
  }
  if (!text.startsWith('/*', start)) return undefined;
  const end = text.indexOf('*/', start + 2);
  return end === -1 ? text.length : end + 2;
}

function bracketToken(text: string, start: number, out: TokenList): number {
  const index = out.kinds.length;
  const end = operator(text, start, out);
  const kind = out.kinds[index];
  if (kind === '(' || kind === '{' || kind === '[') out.open(index);
  else out.close(index);
  return end;
}

function operator(text: string, start: number, out: TokenList): number {
  // `.5` is a number.
  if (text[start] === '.' && classAt(text, start + 1) === digit) return number(text, start, out);
  const found = operatorsAt[text.charCodeAt(start)]?.find((each) => text.startsWith(each, start));
  const end = start + (found?.length ?? 1);
  out.push(found ?? 'broken', start, end);
  return end;
}
