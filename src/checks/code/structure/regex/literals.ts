import { CODE, CONSTANT_KINDS, sizeOf } from '../../ir/encoding.ts';
import type { ModuleIr, Op } from '../../ir/ir.ts';
import type { CallOp, FunctionScene } from '../scene.ts';

/** A regular expression that is written out. */
export interface RegexText {
  readonly source: string;
  readonly flags: string;
  /** The call binds it at both ends. */
  readonly isWhole: boolean;
}

/** One that stands in a function of a file. */
export interface RegexLiteral extends RegexText {
  readonly fn: number;
  readonly at: { readonly start: number; readonly end: number };
}

const PATTERN = CONSTANT_KINDS.indexOf('pattern');
const STRING = CONSTANT_KINDS.indexOf('string');

/** `/source/flags` taken apart. */
export function regexOf(op: Op | undefined): RegexText | undefined {
  if (op?.op !== 'constant' || op.kind !== 'pattern') return undefined;
  return split(op.text);
}

function split(text: string): RegexText | undefined {
  const slash = text.lastIndexOf('/');
  if (slash <= 0) return undefined;
  return { source: text.slice(1, slash), flags: text.slice(slash + 1), isWhole: false };
}

/** @yields those that the language has a form for; reads the numbers: most functions hold none */
export function* regexLiterals(ir: ModuleIr): Generator<RegexLiteral> {
  for (const { text, ...place } of constantsOf(ir, PATTERN)) {
    const regex = split(text);
    if (regex !== undefined) yield { ...regex, ...place };
  }
}

/** @yields texts that may be meant as patterns, where `isMeant` says so */
export function* regexTexts(
  ir: ModuleIr,
  isMeant: (text: string) => boolean,
): Generator<RegexLiteral> {
  const meant = new Set(ir.strings.filter((text) => isMeant(text)));
  if (meant.size === 0) return;
  for (const { text, ...place } of constantsOf(ir, STRING)) {
    if (meant.has(text)) yield { source: text, flags: '', isWhole: false, ...place };
  }
}

interface PlacedText extends Pick<RegexLiteral, 'fn' | 'at'> {
  readonly text: string;
}

function* constantsOf(ir: ModuleIr, kind: number): Generator<PlacedText> {
  const { code, functions, strings } = ir;
  for (const [fn, { blocks }] of functions.entries()) {
    for (const at of blocks.flatMap((from) => [...constantsIn(ir, from, kind)])) {
      const place = { start: code[at + 2] ?? 0, end: code[at + 3] ?? 0 };
      yield { text: strings[code[at + 5] ?? -1] ?? '', fn, at: place };
    }
  }
}

/** @yields where the constants of a kind stand in a block in `code` */
function* constantsIn({ code }: ModuleIr, from: number, wanted: number): Generator<number> {
  for (let at = from; at < code.length; at += sizeOf(code, at)) {
    const kind = code[at] ?? CODE.stop;
    if (kind === CODE.constant && code[at + 4] === wanted) yield at;
    if (kind >= CODE.jump) return;
  }
}

/** Names of calls that take a regular expression as text, by language. */
export const REGEX_CALLS: Readonly<Record<string, readonly string[]>> = {
  javascript: ['RegExp'],
  python: 'compile match search fullmatch sub subn split findall finditer'.split(' '),
  java: ['compile', 'matches', 'replaceAll'],
};

/** The regular expression that a call compiles or matches. */
export function compiled(scene: FunctionScene, call: CallOp): RegexText | undefined {
  const source =
    REGEX_CALLS[scene.language]?.includes(call.name) === true
      ? scene.text(call.args[0])
      : undefined;
  if (source === undefined) return undefined;
  const path = scene.path(call.callee);
  switch (scene.language) {
    case 'javascript':
      return path === 'RegExp'
        ? { source, flags: scene.text(call.args[1]) ?? '', isWhole: false }
        : undefined;
    case 'python':
      return /^re\.(?:compile|match|search|fullmatch|subn?|split|findall|finditer)$/u.test(path)
        ? { source, flags: '', isWhole: path.endsWith('fullmatch') }
        : undefined;
    case 'java':
      return inJava(call, source, path);
    default:
      return undefined;
  }
}

function inJava({ args, name, base }: CallOp, source: string, path: string): RegexText | undefined {
  if (/^(?:java\.util\.regex\.)?Pattern\.(?:compile|matches)$/u.test(path)) {
    return { source, flags: '', isWhole: true };
  }
  const isOfText =
    base !== undefined &&
    ((name === 'matches' && args.length === 1) || (name === 'replaceAll' && args.length === 2));
  return isOfText ? { source, flags: '', isWhole: name === 'matches' } : undefined;
}
