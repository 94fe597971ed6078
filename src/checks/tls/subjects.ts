import type { EndpointRecord, EndpointSetting } from '../../model/endpoint-check.ts';
import type { TlsSettings, ZoneSettings } from '../../model/tls-settings.ts';
import type { Certificate } from './certificate/certificate.ts';
import { certificatesOf, judgeChain } from './certificate/judge-chain.ts';
import { type BySubject, bySubject } from './certificate/roots.ts';
import type { AddressObservation, Observation } from './observation.ts';
import { OBSERVATION_FORMAT } from './observation.ts';
import { resolveProfile } from './profiles/resolve.ts';
import { blankFacts } from './record/blank.ts';
import type { Subject, Zone } from './subject.ts';

/** What records are judged under. */
export interface EvaluationContext {
  readonly settings: TlsSettings;
  readonly of: ReadonlyMap<string, EndpointSetting>;
  readonly now: string;
}

/** One subject for each address; one that was not reached where there are none. */
export function subjectsOf(
  observation: Observation,
  { settings, of, now }: EvaluationContext,
  { sharedKeys, known }: Neighbours,
): readonly Subject[] {
  const setting = of.get(observation.endpoint);
  const zoneSettings = zoneNamed(settings, setting?.endpoint.zone ?? observation.zone);
  const profile = resolveProfile(
    settings,
    setting?.endpoint.profile ?? zoneSettings.profile ?? settings.profile,
  );
  const zone = zoneOf(zoneSettings);
  const previous = setting?.previous;
  return addressesOf(observation).map((facts) => ({
    origin: 'endpoint',
    facts,
    observation,
    chains: facts.chains.map((chain) => judgeChain(chain, observation, { zone, known })),
    profile,
    zone,
    now,
    ...(previous !== undefined && isObservation(previous) ? { previous } : {}),
    ...(setting?.isDeclared === undefined ? {} : { isDeclared: setting.isDeclared }),
    sharedKeys,
  }));
}

function addressesOf(observation: Observation): readonly AddressObservation[] {
  if (observation.addresses.length > 0) return observation.addresses;
  return [
    {
      ...blankFacts(observation.host),
      // That no server of names could be asked proves nothing.
      reachable: {
        is: observation.resolved.is === 'no' ? 'no' : 'inconclusive',
        why: `name not resolved: ${observation.resolved.why}`,
      },
    },
  ];
}

/** The format names the type: records of others are not taken. */
function isObservation(record: EndpointRecord): record is Observation {
  return record.format === OBSERVATION_FORMAT;
}

/** The zone of that name; of one that the policy does not know any more, a public one. */
function zoneNamed({ zones }: TlsSettings, name: string): ZoneSettings {
  return (
    zones.find((zone) => zone.name === name) ?? {
      name,
      isPublic: true,
      anchors: [],
      onlyOwnAnchors: false,
      intrusive: false,
    }
  );
}

function zoneOf({ name, isPublic, anchors, onlyOwnAnchors }: ZoneSettings): Zone {
  return {
    name,
    isPublic,
    anchors: anchors.map((der) => Buffer.from(der, 'base64')),
    onlyOwnAnchors,
  };
}

/** What endpoints of a run know of each other. */
export interface Neighbours {
  readonly sharedKeys: Subject['sharedKeys'];
  /** Intermediates that were sent by any of them. */
  readonly known: BySubject;
}

/** A run of thousands of endpoints shows a few hundred intermediates; what is beyond helps nobody. */
const maxKnown = 5000;

export function neighboursOf(observations: readonly Observation[]): Neighbours {
  const sharedKeys = new Map<string, SharedKey[]>();
  const known = new Map<string, Certificate>();
  for (const observation of observations) {
    const leaves = new Set(
      observation.addresses.flatMap(({ chains }) => chains.flatMap(({ sent }) => sent[0] ?? [])),
    );
    for (const certificate of certificatesOf(observation)) {
      if (leaves.has(certificate.fingerprint)) share(sharedKeys, certificate.spki, observation);
      const isIntermediate = certificate.isCa && !certificate.isSelfIssued;
      if (isIntermediate && known.size < maxKnown) known.set(certificate.fingerprint, certificate);
    }
  }
  const sorted = [...known.values()].toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  return { sharedKeys, known: bySubject(sorted) };
}

type SharedKey = NonNullable<ReturnType<Subject['sharedKeys']['get']>>[number];

function share(
  sharedKeys: Map<string, SharedKey[]>,
  spki: string,
  { endpoint, zone, addresses }: Observation,
): void {
  const users = sharedKeys.get(spki) ?? [];
  sharedKeys.set(spki, users);
  // Two certificates of one endpoint may have one key.
  if (users.some((user) => user.endpoint === endpoint)) return;
  const acceptsSslv2 = addresses.some(({ versions }) => versions.SSLv2.is === 'yes');
  users.push({ endpoint, zone, acceptsSslv2 });
}
