import { Cls, Fn, Instance, Lib, Mod, Obj, type Ref } from '../entities.ts';
import type { SourceModel } from '../../models/model.ts';
import type { ParamRoot, SourceRoot } from '../label.ts';
import type { Program } from '../program.ts';
import { NEVER } from '../value.ts';
import { Graph, TAG, tagged, type References, type StoredGraph } from './graph.ts';
import { isFirstPart, ofFn, ofModule, ofWatched, OWNER } from './look-up.ts';
import { signatureOf } from './signatures.ts';
import { ROLE, watchBy, watcher, type Watched } from './watched.ts';

/** What names of an earlier run are stored as. */
export interface StoredNames extends StoredGraph {
  readonly paths: readonly string[];
  /** Number of the file, place in it. */
  readonly fns: Int32Array;
  /** Role, number of the owner, key. */
  readonly watched: Int32Array;
  /** Of what is the same during a run, by its number: what it was. */
  readonly signatures: readonly (readonly [number, string])[];
}

/** Numbers per watched thing. */
const WIDTH = 3;
const ROLES = 32;
const OWNERS = 2 ** 22;

/** Everything in a program that is spoken of from one run to the next, by number. */
export class Names implements References {
  readonly graph: Graph;
  /** Of what an earlier run knew: it is gone, or is not what it was. */
  readonly lost: Set<number> = new Set();
  readonly #gone = new Set<number>();
  /** How many things an earlier run knew. */
  readonly known: number;
  readonly #program: Program;
  readonly #paths: string[];
  readonly #mods: (Mod | undefined)[] = [];
  readonly #fnRows: number[];
  readonly #fns: (Fn | undefined)[] = [];
  readonly #rows: number[];
  readonly #ids = new Map<number, number>();
  readonly #things: (Watched | undefined)[] = [];
  readonly #signatures = new Map<number, string>();

  constructor(program: Program, stored: StoredNames | undefined) {
    this.#program = program;
    this.graph = new Graph(this, stored);
    this.#paths = [...(stored?.paths ?? [])];
    this.#fnRows = Array.from(stored?.fns ?? []);
    this.#rows = Array.from(stored?.watched ?? []);
    this.known = this.#rows.length / WIDTH;
    this.#number(new Map(program.modules.map((module) => [module.path, module])));
    this.#find(new Map(stored?.signatures));
  }

  #number(modules: ReadonlyMap<string, Mod>): void {
    for (const [number, path] of this.#paths.entries()) {
      const module = modules.get(path);
      this.#mods.push(module);
      if (module !== undefined) module.number = number;
    }
    for (let at = 0; at < this.#fnRows.length; at += 2) {
      const fn = this.#mods[this.#fnRows[at] ?? -1]?.fns[this.#fnRows[at + 1] ?? -1];
      if (fn !== undefined) fn.number = at / 2;
      this.#fns.push(fn);
    }
  }

  #find(signatures: ReadonlyMap<number, string>): void {
    for (let id = 0; id < this.known; id++) {
      const [role, owner, key] = this.#row(id);
      this.#ids.set(packed(role, owner, key), id);
      this.#things.push(undefined);
      const signature = signatures.get(id);
      if (!this.#isThere(role, owner, key)) {
        this.#gone.add(id);
        this.lost.add(id);
      } else if (signature !== undefined) {
        const thing = this.thing(id);
        const now = thing && this.#signatureOf(thing);
        if (now !== signature) this.lost.add(id);
        if (now !== undefined) this.#signatures.set(id, now);
      }
    }
  }

  #row(id: number): readonly [number, number, number] {
    const at = id * WIDTH;
    return [this.#rows[at] ?? 0, this.#rows[at + 1] ?? 0, this.#rows[at + 2] ?? 0];
  }

  #isThere(role: number, owner: number, key: number): boolean {
    switch (OWNER[role]) {
      case 'watched':
        return !this.#gone.has(owner);
      case 'fn':
        return this.#fns[owner] !== undefined;
      case 'module': {
        const module = this.#mods[owner];
        if (module === undefined) return false;
        if (role === ROLE.exports) return module.exports.of === module;
        if (role === ROLE.content) return module.isSame;
        return role !== ROLE.cls || isFirstPart(module, key);
      }
      case undefined:
        break;
    }
    return true;
  }

  /** The number of a function. */
  fn(fn: Fn): number {
    if (fn.number < 0) {
      fn.number = this.#fns.push(fn) - 1;
      this.#fnRows.push(this.module(fn.module), fn.index);
    }
    return fn.number;
  }

  fnAt(number: number): Fn | undefined {
    return this.#fns[number];
  }

  module(module: Mod): number {
    if (module.number < 0) {
      module.number = this.#mods.push(module) - 1;
      this.#paths.push(module.path);
    }
    return module.number;
  }

  /** The number of something watched. */
  id(thing: Watched): number {
    if (thing.thingId >= 0) return thing.thingId;
    const owner = this.#ownerOf(thing);
    const key = typeof thing.key === 'string' ? this.graph.string(thing.key) : thing.key;
    const name = packed(thing.role, owner, key);
    const known = this.#ids.get(name);
    thing.thingId = known ?? this.#things.length;
    this.#things[thing.thingId] = thing;
    if (known === undefined) {
      this.#ids.set(name, thing.thingId);
      this.#rows.push(thing.role, owner, key);
      const signature = this.#signatureOf(thing);
      if (signature !== undefined) this.#signatures.set(thing.thingId, signature);
    }
    return thing.thingId;
  }

  /** Whoever asks for it asks for nothing of the program. */
  #signatureOf(thing: Watched): string | undefined {
    const before = watcher;
    watchBy(undefined);
    const signature = signatureOf(this.#program, thing);
    watchBy(before);
    return signature;
  }

  #ownerOf(thing: Watched): number {
    // A function stands for itself.
    const of = thing instanceof Fn ? thing : thing.of;
    if (of instanceof Fn) return this.fn(of);
    if (of instanceof Mod) return this.module(of);
    // oxlint-disable-next-line no-unsafe-type-assertion -- all else that owns is watched
    return of === undefined ? 0 : this.id(of as Watched);
  }

  /** What has this number, where somebody asked for it in this run. */
  asked(id: number): Watched | undefined {
    return this.#things[id];
  }

  /** What has this number; undefined: it is no part of the program any more. */
  thing(id: number): Watched | undefined {
    const known = this.#things[id];
    if (known !== undefined) return known;
    const [role, owner, key] = this.#row(id);
    const found = this.#look(role, owner, key);
    if (found !== undefined) {
      found.thingId = id;
      this.#things[id] = found;
    }
    return found;
  }

  #look(role: number, owner: number, key: number): Watched | undefined {
    switch (OWNER[role]) {
      case 'watched':
        return ofWatched(this.thing(owner), role, this.graph.strings[key] ?? '');
      case 'fn':
        return ofFn(this.#fns[owner], role, key, this.graph.strings[key] ?? '');
      case 'module':
        return ofModule(this.#mods[owner], role, key);
      case undefined:
        break;
    }
    if (role === ROLE.files) return this.#program.files;
    if (role === ROLE.views) return this.#program.views;
    return this.#program.methodsNamed(this.graph.strings[key] ?? '').told;
  }

  stored(): StoredNames {
    return {
      ...this.graph.stored(),
      paths: [...this.#paths],
      fns: Int32Array.from(this.#fnRows),
      watched: Int32Array.from(this.#rows),
      signatures: [...this.#signatures],
    };
  }

  isNamed(value: object): boolean {
    return (
      value instanceof Fn ||
      value instanceof Obj ||
      value instanceof Cls ||
      value instanceof Instance ||
      value instanceof Mod ||
      value instanceof Lib ||
      value === NEVER ||
      isRoot(value)
    );
  }

  refOf(value: object): number | undefined {
    if (value instanceof Fn) return tagged(TAG.fn, this.fn(value));
    if (value instanceof Obj) return tagged(TAG.object, this.id(value));
    if (value instanceof Cls) return tagged(TAG.cls, this.id(value));
    if (value instanceof Instance) return tagged(TAG.instance, this.id(value.cls));
    if (value instanceof Mod) return tagged(TAG.module, this.module(value));
    return undefined;
  }

  at(tag: number, index: number): Ref | undefined {
    if (tag === TAG.fn) return this.#fns[index];
    if (tag === TAG.module) return this.#mods[index];
    const thing = this.thing(index);
    if (tag === TAG.instance) return thing instanceof Cls ? thing.instance : undefined;
    return thing instanceof Obj || thing instanceof Cls ? thing : undefined;
  }

  rowOf(value: object): readonly unknown[] | undefined {
    if (value instanceof Lib) return ['lib', value.language, value.path];
    if (value === NEVER) return ['never'];
    if (!isRoot(value)) return undefined;
    return value.kind === 'param'
      ? ['param', value.fn, value.index]
      : ['source', value.fn, value.key, value.source];
  }

  ofRow([kind, one, two, three]: readonly unknown[]): unknown {
    if (kind === 'never') return NEVER;
    if (kind === 'lib') return this.#program.library(String(one)).lib(String(two));
    if (!(one instanceof Fn)) return undefined;
    if (kind === 'param') return two === -1 ? one.receiverRoot : one.roots[Number(two)];
    const key = String(two);
    const known = one.sources.get(key);
    if (known !== undefined) return known;
    // oxlint-disable-next-line no-unsafe-type-assertion -- as `rowOf` wrote it
    const root: SourceRoot = { kind: 'source', source: three as SourceModel, fn: one, key };
    one.sources.set(key, root);
    return root;
  }
}

function packed(role: number, owner: number, key: number): number {
  return (key * OWNERS + owner) * ROLES + role;
}

function isRoot(value: object): value is ParamRoot | SourceRoot {
  return 'kind' in value && 'fn' in value && (value.kind === 'param' || value.kind === 'source');
}
