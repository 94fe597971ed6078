import type { Fn } from './entities.ts';

/**
 * Functions that have to be interpreted again. They come in sweeps over the program, callees before callers and the
 * other way in turns: what functions yield goes up in one sweep and what they are handed goes down in the next.
 */
export class Turns {
  /** Every function that was interpreted, callees first. */
  readonly #order: Fn[] = [];
  #waiting = 0;
  #at = -1;
  #direction = 1;

  /** The function has been interpreted for the first time. */
  follow(fn: Fn): void {
    this.#order.push(fn);
  }

  add(fn: Fn): void {
    if (fn.isQueued) return;
    fn.isQueued = true;
    this.#waiting++;
  }

  /** What made it wait is known to it now. */
  remove(fn: Fn): void {
    if (!fn.isQueued) return;
    fn.isQueued = false;
    this.#waiting--;
  }

  /** Whose turn it is; undefined: nobody waits. */
  next(): Fn | undefined {
    while (this.#waiting > 0) {
      this.#at += this.#direction;
      const fn = this.#order[this.#at];
      if (fn === undefined) this.#direction = -this.#direction;
      else if (fn.isQueued) {
        this.remove(fn);
        return fn;
      }
    }
    return undefined;
  }
}
