import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LockstepError } from '../../src/model/error.ts';
import { defaultTlsSettings, type TlsSettings } from '../../src/model/tls-settings.ts';
import { protocolVersions } from '../../src/checks/tls/observation.ts';
import { deadlineSubjects } from '../../src/checks/tls/rules/deadlines.ts';
import { groups } from '../../src/checks/tls/tables/groups.ts';
import { allSuites } from '../../src/checks/tls/tables/suites.ts';
import { builtInProfiles, profileAliases } from '../../src/checks/tls/profiles/all.ts';
import { problemsOfSettings, resolveProfile } from '../../src/checks/tls/profiles/resolve.ts';

const suites = allSuites();

function own(overrides: Record<string, unknown>, base = 'intermediate'): TlsSettings {
  return { ...defaultTlsSettings, profiles: [{ id: 'ours', extends: base, overrides }] };
}

test('profiles name only suites, groups and ends that there are', () => {
  const suiteNames = new Set(suites.map(({ name }) => name));
  const groupNames = new Set(groups.map(({ name }) => name));
  const ends = new Set<string>([...protocolVersions, ...deadlineSubjects]);
  for (const { id, suites: graded, groups: grouped, deadlines } of builtInProfiles) {
    for (const name of Object.values(graded ?? {}).flat()) {
      assert.ok(suiteNames.has(name), `${id}: ${name}`);
    }
    for (const name of Object.values(grouped ?? {}).flat()) {
      assert.ok(groupNames.has(name), `${id}: ${name}`);
    }
    for (const { what, until } of deadlines) {
      assert.ok(ends.has(what), `${id}: ${what}`);
      assert.match(until, /^\d{4}-\d{2}-\d{2}$/u);
    }
  }
});

test('a profile puts each name into one list only', () => {
  for (const { id, suites: graded, groups: grouped } of builtInProfiles) {
    for (const lists of [graded, grouped]) {
      const all = Object.values(lists ?? {}).flat();
      assert.equal(new Set(all).size, all.length, id);
    }
  }
});

test('aliases lead to profiles, and ids are unique', () => {
  const ids = builtInProfiles.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const [alias, id] of Object.entries(profileAliases)) {
    assert.equal(resolveProfile(defaultTlsSettings, alias).id, id);
  }
});

test('a profile of the policy replaces what it names and keeps the rest', () => {
  const profile = resolveProfile(
    own({
      suites: { phaseOut: ['TLS_AES_128_GCM_SHA256'] },
      minDhBits: 3072,
      certificate: { minRsaBits: 3072 },
    }),
    'ours',
  );
  assert.equal(profile.id, 'ours');
  assert.equal(profile.minDhBits, 3072);
  assert.equal(profile.certificate.minRsaBits, 3072);
  assert.deepEqual(profile.certificate.keyTypes, ['ecdsa', 'rsa']);
  assert.deepEqual(profile.suites?.phaseOut, ['TLS_AES_128_GCM_SHA256']);
  assert.equal(profile.suites?.good.includes('TLS_AES_128_GCM_SHA256'), false);
  assert.equal(profile.suites?.good.includes('TLS_AES_256_GCM_SHA384'), true);
});

test('a mistyped name is answered with the one that was meant', () => {
  assert.throws(
    () => resolveProfile(defaultTlsSettings, 'intermediat'),
    (error) =>
      error instanceof LockstepError &&
      error.message.includes('intermediat') &&
      error.repair === 'did you mean intermediate?',
  );
  assert.deepEqual(problemsOfSettings(own({ suites: { good: ['TLS_AES_256_GCM_SHA348'] } })), [
    {
      profile: 'ours',
      what: 'profile ours: there is no cipher suite "TLS_AES_256_GCM_SHA348"',
      repair: 'did you mean TLS_AES_256_GCM_SHA384?',
    },
  ]);
});

test('what is wrong with profiles of a policy is told, not thrown', () => {
  assert.deepEqual(told(own({})), []);
  assert.deepEqual(told(own({}, 'ours')), ['profile ours, which extends ours: a circle']);
  assert.deepEqual(told(own({}, 'nobody')), ['there is no profile "nobody" to extend']);
  assert.deepEqual(told(own({ minDhBits: '3072' })), [
    'profile ours: minDhBits must be a whole number from 0 to 1000000',
  ]);
  assert.deepEqual(told(own({ colour: 'red' })), [
    'profile ours: it has the unknown field "colour"',
  ]);
  assert.deepEqual(told({ ...defaultTlsSettings, profile: 'nobody' }), [
    'there is no profile "nobody"',
  ]);
});

function told(settings: TlsSettings): readonly string[] {
  return problemsOfSettings(settings).map(({ what }) => what);
}

interface Guideline {
  readonly configurations: Readonly<
    Record<
      string,
      {
        readonly ciphersuites: readonly string[];
        readonly ciphers: { readonly iana: readonly string[] };
        readonly tls_curves: readonly string[];
        readonly tls_versions: readonly string[];
        readonly certificate_types: readonly string[];
        readonly certificate_curves: readonly string[];
        readonly certificate_signatures: readonly string[];
        readonly maximum_certificate_lifespan: number;
        readonly rsa_key_size: number | null;
        readonly dh_param_size: number | null;
        readonly hsts_min_age: number;
      }
    >
  >;
}

const folder = path.join(process.env['LOCKSTEP_DATA'] ?? '../shared/data', 'tls/guidelines');

for (const version of ['5.7', '5.8', '6.0']) {
  const file = path.join(folder, `tlsref-${version}.json`);
  const skip = existsSync(file)
    ? false
    : 'LOCKSTEP_DATA names no folder with the published guidelines';
  test(`TLSRef ${version} is what was published`, { skip }, () => {
    const guideline: Guideline = JSON.parse(readFileSync(file, 'utf8'));
    for (const level of ['intermediate', 'modern']) {
      const published = guideline.configurations[level];
      const profile = resolveProfile(defaultTlsSettings, `tlsref-${level}-${version}`);
      assert.ok(published !== undefined);
      assert.deepEqual(
        [...(profile.suites?.good ?? [])].toSorted(),
        [...published.ciphersuites, ...published.ciphers.iana].toSorted(),
      );
      assert.deepEqual(profile.groups?.good, published.tls_curves.map(ianaName));
      assert.deepEqual(
        profile.versions.good.map((each) => each.replace('TLS', 'TLSv')).toSorted(),
        [...published.tls_versions].toSorted(),
      );
      const { certificate } = profile;
      assert.deepEqual(certificate.keyTypes, published.certificate_types);
      assert.deepEqual(certificate.curves, published.certificate_curves);
      assert.deepEqual(certificate.signatures, published.certificate_signatures);
      assert.equal(certificate.maxLifetimeDays, published.maximum_certificate_lifespan);
      assert.equal(certificate.minRsaBits ?? null, published.rsa_key_size);
      assert.equal(profile.minDhBits ?? null, published.dh_param_size);
      assert.equal(profile.hstsMinAgeSeconds, published.hsts_min_age);
    }
  });
}

function ianaName(name: string): string {
  return name === 'prime256v1' ? 'secp256r1' : name.replace(/^X25519$/u, 'x25519');
}
