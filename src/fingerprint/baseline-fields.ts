/** What is wrong with a stored baseline, and how to mend it where that is something of its own. */
export class BaselineProblem extends Error {
  readonly repair: string | undefined;

  constructor(what: string, options: { readonly repair?: string; readonly cause?: unknown } = {}) {
    super(what, options.cause === undefined ? undefined : { cause: options.cause });
    this.repair = options.repair;
  }
}

/** A name that can be shown as it is; anything else could be a secret or act on a terminal. */
const PLAIN_NAME = /^[a-zA-Z][\w-]{0,39}$/u;
const MAX_COUNT = 2 ** 31 - 1;

/** Takes the fields of one JSON object, each once; what is missing, malformed or left over is a `BaselineProblem`. */
export class Fields {
  readonly #place: string;
  readonly #left: Map<string, unknown>;

  constructor(value: unknown, place: string) {
    this.#place = place;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new BaselineProblem(`${place === '' ? 'it' : place} must be an object`);
    }
    this.#left = new Map(Object.entries(value));
  }

  take(name: string): unknown {
    if (!this.#left.has(name)) throw this.#problem(name, 'is missing');
    const value = this.#left.get(name);
    this.#left.delete(name);
    return value;
  }

  text(name: string, form: RegExp): string {
    const value = this.take(name);
    if (typeof value === 'string' && form.test(value)) return value;
    throw this.#problem(name, 'is not of its form');
  }

  optionalText(name: string, form: RegExp): string | undefined {
    return this.#left.has(name) ? this.text(name, form) : undefined;
  }

  oneOf<const T extends string>(name: string, values: readonly T[]): T {
    const value = this.take(name);
    const found = values.find((each) => each === value);
    if (found !== undefined) return found;
    throw this.#problem(name, `is not one of ${values.join(', ')}`);
  }

  /** A whole number from 1. */
  count(name: string): number {
    const value = this.take(name);
    const fits = typeof value === 'number' && Number.isInteger(value);
    if (fits && value >= 1 && value <= MAX_COUNT) return value;
    throw this.#problem(name, `is not a whole number from 1 to ${MAX_COUNT}`);
  }

  list(name: string): readonly unknown[] {
    const value: unknown = this.take(name);
    if (Array.isArray(value)) return value;
    throw this.#problem(name, 'must be a list');
  }

  /** Says that no further field is known. */
  end(): void {
    const [extra] = this.#left.keys();
    if (extra === undefined) return;
    const name = PLAIN_NAME.test(extra) ? `a field "${extra}"` : 'a field';
    const place = this.#place === '' ? 'it' : this.#place;
    throw new BaselineProblem(`${place} has ${name} that a baseline does not have`);
  }

  #problem(name: string, what: string): BaselineProblem {
    return new BaselineProblem(`${this.#place === '' ? '' : `${this.#place}.`}${name} ${what}`);
  }
}
