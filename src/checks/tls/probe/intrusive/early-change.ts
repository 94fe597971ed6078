import { randomBytes } from 'node:crypto';
import { concat } from '../../wire/bytes.ts';
import { exchangeKeys } from '../../wire/client-key-exchange.ts';
import { encodeHandshake } from '../../wire/client-hello.ts';
import { finished12, keyBlock, masterSecret } from '../../wire/prf.ts';
import { cutKeys, Protection12 } from '../../wire/protection12.ts';
import { contentType, handshakeType, versionCodes } from '../../wire/protocol.ts';
import { suite12 } from '../../wire/suite12.ts';
import { converse } from '../converse.ts';
import type { Visit } from '../door.ts';
import { lost, told, type Heard } from '../insist.ts';
import { describeEnding } from '../session.ts';
import { hasKind, isKind, type Classic, type Speaker } from '../speak.ts';
import { greet, type Greeted } from './raw.ts';

/**
 * What a server that took an early ChangeCipherSpec expects of Finished: OpenSSL 1.0.1 computes it when it arrives, under
 * the real secret; older ones when the ChangeCipherSpec comes, under none.
 */
export type Finish = 'of-the-real-secret' | 'of-no-secret';

const secretBytes = 46;
const noSecret = new Uint8Array();

/**
 * The rest of a handshake after an early ChangeCipherSpec, under keys of an empty secret. True: the server went on with
 * it, which proves CVE-2014-0224; false: it refused.
 */
export async function goOnWithWeakKeys(
  visit: Visit,
  speaker: Speaker,
  { classic, finish }: { readonly classic: Classic; readonly finish: Finish },
): Promise<Heard<boolean>> {
  const greeted = await greet(visit, speaker, classic);
  if (greeted.kind === 'lost') return greeted;
  const { client, version } = greeted.value;
  const rest = restOf(greeted.value, finish);
  if (rest === undefined) return lost('key exchange parameters that cannot be used');
  client.sendRecord(contentType.changeCipherSpec, version, Uint8Array.of(1));
  client.sendRaw(rest);
  const heard = await converse(visit, client, isKind('change-cipher-spec'));
  if (hasKind(heard.messages, 'change-cipher-spec')) return told(true);
  const isRefused = heard.ending === 'closed' || heard.ending === 'alert';
  return isRefused ? told(false) : lost(`after the probe: ${describeEnding(heard)}`);
}

/** ClientKeyExchange and Finished, sealed. */
function restOf(greeted: Greeted, finish: Finish): Uint8Array | undefined {
  const { client, version, hello, messages, asked } = greeted;
  const suite = suite12(hello.suite);
  if (suite === undefined) return undefined;
  const certificate = messages.find((message) => message.kind === 'certificate');
  const exchanged = exchangeKeys({
    suite,
    version,
    offeredCode: versionCodes[asked.version],
    secret: randomBytes(secretBytes),
    leaf: certificate?.certificates[0]?.der,
    serverKey: messages.find((message) => message.kind === 'server-key-exchange'),
  });
  if (exchanged === undefined) return undefined;
  const derivation = { version, hash: suite.hash };
  const randoms = { client: asked.random, server: hello.random };
  const exchange = encodeHandshake(handshakeType.clientKeyExchange, exchanged.body);
  const data =
    finish === 'of-no-secret'
      ? finished12(derivation, noSecret, 'client', client.transcript)
      : finished12(
          derivation,
          masterSecret(derivation, exchanged.preMaster, randoms),
          'client',
          concat(client.transcript, exchange),
        );
  const keys = cutKeys(suite, keyBlock(derivation, noSecret, randoms));
  const sealing = new Protection12({ suite, version, encryptsThenMacs: false }, keys.client);
  const finished = encodeHandshake(handshakeType.finished, data);
  return concat(
    sealing.seal(contentType.handshake, exchange),
    sealing.seal(contentType.handshake, finished),
  );
}
