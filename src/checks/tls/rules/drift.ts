import type { AddressObservation, HttpFacts, Observation } from '../observation.ts';
import { protocolVersions } from '../observation.ts';
import type { TlsRule } from '../rule.ts';
import { suiteByCode } from '../tables/suites.ts';
import { addressExcerpt, defineRule } from './define.ts';
import { groupName } from './groups.ts';
import { fail, notApplicable, pass } from './verdicts.ts';

/** Without a page of JSON: so many changes are told. */
const maxChanges = 60;

export const driftRules: readonly TlsRule[] = [
  defineRule({
    slug: 'endpoint-drift',
    title: 'The endpoint is not as it was',
    severity: 'info',
    about: 'endpoint',
    what: 'Versions, suites, groups, the certificate or its key, HSTS or the addresses differ from the observation before. What could not be told on one of the sides is no change.',
    why: 'A change that nobody planned is the first sign of a wrong deployment or of somebody in between.',
    fix: 'Make sure that the change was meant; the next scan compares with this one.',
    references: ['https://csrc.nist.gov/pubs/sp/800/128/upd1/final'],
    cwe: [1188],
    owasp: ['A02:2025'],
    tags: ['endpoint'],
    hit: [
      [
        [addressExcerpt({ versions: { 'TLS1.0': { is: 'yes', why: 'handshake' } } }), {}],
        'TLS 1.0 was there before',
      ],
      [
        [{}, addressExcerpt({ suites: { 'TLS1.2': { codes: [0xc02c, 0xc02b, 0x009c] } } })],
        'suites came and went',
      ],
    ],
    ok: [
      [[{}, {}], 'nothing changed'],
      [
        [{}, addressExcerpt({ versions: { 'TLS1.0': { is: 'inconclusive', why: 'reset' } } })],
        'what could not be told is no change',
      ],
    ],
    judge({ facts, observation, previous }) {
      if (previous === undefined) return notApplicable;
      const changes = driftOf(facts, observation, previous);
      if (changes.length === 0) return pass;
      return fail('The endpoint is not as it was', changes.slice(0, maxChanges));
    },
  }),
];

/** What changed at one address since the observation before, one short claim each. */
export function driftOf(
  facts: AddressObservation,
  observation: Observation,
  previous: Observation,
): readonly string[] {
  const same = previous.addresses.find(({ address }) => address === facts.address);
  const before = same ?? previous.addresses[0];
  if (before === undefined) return [];
  return [
    ...(same === undefined ? [`new address ${facts.address}`] : []),
    ...reachChange(before, facts),
    ...versionChanges(before, facts),
    ...suiteChanges(before, facts),
    ...groupChanges(before, facts),
    ...certificateChanges(before, facts, observation),
    ...hstsChange(before.http.https, facts.http.https),
  ];
}

function reachChange(before: AddressObservation, now: AddressObservation): readonly string[] {
  const [was, is] = [before.reachable.is, now.reachable.is];
  if (was === 'yes' && is === 'no') return ['no longer reachable'];
  return was === 'no' && is === 'yes' ? ['reachable again'] : [];
}

function versionChanges(before: AddressObservation, now: AddressObservation): readonly string[] {
  return protocolVersions.flatMap((version) => {
    const [was, is] = [before.versions[version].is, now.versions[version].is];
    if (was === 'no' && is === 'yes') return [`${version} is new`];
    return was === 'yes' && is === 'no' ? [`${version} is gone`] : [];
  });
}

/** Only of versions whose suites were all told both times, and which are there both times. */
function suiteChanges(before: AddressObservation, now: AddressObservation): readonly string[] {
  return protocolVersions.flatMap((version) =>
    listChanges(before.suites[version], now.suites[version]).map(
      ([code, change]) =>
        `${version}: ${suiteByCode(code)?.name ?? `0x${code.toString(16)}`} ${change}`,
    ),
  );
}

function groupChanges(before: AddressObservation, now: AddressObservation): readonly string[] {
  return (['TLS1.2', 'TLS1.3'] as const).flatMap((era) =>
    listChanges(before.groups[era], now.groups[era]).map(
      ([code, change]) => `${era}: ${groupName(code)} ${change}`,
    ),
  );
}

type Accepted = AddressObservation['suites']['TLS1.2'];

function listChanges(before: Accepted, now: Accepted): readonly (readonly [number, string])[] {
  if (before?.complete.is !== 'yes' || now?.complete.is !== 'yes') return [];
  const [was, is] = [new Set(before.codes), new Set(now.codes)];
  return [
    ...[...is].filter((code) => !was.has(code)).map((code) => [code, 'is new'] as const),
    ...[...was].filter((code) => !is.has(code)).map((code) => [code, 'is gone'] as const),
  ].toSorted(([a], [b]) => a - b);
}

/** Leaves that were shown for the name of the endpoint. */
function certificateChanges(
  before: AddressObservation,
  now: AddressObservation,
  { serverName }: Observation,
): readonly string[] {
  const [was, is] = [before, now].map(
    ({ chains }) =>
      new Set(
        chains
          .filter((chain) => chain.serverName === (serverName ?? null))
          .flatMap(({ sent }) => sent[0] ?? []),
      ),
  );
  if (was === undefined || is === undefined || was.size === 0 || is.size === 0) return [];
  const added = [...is].filter((leaf) => !was.has(leaf)).toSorted();
  // A server with two certificates may have shown only one of them the other time.
  const isOther = added.length > 0 && [...was].some((leaf) => !is.has(leaf));
  return isOther ? added.map((leaf) => `certificate ${leaf.slice(0, 16)} is new`) : [];
}

function hstsChange(before: HttpFacts, now: HttpFacts): readonly string[] {
  if (before.state !== 'answered' || now.state !== 'answered') return [];
  const [was, is] = [before, now].map(({ headers }) =>
    (headers['strict-transport-security'] ?? '').slice(0, 200),
  );
  if (was === is) return [];
  if (is === '') return ['Strict-Transport-Security is gone'];
  return was === '' ? ['Strict-Transport-Security is new'] : ['Strict-Transport-Security changed'];
}
