import type { MarkIr, ParamIr, TypeName } from '../../ir/ir.ts';
import { bind, binding, type Bindings } from './bindings.ts';
import type { FunctionView } from './function-view.ts';
import type { Comparison, Found } from './comparison.ts';
import { matchSequence, sequenceOf } from './match-sequence.ts';
import { typePath } from './module-view.ts';
import { dotsName, isPlaceholder, listMetavariableOf, metavariableOf } from './names.ts';

/** Parameters and body; a name is not looked at. */
export function matchFunction(
  by: Comparison,
  p: FunctionView,
  c: FunctionView,
  all: Bindings,
): Found {
  if (p.fn.isAsync && !c.fn.isAsync) return [];
  const sequence = sequenceOf(
    by.pattern,
    p,
    p.roots.filter(({ op }) => op.start >= bodyOf(p)),
  );
  return matchParams(by, p.fn.params, paramsOf(by, c), all)
    .flatMap((each) => matchMarks(p.fn.marks, c.fn.marks, each))
    .flatMap((each) =>
      matchSequence(by, sequence, { view: c, from: bodyOf(c) }, each).map(
        ({ bindings }) => bindings,
      ),
    );
}

/** Python writes the receiver among the parameters of a method. */
function paramsOf({ code }: Comparison, { fn }: FunctionView): readonly ParamIr[] {
  if (code.module.language !== 'python' || fn.ownerClass === -1) return fn.params;
  const { start, receiver: variable } = fn;
  const self = { variable, name: 'self', isRest: false, type: '', marks: [], start, end: start };
  return [self, ...fn.params];
}

/** Where the parameters end. */
function bodyOf({ fn }: FunctionView): number {
  return Math.max(fn.start, ...fn.params.map(({ end }) => end));
}

function matchParams(
  by: Comparison,
  wanted: readonly ParamIr[],
  given: readonly ParamIr[],
  all: Bindings,
): Found {
  const [first, ...rest] = wanted;
  if (first === undefined) return given.length === 0 ? [all] : [];
  if (first.name === dotsName || listMetavariableOf(first.name) !== undefined) {
    if (rest.length === 0) return [all];
    return Array.from({ length: given.length + 1 }, (_, skipped) => given.slice(skipped)).flatMap(
      (left) => matchParams(by, rest, left, all),
    );
  }
  const [other, ...others] = given;
  if (other === undefined || first.isRest !== other.isRest) return [];
  return matchParam(by, first, other, all).flatMap((each) => matchParams(by, rest, others, each));
}

function matchParam(by: Comparison, wanted: ParamIr, given: ParamIr, all: Bindings): Found {
  const typed = matchType(wanted.type, given.type, given, all);
  const name = metavariableOf(wanted.name);
  if (name === undefined) {
    return wanted.name === '' || wanted.name === given.name ? typed : [];
  }
  const text = given.name === '' ? by.code.slice(given) : given.name;
  const bound = binding(text, given, { variable: given.variable });
  return typed.flatMap((each) => bind(each, name, bound));
}

function matchType(
  wanted: TypeName,
  given: TypeName,
  place: { readonly start: number; readonly end: number },
  all: Bindings,
): Found {
  const path = typePath(wanted);
  const name = metavariableOf(path);
  if (name !== undefined) return bind(all, name, binding(typePath(given), place));
  if (path === '' || isPlaceholder(path) || path === 'Object' || path === 'any') return [all];
  return isSameType(path, typePath(given)) ? [all] : [];
}

/** A type without a package may be of any. */
function isSameType(wanted: string, given: string): boolean {
  return wanted === given || given.endsWith(`.${wanted}`);
}

/** Each decorator or annotation of the pattern; what they say in constants must be equal. */
function matchMarks(wanted: readonly MarkIr[], given: readonly MarkIr[], all: Bindings): Found {
  const isThere = (mark: MarkIr): boolean =>
    given.some(({ name, args }) => {
      const isNamed =
        isPlaceholder(typePath(mark.name)) || isSameType(typePath(mark.name), typePath(name));
      return (
        isNamed &&
        Object.entries(mark.args).every(([key, value]) => isFree(value) || args[key] === value)
      );
    });
  return wanted.every(isThere) ? [all] : [];
}

function isFree(value: string): boolean {
  return value === '...' || value === '' || isPlaceholder(value);
}
