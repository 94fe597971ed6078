import type { ConstantKind, Next, Op, OpShape, Temp } from './ir.ts';

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
  #words = new Int32Array(4096);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  append(words: readonly number[]): void {
    const length = this.#length + words.length;
    if (length > this.#words.length) {
      const wider = new Int32Array(Math.max(length, this.#words.length * 2));
      wider.set(this.#words);
      this.#words = wider;
    }
    this.#words.set(words, this.#length);
    this.#length = length;
  }

  finish(): Int32Array {
    return this.#words.slice(0, this.#length);
  }
}

type StringId = (text: string) => number;

/** Appends one operation. It runs for each one of a program: nothing is made on the way. */
export function encode(
  out: number[],
  op: OpShape | Next,
  at: { readonly dst: Temp; readonly start: number; readonly end: number },
  id: StringId,
): void {
  out.push(CODE[op.op], at.dst, at.start, at.end);
  operands(out, op, id);
}

// oxlint-disable-next-line complexity -- one line a kind of operation
function operands(out: number[], op: OpShape | Next, id: StringId): void {
  switch (op.op) {
    case 'constant':
      out.push(CONSTANT_KINDS.indexOf(op.kind), id(op.text));
      break;
    case 'read':
      out.push(op.variable);
      break;
    case 'write':
      out.push(op.variable, op.src);
      break;
    case 'global':
      out.push(id(op.name));
      break;
    case 'module':
      out.push(id(op.specifier));
      break;
    case 'type':
      out.push(id(op.type));
      break;
    case 'load':
      out.push(op.base, id(op.key), op.index ?? -1);
      break;
    case 'store':
      out.push(op.base, id(op.key), op.index ?? -1, op.src);
      break;
    case 'concat':
      pushList(out, op.parts);
      break;
    case 'compute':
      out.push(id(op.operator));
      pushList(out, op.args);
      break;
    case 'call':
      out.push(op.callee, op.base ?? -1, id(op.name), op.isNew ? 1 : 0, op.spreadFrom ?? -1);
      pushList(out, op.args);
      out.push(op.named.length);
      for (const { name, value } of op.named) out.push(id(name), value);
      break;
    case 'closure':
      out.push(op.fn);
      break;
    case 'create':
      out.push(op.what === 'record' ? 0 : 1);
      break;
    case 'class':
      out.push(op.id, op.base ?? -1);
      break;
    case 'spread':
      out.push(op.base, op.src);
      break;
    case 'element':
      out.push(op.src, op.of === 'values' ? 0 : 1);
      break;
    case 'export':
      out.push(id(op.name), op.src);
      break;
    case 'await':
    case 'yield':
      out.push(op.src);
      break;
    case 'cast':
      out.push(op.src, id(op.type));
      break;
    case 'jump':
      out.push(op.to);
      break;
    case 'branch':
      out.push(op.test, op.yes, op.no);
      break;
    case 'fork':
      pushList(out, op.to);
      break;
    case 'return':
    case 'throw':
      out.push(op.value ?? -1);
      break;
    case 'stop':
      break;
  }
}

function pushList(out: number[], words: readonly number[]): void {
  out.push(words.length);
  for (const word of words) out.push(word);
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
