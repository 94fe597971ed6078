import type { Span } from '../block.ts';
import { TemplateConditions } from '../template-conditions.ts';

/** A directive of nginx with its arguments, and for a block what stands in it. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** From the name to the semicolon or the opening brace, without it. */
  readonly span: Span;
  readonly children: readonly Directive[] | undefined;
  /** A template has it in a branch, inside the block that it stands in. */
  readonly isConditional: boolean;
}

export interface ParsedNginx {
  readonly directives: readonly Directive[];
  readonly isCut: boolean;
}

/** Directives of one file. */
const maxDirectives = 100_000;
/** Words of one directive. */
const maxWords = 10_000;
/** nginx itself knows five levels; deeper blocks are passed over. */
const maxDepth = 32;
/** Characters of a marker of a template engine. */
const maxMarkerChars = 2_000;

type Token =
  | { readonly kind: 'word'; readonly text: string; readonly span: Span }
  | { readonly kind: ';' | '{' | '}' | 'end'; readonly span: Span };

/**
 * Reads the syntax of nginx (src/core/ngx_conf_file.c, `ngx_conf_read_token`): words, quotes, escapes, comments and
 * blocks. Markers of template engines are taken as parts of words, or as nothing where they stand for themselves.
 * Never throws; what cannot be read is passed over.
 */
export function parseNginx(text: string): ParsedNginx {
  const conditions = new TemplateConditions();
  const tree = new Tree(conditions);
  let words: Word[] = [];
  let count = 0;
  for (let at = 0; count < maxDirectives; count += words.length === 0 ? 1 : 0) {
    const token = nextToken(text, at, conditions);
    at = token.span.end;
    if (token.kind === 'word') {
      if (words.length === 0) tree.begin();
      if (words.length < maxWords) words.push({ text: token.text, span: token.span });
      continue;
    }
    const head = headOf(words);
    words = [];
    if (token.kind === '{' && head?.name.endsWith('_by_lua_block')) {
      tree.add(head);
      at = endOfLua(text, at);
    } else if (token.kind === '{') tree.open(head);
    else if (token.kind === '}') tree.close();
    else tree.add(head);
    if (token.kind === 'end') break;
  }
  return { directives: tree.finish(), isCut: count >= maxDirectives };
}

interface Word {
  readonly text: string;
  readonly span: Span;
}

interface Head {
  readonly name: string;
  readonly args: readonly string[];
  readonly span: Span;
}

/** The blocks that are open, and how many too deep ones are. */
class Tree {
  readonly #root: Directive[] = [];
  readonly #open: { head: Head; isConditional: boolean; depth: number; children: Directive[] }[] =
    [];
  readonly #conditions: TemplateConditions;
  #begun = { depth: 0, count: 0 };
  #skipped = 0;

  constructor(conditions: TemplateConditions) {
    this.#conditions = conditions;
  }

  /** The first word of a directive was read. */
  begin(): void {
    this.#begun = { depth: this.#conditions.depth, count: this.#conditions.count };
  }

  add(head: Head | undefined): void {
    if (head === undefined || this.#skipped > 0) return;
    this.#here().push({ ...head, children: undefined, isConditional: this.#isConditional() });
  }

  open(head: Head | undefined): void {
    if (this.#skipped > 0 || this.#open.length >= maxDepth) {
      this.#skipped += 1;
      return;
    }
    const isConditional = this.#isConditional();
    const { depth } = this.#conditions;
    this.#open.push({ head: head ?? nameless, isConditional, depth, children: [] });
  }

  close(): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const { head, isConditional, children } = closed;
    this.#here().push({ ...head, isConditional, children });
  }

  finish(): readonly Directive[] {
    this.#skipped = 0;
    while (this.#open.length > 0) this.close();
    return this.#root;
  }

  #here(): Directive[] {
    return this.#open.at(-1)?.children ?? this.#root;
  }

  /** Deeper in conditions than its block, or with a statement of the template among its words. */
  #isConditional(): boolean {
    const { depth, count } = this.#begun;
    return depth > (this.#open.at(-1)?.depth ?? 0) || count !== this.#conditions.count;
  }
}

const nameless: Head = { name: '', args: [], span: { start: 0, end: 0 } };

function headOf(words: readonly Word[]): Head | undefined {
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  const end = (rest.at(-1) ?? first).span.end;
  return {
    name: first.text,
    args: rest.map((word) => word.text),
    span: { start: first.span.start, end },
  };
}

function nextToken(text: string, from: number, conditions: TemplateConditions): Token {
  const start = skipBlanks(text, from, conditions);
  const char = text[start];
  if (char === undefined) return { kind: 'end', span: { start, end: start } };
  if (char === ';' || char === '}' || (char === '{' && text[start + 1] !== '{')) {
    return { kind: char, span: { start, end: start + 1 } };
  }
  return char === '"' || char === "'" ? quoted(text, start) : bare(text, start, conditions);
}

/** White space, comments, and statements of template engines: `{% if %}`, `{# #}`, `<% if %>`. */
function skipBlanks(text: string, from: number, conditions: TemplateConditions): number {
  for (let at = from; ;) {
    const char = text[at];
    if (char === ' ' || char === '\t' || char === '\n' || char === '\r') {
      at += 1;
    } else if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else {
      const end = conditions.pass(text, at);
      if (end === undefined) return at;
      at = end;
    }
  }
}

function endOfMarker(text: string, at: number, closing: string): number | undefined {
  const end = text.slice(at, at + maxMarkerChars).indexOf(closing);
  return end < 0 ? undefined : at + end + closing.length;
}

function quoted(text: string, start: number): Token {
  const quote = text[start];
  let value = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== quote; at += 1) {
    if (text[at] === '\\' && at + 1 < text.length) at += 1;
    value += text[at];
  }
  return { kind: 'word', text: value, span: { start, end: Math.min(at + 1, text.length) } };
}

function bare(text: string, start: number, conditions: TemplateConditions): Token {
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? '';
    const end = conditions.pass(text, at) ?? endOfValue(text, at);
    if (end !== undefined) at = end;
    else if (at > start && ' \t\r\n;{}'.includes(char)) break;
    else at += char === '\\' ? 2 : 1;
  }
  const end = Math.min(Math.max(at, start + 1), text.length);
  return { kind: 'word', text: text.slice(start, end), span: { start, end } };
}

/** `{{ name }}`, `<%= name %>`, `${name}`. */
function endOfValue(text: string, at: number): number | undefined {
  if (text.startsWith('{{', at)) return endOfMarker(text, at, '}}');
  if (text.startsWith('<%', at)) return endOfMarker(text, at, '%>');
  return text.startsWith('${', at) ? endOfMarker(text, at, '}') : undefined;
}

/** Lua has braces of its own: the block ends where they are even (strings with a single brace are rare). */
function endOfLua(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}
