import net from 'node:net';
import { chance } from './chance.ts';
import { listen, reset, type Listener } from './listener.ts';

/** Networks between a client and a good server: each passes connections on and spoils some of them. */

interface Place {
  readonly address: string;
  readonly port: number;
}

/** What becomes of one connection on its way. */
interface Way {
  /** Each may hold back, change or drop; `pass` sends on. */
  readonly up?: (bytes: Buffer, pass: (bytes: Buffer) => void) => void;
  readonly down?: (bytes: Buffer, pass: (bytes: Buffer) => void) => void;
  /** The server has closed its direction: calls `finish` when what is held back has been passed on. */
  readonly end?: (finish: () => void) => void;
  /** Called once, when everything is to be closed. */
  readonly over?: () => void;
}

/** Passes everything on and counts. */
export async function startCounting(target: Place): Promise<Listener> {
  return listen((client) => join(client, target, () => ({})));
}

/**
 * Breaks this share of the connections: at once, after the client's first bytes, or in the middle of the server's answer;
 * each is as likely.
 */
export async function startLossy(target: Place, share: number, seed: number): Promise<Listener> {
  const random = chance(seed);
  return listen((client) => {
    if (random() >= share) {
      join(client, target, () => ({}));
      return;
    }
    const moment = Math.floor(random() * 3);
    const breakOff = (): void => reset(client);
    if (moment === 0) breakOff();
    else if (moment === 1) client.once('data', breakOff);
    else {
      join(client, target, () => ({
        down: (bytes, pass) => {
          pass(bytes.subarray(0, bytes.length >> 1));
          // The first half has to leave before the connection breaks.
          setImmediate(breakOff);
        },
      }));
    }
  });
}

/** A round trip of this time: the client's connection, too, seems to need one. */
export async function startDelaying(target: Place, rttMs: number): Promise<Listener> {
  return listen((client) => {
    let isFirst = true;
    join(client, target, () => {
      const timers = new Set<NodeJS.Timeout>();
      const later = (ms: number, what: () => void): void => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          what();
        }, ms);
        timers.add(timer);
      };
      return {
        up: (bytes, pass) => {
          later(isFirst ? rttMs * 1.5 : rttMs / 2, () => pass(bytes));
          isFirst = false;
        },
        down: (bytes, pass) => later(rttMs / 2, () => pass(bytes)),
        end: (finish) => later(rttMs / 2, finish),
        over: () => timers.forEach((timer) => clearTimeout(timer)),
      };
    });
  });
}

/** The answer comes one byte at a time. */
export async function startDripping(target: Place, everyMs: number): Promise<Listener> {
  return listen((client) =>
    join(client, target, () => {
      const waiting: number[] = [];
      let send: ((bytes: Buffer) => void) | undefined;
      let finish: (() => void) | undefined;
      const timer = setInterval(() => {
        const next = waiting.shift();
        if (next !== undefined) send?.(Buffer.of(next));
        else finish?.();
      }, everyMs);
      return {
        down: (bytes, pass) => {
          send = pass;
          waiting.push(...bytes);
        },
        end: (end) => {
          finish = end;
        },
        over: () => clearInterval(timer),
      };
    }),
  );
}

/** The answer ends after so many bytes of it, in order or with a reset. */
export async function startCutting(
  target: Place,
  bytes: number,
  how: 'close' | 'reset',
): Promise<Listener> {
  return listen((client) => {
    let left = bytes;
    const cut = (): void => {
      if (how === 'close') client.end();
      else reset(client);
    };
    join(client, target, () => ({
      down: (chunk, pass) => {
        const part = chunk.subarray(0, left);
        left -= part.length;
        if (part.length > 0) pass(part);
        if (left === 0) setImmediate(cut);
      },
      end: (finish) => {
        if (left > 0) finish();
      },
    }));
  });
}

/** After so many connections it still takes them and says nothing any more. */
export async function startTarpit(target: Place, connections: number): Promise<Listener> {
  return listen((client, index) => {
    if (index < connections) join(client, target, () => ({}));
    else client.resume();
  });
}

/** More new connections than this in a second are reset, as a firewall does. */
export async function startRateLimit(target: Place, perSecond: number): Promise<Listener> {
  let [tokens, filledAt] = [perSecond, performance.now()];
  return listen((client) => {
    const now = performance.now();
    tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1000) * perSecond);
    filledAt = now;
    if (tokens < 1) reset(client);
    else {
      tokens -= 1;
      join(client, target, () => ({}));
    }
  });
}

/** Two servers behind one address, in turn: a farm that was not set up alike. */
export async function startFarm(targets: readonly [Place, ...Place[]]): Promise<Listener> {
  return listen((client, index) => {
    join(client, targets[index % targets.length] ?? targets[0], () => ({}));
  });
}

/** Every record of the server's handshake arrives as records of one byte; what is encrypted stays as it is. */
export async function startShredding(target: Place): Promise<Listener> {
  return listen((client) =>
    join(client, target, () => ({ down: byRecord((record) => shred(record)) })),
  );
}

/** A warning comes before everything else that the server says: `unrecognized_name` is a common one. */
export async function startWarning(target: Place): Promise<Listener> {
  return listen((client) => {
    let warned = false;
    join(client, target, () => ({
      down: (bytes, pass) => {
        if (!warned) pass(Buffer.of(21, 3, 1, 0, 2, 1, 112));
        warned = true;
        pass(bytes);
      },
    }));
  });
}

/** An alert of the server arrives in two records of one byte. */
export async function startSplittingAlerts(target: Place): Promise<Listener> {
  return listen((client) =>
    join(client, target, () => ({
      down: byRecord((record) => (record[0] === 21 ? shred(record) : [record])),
    })),
  );
}

const HANDSHAKE = 22;
const ALERT = 21;

/** Records of one byte each; others than handshake and alert are protected, or must not be cut. */
function shred(record: Buffer): readonly Buffer[] {
  const type = record[0];
  if (type !== HANDSHAKE && type !== ALERT) return [record];
  return [...record.subarray(5)].map((byte) =>
    Buffer.of(type, record[1] ?? 3, record[2] ?? 1, 0, 1, byte),
  );
}

/** Collects whole TLS records (RFC 8446 §5.1) and passes on what becomes of each. After a ChangeCipherSpec: as it is. */
function byRecord(change: (record: Buffer) => readonly Buffer[]): NonNullable<Way['down']> {
  let [held, isPlain] = [Buffer.alloc(0), true];
  return (bytes, pass) => {
    held = Buffer.concat([held, bytes]);
    while (held.length >= 5 && held.length >= 5 + held.readUInt16BE(3)) {
      const record = held.subarray(0, 5 + held.readUInt16BE(3));
      held = held.subarray(record.length);
      if (record[0] === 20) isPlain = false;
      for (const part of isPlain ? change(record) : [record]) pass(part);
    }
  };
}

function join(client: net.Socket, target: Place, open: () => Way): void {
  const server = net.connect({ host: target.address, port: target.port, noDelay: true });
  const way = open();
  let isOver = false;
  const over = (): void => {
    if (isOver) return;
    isOver = true;
    way.over?.();
    client.destroy();
    server.destroy();
  };
  const up = way.up ?? ((bytes, next) => next(bytes));
  const down = way.down ?? ((bytes, next) => next(bytes));
  client.on('data', (bytes) => up(bytes, passTo(server)));
  server.on('data', (bytes) => down(bytes, passTo(client)));
  client.on('end', () => server.end());
  server.on('end', () => {
    if (way.end === undefined) client.end();
    else way.end(() => client.end());
  });
  client.on('close', over);
  server.on('error', () => {
    if (!client.destroyed) reset(client);
    over();
  });
}

function passTo(socket: net.Socket): (bytes: Buffer) => void {
  return (bytes) => {
    if (socket.writable) socket.write(bytes);
  };
}
