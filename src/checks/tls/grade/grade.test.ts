import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gradeOf } from './grade.ts';
import { letters } from './scheme.ts';
import { gradeSchemes, lockstep2026, sslLabs2009r } from './schemes.ts';
import { accepted, chainWith, leafWith, no, subjectWith, unsure, yes } from './tests/subjects.ts';

/** What a flaw does to the good endpoint: letter, and the score that stays beside the cap. */
const table: readonly (readonly [flaw: string, letter: string, score: number, excerpt: object])[] =
  [
    ['nothing', 'A+', 96, {}],
    ['TLS 1.1 as well', 'B', 95, versions({ 'TLS1.1': yes }, { 'TLS1.1': accepted(0xc013) })],
    ['TLS 1.0 as well', 'B', 95, versions({ 'TLS1.0': yes }, { 'TLS1.0': accepted(0xc013) })],
    ['SSLv3 with CBC', 'C', 93, versions({ SSLv3: yes }, { SSLv3: accepted(0x002f) })],
    ['SSLv2', 'F', 0, versions({ SSLv2: yes }, { SSLv2: accepted() })],
    ['no TLS 1.3', 'A-', 96, versions({ 'TLS1.3': no }, { 'TLS1.3': null })],
    [
      'TLS 1.0 only',
      'C',
      93,
      versions(
        { 'TLS1.0': yes, 'TLS1.2': no, 'TLS1.3': no },
        { 'TLS1.0': accepted(0xc013, 0xc014), 'TLS1.2': null, 'TLS1.3': null },
      ),
    ],
    ['suites of TLS 1.2 without forward secrecy', 'A+', 96, suites(0x009c, 0x009d)],
    ['RC4 in TLS 1.2', 'C', 96, suites(0xc02f, 0x0005)],
    ['3DES in TLS 1.2', 'C', 84, suites(0xc02f, 0x000a)],
    ['export suites', 'F', 66, suites(0xc02f, 0x0003)],
    ['suites without encryption', 'F', 0, suites(0xc02f, 0x0002)],
    ['anonymous suites', 'F', 0, suites(0xc02f, 0x0034)],
    ['a group of 1024 bits', 'B', 90, { ...suites(0x009e), dh: [dh(1024)] }],
    ['a group of 768 bits', 'F', 78, { ...suites(0x009e), dh: [dh(768)] }],
    ['a group of 2048 bits', 'A+', 93, { ...suites(0x009e), dh: [dh(2048)] }],
    ['compression', 'C', 96, { features: { compression: yes } }],
    ['no secure renegotiation', 'A-', 96, { features: { 'secure-renegotiation': no } }],
    [
      'insecure renegotiation by the client',
      'F',
      96,
      { features: { 'secure-renegotiation': no }, intrusive: { 'client-renegotiation': yes } },
    ],
    ['Heartbleed', 'F', 96, { intrusive: { heartbleed: yes } }],
    ['ROBOT', 'F', 96, { intrusive: { robot: yes } }],
    ['no HSTS', 'A', 96, hsts(null)],
    ['HSTS of a day', 'A', 96, hsts('max-age=86400')],
    ['no TLS at all', 'F', Number.NaN, plaintext()],
  ];

describe('the grade', () => {
  for (const [flaw, letter, score, excerpt] of table) {
    it(`is ${letter} with ${flaw}`, () => {
      const grade = gradeOf([subjectWith(excerpt)], lockstep2026);
      assert.equal(grade.letter, letter);
      assert.equal(grade.score, Number.isNaN(score) ? undefined : score);
    });
  }

  it('takes the key of the certificate and its signature into account', () => {
    assert.deepEqual(
      [rsa(4096), rsa(2048), rsa(1024), rsa(512), rsa(2048, 'md5')],
      ['A+', 'A+', 'B', 'F', 'F'],
    );
  });

  it('is B for an incomplete chain, and apart from trust', () => {
    const incomplete = chainWith({ complete: no, trusted: no });
    assert.equal(gradeOf([subjectWith({}, incomplete)], lockstep2026).letter, 'B');
    const strange = chainWith({ trusted: no, matchesName: no });
    assert.equal(gradeOf([subjectWith({}, strange)], lockstep2026).letter, 'A+');
  });

  it('does not count what the default host shows to those who ask for no name', () => {
    const subject = subjectWith();
    const [chain] = subject.facts.chains;
    assert.ok(chain);
    const facts = { ...subject.facts, chains: [chain, { ...chain, serverName: null }] };
    const weak = chainWith({ leaf: leafWith({ key: { type: 'rsa', bits: 512 } }) });
    const both = { ...subject, facts, chains: [chainWith(), weak] };
    assert.equal(gradeOf([both], lockstep2026).letter, 'A+');
  });

  it('is open while a fact that could lower it is in doubt, and says which', () => {
    const grade = gradeOf([subjectWith(versions({ 'TLS1.0': unsure }, {}))], lockstep2026);
    assert.equal(grade.letter, '?');
    assert.equal(grade.score, undefined);
    assert.deepEqual([grade.best, grade.worst], ['A+', 'F']);
    assert.ok(grade.doubts.some(({ condition }) => condition === 'tls10'));
  });

  it('is not open for a doubt that could not lower it any more', () => {
    const excerpt = { ...suites(0xc02f, 0x0003), features: { compression: unsure } };
    assert.equal(gradeOf([subjectWith(excerpt)], lockstep2026).letter, 'F');
  });

  it('is not open because nobody looked for Heartbleed', () => {
    const untested = { is: 'not-tested', why: 'not allowed in this zone' };
    const excerpt = { intrusive: { heartbleed: untested, robot: untested } };
    assert.equal(gradeOf([subjectWith(excerpt)], lockstep2026).letter, 'A+');
    const lost = { intrusive: { heartbleed: unsure } };
    assert.equal(gradeOf([subjectWith(lost)], lockstep2026).letter, '?');
  });

  it('is that of the worst address, in any order', () => {
    const all = [
      subjectWith(),
      subjectWith(suites(0xc02f, 0x000a)),
      subjectWith(versions({ 'TLS1.0': yes }, { 'TLS1.0': accepted(0xc013) })),
    ];
    const grade = gradeOf(all, lockstep2026);
    assert.equal(grade.letter, 'C');
    assert.deepEqual(
      grade.caps.map(({ condition }) => condition),
      ['block64-modern', 'tls10'],
    );
    assert.deepEqual(gradeOf(all.toReversed(), lockstep2026), grade);
  });

  it('is open when an address could not be reached, and not when it refuses', () => {
    const lost = subjectWith({ reachable: unsure, speaksTls: unsure });
    assert.equal(gradeOf([subjectWith(), lost], lockstep2026).letter, '?');
    const refusing = subjectWith({ reachable: no });
    assert.equal(gradeOf([subjectWith(), refusing], lockstep2026).letter, 'A+');
    assert.equal(gradeOf([refusing], lockstep2026).letter, '?');
  });

  it('needs no HSTS for the plus where the protocol is not HTTP', () => {
    const https = { state: 'not-tested', why: 'smtp' };
    const mail = subjectWith({ http: { https: { ...https, status: null, headers: null } } });
    assert.equal(gradeOf([mail], lockstep2026).letter, 'A');
    const starttls = { ...mail, observation: { ...mail.observation, starttls: 'smtp' } };
    assert.equal(gradeOf([starttls], lockstep2026).letter, 'A+');
  });
});

describe('a scheme', () => {
  it('has weights of a hundred percent, steps without a gap, and each cap once', () => {
    for (const scheme of gradeSchemes) {
      const { protocol, keyExchange, cipher } = scheme.weights;
      assert.equal(protocol + keyExchange + cipher, 100);
      for (const steps of [scheme.modulus, scheme.curve, scheme.cipher]) {
        assert.equal(steps.at(-1)?.below, Number.POSITIVE_INFINITY);
        assert.deepEqual(
          steps.map(({ below }) => below),
          steps.map(({ below }) => below).toSorted((a, b) => a - b),
        );
      }
      const conditions = scheme.caps.map(({ condition }) => condition);
      assert.equal(new Set(conditions).size, conditions.length);
      for (const { letter, reason } of scheme.caps) {
        assert.ok(letters.includes(letter));
        assert.match(reason, /^\S.{2,60}$/);
      }
    }
  });

  it('that is compatible with 2009r takes the letter down for a short HSTS policy', () => {
    assert.equal(gradeOf([subjectWith(hsts('max-age=86400'))], sslLabs2009r).letter, 'A-');
  });
});

function versions(facts: object, offered: object): object {
  return { versions: facts, suites: offered };
}

/** Beside the good suites of TLS 1.3. */
function suites(...codes: readonly number[]): object {
  return { suites: { 'TLS1.2': accepted(...codes) } };
}

function dh(bits: number): object {
  return { bits, prime: 'ff', generator: '2', version: 'TLS1.2' };
}

function hsts(header: string | null): object {
  const headers = { 'strict-transport-security': header };
  return { http: { https: { state: 'answered', status: 200, headers } } };
}

function plaintext(): object {
  const all = ['SSLv2', 'SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'];
  return {
    speaksTls: no,
    versions: Object.fromEntries(all.map((version) => [version, no])),
    suites: { 'TLS1.2': null, 'TLS1.3': null },
    chains: [],
  };
}

/** The letter with a certificate that has an RSA key of this size. */
function rsa(bits: number, hash: string = 'sha256'): string {
  const leaf = leafWith({ key: { type: 'rsa', bits }, signature: { name: hash, hash } });
  return gradeOf([subjectWith({}, chainWith({ leaf }))], lockstep2026).letter;
}
