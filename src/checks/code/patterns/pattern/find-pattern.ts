import type { FunctionId, VariableId } from '../../ir/ir.ts';
import { bind, binding, noBindings, type Bindings } from './bindings.ts';
import type { Pattern, PatternShape } from './compile-pattern.ts';
import type { Comparison } from './comparison.ts';
import type { FunctionView, PlacedOp } from './function-view.ts';
import { offeredKeys, type Key } from './keys.ts';
import { matchFunction } from './match-function.ts';
import { hasValue, matchSequence, matchStatement } from './match-sequence.ts';
import { comparison } from './match-value.ts';
import type { ModuleView } from './module-view.ts';
import { dotsName, metavariableOf } from './names.ts';

/** A place where a pattern, or a whole condition, was found. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly bindings: Bindings;
  /** The operation there, by its function and offset in `ModuleIr.code`; undefined: it is text. */
  readonly op: { readonly fn: FunctionId; readonly at: number } | undefined;
  /** A metavariable is in focus: the value of the operation is meant, not what comes into it. */
  readonly isValue?: boolean;
  /** It is in focus, and stands for the name of a variable. */
  readonly variable?: VariableId;
}

/** Steps of one pattern in one file: far more than what people write takes; then the rule is told as incomplete. */
const maxSteps = 2_000_000;
/** Places of one pattern in one file. */
const maxRanges = 5_000;

/** One module as patterns are looked for in it. */
export class SearchedModule {
  readonly code: ModuleView;
  /** Functions that were compared with a pattern. */
  tried = 0;
  /** A bound was hit: there may be more. */
  isIncomplete = false;
  #byKey: Map<Key, FunctionId[]> | undefined;

  constructor(code: ModuleView) {
    this.code = code;
  }

  find(pattern: Pattern): readonly Range[] {
    if (pattern.language !== this.code.module.language) return [];
    const budget = { steps: maxSteps };
    const by = comparison(pattern.module, this.code, budget);
    const found: Range[] = [];
    for (const id of this.#candidates(pattern)) {
      this.tried += 1;
      found.push(...findIn(by, pattern.shape, id));
      if (found.length > maxRanges || budget.steps <= 0) {
        this.isIncomplete = true;
        return found.slice(0, maxRanges);
      }
    }
    return found;
  }

  /** Functions with the rarest of its keys. */
  #candidates({ keys, shape }: Pattern): readonly FunctionId[] {
    const { functions } = this.code.module;
    if (shape.kind === 'function') {
      const [key] = keys;
      return functions.flatMap(({ name }, id) =>
        key === undefined || key === `function:${name}` ? [id] : [],
      );
    }
    const all = [...functions.keys()];
    if (keys.length === 0) return all;
    this.#byKey ??= keysByFunction(this.code);
    const lists = keys.map((key) => this.#byKey?.get(key) ?? []);
    const [rarest = all] = lists.toSorted((a, b) => a.length - b.length);
    return rarest;
  }
}

function keysByFunction(code: ModuleView): Map<Key, FunctionId[]> {
  const byKey = new Map<Key, FunctionId[]>();
  for (const id of code.module.functions.keys()) {
    const view = code.fn(id);
    const keys = new Set(view?.ops.flatMap((each) => offeredKeys(code, view, each)));
    for (const key of keys) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [id]);
      else known.push(id);
    }
  }
  return byKey;
}

function findIn(by: Comparison, shape: PatternShape, id: FunctionId): readonly Range[] {
  const view = by.code.fn(id);
  if (view === undefined) return [];
  if (shape.kind === 'function') return findFunction(by, shape, id);
  if (shape.kind === 'sequence') {
    const found = matchSequence(by, shape.sequence, { view, from: view.fn.start }, noBindings);
    return found.map(({ bindings, start, end, last }) => ({
      bindings,
      start,
      end,
      op: placeOf(id, last),
    }));
  }
  const { root } = shape;
  return view.ops
    .filter((candidate) => mayBe(root, candidate) && !isImported(by.code, view, candidate))
    .flatMap((candidate) => {
      const sides = [
        { view: shape.view, placed: root },
        { view, placed: candidate },
      ] as const;
      const { start, end } = view.spanOf(candidate);
      return matchStatement(by, ...sides, noBindings).map((bindings) => ({
        bindings,
        start,
        end,
        op: placeOf(id, candidate),
      }));
    });
}

function placeOf(fn: FunctionId, placed: PlacedOp | undefined): Range['op'] {
  return placed === undefined ? undefined : { fn, at: placed.at };
}

/** Python: `from a import b` uses nothing yet. */
function isImported({ module }: ModuleView, view: FunctionView, { op }: PlacedOp): boolean {
  return module.language === 'python' && op.op === 'load' && view.of(op.base)?.op.op === 'module';
}

const writes: ReadonlySet<string> = new Set(['write', 'store', 'export']);

/** What can be told without looking into it. */
function mayBe({ op }: PlacedOp, { op: code }: PlacedOp): boolean {
  if (writes.has(op.op)) return code.op === 'write' || code.op === 'store';
  if (!hasValue(code)) return op.op === code.op;
  return op.op !== 'call' || code.op === 'call' || code.op === 'module' || op.args.length === 1;
}

function findFunction(
  by: Comparison,
  shape: PatternShape & { readonly kind: 'function' },
  id: FunctionId,
): readonly Range[] {
  const view = by.code.fn(id);
  if (view === undefined || view.fn.parent === -1) return [];
  const { name, start, end } = view.fn;
  const variable = metavariableOf(shape.view.fn.name);
  const named =
    variable === undefined
      ? [noBindings]
      : bind(noBindings, variable, binding(name, { start, end }));
  // `function ... () { }` needs no name.
  const isAny = shape.view.fn.name === dotsName;
  if (!isAny && variable === undefined && shape.view.fn.name !== name) return [];
  if (variable !== undefined && name === '') return [];
  const from = shape.view.fn.marks.length === 0 ? start : startOfMarks(by.code.text, start);
  return named
    .flatMap((each) => matchFunction(by, shape.view, view, each))
    .map((bindings) => ({ bindings, start: from, end, op: undefined }));
}

/** Decorators stand on the lines above. */
function startOfMarks(text: string, start: number): number {
  let from = start;
  for (;;) {
    const end = text.lastIndexOf('\n', from - 1);
    const line = text.slice(text.lastIndexOf('\n', end - 1) + 1, Math.max(end, 0));
    const mark = /^\s*(?=@)/u.exec(line.slice(0, 500));
    if (end === -1 || mark === null) return from;
    from = end - line.length + mark[0].length;
  }
}
