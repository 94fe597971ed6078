import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Database } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { every } from './periodic.ts';

/** Who had a turn, and a wait for some of them. */
class Turns {
  readonly who: number[] = [];
  readonly #events = new EventEmitter();

  take(who: number): void {
    this.who.push(who);
    this.#events.emit('turn');
  }

  async reach(count: number): Promise<void> {
    while (this.who.length < count) await once(this.#events, 'turn');
  }
}

function onError(error: Error): never {
  assert.fail(error);
}

for (const kind of testDatabases()) {
  describe(`periodic work on ${kind.name}`, () => {
    // Processes have nothing in common but the database.
    let one: Database;
    let other: Database;
    before(async () => {
      one = await kind.open();
      other = await kind.join();
      await migrate(one);
    });
    beforeEach(() => one.query('delete from periodic_work'));
    after(() => Promise.all([one.close(), other.close()]));

    test('of all processes one does it, the first time at once, and no other within the period', async () => {
      const turns = new Turns();
      for (let round = 0; round < 3; round += 1) {
        // To stop is to wait for what was begun, which each of them has: to look whether it is its turn.
        const stops = [one, other, one, other].map((database, who) =>
          every({ database, onError }, 'sweep', 3_600, async () => turns.take(who)),
        );
        await Promise.all(stops.map((stop) => stop()));
      }
      assert.equal(turns.who.length, 1);
    });

    test('each name has its own turns', async () => {
      const turns = new Turns();
      const stops = ['a', 'b'].map((name) =>
        every({ database: one, onError }, name, 3_600, async () => turns.take(0)),
      );
      await turns.reach(2);
      await Promise.all(stops.map((stop) => stop()));
    });

    test('who hangs, or was killed in the midst, keeps nobody from the next turn', async () => {
      const [hung, next] = [new Turns(), new Turns()];
      const stopHung = every({ database: one, onError }, 'sweep', 0.1, (signal) => {
        hung.take(0);
        return once(signal, 'abort').then(() => undefined);
      });
      await hung.reach(1);
      const stopNext = every({ database: other, onError }, 'sweep', 0.1, async () => next.take(1));
      await next.reach(3);
      assert.equal(hung.who.length, 1);
      await Promise.all([stopHung(), stopNext()]);
    });

    test('what fails is told, and the next turn comes', async () => {
      const told: string[] = [];
      const turns = new Turns();
      const options = { database: one, onError: (error: Error) => void told.push(error.message) };
      const stop = every(options, 'sweep', 0.05, async () => {
        turns.take(0);
        throw new Error('no luck');
      });
      await turns.reach(2);
      await stop();
      assert.deepEqual(told.slice(0, 2), ['sweep: no luck', 'sweep: no luck']);
    });

    test('to stop tells what runs by its signal, and waits for it', async () => {
      const turns = new Turns();
      const ends: string[] = [];
      const stop = every({ database: one, onError }, 'sweep', 3_600, async (signal) => {
        turns.take(0);
        await once(signal, 'abort');
        await one.query('select 1');
        ends.push('act');
      });
      await turns.reach(1);
      await stop();
      ends.push('stop');
      assert.deepEqual(ends, ['act', 'stop']);
    });
  });
}
