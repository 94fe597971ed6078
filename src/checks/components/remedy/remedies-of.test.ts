import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComponentList } from '../../../model/component.ts';
import type { Remedy } from '../../../model/remedy.ts';
import type { Universe } from '../../../model/universe.ts';
import type { KnownForRemedies } from './known.ts';
import { remediesOf } from './remedies-of.ts';
import { listOf } from './tests/lists.ts';
import { versionOrder } from './version-order.ts';

function knownOf(
  fixes: readonly string[],
  affected: readonly string[] = [],
  rest: Partial<KnownForRemedies> = {},
): KnownForRemedies {
  const bad = new Set(affected);
  return {
    fixes,
    isAffected: (_, name, version) => bad.has(`${name}@${version}`),
    order: versionOrder,
    ...rest,
  };
}

function sentences(list: ComponentList, name: string, known: KnownForRemedies): readonly string[] {
  const index = list.components.findIndex((each) => `${each.name}@${each.version}` === name);
  return remediesOf(list, index, known).flatMap(told);
}

function told({ sentence, breaking, together = [] }: Remedy): readonly string[] {
  const own = breaking ? `${sentence} (breaking)` : sentence;
  return together.length === 0
    ? [own]
    : [own, ...together.flatMap(told).map((each) => `+ ${each}`)];
}

test('a direct dependency is updated within its range, else its range is raised', () => {
  const list = listOf({
    declared: [
      ['inside', '^1.0.0', 'inside@1.0.0'],
      ['outside', '^1.0.0', 'outside@1.0.0'],
      ['pinned', '1.0.0', 'pinned@1.0.0'],
    ],
    components: { 'inside@1.0.0': {}, 'outside@1.0.0': {}, 'pinned@1.0.0': {} },
  });
  assert.deepEqual(
    sentences(list, 'inside@1.0.0', knownOf(['2.0.0', '1.2.0', '1.1.0'], ['inside@1.1.0'])),
    [
      'Update inside from 1.0.0 to 1.2.0 in the lockfile: what is declared already allows it, then run: npm update inside',
    ],
  );
  assert.deepEqual(sentences(list, 'outside@1.0.0', knownOf(['2.1.0', '2.0.0'])), [
    'Upgrade outside from ^1.0.0 to ^2.0.0 in package.json, then run: npm install outside@^2.0.0 (breaking)',
  ]);
  assert.deepEqual(sentences(list, 'pinned@1.0.0', knownOf(['1.0.1'])), [
    'Upgrade pinned from 1.0.0 to 1.0.1 in package.json, then run: npm install pinned@1.0.1',
  ]);
  assert.deepEqual(sentences(list, 'pinned@1.0.0', knownOf([])), []);
  assert.deepEqual(sentences(list, 'pinned@1.0.0', knownOf(['0.9.9', 'not a version'])), []);
});

const nested = listOf({
  declared: [
    ['root', '^1.0.0', 'root@1.0.0'],
    ['other', '1.0.0', 'other@1.0.0'],
  ],
  components: {
    'root@1.0.0': { 'mid@1.0.0': '^1.0.0' },
    'other@1.0.0': { 'deep@1.0.0': '^1.0.0' },
    'mid@1.0.0': { 'deep@1.0.0': '~1.0.0' },
    'deep@1.0.0': {},
  },
});

test('a transitive one is updated where all who ask allow it, else it is forced', () => {
  assert.deepEqual(sentences(nested, 'deep@1.0.0', knownOf(['1.0.3', '1.1.0'])), [
    'Update deep from 1.0.0 to 1.0.3 in the lockfile: what is declared already allows it, then run: npm update deep',
  ]);
  assert.deepEqual(sentences(nested, 'deep@1.0.0', knownOf(['1.1.0'])), [
    'Force deep to ^1.1.0 in package.json (overrides): what needs it does not ask for a mended version, then run: npm install',
  ]);
});

interface Published {
  readonly needs?: Readonly<Record<string, string>>;
  readonly on?: string;
}

function universeOf(
  packages: Readonly<Record<string, Readonly<Record<string, Published>>>>,
): Universe {
  const known = new Map(
    Object.entries(packages).map(([name, all]) => [name, new Map(Object.entries(all))]),
  );
  return {
    ecosystem: 'npm',
    versions: (name) => {
      const all = known.get(name);
      return all === undefined ? undefined : [...all.keys()];
    },
    dependenciesOf: (name, version) => {
      const published = known.get(name)?.get(version);
      return published === undefined
        ? undefined
        : Object.entries(published.needs ?? {}).map(([need, constraint]) => ({
            name: need,
            constraint,
          }));
    },
    publishedAt: (name, version) => known.get(name)?.get(version)?.on,
  };
}

test('where the registry is known, the smallest upgrade of what is declared comes first', () => {
  const universe = universeOf({
    root: {
      '1.0.0': { needs: { mid: '^1.0.0' } },
      '1.1.0': { needs: { mid: '^1.0.0' } },
      '1.2.0': { needs: { mid: '^2.0.0' } },
      '2.0.0': { needs: {} },
    },
    mid: {
      '1.0.0': { needs: { deep: '~1.0.0' } },
      '2.0.0': { needs: { deep: '^1.1.0' } },
      '2.0.1': { needs: { deep: '^1.1.0' } },
    },
    deep: { '1.0.0': {}, '1.1.0': {} },
  });
  const affected = ['deep@1.0.0'];
  assert.deepEqual(sentences(nested, 'deep@1.0.0', knownOf(['1.1.0'], affected, { universe })), [
    'Update root from 1.0.0 to 1.2.0 in the lockfile: what is declared already allows it, then run: npm update root',
    'Force deep to ^1.1.0 in package.json (overrides): what needs it does not ask for a mended version, then run: npm install',
  ]);
  const worse = [...affected, 'mid@2.0.1'];
  assert.deepEqual(
    sentences(nested, 'deep@1.0.0', knownOf(['1.1.0'], worse, { universe }))[0],
    'Upgrade root from ^1.0.0 to ^2.0.0 in package.json, which then no longer brings deep 1.0.0, then run: npm install root@^2.0.0 (breaking)',
  );
});

test('a way in that cannot be upgraded leaves the override alone', () => {
  const universe = universeOf({
    root: { '1.0.0': {}, '2.0.0': { needs: { gone: '1' } } },
    deep: { '1.0.0': {}, '1.1.0': {} },
  });
  const found = sentences(nested, 'deep@1.0.0', knownOf(['1.1.0'], ['deep@1.0.0'], { universe }));
  assert.equal(found.length, 1);
  assert.match(found[0] ?? '', /^Force deep/);
});

test('of two ways in both are upgraded, as one remedy', () => {
  const list = listOf({
    declared: [
      ['a', '1.0.0', 'a@1.0.0'],
      ['b', '1.0.0', 'b@1.0.0'],
    ],
    components: {
      'a@1.0.0': { 'deep@1.0.0': '1.0.0' },
      'b@1.0.0': { 'deep@1.0.0': '1.0.0' },
      'deep@1.0.0': {},
    },
  });
  const universe = universeOf({
    a: { '1.0.0': { needs: { deep: '1.0.0' } }, '1.0.1': { needs: { deep: '1.1.0' } } },
    b: { '1.0.0': { needs: { deep: '1.0.0' } }, '1.0.2': {} },
    deep: { '1.0.0': {}, '1.1.0': {} },
  });
  assert.deepEqual(
    sentences(list, 'deep@1.0.0', knownOf(['1.1.0'], ['deep@1.0.0'], { universe })).slice(0, 2),
    [
      'Upgrade a from 1.0.0 to 1.0.1 in package.json, which then no longer brings deep 1.0.0, then run: npm install a@1.0.1',
      '+ Upgrade b from 1.0.0 to 1.0.2 in package.json, which then no longer brings deep 1.0.0, then run: npm install b@1.0.2',
    ],
  );
});

test('an override holds only where it is needed when others need another version of the name', () => {
  const list = listOf({
    declared: [
      ['a', '1.0.0', 'a@1.0.0'],
      ['deep', '^3.0.0', 'deep@3.0.0'],
    ],
    components: { 'a@1.0.0': { 'deep@1.0.0': '1.0.0' }, 'deep@1.0.0': {}, 'deep@3.0.0': {} },
  });
  const [override] = remediesOf(list, 1, knownOf(['1.1.0']));
  assert.deepEqual(override?.edit, { manager: 'npm', constraint: '^1.1.0', inside: 'a' });
  assert.match(override.sentence, /^Force deep below a to \^1\.1\.0 in package\.json/);
  const bun = { ...list, format: 'bun-lock' };
  assert.deepEqual(remediesOf(bun, 1, knownOf(['1.1.0'])), []);
});

test('a malicious package goes, and with it who brings it; a version before it is the way back', () => {
  const malicious = { malicious: true };
  assert.deepEqual(sentences(nested, 'deep@1.0.0', knownOf([], [], malicious)), [
    'Remove root 1.0.0 in package.json, which brings deep 1.0.0, then run: npm uninstall root',
    '+ Remove other 1.0.0 in package.json, which brings deep 1.0.0, then run: npm uninstall other',
  ]);
  const list = listOf({
    declared: [['bad', '^1.0.0', 'bad@1.2.0']],
    components: { 'bad@1.2.0': {} },
  });
  const universe = universeOf({ bad: { '1.0.0': {}, '1.1.0': {}, '1.2.0': {} } });
  const known = knownOf([], ['bad@1.2.0'], { universe, malicious: true });
  assert.deepEqual(sentences(list, 'bad@1.2.0', known), [
    'Upgrade bad from ^1.0.0 to 1.1.0 in package.json, then run: npm install bad@1.1.0',
    'Remove bad 1.2.0 in package.json, then run: npm uninstall bad',
  ]);
});

test('a version in its cooldown is not proposed', () => {
  const list = listOf({ declared: [['a', '^1.0.0', 'a@1.0.0']], components: { 'a@1.0.0': {} } });
  const universe = universeOf({
    a: {
      '1.0.0': {},
      '1.0.1': { on: '2026-11-20T00:00:00Z' },
      '1.0.2': { on: '2026-11-01T00:00:00Z' },
    },
  });
  const cooldown = { days: 7, now: '2026-11-24T00:00:00Z' };
  const [remedy] = remediesOf(list, 0, knownOf(['1.0.1'], ['a@1.0.0'], { universe, cooldown }));
  assert.equal(remedy?.to, '1.0.2');
});

test('Go, Maven and NuGet install the version that is written: it is raised, not made anew', () => {
  const go = listOf({
    ecosystem: 'Go',
    path: 'go.mod',
    format: 'go-mod',
    declared: [['example.com/a', 'v1.0.0', 'example.com/a@1.0.0']],
    components: { 'example.com/a@1.0.0': {}, 'example.com/b@1.0.0': {} },
  });
  const [direct] = remediesOf(go, 0, knownOf(['1.1.0']));
  assert.deepEqual(direct?.edit, { manager: 'go', constraint: 'v1.1.0' });
  assert.match(direct.sentence, /then run: go get example\.com\/a@v1\.1\.0$/);
  const [indirect] = remediesOf(go, 1, knownOf(['1.1.0']));
  assert.deepEqual([indirect?.kind, indirect?.at], ['override', { path: 'go.mod', line: 11 }]);
});

test('no word of the target reaches a shell unquoted', () => {
  const name = 'a;rm -rf ~';
  const list = listOf({
    declared: [[name, '^1.0.0', `${name}@1.0.0`]],
    components: { [`${name}@1.0.0`]: {} },
  });
  const [remedy] = remediesOf(list, 0, knownOf(['1.0.1']));
  assert.doesNotMatch(remedy?.sentence ?? '', /run:/);
  const ranged = listOf({
    declared: [['a', '>=1.0.0 <1.0.1', 'a@1.0.0']],
    components: { 'a@1.0.0': {} },
  });
  assert.match(
    remediesOf(ranged, 0, knownOf(['1.0.1']))[0]?.sentence ?? '',
    /npm install 'a@>=1\.0\.1 <2\.0\.0'$/,
  );
});

test('where something is wrong with every version, one without this problem is proposed, and it says so', () => {
  const list = listOf({ declared: [['a', '^1.0.0', 'a@1.0.0']], components: { 'a@1.0.0': {} } });
  const [remedy] = remediesOf(list, 0, knownOf(['1.1.0'], ['a@1.0.0', 'a@1.1.0']));
  assert.deepEqual([remedy?.kind, remedy?.to, remedy?.residual], ['refresh', '1.1.0', true]);
  assert.match(remedy?.sentence ?? '', /\(other problems are known there\)/);
  const universe = universeOf({ a: { '1.0.0': {}, '1.0.9': {} } });
  const unpublished = knownOf(['1.1.0'], ['a@1.0.0', 'a@1.0.9'], { universe });
  assert.deepEqual(remediesOf(list, 0, unpublished), []);
});

test('an upgrade may bring other problems only where they are there already', () => {
  const list = listOf({
    declared: [['root', '1.0.0', 'root@1.0.0']],
    components: {
      'root@1.0.0': { 'deep@1.0.0': '1.0.0', 'other@1.0.0': '*' },
      'deep@1.0.0': {},
      'other@1.0.0': {},
    },
  });
  const universe = universeOf({
    root: {
      '1.0.0': {},
      '1.1.0': { needs: { worse: '*' } },
      '1.2.0': { needs: { deep: '1.1.0', other: '*' } },
    },
    deep: { '1.0.0': {}, '1.1.0': {} },
    other: { '1.0.0': {} },
    worse: { '1.0.0': {} },
  });
  const affected = ['deep@1.0.0', 'other@1.0.0', 'worse@1.0.0'];
  const [remedy] = remediesOf(list, 1, knownOf(['1.1.0'], affected, { universe }));
  assert.deepEqual([remedy?.name, remedy?.to, remedy?.residual], ['root', '1.2.0', true]);
});
