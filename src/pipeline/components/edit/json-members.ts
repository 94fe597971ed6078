import { lineEndOf, Refused, type Span } from './syntax.ts';

/** A member of an object, in a text that `JSON.parse` takes. */
export interface Member {
  readonly name: string;
  /** Of the quote before the name. */
  readonly start: number;
  /** The value, with its quotes or brackets. */
  readonly value: Span;
}

/** The members of the object that begins at this offset, and where its closing bracket stands. Linear. */
function membersOf(
  text: string,
  open: number,
): { readonly members: readonly Member[]; readonly close: number } {
  const members: Member[] = [];
  let at = open + 1;
  for (;;) {
    at = skip(text, at);
    if (text[at] === ',') at = skip(text, at + 1);
    if (text[at] !== '"') return { members, close: at };
    const nameEnd = endOfString(text, at);
    const colon = skip(text, nameEnd + 1);
    const start = skip(text, colon + 1);
    const end = endOfValue(text, start);
    members.push({ name: nameIn(text.slice(at, nameEnd + 1)), start: at, value: { start, end } });
    at = end;
  }
}

function nameIn(quoted: string): string {
  const name: unknown = JSON.parse(quoted);
  return String(name);
}

/** The member at this path of names from the top; undefined where there is none. Refuses one that is there twice. */
export function memberAt(text: string, path: readonly string[]): Member | undefined {
  let open = skip(text, 0);
  let found: Member | undefined;
  for (const name of path) {
    if (text[open] !== '{') return undefined;
    const alike = membersOf(text, open).members.filter((each) => each.name === name);
    if (alike.length > 1) throw new Refused(`it has the key "${name}" twice`);
    [found] = alike;
    if (found === undefined) return undefined;
    open = found.value.start;
  }
  return found;
}

/** The text with this value at this path: replaced where there is a text, else put in as the last member, indented as its neighbours. */
export function withMember(text: string, path: readonly string[], value: string): string {
  const before = memberAt(text, path);
  if (before !== undefined) {
    if (text[before.value.start] !== '"') {
      throw new Refused(`"${path.join('.')}" is there and is no text`);
    }
    return put(text, before.value, JSON.stringify(value));
  }
  let depth = path.length - 1;
  while (depth > 0 && memberAt(text, path.slice(0, depth)) === undefined) depth -= 1;
  const above = memberAt(text, path.slice(0, depth));
  const open = above?.value.start ?? skip(text, 0);
  if (text[open] !== '{') throw new Refused(`"${path.slice(0, depth).join('.')}" is no object`);
  return inserted(text, open, { names: path.slice(depth), depth, value });
}

interface Insertion {
  readonly names: readonly string[];
  /** Of the object that takes it; 0: the whole. */
  readonly depth: number;
  readonly value: string;
}

function inserted(text: string, open: number, { names, depth, value }: Insertion): string {
  const eol = lineEndOf(text);
  const unit = unitOf(text);
  const { members, close } = membersOf(text, open);
  const last = members.at(-1);
  const isFlat =
    unit === undefined || (last !== undefined && !text.slice(open, close).includes('\n'));
  const body = isFlat
    ? flat(names, value)
    : nested(names, { value, indent: unit.repeat(depth + 1), unit, eol });
  if (last === undefined) {
    const inside = isFlat || unit === undefined ? body : `${eol}${body}${eol}${unit.repeat(depth)}`;
    return put(text, { start: open + 1, end: close }, inside);
  }
  const glue = isFlat ? ', ' : `,${eol}`;
  return put(text, { start: last.value.end, end: last.value.end }, glue + body);
}

function flat(names: readonly string[], value: string): string {
  const [name = '', ...rest] = names;
  const inner = rest.length === 0 ? JSON.stringify(value) : `{ ${flat(rest, value)} }`;
  return `${JSON.stringify(name)}: ${inner}`;
}

interface Layout {
  readonly value: string;
  readonly indent: string;
  readonly unit: string;
  readonly eol: string;
}

function nested(names: readonly string[], layout: Layout): string {
  const { value, indent, unit, eol } = layout;
  const [name = '', ...rest] = names;
  const inner =
    rest.length === 0
      ? JSON.stringify(value)
      : `{${eol}${nested(rest, { ...layout, indent: indent + unit })}${eol}${indent}}`;
  return `${indent}${JSON.stringify(name)}: ${inner}`;
}

/** What the members of the outermost object are indented by; undefined where they stand on one line. */
function unitOf(text: string): string | undefined {
  const first = membersOf(text, skip(text, 0)).members[0];
  if (first === undefined) return '  ';
  const lineStart = text.lastIndexOf('\n', first.start) + 1;
  const indent = text.slice(lineStart, first.start);
  return lineStart > 0 && /^[ \t]{1,16}$/.test(indent) ? indent : undefined;
}

function put(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function skip(text: string, start: number): number {
  let at = start;
  while (at < text.length && /[\s\ufeff]/.test(text.charAt(at))) at += 1;
  return at;
}

/** Offset of the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** Behind the value. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth < 0) return at;
    } else if (depth > 0 || !/[,\s]/.test(character)) continue;
    else return at;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
