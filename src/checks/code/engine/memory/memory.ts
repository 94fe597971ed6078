import type { Bound } from '../bounds.ts';
import type { Fn } from '../entities.ts';
import type { SourceRoot } from '../label.ts';
import { MAX_DEPTH, type Program } from '../program.ts';
import type { Saying } from '../saying.ts';
import { Names } from './names.ts';
import { OldRun, OP, OP_WIDTH, RUN, RUN_WIDTH, type Remembered } from './old-run.ts';
import { meansTheSame, resolutionOf } from './signatures.ts';
import type { Reader, Watched, Watcher } from './watched.ts';

/** What an outcome depends on. */
export interface Basis {
  /** Of the content of each file, by path. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly basis: string;
}

/**
 * Remembers what each interpretation of a function read and what it did. In the next run an interpretation that would read
 * the same is not made: what it did is done again. It is the order of work and all values of a run without a memory, so
 * that the result is the same to the last step of a trace, whatever bounds were hit.
 *
 * A thing is known by the number of changes that it has gone through; two runs are the same up to a place where all
 * changes of what is read there were the same (self-adjusting computation, Acar 2005, with traces that are skipped whole).
 */
export class Memory implements Watcher {
  serial = 1;
  /** Interpretations that were made, and that were not. */
  readonly made = { live: 0, redone: 0 };
  readonly #program: Program;
  readonly #hashes: ReadonlyMap<string, string>;
  readonly #basis: string;
  readonly #names: Names;
  readonly #old: OldRun | undefined;
  /** How often each thing has changed. */
  readonly #versions: number[] = [];
  /** Things whose changes are not those of the earlier run. */
  readonly #differs: boolean[] = [];
  readonly #log: number[] = [];
  readonly #runs: number[] = [];
  readonly #open: { readonly run: number; readonly serial: number; readonly steps: number }[] = [];
  /** Changes that were not remembered before; the log names them by negative numbers. */
  readonly #fresh: unknown[] = [];
  /** The last interpretation that hit a bound of a function. */
  readonly #hits = new Map<string, number>();
  #last = 1;

  constructor(program: Program, { hashes, basis }: Basis, before?: Remembered) {
    this.#program = program;
    this.#hashes = hashes;
    this.#basis = basis;
    if (before !== undefined) {
      for (const module of program.modules) {
        const at = before.paths.indexOf(module.path);
        module.isSame = at !== -1 && before.hashes[at] === hashes.get(module.path);
      }
    }
    this.#names = new Names(program, before);
    this.#old = before && new OldRun(before);
    for (let id = 0; id < this.#names.known; id++) {
      this.#versions.push(0);
      this.#differs.push(this.#names.lost.has(id));
    }
    const byPath = new Map(program.modules.map((module) => [module.path, module]));
    for (const [path, resolution] of before?.resolutions ?? []) {
      const module = byPath.get(path);
      if (module === undefined || meansTheSame(program, module, resolution)) continue;
      this.#differs[this.#id(module.resolution)] = true;
    }
  }

  #id(thing: Watched): number {
    const id = this.#names.id(thing);
    while (this.#versions.length <= id) {
      this.#versions.push(0);
      this.#differs.push(false);
    }
    return id;
  }

  #note(op: number, one: number, two = 0): void {
    this.#log.push(op, one, two);
  }

  touch(thing: Watched): void {
    const id = this.#id(thing);
    const version = this.#versions[id] ?? 0;
    if (thing.done < version) this.#catchUp(thing, id, version);
    thing.seen = this.serial;
    this.#note(OP.touch, id, version);
  }

  /** What was done again while nobody asked for it is done to the thing itself. */
  #catchUp(thing: Watched, id: number, version: number): void {
    const { graph } = this.#names;
    for (let at = thing.done; at < version; at++) {
      thing.redo(graph.read(this.#old?.change(id, at) ?? 0));
    }
    thing.done = version;
  }

  changed(thing: Watched, change: unknown): void {
    const id = this.#id(thing);
    const version = this.#versions[id] ?? 0;
    const word = this.#sameAsBefore(id, version, change) ?? -this.#fresh.push(change);
    this.#versions[id] = version + 1;
    thing.done = version + 1;
    this.#note(OP.change, id, word);
  }

  #sameAsBefore(id: number, version: number, change: unknown): number | undefined {
    if (this.#old === undefined || this.#differs[id] === true) return undefined;
    const word = this.#old.change(id, version);
    const { graph } = this.#names;
    if (word !== undefined && graph.isSame(change, graph.read(word))) return word;
    this.#differs[id] = true;
    return undefined;
  }

  reads(thing: Watched, reader: Reader): void {
    thing.noted = this.serial;
    // oxlint-disable-next-line no-unsafe-type-assertion -- readers are functions
    this.#note(OP.reads, this.#id(thing), this.#names.fn(reader as Fn));
  }

  notifies(thing: Watched): void {
    this.#note(OP.notify, this.#id(thing));
  }

  enqueues(fn: Fn): void {
    this.#note(OP.enqueue, this.#names.fn(fn));
  }

  findsDone(fn: Fn): void {
    this.#note(OP.done, this.#names.fn(fn));
  }

  findsDeep(fn: Fn): void {
    this.#note(OP.deep, this.#names.fn(fn));
    this.#deepen(0, true);
  }

  says(saying: Saying): void {
    this.#note(OP.say, -this.#fresh.push(saying));
  }

  /** Noted once in each interpretation. */
  hits(fn: Fn, bound: Bound): void {
    const name = `${this.#names.fn(fn)} ${bound}`;
    if (this.#hits.get(name) === this.serial) return;
    this.#hits.set(name, this.serial);
    this.says({ kind: 'bound', fn, bound });
  }

  rooted(root: SourceRoot): void {
    this.#note(OP.root, -this.#fresh.push(root));
  }

  begin(fn: Fn, depth: number): void {
    this.made.live++;
    const run = this.#runs.length;
    const number = this.#names.fn(fn);
    this.#note(OP.begin, number, run);
    this.#runs.push(number, fn.rounds, depth, this.#log.length - OP_WIDTH, 0, 0, depth, 0);
    this.#open.push({ run, serial: this.serial, steps: this.#program.steps });
    this.#deepen(depth, false);
    this.serial = ++this.#last;
  }

  end(): void {
    const open = this.#open.pop();
    if (open === undefined) return;
    this.#note(OP.end, open.run);
    this.#runs[open.run + RUN.end] = this.#log.length;
    this.#runs[open.run + RUN.steps] = this.#program.steps - open.steps;
    this.serial = open.serial;
  }

  /** Does again what the interpretation of a function did in the earlier run; false: it has to be made. */
  redo(fn: Fn, depth: number): boolean {
    const old = this.#old;
    if (old === undefined || !fn.module.isSame || fn.number < 0) return false;
    const run = old.run(fn.number, fn.rounds);
    if (run === undefined || !fitsDepth(old, run, depth) || !this.#holds(old, run)) return false;
    this.#apply(old, run, depth);
    return true;
  }

  /** Whether it would read now what it read then. */
  // oxlint-disable-next-line complexity -- one case an operation
  #holds(old: OldRun, run: number): boolean {
    const { log } = old;
    const round = old.newCheck();
    for (let at = old.of(run, RUN.begin); at < old.of(run, RUN.end); at += OP_WIDTH) {
      const one = log[at + 1] ?? 0;
      switch (log[at] ?? OP.end) {
        case OP.touch:
          if (old.touched[one] === round) break;
          old.touched[one] = round;
          if (this.#differs[one] === true || this.#versions[one] !== log[at + 2]) return false;
          break;
        case OP.begin: {
          const fn = this.#names.fnAt(one);
          if (fn === undefined || !fn.module.isSame) return false;
          if (fn.rounds !== old.of(log[at + 2] ?? 0, RUN.round)) return false;
          old.begun[one] = round;
          break;
        }
        case OP.done:
          if (!this.#wasDone(one) && old.begun[one] !== round) return false;
          break;
        case OP.deep:
          if (this.#wasDone(one)) return false;
          break;
        default:
          break;
      }
    }
    return true;
  }

  #wasDone(number: number): boolean {
    return (this.#names.fnAt(number)?.rounds ?? 0) > 0;
  }

  #apply(old: OldRun, run: number, depth: number): void {
    const shift = depth - old.of(run, RUN.depth);
    const { log } = old;
    const open: number[] = [];
    this.#program.steps += old.of(run, RUN.steps);
    for (let at = old.of(run, RUN.begin); at < old.of(run, RUN.end); at += OP_WIDTH) {
      const [op = 0, one = 0, two = 0] = [log[at], log[at + 1], log[at + 2]];
      if (op === OP.begin) open.push(this.#beginAgain(old, two, shift));
      else if (op === OP.end) {
        const made = open.pop() ?? 0;
        this.#endAgain(old, one);
        this.#note(op, made);
        this.#runs[made + RUN.end] = this.#log.length;
      } else {
        this.#note(op, one, two);
        this.#again(op, one, two);
      }
    }
    this.#deepen(old.of(run, RUN.deepest) + shift, old.of(run, RUN.isDeep) === 1);
  }

  #beginAgain(old: OldRun, run: number, shift: number): number {
    const made = this.#runs.length;
    const number = old.of(run, RUN.fn);
    for (let column = 0; column < RUN_WIDTH; column++) this.#runs.push(old.of(run, column));
    this.#runs[made + RUN.depth] = old.of(run, RUN.depth) + shift;
    this.#runs[made + RUN.deepest] = old.of(run, RUN.deepest) + shift;
    this.#runs[made + RUN.begin] = this.#log.length;
    this.#note(OP.begin, number, made);
    const fn = this.#names.fnAt(number);
    if (fn !== undefined) {
      fn.rounds++;
      this.#program.turns.remove(fn);
    }
    this.made.redone++;
    return made;
  }

  #endAgain(old: OldRun, run: number): void {
    const fn = this.#names.fnAt(old.of(run, RUN.fn));
    if (fn !== undefined && old.of(run, RUN.round) === 0) this.#program.turns.follow(fn);
  }

  /** What goes on inside the interpretations that are going on is part of them. */
  #deepen(deepest: number, isDeep: boolean): void {
    for (const { run } of this.#open) {
      this.#runs[run + RUN.deepest] = Math.max(this.#runs[run + RUN.deepest] ?? 0, deepest);
      if (isDeep) this.#runs[run + RUN.isDeep] = 1;
    }
  }

  // oxlint-disable-next-line complexity -- one case an operation
  #again(op: number, one: number, two: number): void {
    const names = this.#names;
    switch (op) {
      case OP.change: {
        this.#versions[one] = (this.#versions[one] ?? 0) + 1;
        const thing = names.asked(one);
        if (thing !== undefined) thing.seen = 0;
        break;
      }
      case OP.reads: {
        const [thing, fn] = [names.thing(one), names.fnAt(two)];
        if (thing !== undefined && fn !== undefined) (thing.readers ??= new Set()).add(fn);
        break;
      }
      case OP.notify:
        // oxlint-disable-next-line no-unsafe-type-assertion -- readers are functions
        for (const reader of names.asked(one)?.readers ?? []) this.#program.queueUp(reader as Fn);
        break;
      case OP.enqueue: {
        const fn = names.fnAt(one);
        if (fn !== undefined) this.#program.queueUp(fn);
        break;
      }
      case OP.say:
        // oxlint-disable-next-line no-unsafe-type-assertion -- as `says` noted it
        this.#program.hear(names.graph.read(one) as Saying);
        break;
      case OP.root:
        names.graph.read(one);
        break;
      default:
        break;
    }
  }

  /** For the next run; undefined: this one did not come to its end. */
  remembered(): Remembered | undefined {
    if (this.#program.isExhausted) return undefined;
    const { graph } = this.#names;
    this.serial = ++this.#last;
    const log = Int32Array.from(this.#log);
    for (let at = 0; at < log.length; at += OP_WIDTH) {
      const op = log[at];
      const place = op === OP.change ? at + 2 : op === OP.say || op === OP.root ? at + 1 : -1;
      const word = place < 0 ? 0 : (log[place] ?? 0);
      if (word < 0) log[place] = graph.write(this.#fresh[-word - 1]);
    }
    const { modules } = this.#program;
    const resolutions = modules.map((module) => [module.path, resolutionOf(module)] as const);
    const names = this.#names.stored();
    return {
      ...names,
      basis: this.#basis,
      hashes: names.paths.map((path) => this.#hashes.get(path) ?? ''),
      resolutions,
      log,
      runs: Int32Array.from(this.#runs),
    };
  }
}

/** Calls are followed so deep only: who was deeper then did what it did for other reasons. */
function fitsDepth(old: OldRun, run: number, depth: number): boolean {
  const shift = depth - old.of(run, RUN.depth);
  return (
    shift === 0 || (old.of(run, RUN.isDeep) === 0 && old.of(run, RUN.deepest) + shift <= MAX_DEPTH)
  );
}
