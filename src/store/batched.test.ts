import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batched } from './batched.ts';
import type { Queryable } from './database.ts';

const one: Queryable = { query: async () => [] };
const other: Queryable = { query: async () => [] };

/** A look-up that notes what it was asked, and answers when it is told to. */
function gated(): {
  readonly asked: (readonly number[])[];
  readonly ask: (database: Queryable, key: number) => Promise<string>;
  readonly answer: () => void;
} {
  const asked: (readonly number[])[] = [];
  const open: (() => void)[] = [];
  const ask = batched<number, string>(async (_database, keys) => {
    asked.push(keys);
    await new Promise<void>((resolve) => {
      open.push(resolve);
    });
    if (keys.includes(13)) throw new Error('thirteen');
    return keys.map((key) => `answer ${key}`);
  });
  return { asked, ask, answer: () => open.shift()?.() };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what is asked while a look-up is under way is asked by the next one, together', async () => {
  const { asked, ask, answer } = gated();
  const first = ask(one, 1);
  const later = [ask(one, 2), ask(one, 3), ask(one, 2)];
  answer();
  assert.equal(await first, 'answer 1');
  await settled();
  answer();
  assert.deepEqual(await Promise.all(later), ['answer 2', 'answer 3', 'answer 2']);
  assert.deepEqual(asked, [[1], [2, 3, 2]]);
});

test('an answer is never older than its question: nobody gets what was being asked before', async () => {
  const { asked, ask, answer } = gated();
  const before = ask(one, 7);
  const after = ask(one, 7);
  answer();
  await before;
  await settled();
  answer();
  await after;
  assert.deepEqual(asked, [[7], [7]]);
});

test('what fails, fails for whom it was asked; the next are answered', async () => {
  const { ask, answer } = gated();
  const bad = assert.rejects(ask(one, 13), /thirteen/u);
  const good = ask(one, 1);
  answer();
  await bad;
  await settled();
  answer();
  assert.equal(await good, 'answer 1');
});

test('two databases do not wait for each other', async () => {
  const { asked, ask, answer } = gated();
  const both = [ask(one, 1), ask(other, 2)];
  assert.deepEqual(asked, [[1], [2]]);
  answer();
  answer();
  assert.deepEqual(await Promise.all(both), ['answer 1', 'answer 2']);
});

test('what is wrong with one question is not the answer to others', async () => {
  const ask = batched<number, string>(async (_database, keys) => {
    if (keys.includes(13)) throw new Error('thirteen');
    return keys.map((key) => `answer ${key}`);
  });
  const asked = await Promise.allSettled([ask(one, 1), ask(one, 2), ask(one, 13), ask(one, 3)]);
  assert.deepEqual(
    asked.map((each) => (each.status === 'fulfilled' ? each.value : 'thirteen')),
    ['answer 1', 'answer 2', 'thirteen', 'answer 3'],
  );
});

test('an answer too few is an error, and no silence', async () => {
  const short = batched<number, string>(async () => []);
  await assert.rejects(short(one, 1), /fewer answers/u);
});
