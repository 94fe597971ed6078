import type { RegexNode } from '../../patterns/regex/syntax.ts';
import { parsedRegex } from '../regex/parsed.ts';
import type { Replacement } from './replacements.ts';

const MAX_LENGTH = 300;
/** Beginnings of one pattern that are kept, and their length. */
const MAX_BEGINNINGS = 24;
const MAX_BEGINNING = 24;
const TAG = /^<(?:script|iframe|style|cript|scrip)(?![\w-]| \w)/iu;
const UP = /^(?:\.\.\/|\/\.\.)/u;
/** `on\w+`, `ng-[a-z]+`. */
const ATTRIBUTE = /(?<![a-z\\])(?:on|(?:data-|x-)?ng[-:])\(?(?:\\w|\[(?:\\w|a-z))/iu;

/**
 * `<scr<script>ipt>` without `<script>` is `<script>`: what several characters are taken from may hold them again.
 * Undefined: they are one character, something stands in for them, or the pattern names more than what is dangerous.
 */
export function leftOver({ from, regex, to }: Replacement): string | undefined {
  const { source, flags } = regex ?? { source: '^', flags: '' };
  const isRemoved = to === '' && source.length <= MAX_LENGTH;
  if (!isRemoved || /^\^|\$$/u.test(source)) return undefined;
  if (ATTRIBUTE.test(source.replaceAll(String.raw`\s`, ' '))) {
    return 'what is left may be such an attribute again';
  }
  // What refers back to a group adds nothing that is new.
  const node = parsedRegex(source.replaceAll(/\\[1-9](?!\d)/gu, '(?:)'), flags);
  return dangerousBeginning(node === undefined ? [from] : beginningsOf(node), source);
}

function dangerousBeginning(beginnings: readonly string[], source: string): string | undefined {
  if (beginnings.some((text) => TAG.test(text))) return 'what is left may be such an element again';
  const literal = source.replaceAll(/\\x[\da-f]{2}|\\u[\da-f]{4}|\\[a-z]|\[[^\]]*\]/giu, '');
  if (beginnings.some((text) => text.startsWith('<!--')) && !/[a-z\d]/iu.test(literal)) {
    return 'what is left may be <!-- again';
  }
  const isUp = beginnings.some((text) => UP.test(text)) && !/[a-z]/iu.test(literal);
  return isUp ? 'what is left may be ../ again' : undefined;
}

/** How what a pattern matches may begin: characters that stand for themselves, and nothing for what may be absent. */
function beginningsOf(node: RegexNode): readonly string[] {
  return Array.from(extended(node, new Map([['', true]])).keys());
}

/** Beginnings, and whether more may be put behind each. */
type Beginnings = ReadonlyMap<string, boolean>;

function extended(node: RegexNode, before: Beginnings): Beginnings {
  switch (node.kind) {
    case 'set': {
      const [range, ...more] = node.set.ranges;
      const isOne = !node.set.negated && more.length === 0 && range !== undefined;
      const text = isOne && range[0] === range[1] ? String.fromCodePoint(range[0]) : undefined;
      return append(before, text);
    }
    case 'sequence':
      return node.parts.reduce((open, part) => extended(part, open), before);
    case 'choice':
      return union(node.options.map((option) => extended(option, before)));
    case 'repeat':
      return node.min === 0
        ? union([before, extended(node.inner, before)])
        : extended(node.inner, before);
    case 'edge':
    case 'look':
      return before;
  }
}

/** Undefined: some other character follows. */
function append(before: Beginnings, text: string | undefined): Beginnings {
  const found = new Map<string, boolean>();
  for (const [start, isOpen] of before) {
    const next = isOpen && text !== undefined ? start + text : start;
    const goesOn = isOpen && text !== undefined && next.length < MAX_BEGINNING;
    found.set(next, goesOn || found.get(next) === true);
  }
  return found;
}

function union(all: readonly Beginnings[]): Beginnings {
  const found = new Map<string, boolean>();
  for (const [start, isOpen] of all.flatMap((each) => [...each])) {
    if (found.size >= MAX_BEGINNINGS) break;
    found.set(start, isOpen || found.get(start) === true);
  }
  return found;
}
