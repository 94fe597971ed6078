/** Values of one page; a page is copied whole where two maps share it. */
const PAGE_BITS = 5;
const PAGE_SIZE = 2 ** PAGE_BITS;

interface Page<V> {
  /** The map that may write to it. */
  owner: object;
  readonly values: (V | undefined)[];
}

/**
 * A map that is copied often and changed little, as the state of a program is at its branches: copies share the pages
 * that neither has written to since, and joining two copies looks only at the others. All copies of one map number
 * their keys alike, in the order in which the first of them saw them.
 */
export class ForkedMap<K, V extends object> {
  readonly #slots: Map<K, number>;
  #pages: (Page<V> | undefined)[];
  /** Stands for this map; another one after each copy, so that what is shared then is written to by neither. */
  #self: object = {};

  constructor(from?: ForkedMap<K, V>) {
    this.#slots = from === undefined ? new Map() : from.#slots;
    this.#pages = from === undefined ? [] : [...from.#pages];
    if (from !== undefined) from.#self = {};
  }

  get(key: K): V | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined) return undefined;
    return this.#pages[slot >> PAGE_BITS]?.values[slot & (PAGE_SIZE - 1)];
  }

  set(key: K, value: V): void {
    let slot = this.#slots.get(key);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(key, slot);
    }
    this.#own(slot >> PAGE_BITS)[slot & (PAGE_SIZE - 1)] = value;
  }

  delete(key: K): void {
    const slot = this.#slots.get(key);
    if (slot !== undefined) this.#own(slot >> PAGE_BITS)[slot & (PAGE_SIZE - 1)] = undefined;
  }

  /** Puts another value in place of each for which there is one. */
  replace(other: (value: V) => V): void {
    for (const [index, page] of this.#pages.entries()) {
      for (const [at, value] of page?.values.entries() ?? []) {
        const replaced = value === undefined ? value : other(value);
        if (replaced !== value) this.#own(index)[at] = replaced;
      }
    }
  }

  /** Takes in a copy: what only it has, and of what both have what they come to together. True: something changed. */
  join(copy: ForkedMap<K, V>, together: (mine: V, others: V) => V): boolean {
    let isChanged = false;
    for (const [index, page] of copy.#pages.entries()) {
      const mine = this.#pages[index];
      if (page === undefined || page === mine) continue;
      for (const [at, value] of page.values.entries()) {
        const known = mine?.values[at];
        if (value === undefined || value === known) continue;
        const joined = known === undefined ? value : together(known, value);
        if (joined === known) continue;
        this.#own(index)[at] = joined;
        isChanged = true;
      }
    }
    return isChanged;
  }

  /** The values of a page, to be written to. */
  #own(index: number): (V | undefined)[] {
    const page = this.#pages[index];
    if (page?.owner === this.#self) return page.values;
    const values = page === undefined ? [] : [...page.values];
    this.#pages[index] = { owner: this.#self, values };
    return values;
  }
}
