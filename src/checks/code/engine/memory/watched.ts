/** What something watched is to its owner; together with the owner and a key it names it from one run to the next. */
export const ROLE = {
  field: 0,
  any: 1,
  shared: 2,
  foreign: 3,
  whole: 4,
  param: 5,
  receiver: 6,
  classField: 7,
  created: 8,
  members: 9,
  prototype: 10,
  statics: 11,
  exports: 12,
  self: 13,
  cls: 14,
  summary: 15,
  fn: 16,
  keys: 17,
  signature: 18,
  resolution: 19,
  method: 20,
  content: 22,
  files: 23,
  views: 24,
  /** Nobody else sees it. */
  none: 21,
} as const;

/** Whoever notes what functions read and change. */
export interface Watcher {
  /** Of the interpretation that goes on. */
  readonly serial: number;
  touch(watched: Watched): void;
  changed(watched: Watched, change: unknown): void;
  reads(watched: Watched, reader: Reader): void;
  hits(fn: Reader, bound: string): void;
}

/** A function, as far as it is one that reads. */
export interface Reader {
  readonly kind: 'fn';
}

export let watcher: Watcher | undefined;

export function watchBy(next: Watcher | undefined): void {
  watcher = next;
}

/**
 * What several functions share while they are interpreted. Whoever asks for anything in it touches it first; whatever changes
 * in it is told, so that a later run can tell whether a function would read what it read, and do again what it did.
 */
// There are a hundred thousand of them in a program: fields that are declared only are much faster to set (V8 of Node 20).
export abstract class Watched {
  /** Its number in the memory. */
  declare thingId: number;
  /** The last interpretation that touched it. */
  declare seen: number;
  /** The last interpretation that was noted as a reader. */
  declare noted: number;
  /** Changes that it has taken in. */
  declare done: number;
  declare readonly role: number;
  declare readonly of: object | undefined;
  declare readonly key: string | number;
  declare readers: Set<Reader> | undefined;

  constructor(role: number, of: object | undefined, key: string | number = 0) {
    this.role = role;
    this.of = of;
    this.key = key;
    this.thingId = -1;
    this.seen = 0;
    this.noted = 0;
    this.done = 0;
    this.readers = undefined;
  }

  touch(): void {
    if (watcher !== undefined && this.seen !== watcher.serial) watcher.touch(this);
  }

  /** Touches it, and has the reader told when it grows. */
  readBy(reader: Reader): void {
    this.touch();
    if (watcher !== undefined && this.noted !== watcher.serial) watcher.reads(this, reader);
    this.readers ??= new Set();
    this.readers.add(reader);
  }

  protected tell(change: unknown): void {
    watcher?.changed(this, change);
  }

  /** Takes in a change of an earlier run. */
  abstract redo(change: unknown): void;
}

/** Something that is the same from the beginning of a run to its end. */
export class Told extends Watched {
  override redo(): void {}
}
