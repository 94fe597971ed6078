import { Buffer } from 'node:buffer';
import type { Connection, Received } from '../../../model/network.ts';

export interface Scripted extends Connection {
  /** All that was sent to it. */
  sent(): Buffer;
}

/** A connection that plays this script, whatever is sent to it; behind the last piece comes `after`, again and again. */
export function scripted(
  pieces: readonly (string | Uint8Array)[],
  after: Exclude<Received['kind'], 'data'> = 'timeout',
): Scripted {
  const left = [...pieces];
  const sent: Uint8Array[] = [];
  return {
    send: (bytes) => sent.push(bytes),
    receive: async () => {
      const next = left.shift();
      if (next === undefined) return { kind: after };
      return { kind: 'data', bytes: typeof next === 'string' ? Buffer.from(next, 'latin1') : next };
    },
    close: () => undefined,
    sent: () => Buffer.concat(sent),
  };
}
