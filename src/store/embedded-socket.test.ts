import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openDatabase, type Database } from './database.ts';
import { embedded } from './tests/databases.ts';

describe('the socket of the embedded database', () => {
  let connection: Awaited<ReturnType<typeof embedded.connection>>;
  let database: Database;
  before(async () => {
    connection = await embedded.connection();
    database = openDatabase({ connection, maxConnections: 8 });
  });
  after(() => database.close());

  test('a long statement that arrives in parts is not mixed up with those of others', async () => {
    const long = 'x'.repeat(3 * 2 ** 20);
    const digest = createHash('md5').update(long).digest('hex');
    const ask = async (who: number): Promise<void> => {
      const name = `connection ${who}`;
      for (let round = 0; round < 15; round += 1) {
        const [row] = await (who < 2
          ? database.query<{ a: string; b: string }>('select md5($1::text) as a, $2::text as b', [
              long,
              name,
            ])
          : database.query<{ a: string; b: string }>('select $1::text as a, $2::text as b', [
              digest,
              name,
            ]));
        assert.deepEqual(row, { a: digest, b: name });
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(ask));
  });

  test('an error in one statement is the answer to that one only', async () => {
    const answers = await Promise.allSettled([
      database.query('select $1::integer', ['nonsense']),
      database.query('select 1 as one'),
      database.query('select nothing from nowhere'),
      database.query<{ two: number }>('select $1::integer as two', [2]),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      ['rejected', 'fulfilled', 'rejected', 'fulfilled'],
    );
  });

  test('whoever goes in the midst of a transaction has not done it, and keeps nobody waiting', async () => {
    await database.query('drop table if exists kept; create table kept (n integer)');
    const socket = await open();
    socket.write(query('begin; insert into kept values (1)'));
    await said(socket, 'Z');
    const waiting = database.query('select n from kept');
    socket.destroy();
    assert.deepEqual(await waiting, []);
  });

  test('what is no message ends the connection, and that one only', async () => {
    for (const nonsense of [Buffer.alloc(64, 0xff), Buffer.from('GET / HTTP/1.1\r\n\r\n')]) {
      const socket = connect(place());
      socket.write(nonsense);
      socket.resume();
      await new Promise((resolve) => socket.once('close', resolve));
    }
    assert.deepEqual(await database.query('select 1 as one'), [{ one: 1 }]);
  });

  test('a client that asks for encryption is told that there is none, and goes on', async () => {
    const socket = connect(place());
    socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
    assert.equal((await said(socket, 'N')).toString(), 'N');
    socket.write(START);
    await said(socket, 'Z');
    socket.destroy();
  });

  const place = (): string => path.join(String(connection.host), '.s.PGSQL.5432');
  const open = async (): Promise<Socket> => {
    const socket = connect(place());
    // One byte at a time: messages end where their length says, not where a packet does.
    for (const byte of START) socket.write(Buffer.from([byte]));
    await said(socket, 'Z');
    return socket;
  };
});

const START = started('user\0postgres\0database\0postgres\0\0');

function started(parameters: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + parameters.length, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, Buffer.from(parameters)]);
}

function query(text: string): Buffer {
  const head = Buffer.from('Q0000');
  head.writeInt32BE(4 + text.length + 1, 1);
  return Buffer.concat([head, Buffer.from(`${text}\0`)]);
}

/** What arrives until the letter of a message has. */
function said(socket: Socket, letter: string): Promise<Buffer> {
  return new Promise((resolve) => {
    let all = Buffer.alloc(0);
    const look = (chunk: Buffer): void => {
      all = Buffer.concat([all, chunk]);
      if (!all.includes(letter)) return;
      socket.off('data', look);
      resolve(all);
    };
    socket.on('data', look);
  });
}
