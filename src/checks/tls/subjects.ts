import type { EndpointRecord, EndpointSetting } from '../../model/endpoint-check.ts';
import type { TlsSettings, ZoneSettings } from '../../model/tls-settings.ts';
import type { AddressObservation, Observation } from './observation.ts';
import { OBSERVATION_FORMAT } from './observation.ts';
import { resolveProfile } from './profiles/resolve.ts';
import { blankFacts } from './record/blank.ts';
import type { Subject, Zone } from './subject.ts';

type SharedKeys = Subject['sharedKeys'];

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
  sharedKeys: SharedKeys,
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
    chains: [],
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

/** Which endpoints use which key: names with their zones, by SHA-256 of the SubjectPublicKeyInfo. */
export function sharedKeysOf(_observations: readonly Observation[]): SharedKeys {
  return new Map();
}
