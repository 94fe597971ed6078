import type { ConstantKind, Next, Op, OpShape, Span, Temp } from './ir.ts';

/**
 * Operations as numbers: `[code, dst, start, end, …operands]`. -1 stands for "none"; strings are indices into
 * `ModuleIr.strings`; a list is its length and its members. The operands of each code, in order, are what `encode` writes.
 */
export const CODE = {
  constant: 0, // kind, text
  read: 1, // variable
  write: 2, // variable, src
  global: 3, // name
  module: 4, // specifier
  type: 5, // type
  load: 6, // base, key, index
  store: 7, // base, key, index, src
  concat: 8, // parts…
  compute: 9, // operator, args…
  call: 10, // callee, base, name, isNew, spreadFrom, args…, (name, value)…
  closure: 11, // fn
  create: 12, // 0 record, 1 list
  class: 13, // id, base
  spread: 14, // base, src
  element: 15, // src, 0 values, 1 keys
  export: 16, // name, src
  await: 17, // src
  cast: 18, // src, type
  yield: 19, // src
  jump: 20, // to
  branch: 21, // test, yes, no
  fork: 22, // to…
  return: 23, // value
  throw: 24, // value
  stop: 25,
} as const;

export const CONSTANT_KINDS: readonly ConstantKind[] = [
  'string',
  'number',
  'boolean',
  'nothing',
  'pattern',
  'other',
];

/** A growing list of numbers. */
export class CodeWriter {
  #words = new Int32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(word: number): void {
    if (this.#length === this.#words.length) {
      const wider = new Int32Array(this.#length * 2);
      wider.set(this.#words);
      this.#words = wider;
    }
    this.#words[this.#length++] = word;
  }

  append(other: CodeWriter): void {
    for (let index = 0; index < other.length; index++) this.push(other.#words[index] ?? 0);
  }

  finish(): Int32Array {
    return this.#words.slice(0, this.#length);
  }
}

type StringId = (text: string) => number;

/** Appends one operation. */
export function encode(
  out: CodeWriter,
  op: OpShape | Next,
  at: { readonly dst: Temp; readonly span: Span },
  id: StringId,
): void {
  out.push(CODE[op.op]);
  out.push(at.dst);
  out.push(at.span.start);
  out.push(at.span.end);
  for (const word of operands(op, id)) out.push(word);
}

// oxlint-disable-next-line complexity -- one line a kind of operation
function operands(op: OpShape | Next, id: StringId): readonly number[] {
  switch (op.op) {
    case 'constant':
      return [CONSTANT_KINDS.indexOf(op.kind), id(op.text)];
    case 'read':
      return [op.variable];
    case 'write':
      return [op.variable, op.src];
    case 'global':
      return [id(op.name)];
    case 'module':
      return [id(op.specifier)];
    case 'type':
      return [id(op.type)];
    case 'load':
      return [op.base, id(op.key), op.index ?? -1];
    case 'store':
      return [op.base, id(op.key), op.index ?? -1, op.src];
    case 'concat':
      return [op.parts.length, ...op.parts];
    case 'compute':
      return [id(op.operator), op.args.length, ...op.args];
    case 'call':
      return [
        op.callee,
        op.base ?? -1,
        id(op.name),
        op.isNew ? 1 : 0,
        op.spreadFrom ?? -1,
        op.args.length,
        ...op.args,
        op.named.length,
        ...op.named.flatMap(({ name, value }) => [id(name), value]),
      ];
    case 'closure':
      return [op.fn];
    case 'create':
      return [op.what === 'record' ? 0 : 1];
    case 'class':
      return [op.id, op.base ?? -1];
    case 'spread':
      return [op.base, op.src];
    case 'element':
      return [op.src, op.of === 'values' ? 0 : 1];
    case 'export':
      return [id(op.name), op.src];
    case 'await':
    case 'yield':
      return [op.src];
    case 'cast':
      return [op.src, id(op.type)];
    case 'jump':
      return [op.to];
    case 'branch':
      return [op.test, op.yes, op.no];
    case 'fork':
      return [op.to.length, ...op.to];
    case 'return':
    case 'throw':
      return [op.value ?? -1];
    case 'stop':
      return [];
  }
}

/** The number of words of the operation at `at`. */
export function sizeOf(code: Int32Array, at: number): number {
  const word = (offset: number): number => code[at + offset] ?? 0;
  switch (word(0)) {
    case CODE.concat:
    case CODE.fork:
      return 5 + word(4);
    case CODE.compute:
      return 6 + word(5);
    case CODE.call: {
      const args = word(9);
      return 11 + args + 2 * word(10 + args);
    }
    default:
      return 4 + (FIXED[word(0)] ?? 0);
  }
}

/** Numbers of operands, of the codes that have a fixed one. */
const FIXED: readonly number[] = [
  2, 1, 2, 1, 1, 1, 3, 4, 0, 0, 0, 1, 1, 2, 2, 2, 2, 1, 2, 1, 1, 3, 0, 1, 1, 0,
];

/**
 * The operations of the block that begins at `from`. For tests, patterns and people; the engine reads the numbers.
 *
 * @yields one operation after the other, the terminator last
 */
export function* decode(
  { code, strings }: { readonly code: Int32Array; readonly strings: readonly string[] },
  from: number,
): Generator<Op> {
  for (let at = from; at < code.length; at += sizeOf(code, at)) {
    const op = decodeOne(code, at, strings);
    yield op;
    if ((code[at] ?? 0) >= CODE.jump) return;
  }
}

// oxlint-disable-next-line complexity -- one line a kind of operation
function decodeOne(code: Int32Array, at: number, strings: readonly string[]): Op {
  const word = (index: number): number => code[at + index] ?? 0;
  const text = (index: number): string => strings[word(index)] ?? '';
  const maybe = (index: number): number | undefined => (word(index) < 0 ? undefined : word(index));
  const list = (index: number): readonly number[] =>
    Array.from({ length: word(index) }, (_, offset) => word(index + 1 + offset));
  const base = { dst: word(1), start: word(2), end: word(3) };
  switch (word(0)) {
    case CODE.constant:
      return { ...base, op: 'constant', kind: CONSTANT_KINDS[word(4)] ?? 'other', text: text(5) };
    case CODE.read:
      return { ...base, op: 'read', variable: word(4) };
    case CODE.write:
      return { ...base, op: 'write', variable: word(4), src: word(5) };
    case CODE.global:
      return { ...base, op: 'global', name: text(4) };
    case CODE.module:
      return { ...base, op: 'module', specifier: text(4) };
    case CODE.type:
      return { ...base, op: 'type', type: text(4) };
    case CODE.load:
      return { ...base, op: 'load', base: word(4), key: text(5), index: maybe(6) };
    case CODE.store:
      return { ...base, op: 'store', base: word(4), key: text(5), index: maybe(6), src: word(7) };
    case CODE.concat:
      return { ...base, op: 'concat', parts: list(4) };
    case CODE.compute:
      return { ...base, op: 'compute', operator: text(4), args: list(5) };
    case CODE.call: {
      const named = 10 + word(9);
      return {
        ...base,
        op: 'call',
        callee: word(4),
        base: maybe(5),
        name: text(6),
        isNew: word(7) === 1,
        spreadFrom: maybe(8),
        args: list(9),
        named: Array.from({ length: word(named) }, (_, index) => ({
          name: text(named + 1 + 2 * index),
          value: word(named + 2 + 2 * index),
        })),
      };
    }
    case CODE.closure:
      return { ...base, op: 'closure', fn: word(4) };
    case CODE.create:
      return { ...base, op: 'create', what: word(4) === 0 ? 'record' : 'list' };
    case CODE.class:
      return { ...base, op: 'class', id: word(4), base: maybe(5) };
    case CODE.spread:
      return { ...base, op: 'spread', base: word(4), src: word(5) };
    case CODE.element:
      return { ...base, op: 'element', src: word(4), of: word(5) === 0 ? 'values' : 'keys' };
    case CODE.export:
      return { ...base, op: 'export', name: text(4), src: word(5) };
    case CODE.await:
      return { ...base, op: 'await', src: word(4) };
    case CODE.cast:
      return { ...base, op: 'cast', src: word(4), type: text(5) };
    case CODE.yield:
      return { ...base, op: 'yield', src: word(4) };
    case CODE.jump:
      return { ...base, op: 'jump', to: word(4) };
    case CODE.branch:
      return { ...base, op: 'branch', test: word(4), yes: word(5), no: word(6) };
    case CODE.fork:
      return { ...base, op: 'fork', to: list(4) };
    case CODE.return:
      return { ...base, op: 'return', value: maybe(4) };
    case CODE.throw:
      return { ...base, op: 'throw', value: maybe(4) };
    default:
      return { ...base, op: 'stop' };
  }
}
