import type { ChainVerdict } from './certificate/verdict.ts';
import type { AddressObservation, Observation } from './observation.ts';
import type { Profile } from './profile.ts';

/** A group of settings of a server. */
export const aspects = [
  'protocols',
  'suites',
  'suite-order',
  'groups',
  'dh-parameters',
  'certificate',
  'stapling',
  'session',
  'early-data',
  'renegotiation',
  'compression',
  'client-certificate',
  'alpn',
  'hsts',
  'redirect',
  'headers',
  'implementation',
  'endpoint',
] as const;
export type Aspect = (typeof aspects)[number];

/** Where an endpoint stands, as the policy says. */
export interface Zone {
  readonly name: string;
  /** Reached from the internet: certificate transparency and public trust are expected. */
  readonly isPublic: boolean;
  /** DER of roots that are trusted besides the public ones. */
  readonly anchors: readonly Uint8Array[];
  /** Only the zone's own anchors are trusted. */
  readonly onlyOwnAnchors: boolean;
}

/** All that a rule may look at: one address of an endpoint, or one server block of a configuration file. */
export interface Subject {
  readonly origin: 'endpoint' | 'configuration';
  readonly facts: AddressObservation;
  /** The observation that `facts` is part of; of a configuration one is made up with nothing else in it. */
  readonly observation: Observation;
  /** What became of each chain of `facts.chains`, in that order. */
  readonly chains: readonly ChainVerdict[];
  readonly profile: Profile;
  readonly zone: Zone;
  /** ISO 8601. */
  readonly now: string;
  /** The observation before this one, for drift. */
  readonly previous?: Observation;
  /** Whether the inventory declares the endpoint; undefined: there is no inventory. */
  readonly isDeclared?: boolean;
  /** Endpoints in the run that use the same key, with their zones, by SHA-256 of the SPKI. */
  readonly sharedKeys: ReadonlyMap<
    string,
    readonly {
      readonly endpoint: string;
      readonly zone: string;
      readonly acceptsSslv2?: boolean;
    }[]
  >;
}
