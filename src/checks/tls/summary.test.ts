import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointSummary } from '../../model/endpoint-summary.ts';
import type { ChainVerdict } from './certificate/verdict.ts';
import { accepted, chainWith, leafWith, no, unsure, yes } from './grade/tests/subjects.ts';
import { resolveProfile } from './profiles/resolve.ts';
import { completeObservation } from './record/complete.ts';
import { exampleNow, exampleSettings } from './record/good-observation.ts';
import type { Subject } from './subject.ts';
import { summarise } from './summary.ts';

const profile = resolveProfile(exampleSettings, 'intermediate');

describe('the summary of an endpoint', () => {
  it('tells a good endpoint without a single bad word', () => {
    const summary = summaryOf({});
    assert.equal(summary.state, 'observed');
    assert.equal(summary.grade.letter, 'A+');
    assert.equal(summary.trust.state, 'trusted');
    assert.deepEqual(summary.unknown, []);
    const items = [
      ...summary.protocols,
      ...summary.suites,
      ...summary.groups,
      ...summary.properties,
    ];
    assert.deepEqual(
      items.filter(({ quality }) => quality === 'bad' || quality === 'weak'),
      [],
    );
    assert.deepEqual(
      summary.attacks.filter(({ possible }) => possible !== 'no'),
      [],
    );
  });

  it('lists bad suites first and each once, with its versions', () => {
    const old = accepted(0x0005, 0xc013);
    const { suites } = summaryOf({
      addresses: [
        {
          versions: { 'TLS1.0': yes },
          suites: { 'TLS1.0': old, 'TLS1.2': accepted(0x0005, 0xc02f) },
        },
      ],
    });
    assert.deepEqual(
      suites.slice(0, 3).map(({ name, quality, versions }) => [name, quality, versions.join()]),
      [
        ['TLS_RSA_WITH_RC4_128_SHA', 'bad', 'TLS1.0,TLS1.2'],
        ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'weak', 'TLS1.0'],
        ['TLS_AES_256_GCM_SHA384', 'good', 'TLS1.3'],
      ],
    );
  });

  it('names what could not be told, and never calls it ruled out', () => {
    const { protocols, attacks, unknown, state } = summaryOf({
      addresses: [{ versions: { SSLv3: unsure } }],
    });
    assert.equal(state, 'partial');
    assert.deepEqual(unknown, ['SSLv3: reset 4 of 4']);
    assert.equal(protocols.find(({ name }) => name === 'SSLv3')?.offered, 'unknown');
    assert.equal(attacks.find(({ name }) => name === 'POODLE')?.possible, 'unknown');
    assert.equal(attacks.find(({ name }) => name === 'DROWN')?.possible, 'no');
  });

  it('names the address where addresses differ', () => {
    const { protocols, grade } = summaryOf({
      addresses: [
        {},
        {
          address: '192.0.2.11',
          versions: { 'TLS1.0': yes },
          suites: { 'TLS1.0': accepted(0xc013) },
        },
      ],
    });
    assert.equal(protocols.find(({ name }) => name === 'TLS 1.0')?.note, 'only 192.0.2.11');
    assert.equal(grade.letter, 'B');
  });

  it('is unreachable when nobody answered, and has no grade then', () => {
    const { state, grade, protocols } = summaryOf({
      addresses: [{ reachable: unsure, speaksTls: unsure }],
    });
    assert.deepEqual([state, grade.letter, protocols], ['unreachable', '?', []]);
  });

  it('keeps trust apart from the grade, but for the scheme that does not', () => {
    const states = [
      { matchesName: no },
      { trusted: no },
      { trusted: no, selfSigned: true },
      { complete: no },
      { leaf: leafWith({ notAfter: '2026-05-31T00:00:00Z' }) },
      { ocsp: { status: 'revoked', signature: yes } },
      { trusted: unsure },
    ] as const;
    assert.deepEqual(
      states.map((changes) => {
        const { trust, grade } = summaryOf({}, chainWith(changes));
        return [trust.state, grade.letter, grade.others[0]?.letter].join(' · ');
      }),
      [
        'wrong name · A+ · M',
        'not trusted · A+ · T',
        'self-signed · A+ · T',
        'trusted, chain incomplete · B · B',
        'expired · A+ · T',
        'revoked · A+ · T',
        'unknown · A+ · A+',
      ],
    );
  });

  it('counts days from the time of judgement', () => {
    const [certificate] = summaryOf({}).certificates;
    assert.equal(certificate?.daysLeft, 58);
    assert.equal(certificate?.key, 'ECDSA prime256v1');
  });

  it('hands on what to write for a change', () => {
    const improvements = summaryOf({
      addresses: [{ versions: { 'TLS1.3': no }, suites: { 'TLS1.3': null } }],
    }).grade.improvements;
    assert.deepEqual(improvements, [
      { change: 'Turn on TLS 1.3', grade: 'A+', snippet: { server: 'nginx', text: 'protocols' } },
    ]);
  });
});

function summaryOf(excerpt: object, chain: ChainVerdict = chainWith()): EndpointSummary {
  const observation = completeObservation(excerpt);
  const subjects = observation.addresses.map((facts): Subject => ({
    origin: 'endpoint',
    facts,
    observation,
    chains: facts.chains.map(() => chain),
    profile,
    zone: { name: 'public', isPublic: true, anchors: [], onlyOwnAnchors: false },
    now: exampleNow,
    sharedKeys: new Map(),
  }));
  return summarise({
    observation,
    subjects,
    profile,
    now: exampleNow,
    drift: [],
    snippet: (about) => ({ server: 'nginx', text: about }),
  });
}
