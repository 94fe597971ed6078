import type { Op, Temp } from '../../ir/ir.ts';
import type { RegexNode } from '../../patterns/regex/syntax.ts';
import { regexOf, type RegexText } from '../regex/literals.ts';
import { parsedRegex } from '../regex/parsed.ts';
import type { CallOp, FunctionScene } from '../scene.ts';

/** What a call replaces: every occurrence, or the first one. */
export interface Replacement {
  readonly call: CallOp;
  /** What is replaced; of a pattern without choices what it matches. */
  readonly from: string;
  readonly regex: RegexText | undefined;
  readonly to: string;
  readonly isAll: boolean;
}

/** Links of a chain of calls. */
const MAX_CHAIN = 20;
/** A class with more characters is no list of those that are dangerous. */
const MAX_CHARACTERS = 40;

export function* replacementsIn(scene: FunctionScene): Generator<Replacement> {
  for (const call of scene.calls()) {
    const found = replacementOf(scene, call);
    if (found !== undefined) yield found;
  }
}

function replacementOf(scene: FunctionScene, call: CallOp): Replacement | undefined {
  const { name, args } = call;
  const isReplacement = name === 'replace' || name === 'replaceAll';
  const to = isReplacement ? replacedBy(scene, args[1]) : undefined;
  if (to === undefined) return undefined;
  const isByText = name === 'replaceAll' || scene.language !== 'javascript';
  const text = scene.text(args[0]);
  if (text !== undefined) return { call, from: text, regex: undefined, to, isAll: isByText };
  const regex = regexOf(scene.origin(args[0])?.op);
  if (regex === undefined) return undefined;
  return { call, from: unescaped(regex.source), regex, to, isAll: regex.flags.includes('g') };
}

/** The text that stands in; of a function that may answer with nothing, nothing. */
function replacedBy(scene: FunctionScene, temp: Temp | undefined): string | undefined {
  const text = scene.text(temp);
  if (text !== undefined) return text;
  for (const op of scene.closure(temp)?.ops() ?? []) {
    if (op.op === 'constant' && op.kind === 'string' && op.text === '') return '';
  }
  return undefined;
}

/** What a pattern without choices matches: `\.\.\/` is `../`, `["]` is `"`. */
function unescaped(source: string): string {
  const only = /^\[(?<one>\\?[^\]\\^])\]$/u.exec(source)?.groups?.['one'] ?? source;
  return only.length > 10 ? only : only.replaceAll(/\\(?<mark>[^a-z\d])/giu, '$<mark>');
}

/** The replacements whose result a replacement or another value is made of, last first. */
export function chainBefore(scene: FunctionScene, temp: Temp | undefined): readonly Replacement[] {
  const found: Replacement[] = [];
  let at: Op | undefined = scene.op(temp);
  for (let link = 0; at !== undefined && link < MAX_CHAIN; link++) {
    if (at.op === 'read') at = lastWrite(scene, at);
    if (at?.op !== 'call') break;
    const replacement = replacementOf(scene, at);
    if (replacement !== undefined) found.push(replacement);
    else if (at.name !== 'join' && at.name !== 'trim') break;
    at = scene.op(at.base);
  }
  return found;
}

/** What the same block wrote to a variable last. */
function lastWrite(scene: FunctionScene, read: Op & { readonly op: 'read' }): Op | undefined {
  const place = scene.view.of(read.dst);
  let last: Op | undefined;
  for (const { op, at, block } of scene.view.ops) {
    if (block !== place?.block || at >= place.at) continue;
    if (op.op === 'write' && op.variable === read.variable) last = scene.op(op.src);
  }
  return last;
}

/** The single characters that are replaced; undefined: it is about more than a few single characters. */
export function charactersOf({ from, regex }: Replacement): ReadonlySet<string> | undefined {
  if (regex === undefined) return from.length === 1 ? new Set([from]) : undefined;
  const node = parsedRegex(regex.source, regex.flags);
  const found = new Set<string>();
  return node !== undefined && collect(node, found) ? found : undefined;
}

function collect(node: RegexNode, found: Set<string>): boolean {
  if (node.kind === 'choice') return node.options.every((option) => collect(option, found));
  if (node.kind === 'repeat' && node.min === 1) return collect(node.inner, found);
  if (node.kind !== 'set' || node.set.negated) return false;
  for (const [low, high] of node.set.ranges) {
    if (high - low > MAX_CHARACTERS) return false;
    for (let code = low; code <= high; code++) found.add(String.fromCodePoint(code));
  }
  return found.size <= MAX_CHARACTERS;
}

/** Whether a pattern that matches more than single characters may match this one. */
export function mayReplace({ from, regex }: Replacement, character: string): boolean {
  if (regex === undefined) return from.includes(character);
  const node = parsedRegex(regex.source, regex.flags);
  return node === undefined || mentions(node, character.codePointAt(0) ?? 0);
}

function mentions(node: RegexNode, code: number): boolean {
  switch (node.kind) {
    case 'set':
      return (
        node.set.ranges.some(([low, high]) => low <= code && code <= high) !== node.set.negated
      );
    case 'sequence':
      return node.parts.some((part) => mentions(part, code));
    case 'choice':
      return node.options.some((option) => mentions(option, code));
    case 'repeat':
      return mentions(node.inner, code);
    case 'edge':
    case 'look':
      return false;
  }
}
