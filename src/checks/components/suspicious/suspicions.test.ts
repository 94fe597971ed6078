import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Component, ComponentList } from '../../../model/component.ts';
import type { SuspicionContext } from './suspicion.ts';
import { suspicionsOf } from './suspicions.ts';

const registry = 'https://registry.example';

function component(name: string, more: Partial<Component> = {}): Component {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return {
    ecosystem: 'npm',
    name,
    version: '1.0.0',
    direct: false,
    scope: 'prod',
    line: 1,
    integrity: [`sha512-${name}`],
    source: { kind: 'registry', url: `${registry}/${name}/-/${base}-1.0.0.tgz` },
    dependsOn: [],
    ...more,
  };
}

function listOf(components: readonly Component[], format = 'package-lock'): ComponentList {
  return { path: 'package-lock.json', format, components, requirements: [], extent: 'whole' };
}

const many = Array.from({ length: 40 }, (_, index) => component(`package-of-many-${index}`));

function from(name: string, url: string): Component {
  return component(name, { source: { kind: 'registry', url: `${url}/${name}/-/x-1.0.0.tgz` } });
}

function go(version: string): Component {
  const module = component('example.com/odd/module', { version });
  return { ...module, ecosystem: 'Go', source: { kind: 'registry' } };
}

interface Case {
  readonly odd: Component;
  /** At the base; the others of the list were there, too. */
  readonly was?: Component | undefined;
  readonly settings?: Partial<SuspicionContext['settings']>;
}

/** `signal confidence` of the odd component among many usual ones; nothing is ever told of the usual ones. */
function told({ odd, was, settings = {} }: Case): readonly string[] {
  const before = [listOf(was === undefined ? many : [...many, was])];
  const base = context(before);
  const suspicions = suspicionsOf(listOf([...many, odd]), {
    ...base,
    settings: { ...base.settings, ...settings },
  });
  assert.deepEqual(
    suspicions.filter((each) => each.component !== many.length),
    [],
  );
  return suspicions.map(({ signal, confidence }) => `${signal} ${confidence}`);
}

const odd = 'an-odd-package';
const privateNames = [
  { prefix: '@acme', hosts: ['npm.acme.example/team'] },
  { prefix: '@acme/open-', hosts: ['registry.example'] },
];

test('an ordinary component among others gives no suspicion', () => {
  assert.deepEqual(told({ odd: component(odd) }), []);
  assert.deepEqual(suspicionsOf(listOf([]), context(undefined)), []);
});

function context(before: readonly ComponentList[] | undefined): SuspicionContext {
  return { before, settings: { privateNames: [], cooldownDays: 0 }, now: '2026-11-25T12:00:00Z' };
}

test('an install script that an older version had not is told; one that was there is not', () => {
  const scripted = component(odd, { version: '2.0.0', installScript: true });
  assert.deepEqual(told({ odd: scripted, was: component(odd) }), ['install-script-added medium']);
  assert.deepEqual(told({ odd: scripted }), ['install-script-added low']);
  assert.deepEqual(told({ odd: scripted, was: component(odd, { installScript: true }) }), []);
  assert.deepEqual(suspicionsOf(listOf([scripted]), context(undefined)), []);
});

test('another hash under the same version is told, another algorithm or another version is not', () => {
  const now = component(odd, { integrity: ['sha512-new'] });
  const was = (integrity: string, version = '1.0.0'): Component =>
    component(odd, { integrity: [integrity], version });
  assert.deepEqual(told({ odd: now, was: was('sha512-old') }), ['integrity-changed high']);
  assert.deepEqual(told({ odd: now, was: was('sha1-old') }), []);
  assert.deepEqual(told({ odd: now, was: was('sha512-old', '0.9.0') }), []);
  const more = component(odd, { integrity: ['sha256:a', 'sha256:b'] });
  assert.deepEqual(told({ odd: more, was: was('sha256:a') }), []);
});

test('where nearly all hashes changed at once it is the tool, and hardly suspicious', () => {
  const changed = many.map((each) => ({ ...each, integrity: ['sha512-other'] }));
  const suspicions = suspicionsOf(listOf(changed), context([listOf(many)]));
  assert.equal(suspicions.length, many.length);
  assert.ok(suspicions.every(({ confidence }) => confidence === 'low'));
});

test('a missing hash is told where the others have one, but not of what is inside of another package', () => {
  assert.deepEqual(told({ odd: component(odd, { integrity: [] }) }), ['integrity-missing medium']);
  const bundled = component(odd, { integrity: [], source: { kind: 'registry' } });
  assert.deepEqual(told({ odd: bundled }), []);
  const bare = many.map((each) => ({ ...each, integrity: [] }));
  assert.deepEqual(suspicionsOf(listOf(bare), context(undefined)), []);
});

test('a private name that comes from elsewhere is told; the longest prefix and the path count', () => {
  const settings = { privateNames };
  const elsewhere = from('@acme/core', registry);
  assert.deepEqual(told({ odd: elsewhere, settings }), ['private-name-elsewhere high']);
  assert.deepEqual(
    told({ odd: from('@acme/core', 'https://npm.acme.example/team'), settings }),
    [],
  );
  assert.deepEqual(told({ odd: from('@acme/core', 'https://npm.acme.example/other'), settings }), [
    'private-name-elsewhere high',
  ]);
  assert.deepEqual(told({ odd: from('@acme/open-core', registry), settings }), []);
  assert.deepEqual(told({ odd: from('@acme-other/core', registry), settings }), []);
});

test('sources that others can change are told by what they are', () => {
  const sources: readonly (readonly [Component['source'], readonly string[]])[] = [
    [
      { kind: 'registry', url: `http://registry.example/${odd}/-/${odd}-1.0.0.tgz` },
      ['insecure-source low'],
    ],
    [
      { kind: 'registry', url: `http://127.0.0.1:4873/${odd}/-/${odd}-1.0.0.tgz` },
      ['unusual-host medium'],
    ],
    [
      { kind: 'git', url: 'git://git.example/x.git', commit: 'a'.repeat(40) },
      ['insecure-source low'],
    ],
    [{ kind: 'git', url: 'git+ssh://git@git.example/x.git', commit: 'a'.repeat(40) }, []],
    [{ kind: 'git', url: 'https://git.example/x.git', commit: 'main' }, ['git-source medium']],
    [{ kind: 'git', url: `https://git.example/x.git@${'b'.repeat(40)}` }, []],
    [{ kind: 'archive', url: 'https://files.example/x.tgz' }, ['archive-source low']],
    [
      { kind: 'registry', url: `${registry}/evil/-/evil-1.0.0.tgz` },
      ['source-of-other-package high'],
    ],
    [
      { kind: 'registry', url: `${registry}/@s%2fevil/-/evil-1.0.0.tgz` },
      ['source-of-other-package high'],
    ],
    [
      { kind: 'registry', url: `https://mirror.example/npm/${odd}/-/${odd}-1.0.0.tgz` },
      ['unusual-host medium'],
    ],
    [{ kind: 'path', path: '../odd' }, []],
  ];
  for (const [source, expected] of sources) {
    assert.deepEqual(told({ odd: component(odd, { source }) }), expected, JSON.stringify(source));
  }
  const unseen = component(odd, {
    integrity: [],
    source: { kind: 'archive', url: 'https://files.example/x.tgz' },
  });
  assert.deepEqual(told({ odd: unseen }), ['archive-source medium']);
});

test('a scope that comes whole from a host of its own is the choice of the project', () => {
  const own = component('@team/core', {
    source: { kind: 'registry', url: 'https://npm.team.example/@team/core/-/core-1.0.0.tgz' },
  });
  assert.deepEqual(told({ odd: own }), []);
});

function published(day: string): Component {
  return { ...go('v1.0.0'), publishedAt: `${day}T00:00:00.000Z` };
}

test('a version that the lockfile says is younger than the cooldown is told', () => {
  const settings = { cooldownDays: 7 };
  assert.deepEqual(told({ odd: published('2026-11-24'), settings }), ['young-version high']);
  assert.deepEqual(told({ odd: published('2026-11-01'), settings }), []);
});

test('a Go pseudo-version younger than the cooldown is told', () => {
  const young = go('v0.0.0-20261124101112-0123456789ab');
  assert.deepEqual(told({ odd: young, settings: { cooldownDays: 7 } }), ['young-version high']);
  assert.deepEqual(told({ odd: young }), []);
  const old = go('v1.2.3-0.20200101000000-0123456789ab');
  assert.deepEqual(told({ odd: old, settings: { cooldownDays: 7 } }), []);
});
