import { DatabaseUnavailable, type Queryable } from './database.ts';

/** Of one statement. */
const MAX_KEYS = 500;

/** A value for each key, in their order. */
export type Load<Key, Value> = (
  database: Queryable,
  keys: readonly Key[],
) => Promise<readonly Value[]>;

/**
 * Answers many look-ups with few statements: what is asked while one is under way is asked together by the next, so that they get
 * no slower the more there are. An answer is never older than its question: nothing is kept, and nothing has to be made invalid.
 */
export function batched<Key, Value>(
  load: Load<Key, Value>,
): (database: Queryable, key: Key) => Promise<Value> {
  const lanes = new WeakMap<Queryable, Lane<Key, Value>>();
  return (database, key) => {
    const lane = lanes.get(database) ?? new Lane((keys) => load(database, keys));
    lanes.set(database, lane);
    return lane.ask(key);
  };
}

interface Waiting<Key, Value> {
  readonly key: Key;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

class Lane<Key, Value> {
  readonly #load: (keys: readonly Key[]) => Promise<readonly Value[]>;
  #waiting: Waiting<Key, Value>[] = [];
  #isLoading = false;

  constructor(load: (keys: readonly Key[]) => Promise<readonly Value[]>) {
    this.#load = load;
  }

  ask(key: Key): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    while (this.#waiting.length > 0) await this.#answer(this.#waiting.splice(0, MAX_KEYS));
    this.#isLoading = false;
  }

  async #answer(batch: readonly Waiting<Key, Value>[]): Promise<void> {
    try {
      const values = await this.#load(batch.map(({ key }) => key));
      if (values.length < batch.length) {
        throw new Error('a look-up has fewer answers than questions');
      }
      for (const [index, value] of values.entries()) batch[index]?.resolve(value);
    } catch (error) {
      if (batch.length > 1 && !(error instanceof DatabaseUnavailable)) {
        // What is wrong with one question must not be the answer to the others.
        for (const each of batch) await this.#answer([each]);
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  }
}
