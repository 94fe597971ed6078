/**
 * At most one scan of an address at a time: jobs whose addresses are busy step aside and come back when they are free, so
 * that they do not hold up others.
 */
export class Turns<Job> {
  readonly #busy = new Set<string>();
  #parked: { readonly keys: readonly string[]; readonly job: Job }[] = [];

  /** Whether the job may begin; otherwise it is kept until `end` hands it out. */
  begin(keys: readonly string[], job: Job): boolean {
    if (keys.some((key) => this.#busy.has(key))) {
      this.#parked.push({ keys, job });
      return false;
    }
    for (const key of keys) this.#busy.add(key);
    return true;
  }

  /** Jobs that can go on now: as many as do not get in each other's way. */
  end(keys: readonly string[]): readonly Job[] {
    for (const key of keys) this.#busy.delete(key);
    const claimed = new Set<string>();
    const free: Job[] = [];
    this.#parked = this.#parked.filter((waiting) => {
      const blocked = waiting.keys.some((key) => this.#busy.has(key) || claimed.has(key));
      for (const key of waiting.keys) claimed.add(key);
      if (!blocked) free.push(waiting.job);
      return blocked;
    });
    return free;
  }
}
