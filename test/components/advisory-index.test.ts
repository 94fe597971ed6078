import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { indexOf } from './advisory-index.ts';
import { LockstepError } from '../../src/model/error.ts';
import { cveKey, writeCveTable } from '../../src/advisories/cve-table.ts';
import { hashOf, openTable, tableOf } from '../../src/advisories/hash-table.ts';
import { readHeld, type Held } from '../../src/advisories/held.ts';
import { openAdvisories } from '../../src/advisories/open-advisories.ts';
import { readOsvRecord } from '../../src/advisories/osv-record.ts';
import { storeFile, storeHeld, storeSegment } from '../../src/advisories/store.ts';
import { addRecord, addTombstone, newDraft } from '../../src/advisories/write-segment.ts';

const about = (id: string, name: string, versions: readonly string[] = ['1']): unknown => ({
  id,
  modified: '2026-01-01T00:00:00Z',
  summary: `about ${name}`,
  affected: [{ package: { ecosystem: 'npm', name }, versions }],
});
const isKept = (name: string): boolean => readOsvRecord(about('A-1', name)) !== undefined;
const isRefused = (error: unknown): boolean =>
  error instanceof LockstepError && error.code === 'advisories';

describe('the index of advisories', () => {
  it('finds what went in, and nothing else', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(names, names, (present, asked) => {
        const records = present.map((name, index) => about(`A-${index}`, name));
        const index = indexOf({ npm: records });
        for (const name of [...present, ...asked, '__proto__', 'constructor']) {
          const at = isKept(name) ? present.indexOf(name) : -1;
          const ids = index.matches('npm', name).map(({ id }) => id);
          assert.deepEqual(ids, at === -1 ? [] : [`A-${at}`]);
        }
        index.close();
        rmSync(index.folder, { recursive: true });
      }),
      { numRuns: 30 },
    );
  });

  it('gives the details of each record, of every ecosystem only its own', () => {
    const records = Array.from({ length: 3000 }, (_, at) => about(`A-${at}`, `name-${at % 700}`));
    const index = indexOf({ npm: records, PyPI: [about('A-1', 'name-1')] });
    for (let at = 0; at < 3000; at += 1) {
      assert.equal(index.details('npm', `A-${at}`)?.summary, `about name-${at % 700}`);
    }
    assert.equal(index.details('npm', 'A-3000'), undefined);
    assert.deepEqual(index.matches('PyPI', 'name-1'), []);
    assert.deepEqual(index.matches('Maven', 'name-1'), []);
    assert.deepEqual([...index.ecosystems], ['npm', 'PyPI']);
    index.close();
  });

  it('has the same bytes whatever the order of the records', () => {
    const records = Array.from({ length: 50 }, (_, at) => about(`A-${at}`, `name-${at % 7}`));
    const [one, other] = [indexOf({ npm: records }), indexOf({ npm: records.toReversed() })];
    assert.deepEqual(readHeld(one.folder), readHeld(other.folder));
  });

  it('believes the delta, also that a record is gone or concerns another package now', () => {
    const index = indexOf({
      npm: [
        about('A-1', 'changed'),
        about('A-2', 'gone'),
        about('A-3', 'kept'),
        about('A-4', 'moved'),
      ],
    });
    index.close();
    const held = readHeld(index.folder);
    const [npm] = held?.ecosystems ?? [];
    assert.ok(npm);
    const draft = newDraft();
    for (const value of [
      about('A-1', 'changed', ['9']),
      about('A-4', 'new'),
      about('A-5', 'kept'),
    ]) {
      const record = readOsvRecord(value);
      assert.ok(record);
      addRecord(draft, record, () => true);
    }
    addTombstone(draft, 'A-2');
    const delta = storeSegment(index.folder, 'npm', draft);
    storeHeld(index.folder, { ecosystems: [{ ...npm, delta }] });
    const data = openAdvisories(index.folder);
    assert.ok(data);
    const ids = (name: string): readonly string[] => data.matches('npm', name).map(({ id }) => id);
    assert.deepEqual(
      data.matches('npm', 'changed').map(({ versions }) => versions),
      [['9']],
    );
    assert.deepEqual([ids('gone'), ids('moved'), ids('new')], [[], [], ['A-4']]);
    assert.deepEqual(ids('kept'), ['A-3', 'A-5']);
    assert.equal(data.details('npm', 'A-2'), undefined);
    assert.equal(data.details('npm', 'A-3')?.id, 'A-3');
    assert.notEqual(data.ages[0]?.digest, index.ages[0]?.digest);
    data.close();
  });

  it('is not there where nothing was stored', () => {
    assert.equal(openAdvisories(path.join(tmpdir(), 'nothing-is-here')), undefined);
  });

  it('stays open as it was when another one replaces it, and the old files go', () => {
    const before = indexOf({ npm: [about('A-1', 'a')] });
    const other = storeSegment(before.folder, 'npm', newDraft());
    const [npm] = readHeld(before.folder)?.ecosystems ?? [];
    assert.ok(npm);
    writeFileSync(path.join(before.folder, '.staged-1-0123456789ab.tmp'), 'of a killed process');
    writeFileSync(path.join(before.folder, 'notes.txt'), 'of the user');
    storeHeld(before.folder, { ecosystems: [{ ...npm, base: other }] });
    assert.equal(before.matches('npm', 'a').length, 1);
    assert.deepEqual(
      readdirSync(before.folder).toSorted(),
      ['current.json', other.name, 'notes.txt'].toSorted(),
    );
  });

  it('refuses to answer from a file in which any byte was changed, cut off or added', () => {
    const records = Array.from({ length: 40 }, (_, at) => about(`A-${at}`, `name-${at}`));
    const index = indexOf({ npm: records });
    const [npm] = readHeld(index.folder)?.ecosystems ?? [];
    assert.ok(npm);
    const file = path.join(index.folder, npm.base.name);
    const whole = readFileSync(file);
    const answers = (): unknown => {
      const data = openAdvisories(index.folder);
      assert.ok(data);
      try {
        return records.map((_, at) => [
          data.matches('npm', `name-${at}`),
          data.details('npm', `A-${at}`),
        ]);
      } finally {
        data.close();
      }
    };
    const right = answers();
    for (let at = 0; at < whole.length; at += 11) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      writeFileSync(file, changed);
      // Padding and what is not asked for may change without harm.
      try {
        assert.deepEqual(answers(), right);
      } catch (error) {
        assert.ok(isRefused(error), String(error));
      }
    }
    for (const bytes of [whole.subarray(0, -1), whole.subarray(0, 100), Buffer.alloc(0)]) {
      writeFileSync(file, bytes);
      assert.throws(answers, isRefused);
    }
    rmSync(file);
    assert.throws(answers, isRefused);
  });

  const broken: readonly (readonly [string, (text: string) => string])[] = [
    ['torn', (text) => text.slice(0, 50)],
    ['of another version', (text) => text.replace('advisories/1', 'advisories/2')],
    ['with a path for a name', (text) => text.replace(/"name": "[^"]*"/u, '"name": "../../x"')],
  ];
  for (const [what, change] of broken) {
    it(`refuses a list of files that is ${what}`, () => {
      const { folder } = indexOf({ npm: [about('A-1', 'a')] });
      const file = path.join(folder, 'current.json');
      writeFileSync(file, change(readFileSync(file, 'utf8')));
      assert.throws(() => openAdvisories(folder), isRefused);
    });
  }

  it('does not take a list of CVEs for advisories', () => {
    const { folder } = indexOf({ npm: [about('A-1', 'a')] });
    const [npm] = readHeld(folder)?.ecosystems ?? [];
    assert.ok(npm);
    const base = storeFile(folder, 'npm', (file) => writeCveTable(file, new Map()));
    storeHeld(folder, { ecosystems: [{ ...npm, base }] });
    assert.throws(() => openAdvisories(folder), isRefused);
  });
});

describe('the lists of CVEs', () => {
  it('answer for what is in them, at the edges of their pages too', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-cve-'));
    const values = new Map<number, number>();
    for (let at = 0; at < 2000; at += 1) values.set(cveKey(`CVE-2020-${1000 + at * 3}`) ?? 0, at);
    const epss = storeFile(folder, 'epss', (file) => writeCveTable(file, values));
    const days = new Map([[cveKey('CVE-2021-44228') ?? 0, 20211210]]);
    const kev = storeFile(folder, 'kev', (file) => writeCveTable(file, days));
    const age = { pulled: '2026-01-01T00:00:00Z', newest: '', records: 1, source: 'test' };
    const held: Held = {
      ecosystems: [],
      kev: { ...age, file: kev },
      epss: { ...age, file: epss },
    };
    storeHeld(folder, held);
    const data = openAdvisories(folder);
    assert.ok(data);
    for (let at = 0; at < 2000; at += 1) {
      assert.equal(data.exploitProbability(`CVE-2020-${1000 + at * 3}`), at / 1e9);
      assert.equal(data.exploitProbability(`CVE-2020-${1001 + at * 3}`), undefined);
    }
    assert.equal(data.exploitProbability('CVE-1999-0001'), undefined);
    assert.equal(data.exploitProbability('GHSA-aaaa'), undefined);
    assert.equal(data.exploitedSince('CVE-2021-44228'), '2021-12-10');
    assert.equal(data.exploitedSince('CVE-2021-44229'), undefined);
    assert.deepEqual(
      data.ages.map(({ kind }) => kind),
      ['kev', 'epss'],
    );
    data.close();
  });
});

describe('a table of hashes', () => {
  it('finds every value, also where all hashes are the same', () => {
    const bytes = tableOf(Array.from({ length: 2000 }, (_, value) => ({ hash: 7, value })));
    const file = {
      path: 'table',
      sizeBytes: bytes.length,
      read: (at: number, length: number) => Buffer.from(bytes.subarray(at, at + length)),
      close: () => undefined,
    };
    const find = openTable(file, { offset: 0, pages: bytes.length / 4096 });
    assert.equal(new Set(find(7)).size, 2000);
    assert.deepEqual(find(8), []);
    assert.notEqual(hashOf('npm\0a'), hashOf('npm\0b'));
  });
});
