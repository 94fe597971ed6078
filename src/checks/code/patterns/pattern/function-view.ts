import { CODE, decode, sizeOf } from '../../ir/encoding.ts';
import type { FunctionId, FunctionIr, ModuleIr, Op, Temp, VariableId } from '../../ir/ir.ts';
import { isPlaceholder } from './names.ts';

/** An operation, where it stands in `ModuleIr.code`, and in which block of its function. */
export interface PlacedOp {
  readonly op: Op;
  readonly at: number;
  readonly block: number;
}

/** What fills a list or record that was just made. */
type Content = Op & { readonly op: 'store' | 'spread' };

/**
 * One function, decoded: each temporary is written by one operation, so that its expressions are trees. Contents of
 * lists and records belong to the operation that makes them.
 */
export class FunctionView {
  readonly id: FunctionId;
  readonly fn: FunctionIr;
  readonly ops: readonly PlacedOp[];
  readonly #byTemp = new Map<Temp, PlacedOp>();
  readonly #contents = new Map<Temp, Content[]>();
  readonly #used = new Set<Temp>();
  #roots: readonly PlacedOp[] | undefined;
  #reach: Map<number, ReadonlySet<number>> | undefined;

  constructor(module: ModuleIr, id: FunctionId, fn: FunctionIr) {
    this.id = id;
    this.fn = fn;
    const ops = fn.blocks.flatMap((from, block) => placed(module, from, block));
    this.ops = module.language === 'java' ? withoutThis(module, ops) : ops;
    for (const each of this.ops) this.#note(each);
  }

  #note(each: PlacedOp): void {
    const { op } = each;
    this.#byTemp.set(op.dst, each);
    const isContent =
      (op.op === 'store' || op.op === 'spread') && this.#byTemp.get(op.base)?.op.op === 'create';
    if (isContent) {
      const known = this.#contents.get(op.base);
      if (known === undefined) this.#contents.set(op.base, [op]);
      else known.push(op);
      this.#used.add(op.dst);
    }
    for (const temp of operandsOf(op)) {
      if (!isContent || temp !== op.base) this.#used.add(temp);
    }
  }

  /** The operation that writes it. */
  of(temp: Temp): PlacedOp | undefined {
    return this.#byTemp.get(temp);
  }

  /** Whether some operation reads it. */
  isUsed(temp: Temp): boolean {
    return this.#used.has(temp);
  }

  contentsOf(temp: Temp): readonly Content[] {
    return this.#contents.get(temp) ?? [];
  }

  /** From the beginning to the end of what is written there: of a variable that gets a value, with the value. */
  spanOf({ op }: PlacedOp): { readonly start: number; readonly end: number } {
    const src = op.op === 'write' || op.op === 'store' ? this.of(op.src)?.op : undefined;
    if (src === undefined) return op;
    return { start: Math.min(op.start, src.start), end: Math.max(op.end, src.end) };
  }

  /** Operands, and the values of what fills a list or record. */
  partsOf(op: Op): readonly Temp[] {
    if (op.op !== 'create') return operandsOf(op);
    return this.contentsOf(op.dst).map(({ src }) => src);
  }

  /** Operations that no other one uses, in the order of the text: what stands for a statement. */
  get roots(): readonly PlacedOp[] {
    this.#roots ??= this.ops
      .filter(({ op }) => isRoot(op) && !this.#used.has(op.dst))
      .toSorted((a, b) => a.op.start - b.op.start || a.at - b.at);
    return this.#roots;
  }

  /** The same among some operations: what stands around a pattern may use it. */
  rootsAmong(isInside: (placed: PlacedOp) => boolean): readonly PlacedOp[] {
    const inside = this.ops.filter(isInside);
    const used = new Set(inside.flatMap(({ op }) => this.#usedBy(op)));
    return inside
      .filter(({ op }) => isRoot(op) && !used.has(op.dst))
      .toSorted((a, b) => a.op.start - b.op.start || a.at - b.at);
  }

  #usedBy(op: Op): readonly Temp[] {
    const isContent = (op.op === 'store' || op.op === 'spread') && this.#contents.has(op.base);
    return isContent
      ? [op.dst, ...operandsOf(op).filter((temp) => temp !== op.base)]
      : operandsOf(op);
  }

  /** Whether one block can run after another one, or is the same. */
  leads(from: number, to: number): boolean {
    if (from === to) return true;
    this.#reach ??= new Map();
    const known = this.#reach.get(from);
    if (known !== undefined) return known.has(to);
    const reached = this.#reachedFrom(from);
    this.#reach.set(from, reached);
    return reached.has(to);
  }

  /** Whether a block can run again after itself. */
  isRepeated(block: number): boolean {
    return this.#reachedFrom(block).has(block);
  }

  #reachedFrom(from: number): ReadonlySet<number> {
    const last = new Map<number, Op>();
    for (const { op, block } of this.ops) last.set(block, op);
    const reached = new Set<number>();
    const open = [from];
    for (let block = open.pop(); block !== undefined; block = open.pop()) {
      for (const next of nextOf(last.get(block))) {
        if (!reached.has(next)) open.push(next);
        reached.add(next);
      }
    }
    return reached;
  }
}

function nextOf(op: Op | undefined): readonly number[] {
  if (op?.op === 'jump') return [op.to];
  if (op?.op === 'branch') return [op.yes, op.no];
  return op?.op === 'fork' ? op.to : [];
}

function placed(module: ModuleIr, from: number, block: number): readonly PlacedOp[] {
  let at = from;
  return Array.from(decode(module, from), (op) => {
    const place = { op, at, block };
    at += sizeOf(module.code, at);
    return place;
  });
}

/** In Java a name that nobody declares may be a field: a placeholder is none. */
function withoutThis(module: ModuleIr, ops: readonly PlacedOp[]): readonly PlacedOp[] {
  const receivers = new Set(
    ops.flatMap(({ op }) =>
      op.op === 'read' && module.variables[op.variable]?.name === 'this' ? [op.dst] : [],
    ),
  );
  const replaced = ops.map((each): PlacedOp => {
    const { op } = each;
    const isField = (op.op === 'load' || op.op === 'store') && receivers.has(op.base);
    if (!isField || !isPlaceholder(op.key)) return each;
    const { dst, start, end, key: name } = op;
    const as: Op =
      op.op === 'load'
        ? { op: 'global', name, dst, start, end }
        : { op: 'export', name, src: op.src, dst, start, end };
    return { ...each, op: as };
  });
  const used = new Set(replaced.flatMap(({ op }) => operandsOf(op)));
  const before = new Set(ops.flatMap(({ op }) => operandsOf(op)));
  return replaced.filter(
    ({ op }) => !receivers.has(op.dst) || used.has(op.dst) || !before.has(op.dst),
  );
}

function isRoot(each: Op): boolean {
  const { op } = each;
  // Go: a name that the pattern does not declare is one of the package's.
  if (each.op === 'export') return isPlaceholder(each.name);
  return op !== 'jump' && op !== 'branch' && op !== 'fork' && op !== 'stop';
}

/** The temporaries that an operation reads. */
// oxlint-disable-next-line complexity -- one line a kind of operation
function operandsOf(op: Op): readonly Temp[] {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others read none
  switch (op.op) {
    case 'write':
    case 'element':
    case 'export':
    case 'await':
    case 'cast':
    case 'yield':
      return [op.src];
    case 'load':
      return op.index === undefined ? [op.base] : [op.base, op.index];
    case 'store':
      return op.index === undefined ? [op.base, op.src] : [op.base, op.index, op.src];
    case 'spread':
      return [op.base, op.src];
    case 'concat':
      return op.parts;
    case 'compute':
      return op.args;
    case 'call':
      return [op.callee, ...op.args, ...op.named.map(({ value }) => value)];
    case 'class':
      return op.base === undefined ? [] : [op.base];
    case 'branch':
      return [op.test];
    case 'return':
    case 'throw':
      return op.value === undefined ? [] : [op.value];
    default:
      return [];
  }
}

/** Where each variable of a module is written. */
export type WrittenBy = ReadonlyMap<VariableId, { readonly fn: FunctionId; readonly src: Temp }>;

/** Variables that one operation writes and no caller does; its value is the variable's, wherever it is read. */
export function writtenOnce(module: ModuleIr): WrittenBy {
  const found = new Map<VariableId, { readonly fn: FunctionId; readonly src: Temp }>();
  const other = new Set(
    module.functions.flatMap(({ params }) => params.map(({ variable }) => variable)),
  );
  for (const [fn, { blocks }] of module.functions.entries()) {
    for (const at of blocks.flatMap((from) => [...writesIn(module.code, from)])) {
      note(module.code[at + 4] ?? -1, { fn, src: module.code[at + 5] ?? -1 });
    }
  }
  return found;

  function note(variable: VariableId, by: { readonly fn: FunctionId; readonly src: Temp }): void {
    if (found.delete(variable)) other.add(variable);
    else if (!other.has(variable)) found.set(variable, by);
  }
}

/** @yields Where the writes of a block stand. */
function* writesIn(code: Int32Array, from: number): Generator<number> {
  for (let at = from; at < code.length; at += sizeOf(code, at)) {
    const kind = code[at] ?? CODE.stop;
    if (kind === CODE.write) yield at;
    if (kind >= CODE.jump) return;
  }
}
