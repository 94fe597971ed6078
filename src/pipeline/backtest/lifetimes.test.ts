import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchBaseline } from '../../fingerprint/match.ts';
import type { Fate } from '../../model/backtest.ts';
import type { Finding } from '../../model/finding.ts';
import { Lifetimes, type StepFate, type Tracked } from './lifetimes.ts';
import { findingAt } from './tests/findings.ts';

const day = (number: number): string => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;

/** One step from these findings to those. */
function stepOf(
  at: number,
  base: readonly Finding[],
  head: readonly Finding[],
  more: Partial<StepFate> & { readonly renames?: ReadonlyMap<string, string> } = {},
): StepFate {
  const { renames = new Map(), ...rest } = more;
  const { findings, fixed } = matchBaseline(head, { findings: base }, { renames });
  const nothing = { unknown: [], deleted: new Set<string>(), missed: new Set<string>() };
  return { at: day(at), findings, fixed, ...nothing, ...rest };
}

const fatesOf = (brought: ReadonlyMap<Finding, Tracked>): readonly Fate[] =>
  [...brought.values()].map(({ finding }) => finding().fate);

test('a finding that goes while its file stays is mended, one that goes with it vanished', () => {
  const lifetimes = new Lifetimes();
  const [a, b, c] = [findingAt('a', 'one'), findingAt('b', 'two'), findingAt('a', 'three')];
  const brought = lifetimes.step(stepOf(1, [], [a, b, c]));
  lifetimes.step(stepOf(2, [a, b, c], [c], { deleted: new Set(['b']) }));
  assert.deepEqual(fatesOf(brought), [
    { state: 'mended', at: day(2) },
    { state: 'present' },
    { state: 'vanished', at: day(2) },
  ]);
});

test('two findings can change places in one step', () => {
  const lifetimes = new Lifetimes();
  const base = [findingAt('a', 'one'), findingAt('b', 'two')];
  const brought = lifetimes.step(stepOf(1, [], base));
  const head = [findingAt('b', 'one'), findingAt('a', 'two')];
  lifetimes.step(stepOf(2, base, head));
  lifetimes.step(stepOf(3, head, [head[1] ?? findingAt('', '')]));
  assert.deepEqual(fatesOf(brought), [{ state: 'mended', at: day(3) }, { state: 'present' }]);
});

test('what was not looked for has an unknown fate, not a good one', () => {
  const lifetimes = new Lifetimes();
  const base = [findingAt('a', 'one'), findingAt('b', 'two'), findingAt('c', 'three')];
  const brought = lifetimes.step(stepOf(1, [], base));
  lifetimes.step(
    stepOf(2, [], [], {
      missed: new Set(['a']),
      unknown: base.filter(({ location }) => location.path === 'b'),
    }),
  );
  lifetimes.step(stepOf(3, base.slice(0, 1), []));
  assert.deepEqual(fatesOf(brought), [
    { state: 'unknown', at: day(2) },
    { state: 'unknown', at: day(2) },
    { state: 'present' },
  ]);
});

test('what was there before the first step is followed and not counted', () => {
  const lifetimes = new Lifetimes();
  const old = findingAt('a', 'old');
  assert.equal(lifetimes.step(stepOf(1, [old], [old])).size, 0);
  assert.equal(lifetimes.step(stepOf(2, [old], [])).size, 0);
});

const PATHS = ['a', 'b', 'c', 'd'] as const;
const DEEDS = ['bring', 'mend', 'rename', 'delete'] as const;
const path = fc.constantFrom(...PATHS);
const deeds = fc.array(fc.record({ deed: fc.constantFrom(...DEEDS), from: path, to: path }), {
  maxLength: 24,
});
interface Deed {
  readonly deed: (typeof DEEDS)[number];
  readonly from: string;
  readonly to: string;
}

/** A repository of words, each of which is one finding for ever, and what must become of it. */
class World {
  readonly fates = new Map<string, Fate>();
  /** Text → path. */
  readonly #places = new Map<string, string>();

  findings(): readonly Finding[] {
    return [...this.#places].map(([text, where]) => findingAt(where, text));
  }

  /** Returns what git says of it. */
  apply({ deed, from, to }: Deed, at: number): Parameters<typeof stepOf>[3] {
    const inFile = [...this.#places].filter(([, where]) => where === from).map(([text]) => text);
    switch (deed) {
      case 'bring':
        this.#places.set(`word ${at}`, from);
        this.fates.set(`word ${at}`, { state: 'present' });
        return {};
      case 'mend':
        this.#end(inFile.slice(0, 1), { state: 'mended', at: day(at) });
        return {};
      case 'delete':
        this.#end(inFile, { state: 'vanished', at: day(at) });
        return { deleted: new Set([from]) };
      case 'rename':
        if ([...this.#places.values()].includes(to)) return {};
        for (const text of inFile) this.#places.set(text, to);
        return { renames: new Map([[to, from]]) };
    }
  }

  #end(texts: readonly string[], fate: Fate): void {
    for (const text of texts) {
      this.#places.delete(text);
      this.fates.set(text, fate);
    }
  }
}

test('whatever is brought, moved and removed, each finding ends as it did', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      const lifetimes = new Lifetimes();
      const world = new World();
      const brought = new Map<string, Tracked>();
      for (const [index, deed] of all.entries()) {
        const base = world.findings();
        const told = world.apply(deed, index + 1);
        const step = lifetimes.step(stepOf(index + 1, base, world.findings(), told));
        for (const [finding, tracked] of step) brought.set(finding.excerpt.text, tracked);
      }
      const ends = [...brought].map(([text, { finding }]) => [text, finding().fate] as const);
      assert.deepEqual(new Map(ends), world.fates);
    }),
    { seed: 6, numRuns: 300 },
  );
});
