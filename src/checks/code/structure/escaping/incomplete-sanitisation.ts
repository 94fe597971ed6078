import type { Temp } from '../../ir/ir.ts';
import type { FunctionRule, Hit } from '../hit.ts';
import type { CallOp, FunctionScene } from '../scene.ts';
import { leftOver } from './multi-character.ts';
import { charactersOf, replacementsIn, type Replacement } from './replacements.ts';

/** Of one character or of `../`: how the text looks that stands in for it. */
const ESCAPED: ReadonlyMap<string, RegExp> = new Map([
  ['<', /^(?:&(?:lt|#60|#x3c);)?$/iu],
  ['>', /^(?:&(?:gt|#62|#x3e);)?$/iu],
  ['&', /^&(?:amp|#38|#x26);$/iu],
  ['"', /^(?:&(?:quot|#34|#x22);|\\+"|"")?$/iu],
  ["'", /^(?:&(?:apos|#0?39|#x27);|\\+'|'')?$/iu],
  ['\n', /^$/u],
  ['|', /^(?:\\\|)?$/u],
  ...['[', ']', '{', '}'].map((each) => [each, /^(?:\\[[\]{}])?$/u] as const),
  ...['..', '../', '/..', '/../'].map((each) => [each, /^$/u] as const),
]);
/** What people take from both sides of a text. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  [']', '['],
  ['{', '}'],
  ['}', '{'],
  ['"', '"'],
  ["'", "'"],
]);

/** Links of a chain of calls. */
const MAX_CHAIN = 20;

/** Only the first occurrence is escaped, the quote is and the backslash is not, or what is left forms it again. */
export const incompleteSanitisation: FunctionRule = {
  languages: ['javascript'],
  words: ['replace', 'replaceAll'],
  *find(scene): Generator<Hit> {
    const all = Array.from(replacementsIn(scene));
    for (const each of all) {
      const shows = fault(scene, each, all);
      if (shows === undefined) continue;
      const isSure = !each.isAll && each.to !== '';
      const confidence = isSure ? 'medium' : 'low';
      yield { rule: 'incomplete-sanitisation', fn: scene.fn, at: each.call, shows, confidence };
    }
  },
};

function fault(
  scene: FunctionScene,
  each: Replacement,
  all: readonly Replacement[],
): string | undefined {
  if (isConstant(scene, each.call.base) || asksAgain(scene, each)) return undefined;
  const own = each.isAll ? openBackslash(scene, each, all) : firstOnly(scene, each, all);
  return own ?? leftOver(each);
}

function isConstant(scene: FunctionScene, temp: Temp | undefined): boolean {
  return scene.text(temp) !== undefined;
}

/** `while (text.includes(from)) text = text.replace(from, to)`: the replacement is repeated. */
function asksAgain(scene: FunctionScene, { call, from }: Replacement): boolean {
  for (const { name, args } of scene.calls()) {
    if ((name === 'includes' || name === 'indexOf') && scene.text(args[0]) === from) return true;
  }
  return isRepeated(scene, call);
}

/** `text = text.replace(…)` within a loop. */
function isRepeated(scene: FunctionScene, call: CallOp): boolean {
  const block = scene.view.of(call.dst)?.block;
  let root = scene.op(call.base);
  for (let link = 0; root?.op === 'call' && link < MAX_CHAIN; link++) root = scene.op(root.base);
  if (root?.op !== 'read' || block === undefined) return false;
  const { variable } = root;
  const isKept = scene.view.ops.some(
    (each) => each.block === block && each.op.op === 'write' && each.op.variable === variable,
  );
  return isKept && scene.view.isRepeated(block);
}

function firstOnly(
  scene: FunctionScene,
  each: Replacement,
  all: readonly Replacement[],
): string | undefined {
  const { from, to } = each;
  const isEncoding = isPercent(from) ? to.length <= 1 : from.length === 1 && isPercent(to);
  if (ESCAPED.get(from)?.test(to) !== true && !isEncoding) return undefined;
  if (unwraps(each, all) || (from === '\n' && isAlone(scene, each))) return undefined;
  return `only the first ${JSON.stringify(from).slice(1, -1)} is replaced`;
}

function isPercent(text: string): boolean {
  return /^%[\da-f]{2}$/iu.test(text);
}

/** The one that opens and the one that closes are taken away: what stands between them is wanted. */
function unwraps(each: Replacement, all: readonly Replacement[]): boolean {
  const { from, to, regex } = each;
  const partner = regex === undefined && to === '' ? PAIRS.get(from) : undefined;
  return (
    partner !== undefined &&
    all.some((other) => other !== each && other.from === partner && other.to === '')
  );
}

/** The one line break at the end of what a program wrote. */
function isAlone(scene: FunctionScene, { call }: Replacement): boolean {
  const base = scene.op(call.base);
  if (base?.op === 'call' && base.name.startsWith('replace')) return false;
  for (const { name, base: other } of scene.calls()) {
    if (other === call.dst && name.startsWith('replace')) return false;
  }
  return true;
}

/** `"` becomes `\"`, and a backslash before it makes the quote end the text after all. */
function openBackslash(
  scene: FunctionScene,
  each: Replacement,
  all: readonly Replacement[],
): string | undefined {
  const quoted = charactersOf(each);
  if (quoted === undefined || quoted.has('\\') || !(quoted.has('"') || quoted.has("'"))) {
    return undefined;
  }
  const isByBackslash = /^\\(?:\$(?:&|\d)|["'])$/u.test(each.to);
  if (!isByBackslash || all.some(({ from }) => from.includes('\\'))) return undefined;
  for (const { name } of scene.calls()) if (name === 'stringify') return undefined;
  return 'a backslash is not escaped';
}
