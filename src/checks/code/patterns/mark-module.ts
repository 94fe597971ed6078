import { maskLiterals } from '../mask.ts';
import type { FunctionId, ModuleIr, Op, Temp, VariableId } from '../ir/ir.ts';
import type { OwnMark, OwnMarks, OwnSource } from '../engine/own-marks.ts';
import {
  isTaint,
  type CompiledPlace,
  type CompiledRules,
  type CompiledTaint,
} from './compile-rules.ts';
import { Evaluation } from './evaluate.ts';
import { rulesFor, shortText } from './match-module.ts';
import type { Binding, Bindings } from './pattern/bindings.ts';
import { SearchedModule, type Range } from './pattern/find-pattern.ts';
import { hasValue } from './pattern/match-sequence.ts';
import type { FunctionView, PlacedOp } from './pattern/function-view.ts';
import { ModuleView } from './pattern/module-view.ts';

/** What rules that follow data say of one file. */
export interface ModuleMarking {
  readonly marks: OwnMarks;
  /** What metavariables stand for at sources and sinks, by `markKey`. */
  readonly bindings: ReadonlyMap<string, Bindings>;
  /** Ids of rules whose search in this file ended at a bound. */
  readonly incomplete: readonly string[];
}

/** Names a source or a sink of a rule. */
export function markKey(
  rule: string,
  place: { readonly path: string; readonly start: number; readonly end: number },
): string {
  return `${rule}\n${place.start}\n${place.end}\n${place.path}`;
}

/** Whether something of a rule that follows data may stand in it; told without its text. */
export function mayMark(compiled: CompiledRules, module: ModuleIr): boolean {
  const index = compiled.followers.get(module.language);
  return index !== undefined && rulesFor(index, new ModuleView(module, '')).length > 0;
}

/** Looks for sources, sinks, sanitisers and propagators of rules of users in one file. Pure. */
export function markModule(compiled: CompiledRules, module: ModuleIr, text: string): ModuleMarking {
  const marking = new Marking(module, text);
  const index = compiled.followers.get(module.language);
  for (const { rule, looksFor, appliesTo } of index === undefined
    ? []
    : rulesFor(index, marking.view)) {
    if (!isTaint(looksFor)) continue;
    // Where a rule must not report, its sources still are sources.
    marking.mark(looksFor, rule.id, appliesTo(module.path));
  }
  return marking;
}

/** One of the file's functions, and something in it. */
interface At {
  readonly fn: FunctionView;
  readonly placed: PlacedOp;
}

class Marking implements ModuleMarking {
  readonly view: ModuleView;
  readonly bindings = new Map<string, Bindings>();
  readonly incomplete: string[] = [];
  readonly #searched: SearchedModule;
  readonly #evaluation: Evaluation;
  readonly #ops = new Map<number, OwnMark[]>();
  readonly #params = new Map<VariableId, OwnSource>();
  /** One source a place, whatever number of rules has it. */
  readonly #sources = new Map<string, OwnSource & { readonly rules: Set<string> }>();

  constructor(module: ModuleIr, text: string) {
    this.view = new ModuleView(module, text);
    this.#searched = new SearchedModule(this.view);
    this.#evaluation = new Evaluation(this.#searched);
  }

  get marks(): OwnMarks {
    return { ops: this.#ops, params: this.#params };
  }

  mark(taint: CompiledTaint, id: string, reports: boolean): void {
    this.#searched.isIncomplete = false;
    for (const place of taint.sources) {
      for (const range of this.#evaluation.find(place.formula)) {
        this.#source(taint, place, range);
      }
    }
    for (const place of taint.sanitisers) {
      for (const range of this.#evaluation.find(place.formula)) {
        this.#sanitiser(taint, place, range);
      }
    }
    for (const { match, from, to } of taint.propagators) {
      for (const range of this.#evaluation.find(match)) {
        this.#propagator(range, range.bindings.get(from), range.bindings.get(to));
      }
    }
    for (const place of reports ? taint.sinks : []) {
      for (const range of this.#evaluation.find(place.formula)) this.#sink(taint, place, range);
    }
    if (this.#searched.isIncomplete) this.incomplete.push(id);
  }

  #sanitiser({ slug }: CompiledTaint, { isLasting }: CompiledPlace, range: Range): void {
    const at = this.#opAt(range);
    if (at === undefined) return;
    const { op } = at.placed;
    const temp = op.op === 'create' ? op.dst : undefined;
    const last = temp === undefined ? at.placed.at : lastOf(at.fn, temp);
    this.#add(last, { role: 'sanitiser', rule: slug, isLasting, temp });
  }

  #source({ slug }: CompiledTaint, { what, isLasting }: CompiledPlace, range: Range): void {
    const { start, end, bindings } = range;
    const key = `${start}:${end}`;
    const known = this.#sources.get(key);
    const rules = known?.rules ?? new Set<string>();
    rules.add(slug);
    this.bindings.set(markKey(slug, { path: this.view.module.path, start, end }), bindings);
    const made: OwnSource & { readonly rules: Set<string> } = known ?? {
      source: { kind: 'own', what: what ?? this.#textOf(range), rules },
      rules,
      start,
      end,
    };
    this.#sources.set(key, made);
    const param = range.variable === undefined ? undefined : this.#param(range.variable, range);
    if (param !== undefined) {
      this.#params.set(param, made);
      return;
    }
    const at = this.#opAt(range);
    if (at !== undefined) this.#add(at.placed.at, { role: 'source', ...made, isLasting });
  }

  #param(variable: VariableId, { start, end }: Range): VariableId | undefined {
    const isThere = this.view.module.functions.some(({ params }) =>
      params.some((each) => each.variable === variable && each.start <= start && end <= each.end),
    );
    return isThere ? variable : undefined;
  }

  #sink({ slug, confidence }: CompiledTaint, { what }: CompiledPlace, range: Range): void {
    const at = this.#opAt(range);
    if (at === undefined) return;
    const { fn, placed } = at;
    const temps = range.isValue === true ? [placed.op.dst] : sinkTemps(fn, placed.op);
    const { start, end, bindings } = range;
    this.bindings.set(markKey(slug, { path: this.view.module.path, start, end }), bindings);
    const last = Math.max(
      isLeaving(placed.op) ? -1 : placed.at,
      ...temps.map((temp) => lastOf(fn, temp)),
    );
    this.#add(last, {
      role: 'sink',
      model: { rule: slug, at: [], confidence },
      temps,
      start,
      end,
      what: what ?? this.#calleeText(at, range),
    });
  }

  #propagator(range: Range, from: Binding | undefined, to: Binding | undefined): void {
    if (from?.value === undefined || to === undefined) return;
    const fn = this.view.fn(from.value.fn);
    const at = this.#opAt(range);
    if (fn === undefined || at === undefined) return;
    if (to.value === undefined && to.variable === undefined) return;
    const temps = [from.value.temp, ...(to.value === undefined ? [] : [to.value.temp])];
    const last = Math.max(at.placed.at, ...temps.map((temp) => lastOf(fn, temp)));
    const { start, end } = range;
    const what = `through ${this.#calleeText(at, range)}`;
    this.#add(last, {
      role: 'propagator',
      from: from.value.temp,
      to: to.value?.temp,
      variable: to.value === undefined ? to.variable : undefined,
      start,
      end,
      what,
    });
  }

  #add(at: number, mark: OwnMark): void {
    const known = this.#ops.get(at);
    if (known === undefined) this.#ops.set(at, [mark]);
    else known.push(mark);
  }

  /** The operation that a place is; undefined: it is text, or none. */
  #opAt(range: Range): At | undefined {
    const placed = range.op ?? this.#exactlyAt(range);
    const fn = placed === undefined ? undefined : this.view.fn(placed.fn);
    const found = fn?.ops.find(({ at }) => at === placed?.at);
    return fn === undefined || found === undefined ? undefined : { fn, placed: found };
  }

  /** The last operation that is written there. */
  #exactlyAt({ start, end }: Range): { readonly fn: FunctionId; readonly at: number } | undefined {
    for (const [fn, each] of this.view.module.functions.entries()) {
      if (each.start > start || each.end < end) continue;
      const found = this.view
        .fn(fn)
        ?.ops.findLast(({ op }) => op.start === start && op.end === end);
      if (found !== undefined) return { fn, at: found.at };
    }
    return undefined;
  }

  #textOf(range: { readonly start: number; readonly end: number }): string {
    return maskLiterals(shortText(this.view.slice(range)), false);
  }

  /** `report.run()` of a call; else what is written there. */
  #calleeText({ fn, placed }: At, range: Range): string {
    const callee = placed.op.op === 'call' ? fn.of(placed.op.callee)?.op : undefined;
    return callee === undefined || range.isValue === true
      ? this.#textOf(range)
      : `${this.#textOf(callee)}()`;
  }
}

function isLeaving({ op }: Op): boolean {
  return op === 'return' || op === 'throw';
}

/** A sink is what comes in: every argument of a call, the value that is stored, or the value and its parts. */
function sinkTemps(fn: FunctionView, op: Op): readonly Temp[] {
  if (op.op === 'call') {
    const given = [...op.args, ...op.named.map(({ value }) => value)];
    return given.length === 0 && op.base !== undefined ? [op.base] : given;
  }
  if (op.op === 'write' || op.op === 'store') return [op.src];
  return [...(hasValue(op) ? [op.dst] : []), ...fn.partsOf(op)];
}

/** Where a value is whole: of a list or record when it is filled. */
function lastOf(fn: FunctionView, temp: Temp, depth = 0): number {
  const placed = fn.of(temp);
  if (placed === undefined) return -1;
  if (placed.op.op !== 'create' || depth > 10) return placed.at;
  const contents = new Set<Op>(fn.contentsOf(temp));
  return fn.ops.reduce(
    (last, { op, at }) => (contents.has(op) ? Math.max(last, at) : last),
    placed.at,
  );
}
