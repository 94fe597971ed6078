import type { Op, Temp } from '../ir/ir.ts';
import type { Hit } from './hit.ts';
import { compiled, regexOf } from './regex/literals.ts';
import {
  lastName,
  type CallOp,
  type ComputedOp,
  type FunctionScene,
  type ModuleScene,
} from './scene.ts';

/** Schemes whose addresses hold a program. */
const DANGEROUS = ['javascript', 'data', 'vbscript'];
const SCHEME = /^javascript:?$/iu;
const EQUAL: ReadonlySet<string> = new Set(['===', '==', '!==', '!=']);
const FIND: ReadonlySet<string> = new Set(['includes', 'indexOf', 'has', 'startsWith']);
const MATCH: ReadonlySet<string> = new Set(['test', 'exec', 'match', 'search']);
const MAX_PATTERN = 500;

/** @yields checks that know `javascript:` as the scheme of a program, and not the others */
export function* schemeHits(file: ModuleScene): Generator<Hit> {
  const { ir } = file.module;
  if (ir.language !== 'javascript' || !ir.strings.some(namesScheme)) return;
  for (const scene of file.scenes()) {
    const checks = Array.from(checksIn(scene));
    const [first] = checks;
    if (first === undefined) continue;
    const known = new Set([...checks.flatMap(({ schemes }) => schemes), ...comparedIn(scene)]);
    const missing = DANGEROUS.filter((scheme) => !known.has(scheme));
    if (missing.length === 0) continue;
    const shows = `${missing.map((scheme) => `${scheme}:`).join(' and ')} get through`;
    const rule = 'incomplete-scheme-check';
    yield { rule, fn: scene.fn, at: first.at, shows, confidence: 'low' };
  }
}

function namesScheme(text: string): boolean {
  return /javascript/iu.test(text.slice(0, MAX_PATTERN));
}

interface Check {
  readonly at: Op;
  readonly schemes: readonly string[];
}

/** @yields what asks for `javascript:` */
function* checksIn(scene: FunctionScene): Generator<Check> {
  for (const op of scene.ops()) {
    const schemes = schemesAsked(scene, op);
    if (schemes.includes('javascript')) yield { at: op, schemes };
  }
}

/** Names of schemes that something is compared with; of names without a colon, something that is a scheme. */
function schemesAsked(scene: FunctionScene, op: Op): readonly string[] {
  if (op.op === 'compute' && EQUAL.has(op.operator)) return schemesCompared(scene, op);
  if (op.op !== 'call') return [];
  if (MATCH.has(op.name)) return schemesMatched(scene, op);
  if (!FIND.has(op.name)) return [];
  const [argument] = op.args;
  const sought = scene.text(argument);
  if (sought === undefined) return named(scene, listed(scene, op.base), argument);
  return SCHEME.test(sought) && sought.endsWith(':') ? ['javascript'] : [];
}

function schemesCompared(scene: FunctionScene, { args }: ComputedOp): readonly string[] {
  const [left, right] = args;
  const text = scene.text(left) ?? scene.text(right);
  const other = scene.text(left) === undefined ? left : right;
  return text !== undefined && SCHEME.test(text) ? named(scene, [text], other) : [];
}

function schemesMatched(scene: FunctionScene, { name, base, args }: CallOp): readonly string[] {
  const isOfText = name === 'match' || name === 'search';
  const [regex, text] = isOfText ? [args[0], base] : [base, args[0]];
  return named(scene, schemesOfPattern(scene, regex), text);
}

function listed(scene: FunctionScene, list: Temp | undefined): readonly string[] {
  const op = scene.origin(list)?.op;
  if (op?.op === 'call' && op.name === 'split') {
    return scene.text(op.base)?.split(scene.text(op.args[0]) ?? '|') ?? [];
  }
  return scene.texts(list);
}

function schemesOfPattern(scene: FunctionScene, regex: Temp | undefined): readonly string[] {
  const at = scene.origin(regex);
  if (at === undefined) return [];
  const { source = '' } =
    regexOf(at.op) ?? (at.op.op === 'call' ? compiled(at.scene, at.op) : undefined) ?? {};
  if (source.length > MAX_PATTERN || !source.startsWith('^')) return [];
  const isWithColon = source.replaceAll('(?:', '(').includes(':');
  return DANGEROUS.filter((scheme) => source.toLowerCase().includes(scheme)).map((scheme) =>
    isWithColon ? `${scheme}:` : scheme,
  );
}

function named(
  scene: FunctionScene,
  texts: readonly string[],
  compared: Temp | undefined,
): readonly string[] {
  // A list of schemes that are allowed, not of those that are not.
  if (texts.some((text) => /^(?:https?|mailto|ftp)\b/iu.test(text))) return [];
  const isSure = texts.some((text) => /^javascript:$/iu.test(text)) || isScheme(scene, compared);
  return isSure ? texts.map((text) => text.toLowerCase().replace(/:$/u, '')) : [];
}

/** `url.protocol`, `getScheme(url)`, `url.split(':')[0]`. */
function isScheme(scene: FunctionScene, temp: Temp | undefined): boolean {
  if (/(?:scheme|protocol|proto)(?:\(\))?$/iu.test(lastName(scene.path(temp)))) return true;
  const at = scene.origin(temp);
  if (at?.op.op !== 'load') return at?.op.op === 'call' && /scheme|protocol/iu.test(at.op.name);
  const list = at.scene.origin(at.op.base);
  if (list?.op.op !== 'call' || list.op.name !== 'split') return false;
  const [by] = list.op.args;
  return list.scene.text(by) === ':' || regexOf(list.scene.origin(by)?.op)?.source === ':';
}

/** @yields schemes that a function compares something with in any way */
function* comparedIn(scene: FunctionScene): Generator<string> {
  for (const op of scene.ops()) {
    if (op.op !== 'constant' || (op.kind !== 'string' && op.kind !== 'pattern')) continue;
    const text = op.text.slice(0, MAX_PATTERN).toLowerCase();
    if (op.kind === 'string' && !/^[a-z]+:?$/u.test(text)) continue;
    yield* DANGEROUS.filter((scheme) => text.includes(scheme));
  }
}
