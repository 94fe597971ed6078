import type { EndpointSummary, Quality, RatedItem } from '../../../model/endpoint-summary.ts';
import { type Offered, viewOf } from '../grade/view.ts';
import { protocolVersions } from '../observation.ts';
import type { Graded, Profile } from '../profile.ts';
import type { Subject } from '../subject.ts';
import { groupByCode } from '../tables/groups.ts';
import type { Suite } from '../tables/suite.ts';
import { suiteByName } from '../tables/suites.ts';

const worstFirst: readonly Quality[] = ['bad', 'weak', 'unknown', 'sufficient', 'good'];

/** Every suite once, bad ones first, then by strength and name, with the versions that take it. */
export function suitesOf(
  subjects: readonly Subject[],
  profile: Profile,
): EndpointSummary['suites'] {
  const byCode = new Map<number, { offered: Offered; versions: Set<string> }>();
  for (const offered of subjects.flatMap((subject) => viewOf(subject).suites)) {
    const known = byCode.get(offered.code) ?? { offered, versions: new Set() };
    known.versions.add(offered.version);
    byCode.set(offered.code, known);
  }
  return [...byCode.values()]
    .map(
      ({ offered: { suite, code }, versions }) =>
        ({
          name: suite?.name ?? `0x${code.toString(16).padStart(4, '0')}`,
          quality: suite === undefined ? 'unknown' : suiteQuality(suite, profile),
          note: suite === undefined ? 'not in the registry' : suiteNote(suite),
          versions: protocolVersions.filter((version) => versions.has(version)),
        }) as const,
    )
    .toSorted(compare);
}

/** What is broken is bad whatever the profile says of it. */
function suiteQuality(suite: Suite, profile: Profile): Quality {
  if (isBroken(suite)) return 'bad';
  if (profile.suites !== undefined) return graded(suite.name, profile.suites, 'weak');
  if (!suite.hasForwardSecrecy || suite.mode !== 'aead') return 'weak';
  return suite.bits >= 256 ? 'good' : 'sufficient';
}

function isBroken(suite: Suite): boolean {
  return (
    suite.bits < 128 ||
    suite.isExport ||
    suite.authentication === 'none' ||
    suite.cipher === 'RC4' ||
    suite.blockBits === 64 ||
    suite.mac === 'md5'
  );
}

function graded(name: string, lists: Graded, otherwise: Quality): Quality {
  if (lists.good.includes(name)) return 'good';
  if (lists.sufficient.includes(name)) return 'sufficient';
  return lists.phaseOut.includes(name) ? 'weak' : otherwise;
}

/** `256 bits, AEAD, forward secrecy`, or what is wrong. */
function suiteNote(suite: Suite): string {
  const flaws = [
    suite.bits === 0 && 'no encryption',
    suite.authentication === 'none' && 'no authentication',
    suite.isExport && 'export',
    suite.cipher === 'RC4' && 'RC4',
    suite.blockBits === 64 && '64-bit blocks',
    !suite.hasForwardSecrecy && 'no forward secrecy',
    suite.mode === 'cbc' && 'CBC',
    suite.mac === 'md5' && 'MD5',
  ].filter((flaw) => flaw !== false);
  const size = suite.bits === 0 ? [] : [`${suite.bits} bits`];
  return [...size, ...flaws].join(', ');
}

function compare(
  a: EndpointSummary['suites'][number],
  b: EndpointSummary['suites'][number],
): number {
  const byQuality = worstFirst.indexOf(a.quality) - worstFirst.indexOf(b.quality);
  if (byQuality !== 0) return byQuality;
  // Bad and weak ones: the oldest version first; good ones: the newest first.
  const side = a.quality === 'bad' || a.quality === 'weak' ? 1 : -1;
  // The weakest bad one first, the strongest good one first.
  const byStrength = side * (bitsOf(a) - bitsOf(b));
  return side * (oldest(a) - oldest(b)) || byStrength || (a.name < b.name ? -1 : 1);
}

function bitsOf({ name }: RatedItem): number {
  return suiteByName(name)?.bits ?? 0;
}

function oldest({ versions }: EndpointSummary['suites'][number]): number {
  return protocolVersions.findIndex((version) => version === versions[0]);
}

/** Named groups, post-quantum first. */
export function groupsOf(subjects: readonly Subject[], profile: Profile): readonly RatedItem[] {
  const codes = new Set(
    subjects.flatMap(({ facts }) =>
      (['TLS1.3', 'TLS1.2'] as const).flatMap((version) => facts.groups[version]?.codes ?? []),
    ),
  );
  const curves = [...codes].map((code): RatedItem => {
    const group = groupByCode(code);
    if (group === undefined) {
      return {
        name: `0x${code.toString(16).padStart(4, '0')}`,
        quality: 'unknown',
        note: 'not in the registry',
      };
    }
    const isWeak = group.kind === 'classical' && group.bits < 224;
    const listed =
      profile.groups === undefined
        ? 'sufficient'
        : graded(group.name, profile.groups, 'sufficient');
    return {
      name: group.name,
      quality: isWeak ? 'bad' : isPostQuantum(code) && listed === 'weak' ? 'sufficient' : listed,
      note: isPostQuantum(code) ? 'post-quantum' : '',
    };
  });
  return [...curves, ...dhOf(subjects, profile)].toSorted(
    (a, b) => Number(b.note === 'post-quantum') - Number(a.note === 'post-quantum'),
  );
}

export function isPostQuantum(code: number): boolean {
  const kind = groupByCode(code)?.kind;
  return kind === 'hybrid' || kind === 'post-quantum';
}

/** Finite-field groups, by size. */
function dhOf(subjects: readonly Subject[], { minDhBits = 2048 }: Profile): readonly RatedItem[] {
  const items = new Map<string, RatedItem>();
  for (const { bits, known } of subjects.flatMap(({ facts }) => facts.dh)) {
    const name = `DH ${bits} bits`;
    const quality = bits < 1024 ? 'bad' : bits < minDhBits ? 'weak' : 'sufficient';
    items.set(`${name} ${known ?? ''}`, { name, quality, note: known ?? 'own group' });
  }
  return [...items.values()];
}
