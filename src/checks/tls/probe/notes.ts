import type { Fact, Feature, ProtocolVersion } from '../observation.ts';
import { protocolVersions } from '../observation.ts';
import { suiteByCode } from '../tables/suites.ts';
import { extensionType } from '../wire/extensions.ts';
import type { Question } from './ask.ts';
import type { Flight } from './flight.ts';

/** Features that handshakes up to TLS 1.2 show along the way. */
type Shown = Extract<
  Feature,
  | 'extended-master-secret'
  | 'secure-renegotiation'
  | 'compression'
  | 'encrypt-then-mac'
  | 'session-ticket'
  | 'heartbeat'
  | 'ocsp-staple'
  | 'client-certificate-request'
  | 'downgrade-marker'
>;

interface Reading {
  readonly feature: Shown;
  /** undefined: this handshake does not say. */
  readonly read: (flight: Flight) => boolean | undefined;
  readonly yes: string;
  readonly no: string;
  /** All handshakes of one server agree; where they do not, there are several servers. */
  readonly isConstant: boolean;
}

function extension(type: number): (flight: Flight) => boolean {
  return ({ hello }) => hello.extensions.some((one) => one.type === type);
}

function notBelowTls(read: (flight: Flight) => boolean): (flight: Flight) => boolean | undefined {
  return (flight) => (flight.version === 'SSLv3' ? undefined : read(flight));
}

const readings: readonly Reading[] = [
  {
    feature: 'extended-master-secret',
    read: notBelowTls(extension(extensionType.extendedMasterSecret)),
    yes: 'in the ServerHello',
    no: 'not in the ServerHello',
    isConstant: true,
  },
  {
    feature: 'secure-renegotiation',
    read: extension(extensionType.renegotiationInfo),
    yes: 'in the ServerHello',
    no: 'not in the ServerHello',
    isConstant: true,
  },
  {
    feature: 'compression',
    read: ({ hello }) => hello.compression !== 0,
    yes: 'DEFLATE chosen',
    no: 'offered and not chosen',
    isConstant: true,
  },
  {
    feature: 'encrypt-then-mac',
    read: (flight) =>
      suiteByCode(flight.hello.suite)?.mode === 'cbc'
        ? extension(extensionType.encryptThenMac)(flight)
        : undefined,
    yes: 'in the ServerHello with a CBC suite',
    no: 'not in the ServerHello with a CBC suite',
    isConstant: false,
  },
  {
    feature: 'session-ticket',
    read: extension(extensionType.sessionTicket),
    yes: 'in the ServerHello',
    no: 'not in the ServerHello',
    isConstant: false,
  },
  {
    feature: 'heartbeat',
    read: extension(extensionType.heartbeat),
    yes: 'in the ServerHello',
    no: 'not in the ServerHello',
    isConstant: false,
  },
  {
    feature: 'ocsp-staple',
    read: ({ messages }) => {
      if (messages.some(({ kind }) => kind === 'certificate-status')) return true;
      return messages.some(({ kind }) => after.has(kind)) ? false : undefined;
    },
    yes: 'CertificateStatus came',
    no: 'no CertificateStatus, although it was asked for',
    isConstant: false,
  },
  {
    feature: 'client-certificate-request',
    read: ({ messages }) => {
      if (messages.some(({ kind }) => kind === 'certificate-request')) return true;
      return messages.some(({ kind }) => kind === 'server-hello-done') ? false : undefined;
    },
    yes: 'CertificateRequest came',
    no: 'no CertificateRequest',
    isConstant: false,
  },
  {
    feature: 'downgrade-marker',
    read: ({ hello }) => hello.downgradeFrom !== undefined,
    yes: 'in the random of a lower version',
    no: 'not in the random of a lower version',
    isConstant: false,
  },
];

/** What comes behind the place of a CertificateStatus (RFC 6066 §8). */
const after: ReadonlySet<string> = new Set(['server-key-exchange', 'server-hello-done']);

interface Count {
  yes: number;
  no: number;
}

/** Counts what handshakes up to TLS 1.2 show; the newest version that shows a feature decides about it. */
export class Notes {
  readonly #counts = new Map<string, Count>();

  add(flight: Flight, question: Question): void {
    // A default host may be another server behind the same address.
    if (flight.version === 'TLS1.3' || question.serverName === null) return;
    for (const { feature, read } of readings) {
      const is = read(flight);
      if (is === undefined) continue;
      const key = `${feature} ${flight.version}`;
      const count = this.#counts.get(key) ?? { yes: 0, no: 0 };
      count[is ? 'yes' : 'no'] += 1;
      this.#counts.set(key, count);
    }
  }

  /** Only features that were asked for: a compact hello asks for few. */
  facts(isCompact: boolean): Partial<Record<Feature, Fact>> {
    const facts: Partial<Record<Feature, Fact>> = {};
    for (const reading of readings) {
      const newest = this.#newest(reading.feature);
      if (newest === undefined) continue;
      const [version, count] = newest;
      const fact = judge(reading, version, count);
      const isUnasked = isCompact && fact.is === 'no' && !withoutAsking.has(reading.feature);
      facts[reading.feature] = isUnasked
        ? { is: 'not-tested', why: 'the server takes short hellos only' }
        : fact;
    }
    return facts;
  }

  /** Where one address answered like several servers. */
  inconsistencies(): readonly string[] {
    return readings.flatMap(({ feature, isConstant }) => {
      const newest = this.#newest(feature);
      if (!isConstant || newest === undefined) return [];
      const [version, { yes, no }] = newest;
      return yes > 0 && no > 0 ? [`${feature}: ${version} with and without it`] : [];
    });
  }

  #newest(feature: Shown): readonly [ProtocolVersion, Count] | undefined {
    for (const version of protocolVersions.toReversed()) {
      const count = this.#counts.get(`${feature} ${version}`);
      if (count !== undefined) return [version, count];
    }
    return undefined;
  }
}

const withoutAsking: ReadonlySet<Feature> = new Set([
  'secure-renegotiation',
  'client-certificate-request',
  'downgrade-marker',
]);

function judge(reading: Reading, version: ProtocolVersion, { yes, no }: Count): Fact {
  if (yes === 0) return { is: 'no', why: `${version}: ${reading.no}` };
  const isMixed = no > 0 && reading.isConstant && reading.feature !== 'compression';
  return isMixed
    ? { is: 'inconclusive', why: `${version}: with and without it` }
    : { is: 'yes', why: `${version}: ${reading.yes}` };
}
