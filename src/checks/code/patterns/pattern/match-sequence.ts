import type { Op } from '../../ir/ir.ts';
import { bind, binding, type Bindings } from './bindings.ts';
import type { FunctionView, PlacedOp } from './function-view.ts';
import { nameOfTemp, type Comparison } from './comparison.ts';
import { matchKey } from './match-key.ts';
import type { ModuleView } from './module-view.ts';
import { dotsName, metavariableOf } from './names.ts';

/** Statements of a pattern, in order. */
export interface Sequence {
  readonly view: FunctionView;
  readonly items: readonly (PlacedOp | 'dots')[];
  /** They are all that the function does. */
  readonly isWhole?: boolean;
}

/** Where a sequence was found. */
export interface SequenceMatch {
  readonly bindings: Bindings;
  readonly start: number;
  readonly end: number;
  /** The last statement that the pattern names. */
  readonly last: PlacedOp | undefined;
}

/** Places of one sequence in one function. */
const maxMatches = 200;

export function sequenceOf(
  module: ModuleView,
  view: FunctionView,
  roots: readonly PlacedOp[],
): Sequence {
  const items = roots.map((root) => (isDots(module, view, root) ? ('dots' as const) : root));
  return { view, items };
}

/** `...`, or a call of it where a statement must be one. */
function isDots(module: ModuleView, view: FunctionView, { op }: PlacedOp): boolean {
  return nameOfTemp(module, view, op.op === 'call' ? op.callee : op.dst) === dotsName;
}

/** Finds the statements in order; those between them count unless the pattern has `...` there. */
export function matchSequence(
  by: Comparison,
  { view, items, isWhole = false }: Sequence,
  { view: code, from }: { readonly view: FunctionView; readonly from: number },
  all: Bindings,
): readonly SequenceMatch[] {
  const found: SequenceMatch[] = [];
  const roots = code.roots.filter(({ op }) => op.start >= from || from <= code.fn.start);
  tryFrom(0, undefined, { bindings: all, start: -1, end: -1, last: undefined });
  return found;

  function tryFrom(index: number, before: PlacedOp | undefined, so: SequenceMatch): void {
    if (found.length >= maxMatches || by.budget.steps-- <= 0) return;
    const item = items[index];
    if (item === undefined) {
      finish(before, so);
      return;
    }
    if (item === 'dots') {
      tryFrom(index + 1, before, so);
      return;
    }
    const hasGap = items[index - 1] === 'dots' || (index === 0 && !isWhole);
    for (const candidate of hasGap ? later(before) : next(before)) {
      for (const bindings of matchStatement(
        by,
        { view, placed: item },
        { view: code, placed: candidate },
        so.bindings,
      )) {
        const span = code.spanOf(candidate);
        const start = so.start === -1 ? span.start : so.start;
        tryFrom(index + 1, candidate, { bindings, start, end: span.end, last: candidate });
      }
    }
  }

  function finish(before: PlacedOp | undefined, so: SequenceMatch): void {
    const isOpen = items.at(-1) === 'dots';
    if (isWhole && !isOpen && next(before).length > 0) return;
    const start = items[0] === 'dots' ? code.fn.start : so.start;
    found.push({ ...so, start: Math.max(start, 0), end: isOpen ? code.fn.end : so.end });
  }

  function next(before: PlacedOp | undefined): readonly PlacedOp[] {
    const following = roots.find(
      ({ op }) => before === undefined || op.start >= code.spanOf(before).end,
    );
    return following === undefined ? [] : [following];
  }

  function later(before: PlacedOp | undefined): readonly PlacedOp[] {
    return code.ops.filter(
      ({ op, block }) =>
        op.start >= from &&
        (before === undefined ||
          (op.start >= code.spanOf(before).end && code.leads(before.block, block))),
    );
  }
}

interface PlacedSide {
  readonly view: FunctionView;
  readonly placed: PlacedOp;
}

/** An operation that is a statement by itself, or an expression. */
export function matchStatement(
  by: Comparison,
  p: PlacedSide,
  c: PlacedSide,
  all: Bindings,
): readonly Bindings[] {
  const [wanted, given] = [p.placed.op, c.placed.op];
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are values
  switch (wanted.op) {
    case 'write':
      return matchWrite(by, { ...p, op: wanted }, c, all);
    case 'store':
      return matchStore(by, { ...p, op: wanted }, c, all);
    case 'export':
      return matchNamed(by, { ...p, name: wanted.name, src: wanted.src }, c, all);
    case 'return':
    case 'throw':
      return matchLeave(by, { ...p, op: wanted }, c, all);
    case 'module':
      // `require('x')` is where it is written, not wherever its name stands.
      return given.op === 'module' && given.specifier === wanted.specifier ? [all] : [];
    default:
      return hasValue(given)
        ? by.value({ view: p.view, temp: wanted.dst }, { view: c.view, temp: given.dst }, all)
        : [];
  }
}

function matchLeave(
  by: Comparison,
  p: PlacedSide & { readonly op: Op & { readonly op: 'return' | 'throw' } },
  c: PlacedSide,
  all: Bindings,
): readonly Bindings[] {
  const given = c.placed.op;
  if (given.op !== p.op.op) return [];
  const { value } = p.op;
  if (value === undefined) return given.value === undefined ? [all] : [];
  if (given.value !== undefined) {
    return by.value({ view: p.view, temp: value }, { view: c.view, temp: given.value }, all);
  }
  return nameOfTemp(by.pattern, p.view, value) === dotsName ? [all] : [];
}

const withoutValue: ReadonlySet<Op['op']> = new Set([
  'write',
  'store',
  'spread',
  'export',
  'jump',
  'branch',
  'fork',
  'return',
  'throw',
  'stop',
]);

/** Whether it writes a temporary that stands for an expression. */
export function hasValue({ op }: Op): boolean {
  return !withoutValue.has(op);
}

type Written = PlacedSide & { readonly op: Op & { readonly op: 'write' } };
type Stored = PlacedSide & { readonly op: Op & { readonly op: 'store' } };

/** A variable that gets a value; `$X` is also any other place that does. */
function matchWrite(by: Comparison, p: Written, c: PlacedSide, all: Bindings): readonly Bindings[] {
  return matchNamed(by, { ...p, name: by.pattern.nameOf(p.op), src: p.op.src }, c, all);
}

function matchNamed(
  by: Comparison,
  p: PlacedSide & { readonly name: string; readonly src: number },
  c: PlacedSide,
  all: Bindings,
): readonly Bindings[] {
  const given = c.placed.op;
  if (given.op !== 'write' && given.op !== 'store') return [];
  const targets = targetOf(by, p.name, given, all);
  const sides = [
    { view: p.view, temp: p.src },
    { view: c.view, temp: given.src },
  ] as const;
  return targets.flatMap((each) => by.value(...sides, each));
}

function targetOf(
  by: Comparison,
  name: string,
  given: Op & { readonly op: 'write' | 'store' },
  all: Bindings,
): readonly Bindings[] {
  const variable = metavariableOf(name);
  if (given.op === 'write') {
    const written = by.code.nameOf(given);
    if (variable === undefined) return written === name ? [all] : [];
    // The front end's own variables hold what people wrote elsewhere.
    if (written.startsWith('%')) return [];
    return bind(all, variable, binding(written, given, { variable: given.variable }));
  }
  if (variable === undefined) return [];
  const [text = ''] = /^[^=]{0,500}/u.exec(by.code.slice(given)) ?? [];
  return bind(all, variable, binding(text.trim(), given));
}

/** JavaScript: a name that nobody declares is written, which is no member of something. */
function isBareName(
  code: ModuleView,
  view: FunctionView,
  { base, start, end }: Op & { readonly op: 'store' },
): boolean {
  const isGlobal = nameOfTemp(code, view, base) === 'globalThis';
  return isGlobal && !code.slice({ start, end }).includes('globalThis');
}

function matchStore(by: Comparison, p: Stored, c: PlacedSide, all: Bindings): readonly Bindings[] {
  const base = p.view.of(p.op.base)?.op;
  // A name that the pattern does not declare: JavaScript makes it a member of the global object.
  if (base?.op === 'global' && base.name === 'globalThis') {
    return matchNamed(by, { ...p, name: p.op.key, src: p.op.src }, c, all);
  }
  const given = c.placed.op;
  if (given.op !== 'store' || isBareName(by.code, c.view, given)) return [];
  const keyed = matchKey(by, { ...p, temp: -1 }, { view: c.view, temp: -1, op: given }, all);
  const bases = [
    { view: p.view, temp: p.op.base },
    { view: c.view, temp: given.base },
  ] as const;
  const values = [
    { view: p.view, temp: p.op.src },
    { view: c.view, temp: given.src },
  ] as const;
  return keyed
    .flatMap((each) => by.value(...bases, each))
    .flatMap((each) => by.value(...values, each));
}
