import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Flight } from './flight.ts';
import { walk, type Walker } from './chain.ts';
import { mergeRuns, tellOrder } from './order.ts';
import type { Told } from './told.ts';

function yes(suite: number): Told & { readonly is: 'yes' } {
  const hello: Flight['hello'] = {
    kind: 'server-hello',
    version: 'TLS1.2',
    versionCode: 0x0303,
    suite,
    compression: 0,
    random: new Uint8Array(32),
    sessionId: new Uint8Array(),
    extensions: [],
    isRetryRequest: false,
  };
  return { is: 'yes', flight: { hello, version: 'TLS1.2', messages: [] } };
}

const no: Told = { is: 'no', why: 'alert 40 (handshake_failure)', code: 40 };

function walkerOf(
  accepted: readonly number[],
  options: { readonly ways: number; readonly maxOffered: number; readonly isServerOrder: boolean },
): Walker & { readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    ask: async (offered) => {
      asked += 1;
      const [one, other] = options.isServerOrder ? [accepted, offered] : [offered, accepted];
      const choice = one.find((code) => other.includes(code));
      return choice === undefined ? no : yes(choice);
    },
    choiceOf: ({ flight }) => flight.hello.suite,
    maxOffered: options.maxOffered,
    ways: options.ways,
  };
}

test('elimination finds exactly what a server takes, however it is split', async () => {
  const all = Array.from({ length: 120 }, (_, index) => index + 1);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(all),
      fc.record({
        ways: fc.integer({ min: 1, max: 8 }),
        maxOffered: fc.integer({ min: 1, max: 130 }),
        isServerOrder: fc.boolean(),
      }),
      async (accepted, options) => {
        const walker = walkerOf(accepted, options);
        const { found, complete } = await walk(walker, all);
        assert.equal(complete.is, 'yes');
        assert.deepEqual(
          found.toSorted((a, b) => a - b),
          accepted.toSorted((a, b) => a - b),
        );
        const parts = Math.ceil(all.length / options.maxOffered);
        assert.ok(walker.asked() <= accepted.length + parts * (1 + options.ways));
      },
    ),
    { seed: 11, numRuns: 200 },
  );
});

test('what was lost makes a walk inconclusive, not complete', async () => {
  const lost: Told = { is: 'inconclusive', why: 'reset 4 of 4', ended: 'lost', stage: 'tls' };
  const walker: Walker = {
    ask: async (offered) => (offered.includes(1) ? yes(1) : lost),
    choiceOf: ({ flight }) => flight.hello.suite,
    maxOffered: 100,
    ways: 1,
  };
  const { found, complete } = await walk(walker, [1, 2, 3]);
  assert.deepEqual(found, [1]);
  assert.deepEqual(complete, { is: 'inconclusive', why: 'the rest: reset 4 of 4' });
});

test('a server that answers what was not offered cannot hold a walk up', async () => {
  const walker: Walker = {
    ask: async () => yes(9),
    choiceOf: ({ flight }) => flight.hello.suite,
    maxOffered: 100,
    ways: 1,
  };
  assert.equal((await walk(walker, [1, 2])).complete.is, 'inconclusive');
});

async function client(offered: readonly number[]): Promise<number | undefined> {
  return offered[0];
}

/** 1 and 3 are equals for this server: it takes the one that the client prefers, but never 2. */
async function equals(offered: readonly number[]): Promise<number | undefined> {
  return offered.find((code) => code !== 2);
}

test('who decides is told by asking in opposite orders', async () => {
  assert.equal(await tellOrder([1, 2, 3], client), 'client');
  assert.equal(await tellOrder([1, 2], client), 'client');
  assert.equal(await tellOrder([1, 2, 3], async () => 1), 'server');
  assert.equal(await tellOrder([1, 2, 3], equals), 'server');
  assert.equal(await tellOrder([1, 2, 3], async () => undefined), 'inconclusive');
  assert.equal(await tellOrder([1], client), 'not-tested');
});

test("runs of a split walk are put into the server's order by asking", async () => {
  const all = Array.from({ length: 60 }, (_, index) => index + 1);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(all),
      fc.integer({ min: 1, max: 8 }),
      async (list, ways) => {
        const walker = walkerOf(list, { ways, maxOffered: 25, isServerOrder: true });
        const { runs } = await walk(walker, all);
        const merged = await mergeRuns(runs, async (offered) =>
          list.find((code) => offered.includes(code)),
        );
        assert.deepEqual(merged, list);
      },
    ),
    { seed: 20_261_125, numRuns: 100 },
  );
});

test('an order is not made up where an answer is missing', async () => {
  assert.equal(await mergeRuns([[1, 2], [3]], async () => undefined), undefined);
  assert.equal(await mergeRuns([[1, 2], [3]], async () => 9), undefined);
  assert.deepEqual(await mergeRuns([[1, 2]], async () => undefined), [1, 2]);
});
