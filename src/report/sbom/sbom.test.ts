import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Component, ComponentList } from '../../model/component.ts';
import { purlOf } from '../../model/purl.ts';
import { billOf } from './bill.ts';
import { cycloneDx } from './cyclonedx.ts';
import { differenceOf } from './difference.ts';
import { readSbom } from './read-sbom.ts';
import { spdxLicences } from './licence-words.ts';
import { spdx } from './spdx.ts';

const subject = {
  name: 'shop',
  version: 'a1b2c3',
  tool: { name: 'lockstep', version: '1.0.0' },
  now: '2026-06-01T00:00:00.000Z',
  isWhole: true,
};

function component(name: string, version: string, more: Partial<Component> = {}): Component {
  return {
    ecosystem: 'npm',
    name,
    version,
    direct: false,
    scope: 'prod',
    line: 1,
    integrity: [],
    source: { kind: 'registry' },
    dependsOn: [],
    ...more,
  };
}

function list(path: string, components: readonly Component[]): ComponentList {
  return { path, format: 'package-lock', components, requirements: [], extent: 'whole' };
}

const lists = [
  list('package-lock.json', [
    component('express', '4.0.0', { direct: true, line: 7, dependsOn: [1], licence: 'MIT' }),
    component('@acme/qs', '1.0.0', {
      scope: 'dev',
      line: 9,
      licence: 'Custom, see file',
      integrity: ['sha1-qZk8oDUQ0dUF2ZXJ0b7d9tNpYzE=', 'h1:not-a-digest-of-the-file'],
    }),
  ]),
  list('web/package-lock.json', [component('@acme/qs', '1.0.0', { line: 3 })]),
];

test('what several lockfiles state is one component with all its places and its widest scope', () => {
  assert.deepEqual(billOf(lists, purlOf), {
    components: [
      {
        purl: 'pkg:npm/%40acme/qs@1.0.0',
        ecosystem: 'npm',
        name: '@acme/qs',
        version: '1.0.0',
        direct: false,
        scope: 'prod',
        licence: 'Custom, see file',
        hashes: [{ name: 'SHA-1', hex: 'a9993ca03510d1d505d995c9d1bedDf6d3696331'.toLowerCase() }],
        places: ['package-lock.json:9', 'web/package-lock.json:3'],
        dependsOn: [],
      },
      {
        purl: 'pkg:npm/express@4.0.0',
        ecosystem: 'npm',
        name: 'express',
        version: '4.0.0',
        direct: true,
        scope: 'prod',
        licence: 'MIT',
        hashes: [],
        places: ['package-lock.json:7'],
        dependsOn: ['pkg:npm/%40acme/qs@1.0.0'],
      },
    ],
    direct: ['pkg:npm/express@4.0.0'],
  });
});

test('an SBOM does not depend on the order of the lockfiles', () => {
  const turned = billOf(lists.toReversed(), purlOf);
  for (const version of ['1.6', '1.7'] as const) {
    assert.deepEqual(
      cycloneDx(turned, subject, version),
      cycloneDx(billOf(lists, purlOf), subject, version),
    );
  }
  assert.deepEqual(spdx(turned, subject), spdx(billOf(lists, purlOf), subject));
});

test('a licence is an id, an expression, or a name that is neither', () => {
  const table = [
    ['MIT', { license: { id: 'MIT' } }],
    ['(MIT OR Apache-2.0)', { expression: '(MIT OR Apache-2.0)' }],
    [
      'GPL-2.0+ WITH Classpath-exception-2.0',
      { expression: 'GPL-2.0+ WITH Classpath-exception-2.0' },
    ],
    ['MIT/X11', { license: { name: 'MIT/X11' } }],
    ['OR', { license: { name: 'OR' } }],
  ] as const;
  for (const [stated, written] of table) assert.deepEqual(spdxLicences(stated), [written]);
});

test('a difference tells what came, what went and what has another version', () => {
  const before = ['pkg:npm/a@1', 'pkg:npm/%40s/b@1', 'pkg:npm/c@1', 'pkg:npm/c@1'];
  const after = ['pkg:npm/c@1?arch=x', 'pkg:npm/%40s/b@2', 'pkg:npm/%40s/b@1', 'pkg:npm/d'];
  assert.deepEqual(differenceOf(before, after), {
    added: ['pkg:npm/d'],
    removed: ['pkg:npm/a@1'],
    changed: [{ package: 'pkg:npm/%40s/b', before: ['1'], after: ['1', '2'] }],
  });
  assert.deepEqual(differenceOf(before, before), { added: [], removed: [], changed: [] });
});

test('what was written is read again, in every format', () => {
  const bill = billOf(lists, purlOf);
  const purls = ['pkg:npm/%40acme/qs@1.0.0', 'pkg:npm/express@4.0.0'];
  for (const document of [
    cycloneDx(bill, subject, '1.6'),
    cycloneDx(bill, subject, '1.7'),
    spdx(bill, subject),
  ]) {
    assert.deepEqual(readSbom(JSON.parse(JSON.stringify(document))), { purls, unnamed: 0 });
  }
});

test('what is no SBOM is not taken for an empty one', () => {
  for (const value of [
    null,
    [],
    'CycloneDX',
    {},
    { bomFormat: 'x' },
    { spdxVersion: 'SPDX-3.0' },
  ]) {
    assert.equal(readSbom(value), undefined);
  }
  const unnamed = { bomFormat: 'CycloneDX', components: [{ name: 'a' }, { purl: 'a' }, 1] };
  assert.deepEqual(readSbom(unnamed), { purls: [], unnamed: 2 });
});
