import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { vexAnswers } from './answer.ts';
import type { VexStatement } from './statement.ts';

const context = { product: 'shop', now: '2026-06-01T00:00:00Z' };

const lodash = {
  purl: 'pkg:npm/lodash@4.17.15',
  ecosystem: 'npm',
  name: 'lodash',
  version: '4.17.15',
  advisories: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
  path: ['cart@1.0.0', 'lodash@4.17.15'],
  pathCount: 1,
};

function says(parts: Partial<VexStatement>): VexStatement {
  return {
    file: 'vex.json',
    id: 'acme#1',
    author: 'Acme',
    timestamp: '2026-01-01T00:00:00Z',
    vulnerabilities: ['CVE-2021-23337'],
    scopes: [{ subject: ['pkg:npm/lodash@4.17.15'] }],
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    impact: 'left out',
    ...parts,
  };
}

function answer(statements: readonly VexStatement[], finding = lodash): string | undefined {
  return vexAnswers(statements, context)(finding)?.status;
}

test('an answer tells who said it, where and why', () => {
  assert.deepEqual(vexAnswers([says({})], context)(lodash), {
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    impact: 'left out',
    file: 'vex.json',
    statement: 'acme#1',
    author: 'Acme',
    timestamp: '2026-01-01T00:00:00Z',
  });
});

function within(name: string): VexStatement[] {
  return [says({ scopes: [{ subject: ['pkg:npm/lodash'], within: [name] }] })];
}

function bound(versions: readonly string[]): VexStatement[] {
  return [says({ status: 'fixed', scopes: [{ subject: ['pkg:npm/lodash'], versions }] })];
}

const subjects: readonly (readonly [string, boolean, boolean])[] = [
  // Name, whether "not affected" fits, whether "fixed" does.
  ['pkg:npm/lodash@4.17.15', true, true],
  ['pkg:npm/lodash', true, false],
  ['pkg:npm/lodash@4.17.16', false, false],
  ['pkg:npm/lodash@4.17.15?arch=x', false, false],
  ['pkg:npm/lodash@4.17.15?type=jar', true, true],
  ['pkg:npm/%40types/lodash', false, false],
  ['pkg:pypi/lodash', false, false],
  ['lodash', false, false],
  ['shop', true, true],
  ['pkg:github/acme/shop', true, true],
  ['pkg:oci/shop', true, true],
  ['pkg:npm/shop', false, false],
  ['pkg:oci/shop@sha256%3A12', false, false],
  ['shop@2.0', false, false],
  ['%%%', false, false],
];

for (const [subject, notAffected, fixed] of subjects) {
  test(`${subject} ${notAffected ? 'covers' : 'does not cover'} lodash 4.17.15 of shop`, () => {
    const scopes = [{ subject: [subject] }];
    assert.equal(answer([says({ scopes })]) !== undefined, notAffected);
    assert.equal(answer([says({ scopes, status: 'fixed' })]) !== undefined, fixed);
  });
}

test('names are compared as their ecosystem does it', () => {
  const flask = { ...lodash, ecosystem: 'PyPI', name: 'Flask_Login', version: '1.0' };
  const finding = { ...flask, purl: 'pkg:pypi/flask-login@1.0' };
  assert.equal(
    answer([says({ scopes: [{ subject: ['pkg:pypi/Flask.Login'] }] })], finding),
    'not_affected',
  );
  const net = { ...lodash, ecosystem: 'Go', name: 'golang.org/x/net', version: '0.1.0' };
  assert.equal(
    answer([says({ scopes: [{ subject: ['pkg:golang/golang.org/x/net@v0.1.0'] }] })], {
      ...net,
      purl: 'pkg:golang/golang.org/x/net@v0.1.0',
    }),
    'not_affected',
  );
});

test('within another product it counts only where nothing else brings the component in', () => {
  assert.equal(answer(within('shop')), 'not_affected');
  assert.equal(answer(within('pkg:npm/cart@1.0.0')), 'not_affected');
  assert.equal(answer(within('pkg:npm/cart')), 'not_affected');
  assert.equal(answer(within('pkg:npm/cart'), { ...lodash, pathCount: 2 }), undefined);
  assert.equal(answer(within('pkg:npm/cart@1.0.1')), undefined);
  assert.equal(answer(within('pkg:npm/lodash')), undefined);
  assert.equal(answer(within('pkg:oci/other')), undefined);
});

test('the id may be any alias, in any case, and no other', () => {
  assert.equal(answer([says({ vulnerabilities: ['ghsa-35jh-R3H4-6jhm'] })]), 'not_affected');
  assert.equal(answer([says({ vulnerabilities: ['CVE-2020-1'] })]), undefined);
});

test('the latest statement counts, and of equally late ones the most careful', () => {
  const affected = says({ status: 'affected', timestamp: '2026-02-01T00:00:00+01:00' });
  const later = says({ timestamp: '2026-01-31T23:30:00Z' });
  assert.equal(answer([affected, says({})]), undefined);
  assert.equal(answer([affected, later]), 'not_affected');
  assert.equal(answer([says({}), says({ status: 'under_investigation' })]), undefined);
  assert.equal(answer([says({}), says({ status: 'fixed' })]), 'fixed');
  // Without a date it is the oldest.
  assert.equal(answer([says({ timestamp: 'yesterday' }), affected]), undefined);
});

test('good news from the future is not believed, bad news is', () => {
  assert.equal(answer([says({ timestamp: '2026-06-02T00:00:00Z' })]), undefined);
  const bad = says({ status: 'affected', timestamp: '2027-01-01T00:00:00Z' });
  assert.equal(answer([bad, says({})]), undefined);
});

test('bad news about one artefact counts for all of the same version', () => {
  const scopes = [{ subject: ['pkg:npm/lodash@4.17.15?arch=x'] }];
  const timestamp = '2026-02-01T00:00:00Z';
  assert.equal(answer([says({}), says({ status: 'affected', scopes, timestamp })]), undefined);
});

test('versions beside the name bind it', () => {
  assert.equal(answer(bound(['4.17.15'])), 'fixed');
  assert.equal(answer(bound(['4.17.14'])), undefined);
});

test('a further statement that something is affected never gives an answer where there was none', () => {
  const statement = fc.record({
    status: fc.constantFrom('not_affected', 'affected', 'fixed', 'under_investigation'),
    timestamp: fc.constantFrom('', '2026-01-01', '2026-02-01', '2026-03-01', '2026-09-01'),
    subject: fc.constantFrom('pkg:npm/lodash', 'pkg:npm/lodash@4.17.15', 'shop', 'pkg:npm/other'),
  });
  const made = statement.map(({ status, timestamp, subject }) =>
    says({ status, timestamp, scopes: [{ subject: [subject] }] }),
  );
  fc.assert(
    fc.property(fc.array(made), made, (all, one) => {
      const bad = { ...one, status: 'affected' } as const;
      assert.ok(answer(all) !== undefined || answer([...all, bad]) === undefined);
      assert.equal(answer(all), answer(all.toReversed()));
    }),
  );
});
