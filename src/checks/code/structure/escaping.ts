import type { Op, Temp } from '../ir/ir.ts';
import type { FunctionRule, Hit } from './hit.ts';
import { regexOf } from './regex/literals.ts';
import type { CallOp, FunctionScene } from './scene.ts';

/** What a call replaces: every occurrence, or the first one. */
interface Replacement {
  readonly call: CallOp;
  readonly from: string;
  readonly to: string;
  readonly isAll: boolean;
}

/** Of one character or of `../`: how the text looks that stands in for it. */
const ESCAPED: ReadonlyMap<string, RegExp> = new Map([
  ['<', /^&(?:lt|#60|#x3c);$/iu],
  ['>', /^&(?:gt|#62|#x3e);$/iu],
  ['&', /^&(?:amp|#38|#x26);$/iu],
  ['"', /^(?:&(?:quot|#34|#x22);|\\+"|"")$/iu],
  ["'", /^(?:&(?:apos|#0?39|#x27);|\\+'|'')$/iu],
  ['../', /^$/u],
  ['..', /^$/u],
]);
/** Links of a chain of calls. */
const MAX_CHAIN = 20;

/** Only the first occurrence is escaped, or the quote is and the backslash is not. */
export const incompleteSanitisation: FunctionRule = {
  languages: ['javascript'],
  words: ['replace'],
  *find(scene): Generator<Hit> {
    for (const each of replacementsIn(scene)) {
      const shows = each.isAll ? openBackslash(scene, each) : firstOnly(scene, each);
      if (shows === undefined) continue;
      const confidence = each.isAll ? 'low' : 'medium';
      yield { rule: 'incomplete-sanitisation', fn: scene.fn, at: each.call, shows, confidence };
    }
  },
};

function firstOnly(scene: FunctionScene, { call, from, to }: Replacement): string | undefined {
  if (ESCAPED.get(from)?.test(to) !== true || isConstant(scene, call.base)) return undefined;
  return asksAgain(scene, from) ? undefined : `only the first ${from} is replaced`;
}

function isConstant(scene: FunctionScene, temp: Temp | undefined): boolean {
  return scene.text(temp) !== undefined;
}

/** `while (text.includes(from)) text = text.replace(from, to)`. */
function asksAgain(scene: FunctionScene, from: string): boolean {
  for (const { name, args } of scene.calls()) {
    if ((name === 'includes' || name === 'indexOf') && scene.text(args[0]) === from) return true;
  }
  return false;
}

/** `"` becomes `\"`, and a backslash before it makes the quote end the text after all. */
function openBackslash(scene: FunctionScene, { from, to }: Replacement): string | undefined {
  if ((from !== '"' && from !== "'") || to !== `\\${from}`) return undefined;
  for (const { from: other } of replacementsIn(scene)) if (other.includes('\\')) return undefined;
  return 'a backslash is not escaped';
}

function* replacementsIn(scene: FunctionScene): Generator<Replacement> {
  for (const call of scene.calls()) {
    const found = replacementOf(scene, call);
    if (found !== undefined) yield found;
  }
}

function replacementOf(scene: FunctionScene, call: CallOp): Replacement | undefined {
  const { name, args } = call;
  const isReplacement = name === 'replace' || name === 'replaceAll';
  const to = isReplacement ? scene.text(args[1]) : undefined;
  if (to === undefined) return undefined;
  const isByText = name === 'replaceAll' || scene.language !== 'javascript';
  const text = scene.text(args[0]);
  if (text !== undefined) return { call, from: text, to, isAll: isByText };
  const regex = regexOf(scene.origin(args[0])?.op);
  if (regex === undefined) return undefined;
  return { call, from: unescaped(regex.source), to, isAll: regex.flags.includes('g') };
}

/** What a pattern without choices matches: `\.\.\/` is `../`, `["]` is `"`. */
function unescaped(source: string): string {
  const only = /^\[(?<one>\\?[^\]\\^])\]$/u.exec(source)?.groups?.['one'] ?? source;
  return only.length > 10 ? only : only.replaceAll(/\\(?<mark>[^a-z\d])/giu, '$<mark>');
}

/** `&` is unescaped before others, or escaped after others. */
export const doubleEscaping: FunctionRule = {
  languages: ['javascript', 'python', 'java'],
  words: ['replace', 'replaceAll'],
  *find(scene): Generator<Hit> {
    for (const each of replacementsIn(scene)) {
      const before = chainBefore(scene, each.call);
      const shows = again(each, before);
      if (shows === undefined) continue;
      const { call: at } = each;
      yield { rule: 'double-escaping', fn: scene.fn, at, shows, confidence: 'high' };
    }
  },
};

function again({ from, to }: Replacement, before: readonly Replacement[]): string | undefined {
  if (from === '&' && to === '&amp;' && before.some((each) => isMarkup(each.to))) {
    return 'the & of what was escaped before is escaped once more';
  }
  const isUnescaped = before.some((each) => each.from === '&amp;' && each.to === '&');
  if (isUnescaped && isMarkup(from) && !to.startsWith('&')) {
    return '&amp; is unescaped first: what follows unescapes once more';
  }
  return undefined;
}

function isMarkup(text: string): boolean {
  return /^&(?:lt|gt|quot|apos|#\w{2,5});$/iu.test(text);
}

/** The replacements whose result a replacement works on. */
function chainBefore(scene: FunctionScene, call: CallOp): readonly Replacement[] {
  const found: Replacement[] = [];
  let at: Op | undefined = scene.op(call.base);
  for (let link = 0; at !== undefined && link < MAX_CHAIN; link++) {
    if (at.op === 'read') at = lastWrite(scene, at);
    if (at?.op !== 'call') break;
    const replacement = replacementOf(scene, at);
    if (replacement === undefined) break;
    found.push(replacement);
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
