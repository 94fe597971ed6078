import type { Accepted, Fact } from '../observation.ts';
import { describeAlert } from '../tables/alerts.ts';
import { concat } from '../wire/bytes.ts';
import { encodeSslv2ClientHello, parseSslv2Answer, type Sslv2Answer } from '../wire/sslv2.ts';
import type { Visit } from './door.ts';
import { insist, lost, told, type Heard } from './insist.ts';
import type { Scene } from './scene.ts';

/** What SSLv2 says: one answer tells whether it is spoken, and with which ciphers. */
export interface Ssl2Facts {
  readonly version: Fact;
  readonly suites?: Accepted;
  /** DER. */
  readonly certificate?: Uint8Array;
}

type Answered = Exclude<Sslv2Answer, { kind: 'incomplete' | 'malformed' }> | { kind: 'closed' };

/** Constant, as all that goes into questions: nothing secret depends on it. */
const CHALLENGE: Uint8Array = Uint8Array.from(
  { length: 16 },
  (_, index) => (index * 29 + 7) & 0xff,
);
const UNRECOGNIZED_NAME = 112;
const MAX_ANSWER_BYTES = 65_536;
/** A close is a refusal when it is repeated, beside hellos that are answered. */
const CLOSES_FOR_NO = 2;

/** SSLv2 in one hello (two, where the server says no by closing). */
export async function ssl2Facts({ asker, map }: Pick<Scene, 'asker' | 'map'>): Promise<Ssl2Facts> {
  for (let closes = 0; closes < CLOSES_FOR_NO; closes++) {
    const heard = await insist(asker.door, ask);
    if (heard.kind === 'lost') return { version: { is: 'inconclusive', why: heard.why } };
    if (heard.value.kind !== 'closed') return factsOf(heard.value);
  }
  if (map.first.size === 0) return { version: { is: 'inconclusive', why: 'closed' } };
  return { version: { is: 'no', why: `closed ${CLOSES_FOR_NO} times, TLS is answered` } };
}

async function ask({ connection, remainingMs }: Visit): Promise<Heard<Answered>> {
  connection.send(encodeSslv2ClientHello(CHALLENGE));
  let bytes: Uint8Array = new Uint8Array();
  for (;;) {
    const waitMs = remainingMs();
    if (waitMs <= 0) return lost('timeout');
    const received = await connection.receive(waitMs);
    if (received.kind === 'end' && bytes.length === 0) return told({ kind: 'closed' });
    if (received.kind !== 'data') return lost(received.kind);
    bytes = concat(bytes, received.bytes);
    const answer = parseSslv2Answer(bytes);
    if (answer.kind === 'malformed') return lost(answer.why);
    if (answer.kind !== 'incomplete') return told(answer);
    if (bytes.length > MAX_ANSWER_BYTES) return lost('an answer without an end');
  }
}

function factsOf(answer: Exclude<Answered, { kind: 'closed' }>): Ssl2Facts {
  switch (answer.kind) {
    case 'error':
      return { version: { is: 'no', why: `SSLv2 error ${answer.code}` } };
    case 'alert':
      // Minds the name that SSLv2 has no place for: nothing about SSLv2.
      if (answer.description === UNRECOGNIZED_NAME) {
        return {
          version: { is: 'inconclusive', why: `alert ${describeAlert(UNRECOGNIZED_NAME)}` },
        };
      }
      return { version: { is: 'no', why: `alert ${describeAlert(answer.description)}` } };
    case 'server-hello': {
      const { kinds, certificate } = answer;
      const why = kinds.length === 0 ? 'SERVER-HELLO without a cipher' : 'SERVER-HELLO';
      return {
        version: { is: 'yes', why },
        suites: {
          codes: kinds,
          complete: { is: 'yes', why: 'the SERVER-HELLO lists all' },
          // The client chooses (draft-hickman-netscape-ssl-00 §2.6).
          order: 'client',
        },
        ...(certificate === undefined ? {} : { certificate }),
      };
    }
  }
}
