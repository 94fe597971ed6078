import type { AddressObservation, Fact } from '../observation.ts';
import { features, intrusiveProbes } from '../observation.ts';

const notTested: Fact = { is: 'not-tested', why: 'not asked' };

/** What is known of an address, or of a block of a configuration file, before anything is: start of a record. */
export function blankFacts(address: string): AddressObservation {
  return {
    address,
    reachable: notTested,
    speaksTls: notTested,
    starttls: notTested,
    versions: {
      SSLv2: notTested,
      SSLv3: notTested,
      'TLS1.0': notTested,
      'TLS1.1': notTested,
      'TLS1.2': notTested,
      'TLS1.3': notTested,
    },
    suites: {},
    groups: {},
    signatureSchemes: {},
    dh: [],
    chains: [],
    alpn: [],
    features: untested(features),
    maxEarlyData: 0,
    intrusive: untested(intrusiveProbes),
    http: {
      https: { state: 'not-tested', why: notTested.why },
      plain: { state: 'not-tested', why: notTested.why },
    },
    inconsistent: [],
    connections: 0,
    retries: 0,
  };
}

/** The overload says what the loop does: every name of the list is a key. */
function untested<const T extends string>(names: readonly T[]): Readonly<Record<T, Fact>>;
function untested(names: readonly string[]): Readonly<Record<string, Fact>> {
  return Object.fromEntries(names.map((name) => [name, notTested]));
}
