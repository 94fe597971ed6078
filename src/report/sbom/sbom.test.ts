import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Component, ComponentList } from '../../model/component.ts';
import { purlOf } from '../../model/purl.ts';
import { billOf } from './bill.ts';
import { cycloneDx } from './cyclonedx.ts';
import { differenceOf } from './difference.ts';
import { spdx3 } from './spdx3.ts';
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
  assert.deepEqual(spdx3(turned, subject), spdx3(billOf(lists, purlOf), subject));
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
    ['MIT ISC', { license: { name: 'MIT ISC' } }],
    ['(MIT', { license: { name: '(MIT' } }],
    ['MIT)', { license: { name: 'MIT)' } }],
    ['MIT AND', { license: { name: 'MIT AND' } }],
    ['((MIT)) AND ISC', { expression: '((MIT)) AND ISC' }],
    ['(MIT OR ISC) WITH x', { license: { name: '(MIT OR ISC) WITH x' } }],
    ['LicenseRef-own', { license: { name: 'LicenseRef-own' } }],
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

test('a difference of very many packages is told', () => {
  const many = Array.from({ length: 300_000 }, (_, at) => `pkg:npm/a@${at}`);
  assert.equal(differenceOf([], many).added.length, many.length);
  assert.equal(differenceOf(many, []).removed.length, many.length);
});

test('SPDX 3: what is for development alone is scoped, licences stand once, places are told', () => {
  const bill = billOf(
    [
      list('a.lock', [
        component('a', '1', { direct: true, licence: 'MIT', dependsOn: [1, 2] }),
        component('b', '1', { licence: 'MIT', scope: 'optional' }),
        component('t', '1', { direct: true, licence: 'own words', scope: 'dev' }),
      ]),
    ],
    purlOf,
  );
  const document = new Map(Object.entries(spdx3(bill, { ...subject, isWhole: false })));
  const graph: readonly unknown[] = [document.get('@graph')].flat();
  const elements = graph.map(
    (each): ReadonlyMap<string, unknown> => new Map(Object.entries(each ?? {})),
  );
  const names = new Map(
    elements.map((each) => [
      each.get('spdxId'),
      String(each.get('simplelicensing_licenseExpression') ?? each.get('name')),
    ]),
  );
  const told = elements
    .filter((each) => each.has('relationshipType'))
    .map((each) => {
      const to = [each.get('to')].flat().map((id) => names.get(id));
      const rest = [each.get('scope'), each.get('completeness')].filter((one) => one !== undefined);
      return [names.get(each.get('from')), each.get('relationshipType'), ...to, ...rest].join(' ');
    });
  assert.deepEqual(told, [
    'a hasDeclaredLicense MIT',
    'b hasDeclaredLicense MIT',
    'shop dependsOn a incomplete',
    'shop dependsOn t development incomplete',
    'a dependsOn b',
    'a dependsOn t development',
  ]);
  const t = elements.find((each) => each.get('name') === 't');
  assert.equal(t?.get('comment'), 'licence as stated: own words');
  assert.equal(t?.get('software_sourceInfo'), 'stated in a.lock:1');
});
