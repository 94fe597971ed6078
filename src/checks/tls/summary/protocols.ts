import type { EndpointSummary, Quality } from '../../../model/endpoint-summary.ts';
import { spaced } from '../grade/changes.ts';
import { type ProtocolVersion, protocolVersions } from '../observation.ts';
import type { Profile } from '../profile.ts';
import type { Subject } from '../subject.ts';
import { mergeFact, note, possible } from './facts.ts';

/** Every version, the newest first. */
export function protocolsOf(
  subjects: readonly Subject[],
  profile: Profile,
): EndpointSummary['protocols'] {
  return protocolVersions.toReversed().map((version) => {
    const fact = mergeFact(subjects, ({ versions }) => versions[version]);
    const offered = fact.is === 'not-tested' ? fact.is : possible(fact);
    const told = offered === 'unknown' ? `could not be told: ${fact.why}` : '';
    return {
      name: spaced(version),
      offered,
      quality: quality(version, offered, profile),
      note: note(told, fact.where),
    };
  });
}

function quality(
  version: ProtocolVersion,
  offered: EndpointSummary['protocols'][number]['offered'],
  { versions }: Profile,
): Quality {
  if (offered === 'unknown' || offered === 'not-tested') return 'unknown';
  if (offered === 'no') return versions.required.includes(version) ? 'weak' : 'good';
  if (versions.good.includes(version)) return 'good';
  if (versions.sufficient.includes(version)) return 'sufficient';
  return versions.phaseOut.includes(version) ? 'weak' : 'bad';
}
