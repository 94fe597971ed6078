import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AdvisoryMatch } from '../../../model/advisory.ts';
import { groupRecords } from './problem-groups.ts';

const record = (id: string, ...aliases: readonly string[]): AdvisoryMatch => ({
  id,
  aliases,
  ranges: [],
  versions: [],
});
const idsOf = (records: readonly AdvisoryMatch[]): readonly (readonly string[])[] =>
  groupRecords(records).map(({ ids }) => ids);

test('records that share an alias are one problem, named by the database that was first', () => {
  const records = [
    record('CVE-2021-1'),
    record('PYSEC-2021-9', 'CVE-2021-1'),
    record('GHSA-a', 'CVE-2021-1'),
  ];
  assert.deepEqual(idsOf(records), [['GHSA-a', 'PYSEC-2021-9', 'CVE-2021-1']]);
});

test('aliases are followed over records that do not name each other', () => {
  const records = [
    record('GO-1', 'GHSA-a'),
    record('GHSA-b', 'CVE-2'),
    record('X-3', 'GHSA-a', 'CVE-2'),
  ];
  assert.equal(groupRecords(records).length, 1);
});

test('different problems stay apart', () => {
  assert.deepEqual(idsOf([record('GHSA-a', 'CVE-1'), record('GHSA-b', 'CVE-2')]), [
    ['GHSA-a', 'CVE-1'],
    ['GHSA-b', 'CVE-2'],
  ]);
});

function sorted(groups: readonly (readonly string[])[]): readonly string[] {
  return groups.map((ids) => ids.join()).toSorted();
}

test('the groups do not depend on the order of the records, and no id is in two', () => {
  const id = fc.integer({ min: 0, max: 8 }).map((number) => `CVE-2026-${number}`);
  const records = fc.uniqueArray(
    fc.tuple(id, fc.array(id, { maxLength: 2 })).map(([own, others]) => record(own, ...others)),
    { selector: (each) => each.id, maxLength: 8 },
  );
  fc.assert(
    fc.property(records, (given) => {
      const groups = idsOf(given);
      assert.deepEqual(sorted(groups), sorted(idsOf(given.toReversed())));
      assert.equal(new Set(groups.flat()).size, groups.flat().length);
    }),
  );
});
