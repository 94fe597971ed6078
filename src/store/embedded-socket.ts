import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { FrameReader } from './protocol-frames.ts';

/** More than the pools of one service and its queue open. */
const MAX_CONNECTIONS = 100;
/** Asks for encryption, by TLS or by GSSAPI (PostgreSQL 18, §54.7): there is none on a socket of one user. */
const REFUSED = Buffer.from('N');

/**
 * Serves a PGlite on a Unix socket in PostgreSQL's protocol (version 3.0, chapter 54). It has one session for all connections, with
 * one unnamed statement: so what a connection sends up to its Sync is done as one, and while it has a transaction open nobody
 * else is served. Named statements and LISTEN are shared by all, and not for use. `onFailure` is told when the database itself
 * has broken, after which nothing is served.
 */
export function serveOnSocket(
  db: PGlite,
  path: string,
  onFailure: (error: unknown) => void,
): Promise<Server> {
  const turns = new Turns(db, onFailure);
  const server = createServer((socket) => turns.welcome(socket));
  server.maxConnections = MAX_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

interface Session {
  readonly socket: Socket;
  /** Whole batches that nobody has done yet. */
  readonly waiting: Uint8Array[];
  hasEnded: boolean;
}

/** Whose turn it is: in the order of arrival, but for whoever has a transaction open. */
class Turns {
  readonly #db: PGlite;
  readonly #onFailure: (error: unknown) => void;
  #queue: Session[] = [];
  #holder: Session | undefined;
  #isRunning = false;

  constructor(db: PGlite, onFailure: (error: unknown) => void) {
    this.#db = db;
    this.#onFailure = onFailure;
  }

  welcome(socket: Socket): void {
    const session: Session = { socket, waiting: [], hasEnded: false };
    const frames = new FrameReader({
      onBatch: (bytes) => {
        session.waiting.push(bytes);
        this.#queue.push(session);
        void this.#run();
      },
      onEncryption: () => socket.write(REFUSED),
    });
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      if (!frames.write(chunk)) socket.destroy();
    });
    // It is followed by `close`.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      session.hasEnded = true;
      this.#queue = this.#queue.filter((each) => each !== session);
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        await this.#serve(next);
      }
      this.#isRunning = false;
    } catch (error) {
      // It stays as it is: a database that has broken answers nobody.
      this.#onFailure(error);
    }
  }

  /** Undefined: nobody asks, or whoever has a transaction open is silent. */
  #next(): Session | undefined {
    if (this.#holder === undefined) return this.#queue.shift();
    if (this.#holder.hasEnded) return this.#holder;
    const at = this.#queue.indexOf(this.#holder);
    return at === -1 ? undefined : this.#queue.splice(at, 1)[0];
  }

  async #serve(session: Session): Promise<void> {
    if (session.hasEnded) {
      // Whoever left in the midst of a transaction has not committed it.
      if (this.#db.isInTransaction()) await this.#db.exec('rollback');
      this.#holder = undefined;
      return;
    }
    const batch = session.waiting.shift();
    if (batch === undefined) return;
    await this.#db.execProtocolRawStream(batch, {
      // The bytes are a view of memory that the next answer is written to.
      onRawData: (bytes) => void session.socket.write(Buffer.from(bytes)),
    });
    this.#holder = this.#db.isInTransaction() ? session : undefined;
  }
}
