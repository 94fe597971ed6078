import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ForkedMap } from './forked-map.ts';

interface Box {
  readonly value: number;
}

const larger = (one: Box, other: Box): Box => (other.value > one.value ? other : one);

/** The same as `ForkedMap`, slowly. */
class Plain {
  readonly #map: Map<number, Box>;

  constructor(from?: Plain) {
    this.#map = from === undefined ? new Map() : new Map(from.#map);
  }

  get(key: number): Box | undefined {
    return this.#map.get(key);
  }

  set(key: number, value: Box): void {
    this.#map.set(key, value);
  }

  delete(key: number): void {
    this.#map.delete(key);
  }

  replace(other: (value: Box) => Box): void {
    for (const [key, value] of this.#map) this.#map.set(key, other(value));
  }

  join(copy: Plain, together: typeof larger): boolean {
    let isChanged = false;
    for (const [key, value] of copy.#map) {
      const known = this.#map.get(key);
      const joined = known === undefined ? value : together(known, value);
      isChanged ||= joined !== known;
      this.#map.set(key, joined);
    }
    return isChanged;
  }
}

const KEYS = 80;

interface Step {
  readonly what: 'set' | 'delete' | 'fork' | 'join' | 'replace';
  readonly at: number;
  readonly other: number;
  readonly key: number;
  readonly value: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('set', 'set', 'set', 'delete', 'fork', 'join', 'replace'),
  at: fc.nat(9),
  other: fc.nat(9),
  key: fc.nat(KEYS),
  value: fc.nat(9),
});

/** Does the steps with maps of one kind and tells what was seen of them. */
function seen<M extends Plain | ForkedMap<number, Box>>(
  steps: readonly Step[],
  boxes: readonly Box[],
  { fork, join }: { readonly fork: (from?: M) => M; readonly join: (mine: M, copy: M) => boolean },
): readonly unknown[] {
  const first = fork();
  const maps = [first];
  const told: unknown[] = [];
  for (const [index, { what, at, other, key, value }] of steps.entries()) {
    const mine = maps[at % maps.length] ?? first;
    const [box, zero] = [boxes[index] ?? { value }, boxes[0] ?? { value: 0 }];
    if (what === 'set') mine.set(key, box);
    else if (what === 'delete') mine.delete(key);
    else if (what === 'fork') maps.push(fork(mine));
    else if (what === 'join') told.push(join(mine, maps[other % maps.length] ?? first));
    else mine.replace((each) => (each.value === value ? zero : each));
  }
  const keys = Array.from({ length: KEYS + 1 }, (_, key) => key);
  return [told, ...maps.map((map) => keys.map((key) => map.get(key)))];
}

test('a map that is forked says what copies of a plain one say', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const boxes = steps.map(({ value }): Box => ({ value }));
      const forked = seen<ForkedMap<number, Box>>(steps, boxes, {
        fork: (from) => new ForkedMap(from),
        join: (mine, copy) => mine.join(copy, larger),
      });
      const plain = seen<Plain>(steps, boxes, {
        fork: (from) => new Plain(from),
        join: (mine, copy) => mine.join(copy, larger),
      });
      assert.deepEqual(forked, plain);
    }),
  );
});
