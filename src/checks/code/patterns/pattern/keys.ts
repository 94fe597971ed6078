import type { Op } from '../../ir/ir.ts';
import type { FunctionView, PlacedOp } from './function-view.ts';
import { typePath, type ModuleView } from './module-view.ts';
import { isPlaceholder, metavariableIn, regexIn } from './names.ts';

/**
 * What a function must hold for a pattern to be found in it: names, members, constants, operators. A key of a pattern is
 * among those of every function that the pattern is found in, so that only functions with its rarest key are tried.
 */
export type Key = string;

/** Longer constants are no keys. */
const maxConstantCharacters = 100;

/** Of one operation of a pattern: what the code must hold in the same function. */
export function neededKeys(module: ModuleView, op: Op): readonly Key[] {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others need nothing
  switch (op.op) {
    case 'load':
    case 'store':
      return names(op.key);
    case 'global':
      // `require('x')` of the code is no call, but the module.
      return op.name === 'require' ? [] : names(op.name);
    case 'read':
    case 'write':
      return names(module.nameOf(op));
    case 'type':
      return names(lastOf(typePath(op.type)));
    case 'constant':
      return constants(op);
    case 'compute':
      return [`op:${op.operator}`];
    case 'call':
      return op.named.flatMap(({ name }) => names(name));
    case 'concat':
      return ['op:concat'];
    default:
      return [];
  }
}

/** Of one operation of the code: what it offers. */
export function offeredKeys(
  module: ModuleView,
  view: FunctionView,
  { op }: PlacedOp,
): readonly Key[] {
  if (op.op === 'read') return [...neededKeys(module, op), ...resolvedKeys(module, view, op)];
  if (op.op === 'module') return pathKeys(op.specifier);
  if (op.op === 'type') return pathKeys(typePath(op.type));
  return neededKeys(module, op);
}

/** Of a variable: what it is known to be. */
function resolvedKeys(module: ModuleView, view: FunctionView, op: Op): readonly Key[] {
  const value = module.resolve(view, op.dst)?.op;
  if (value?.op === 'constant') return constants(value);
  const path = module.pathOf(view, op.dst);
  return path === undefined ? [] : pathKeys(path);
}

function pathKeys(path: string): readonly Key[] {
  return path.split(/[./]/u).flatMap(names);
}

function names(name: string): readonly Key[] {
  const isFree = name === '' || name === '...' || name === 'globalThis' || isPlaceholder(name);
  return isFree || metavariableIn(name) !== undefined ? [] : [`name:${name}`];
}

function constants({ kind, text }: Op & { readonly op: 'constant' }): readonly Key[] {
  const isFree =
    kind === 'string' &&
    [text === '...', metavariableIn(text), regexIn(text)].some(
      (free) => free !== undefined && free !== false,
    );
  const isOther = kind === 'nothing' || kind === 'other';
  if (isFree || isOther || text.length > maxConstantCharacters) return [];
  return [`${kind}:${text}`];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/**
 * All that functions of a module may offer, told from its tables alone: what is not here is in no function, and its
 * patterns are not even looked at.
 */
export function moduleKeys({ module }: ModuleView): ReadonlySet<string> {
  const words = new Set(module.strings);
  for (const { name } of module.variables) words.add(name);
  for (const { name } of module.functions) words.add(name);
  for (const text of module.strings) {
    if (text.length <= maxConstantCharacters && /[./#?]/u.test(text)) {
      for (const word of text.split(/[./#?]/u)) words.add(word);
    }
  }
  return words;
}

/** The text of a key, as the tables of a module have it; undefined: every module has it. */
export function wordOf(key: Key): string | undefined {
  const colon = key.indexOf(':');
  return key.startsWith('op:') ? undefined : key.slice(colon + 1);
}
