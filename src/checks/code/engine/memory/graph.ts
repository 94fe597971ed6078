/** Turns what belongs to a program into numbers, and back; undefined: it is plain data. */
export interface References {
  refOf(value: object): number | undefined;
  at(tag: number, index: number): unknown;
  /** Rows of things that have more than a number: their tag is below -1. */
  rowOf(value: object): readonly unknown[] | undefined;
  ofRow(row: readonly unknown[]): unknown;
  /** Of those there is one object a program. */
  isNamed(value: object): boolean;
}

export const TAG = {
  constant: 0,
  int: 1,
  string: 2,
  node: 3,
  double: 4,
  fn: 5,
  object: 6,
  cls: 7,
  instance: 8,
  module: 9,
} as const;

const TAGS = 16;
const CONSTANTS = [undefined, null, false, true];
const MAX_INT = 2 ** 26;
const LIST = -1;
const SPECIAL = -2;
const SET = -3;

/** What a graph is stored as. */
export interface StoredGraph {
  readonly strings: readonly string[];
  readonly doubles: readonly number[];
  readonly shapes: readonly (readonly string[])[];
  readonly heap: Int32Array;
}

export function tagged(tag: number, index: number): number {
  return index * TAGS + tag;
}

interface Open {
  readonly object: object;
  readonly parts: readonly unknown[];
  readonly row: number[];
}

/** Plain data that hangs together, each object once, as numbers. Long chains are walked with stacks of our own. */
export class Graph {
  readonly strings: string[];
  readonly doubles: number[];
  readonly shapes: (readonly string[])[];
  readonly #old: Int32Array;
  readonly #fresh: number[] = [];
  readonly #references: References;
  readonly #stringIds: Map<string, number>;
  readonly #shapeIds = new Map<string, number>();
  readonly #written = new Map<object, number>();
  readonly #read = new Map<number, unknown>();

  constructor(references: References, stored: StoredGraph | undefined) {
    this.#references = references;
    this.strings = [...(stored?.strings ?? [])];
    this.doubles = [...(stored?.doubles ?? [])];
    this.shapes = [...(stored?.shapes ?? [])];
    this.#old = stored?.heap ?? new Int32Array();
    this.#stringIds = new Map(this.strings.map((text, id) => [text, id]));
    for (const [id, keys] of this.shapes.entries()) this.#shapeIds.set(keys.join(','), id);
  }

  get size(): number {
    return this.#old.length + this.#fresh.length;
  }

  stored(): StoredGraph {
    const heap = new Int32Array(this.size);
    heap.set(this.#old);
    heap.set(this.#fresh, this.#old.length);
    const { strings, doubles, shapes } = this;
    return { strings: [...strings], doubles: [...doubles], shapes: [...shapes], heap };
  }

  string(text: string): number {
    const known = this.#stringIds.get(text);
    if (known !== undefined) return known;
    const id = this.strings.push(text) - 1;
    this.#stringIds.set(text, id);
    return id;
  }

  write(value: unknown): number {
    const simple = this.#simple(value);
    if (simple !== undefined) return simple;
    const open = [this.#open(value)];
    let last = 0;
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (top.row.length - HEAD < top.parts.length) {
        const part = top.parts[top.row.length - HEAD];
        const word = this.#simple(part);
        if (word === undefined) open.push(this.#open(part));
        else top.row.push(word);
      } else {
        open.pop();
        last = this.size;
        for (const word of top.row) this.#fresh.push(word);
        this.#written.set(top.object, last);
      }
    }
    return tagged(TAG.node, last);
  }

  // oxlint-disable-next-line complexity -- one line a kind of value
  #simple(value: unknown): number | undefined {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- of the others there are none in plain data
    switch (typeof value) {
      case 'string':
        return tagged(TAG.string, this.string(value));
      case 'number':
        return this.#number(value);
      case 'boolean':
      case 'undefined':
        return tagged(TAG.constant, CONSTANTS.indexOf(value));
      case 'object': {
        if (value === null) return tagged(TAG.constant, CONSTANTS.indexOf(value));
        const ref = this.#references.refOf(value);
        if (ref !== undefined) return ref;
        const known = this.#written.get(value);
        return known === undefined ? undefined : tagged(TAG.node, known);
      }
      default:
        throw new TypeError(`a ${typeof value} cannot be remembered`);
    }
  }

  #number(value: number): number {
    if (Number.isInteger(value) && value >= 0 && value < MAX_INT && !Object.is(value, -0)) {
      return tagged(TAG.int, value);
    }
    return tagged(TAG.double, this.doubles.push(value) - 1);
  }

  #open(value: unknown): Open {
    // oxlint-disable-next-line no-unsafe-type-assertion -- all else is simple
    const object = value as object;
    const special = this.#references.rowOf(object);
    if (special !== undefined) return { object, parts: special, row: [SPECIAL, special.length] };
    if (Array.isArray(object)) return { object, parts: object, row: [LIST, object.length] };
    if (object instanceof Set) return { object, parts: [...object], row: [SET, object.size] };
    const keys = Object.keys(object);
    const parts = Object.values(object);
    return { object, parts, row: [this.#shape(keys), parts.length] };
  }

  #shape(keys: readonly string[]): number {
    const name = keys.join(',');
    const known = this.#shapeIds.get(name);
    if (known !== undefined) return known;
    const id = this.shapes.push(keys) - 1;
    this.#shapeIds.set(name, id);
    return id;
  }

  #word(at: number): number {
    return (at < this.#old.length ? this.#old[at] : this.#fresh[at - this.#old.length]) ?? 0;
  }

  read(word: number): unknown {
    const tag = word % TAGS;
    const index = (word - tag) / TAGS;
    switch (tag) {
      case TAG.constant:
        return CONSTANTS[index];
      case TAG.int:
        return index;
      case TAG.string:
        return this.strings[index];
      case TAG.double:
        return this.doubles[index];
      case TAG.node:
        return this.#node(index);
      default:
        return this.#references.at(tag, index);
    }
  }

  #node(root: number): unknown {
    const known = this.#read.get(root);
    if (known !== undefined) return known;
    const open = [root];
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      const missing = this.#missing(at);
      if (missing.length > 0) open.push(...missing);
      else {
        open.pop();
        if (!this.#read.has(at)) this.#read.set(at, this.#build(at));
      }
    }
    return this.#read.get(root);
  }

  #missing(at: number): readonly number[] {
    const count = this.#word(at + 1);
    const missing: number[] = [];
    for (let index = 0; index < count; index++) {
      const word = this.#word(at + HEAD + index);
      if (word % TAGS !== TAG.node) continue;
      const node = (word - TAG.node) / TAGS;
      if (!this.#read.has(node)) missing.push(node);
    }
    return missing;
  }

  #build(at: number): unknown {
    const shape = this.#word(at);
    const parts = Array.from({ length: this.#word(at + 1) }, (_, index) =>
      this.read(this.#word(at + HEAD + index)),
    );
    if (shape === LIST) return parts;
    if (shape === SET) return new Set(parts);
    if (shape === SPECIAL) return this.#references.ofRow(parts);
    const keys = this.shapes[shape] ?? [];
    return Object.fromEntries(keys.map((key, index) => [key, parts[index]]));
  }

  /** Whether two values hold the same, whichever objects they consist of. */
  isSame(left: unknown, right: unknown): boolean {
    const open: (readonly [unknown, unknown])[] = [[left, right]];
    const seen = new Map<object, object>();
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      const [one, other] = pair;
      if (Object.is(one, other)) continue;
      if (!isObject(one) || !isObject(other)) return false;
      if (seen.get(one) === other) continue;
      seen.set(one, other);
      if (this.#references.isNamed(one)) return false;
      const parts = partsOf(one, other);
      if (parts === undefined) return false;
      open.push(...parts);
    }
    return true;
  }
}

/** What has to be the same where two objects are; undefined: they are not. */
function partsOf(one: object, other: object): readonly (readonly [unknown, unknown])[] | undefined {
  if (one instanceof Set || other instanceof Set) {
    return one instanceof Set && other instanceof Set ? [[[...one], [...other]]] : undefined;
  }
  const keys = Object.keys(one);
  const isLike =
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key));
  return isLike ? keys.map((key) => [Reflect.get(one, key), Reflect.get(other, key)]) : undefined;
}

/** Words before the parts of a row: what it is, and how many there are. */
const HEAD = 2;

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
