import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { openDatabase } from './database.ts';
import { startEmbedded } from './embedded.ts';

/** Starts the database, has it work for some seconds, and says which process it is. */
const PARENT = `
import { readFileSync } from 'node:fs';
const [store, folder] = process.argv.slice(1);
const { startEmbedded } = await import(store + 'embedded.ts');
const { openDatabase } = await import(store + 'database.ts');
const { connection } = await startEmbedded(folder);
const database = openDatabase({ connection, maxConnections: 1, onLost: () => undefined });
await database.query('create table if not exists kept (n integer)');
await database.query('insert into kept values (1)');
void database.query('select count(*) from generate_series(1, 6000000) as a(n) where n % 7 = 3').catch(() => undefined);
setTimeout(() => console.log(readFileSync(folder + '/socket/lock', 'utf8').split(' ')[0]), 300);
`;

/** Whether it is there and no zombie, proc(5). */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !stat.startsWith(') Z ', stat.lastIndexOf(')'));
  } catch {
    return false;
  }
}

describe('the embedded database', () => {
  test('whose parent was killed has ended before the next one opens its files', async (context) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-orphan-'));
    context.after(() => rmSync(folder, { recursive: true, force: true }));
    const parent = spawn(
      process.execPath,
      [
        '--import',
        import.meta.resolve('tsx'),
        '--input-type=module',
        '--eval',
        PARENT,
        new URL('.', import.meta.url).href,
        folder,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const said = await once(parent.stdout, 'data');
    const orphan = Number(String(said[0]).trim());
    assert.ok(orphan > 0);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    const next = await startEmbedded(folder);
    const database = openDatabase({
      connection: next.connection,
      maxConnections: 1,
      onLost: () => undefined,
    });
    try {
      assert.equal(isRunning(orphan), false);
      const holder = Number(readFileSync(path.join(folder, 'socket/lock'), 'utf8').split(' ')[0]);
      assert.notEqual(holder, orphan);
      assert.deepEqual(await database.query('select n from kept'), [{ n: 1 }]);
    } finally {
      await database.close();
      await next.stop();
    }
    assert.equal(existsSync(path.join(folder, 'socket/lock')), false);
  });
});
