import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Database } from './database.ts';
import type { IncomingFinding } from './finding-import.ts';
import { migrate } from './migrate.ts';
import type { RunHead, StoredRun } from './run.ts';
import { storeRun } from './run-import.ts';
import { decisionsOn } from './decisions.ts';
import { testDatabases } from './tests/databases.ts';

function finding(name: string, more: Partial<IncomingFinding> = {}): IncomingFinding {
  const digest = name.replace(/:.*/u, '');
  return {
    fingerprint: name.includes(':') ? name : `${name}:0`,
    identity: digest,
    identityMoved: `m-${digest}`,
    identityLoose: `l-${digest}`,
    rule: 'code/sql-injection',
    cwe: [89],
    severity: 3,
    confidence: 2,
    path: `src/${digest}.ts`,
    line: 1,
    message: `about ${digest}`,
    detail: { evidence: { kind: 'code' } },
    stage: 'observe',
    effect: 'observed',
    isGone: false,
    ...more,
  };
}

let clock = 0;
function head(more: Partial<RunHead> = {}): RunHead {
  clock += 1;
  return {
    stream: {
      product: 'shop',
      repository: 'example/shop',
      branch: 'main',
      source: 'lockstep',
      isDefault: true,
    },
    scope: { checks: undefined, within: '', isWhole: true, unknownPaths: [] },
    format: 'lockstep',
    tool: 'lockstep 1',
    commit: `c${clock}`,
    ranAt: new Date(Date.UTC(2026, 0, 1, 0, 0, clock)).toISOString(),
    digest: `digest ${clock}`,
    outcome: 'pass',
    reasons: [],
    incomplete: [],
    rules: new Map(),
    rulePrefix: '',
    ...more,
  };
}

function equal(line: number): IncomingFinding {
  return finding('a', { line, path: 'src/same.ts' });
}

async function* batches(
  findings: readonly IncomingFinding[],
): AsyncGenerator<readonly IncomingFinding[]> {
  for (let at = 0; at < findings.length; at += 2) yield findings.slice(at, at + 2);
}

async function* broken(): AsyncGenerator<readonly IncomingFinding[]> {
  yield [finding('a')];
  throw new Error('torn');
}

for (const kind of testDatabases()) {
  describe(`runs on ${kind.name}`, () => {
    let database: Database;
    before(async () => {
      database = await kind.open();
      await migrate(database);
    });
    after(() => database.close());
    beforeEach(() => database.query('truncate products cascade'));

    const store = (
      findings: readonly IncomingFinding[],
      more: Partial<RunHead> = {},
    ): Promise<StoredRun> =>
      storeRun(
        database,
        () => batches(findings),
        () => head(more),
      );
    const states = async (): Promise<readonly string[]> => {
      const rows = await database.query<{ fingerprint: string; state: string; path: string }>(
        'select fingerprint, state, path from findings order by fingerprint',
      );
      return rows.map(({ fingerprint, state, path }) => `${fingerprint} ${state} ${path}`);
    };
    const version = (): Promise<readonly object[]> =>
      database.query('select xmin::text as version from findings order by id');
    const events = async (): Promise<readonly string[]> => {
      const rows = await database.query<{ kind: string }>(
        'select kind from finding_events e join runs r on r.id = e.run_id order by e.at, finding_id, kind',
      );
      return rows.map((row) => row.kind);
    };

    test('what is told of a finding is of the last run, also where nothing else has changed', async () => {
      const [old, later] = ['old', 'later'].map((remedy) => ({ detail: { evidence: { remedy } } }));
      await store([finding('a', old)]);
      await store([finding('a', later)]);
      const rows = await database.query('select detail from findings');
      assert.deepEqual(rows, [later]);
    });

    test('a first run opens its findings, and the same report again changes nothing', async () => {
      const report = head();
      const findings = [finding('a'), finding('b'), finding('c')];
      const first = await storeRun(
        database,
        () => batches(findings),
        () => report,
      );
      const again = await storeRun(
        database,
        () => batches(findings),
        () => report,
      );
      assert.deepEqual(first.counts, { new: 3, existing: 0, moved: 0, fixed: 0, reopened: 0 });
      assert.deepEqual(again, { ...first, isKnown: true });
      assert.deepEqual(await events(), ['opened', 'opened', 'opened']);
    });

    test('what is there, what moved, what is gone and what came back is told by fingerprint', async () => {
      await store([finding('a'), finding('b'), finding('c')]);
      const second = await store([
        finding('a', { line: 9 }),
        finding('x', { identityMoved: 'm-b', path: 'lib/b.ts' }),
      ]);
      assert.deepEqual(second.counts, { new: 0, existing: 1, moved: 1, fixed: 1, reopened: 0 });
      assert.deepEqual(await states(), [
        'a:0 open src/a.ts',
        'b:0 open lib/b.ts',
        'c:0 fixed src/c.ts',
      ]);
      const third = await store([finding('c')]);
      assert.deepEqual(third.counts, { new: 0, existing: 0, moved: 0, fixed: 2, reopened: 1 });
      assert.deepEqual(await events(), [
        'opened',
        'opened',
        'opened',
        'moved',
        'fixed',
        'fixed',
        'fixed',
        'reopened',
      ]);
    });

    test('a run that sees everything again writes no row', async () => {
      await store([finding('a'), finding('b')]);
      const written = await version();
      await store([finding('b'), finding('a')]);
      assert.deepEqual(await version(), written);
    });

    test('equal findings are paired in order of place, and each has a name of its own', async () => {
      await store([equal(1), equal(5)]);
      assert.deepEqual(await states(), ['a:0 open src/same.ts', 'a:1 open src/same.ts']);
      const { counts } = await store([equal(2), equal(3), equal(9)]);
      assert.deepEqual(counts, { new: 1, existing: 2, moved: 0, fixed: 0, reopened: 0 });
      assert.deepEqual((await states()).length, 3);
      assert.equal(new Set(await states()).size, 3);
    });

    test('a run only closes what it has looked for', async () => {
      const secret = finding('s', { rule: 'secrets/token', path: 'config/s.env' });
      await store([finding('a'), finding('b', { path: 'lib/b.ts' }), secret]);
      const scope = { checks: ['code'], within: 'src', isWhole: true, unknownPaths: [] };
      assert.equal(
        (await store([], { scope: { ...scope, unknownPaths: ['src/a.ts'] } })).counts.fixed,
        0,
      );
      assert.equal((await store([], { scope: { ...scope, isWhole: false } })).counts.fixed, 0);
      const gone = finding('b', { path: 'lib/b.ts', isGone: true });
      assert.equal((await store([gone], { scope: { ...scope, isWhole: false } })).counts.fixed, 1);
      assert.equal((await store([], { scope })).counts.fixed, 1);
      assert.deepEqual(await states(), [
        'a:0 fixed src/a.ts',
        'b:0 fixed lib/b.ts',
        's:0 open config/s.env',
      ]);
    });

    test('on a branch, what stands on the default branch is neither new nor stored twice', async () => {
      await store([finding('a'), finding('b')]);
      const stream = { ...head().stream, branch: 'feature', isDefault: false };
      const { counts } = await store([finding('a'), finding('n')], { stream });
      assert.deepEqual(counts, { new: 1, existing: 1, moved: 0, fixed: 0, reopened: 0 });
      assert.deepEqual(
        (await states()).filter((text) => text.startsWith('b:0')),
        ['b:0 open src/b.ts'],
      );
      assert.equal((await states()).length, 3);
    });

    test('on a branch, what a change brings is new though the same stands in a file that it left alone', async () => {
      await store([finding('a')]);
      const stream = { ...head().stream, branch: 'feature', isDefault: false };
      const scope = { ...head().scope, isWhole: false };
      const copy = finding('b', { identityMoved: 'm-a', isNew: true });
      const { counts } = await store([copy], { stream, scope });
      assert.deepEqual(counts, { new: 1, existing: 0, moved: 0, fixed: 0, reopened: 0 });
      // Seen again, also after it has moved, it is the same.
      const again = await store([{ ...copy, path: 'src/c.ts' }], { stream, scope });
      assert.deepEqual(again.counts, { new: 0, existing: 0, moved: 1, fixed: 0, reopened: 0 });
      // A run that was compared with nothing calls everything new.
      const whole = { ...stream, branch: 'other' };
      const all = await store([{ ...copy, path: 'src/d.ts' }], { stream: whole });
      assert.deepEqual(all.counts, { new: 0, existing: 1, moved: 0, fixed: 0, reopened: 0 });
    });

    test('a run that is older than the last one is kept and changes nothing', async () => {
      const late = head();
      await store([finding('a')]);
      const stored = await storeRun(
        database,
        () => batches([finding('b')]),
        () => late,
      );
      assert.equal(stored.isLate, true);
      assert.deepEqual(await states(), ['a:0 open src/a.ts']);
      const [row] = await database.query<{ count: number }>('select count(*) from runs');
      assert.equal(row?.count, 2);
    });

    test('a later run that looked at less does not take a decision back', async () => {
      const scope = { checks: ['secrets'], within: '', isWhole: true, unknownPaths: [] };
      await store([finding('a')], { commit: 'same', outcome: 'block' });
      await store([], { commit: 'same', outcome: 'pass', scope });
      const decisions = await decisionsOn(database, { product: 'shop', commit: 'same' });
      assert.deepEqual(decisions.map(({ outcome }) => outcome).toSorted(), ['block', 'pass']);
      await store([], { commit: 'same', outcome: 'pass' });
      const mended = await decisionsOn(database, { product: 'shop', commit: 'same' });
      assert.deepEqual(
        mended.map(({ outcome }) => outcome),
        ['pass', 'pass'],
      );
    });

    test('a report that breaks off leaves nothing', async () => {
      await assert.rejects(
        storeRun(
          database,
          () => broken(),
          () => head(),
        ),
        /torn/u,
      );
      const [row] = await database.query<{ count: number }>('select count(*) from products');
      assert.equal(row?.count, 0);
    });

    test('a report whose transaction lost a race is read again from its beginning', async () => {
      let attempts = 0;
      const report = head();
      const { counts } = await storeRun(
        database,
        () => batches([finding('a'), finding('b')]),
        () => {
          attempts += 1;
          // PostgreSQL, appendix A: deadlock_detected.
          if (attempts === 1) throw Object.assign(new Error('deadlock'), { code: '40P01' });
          return report;
        },
      );
      assert.deepEqual([attempts, counts.new], [2, 2]);
    });

    test('runs of one stream that arrive at once are stored one after the other', async () => {
      const runs = await Promise.all([1, 2, 3, 4].map(() => store([finding('a'), finding('b')])));
      assert.equal(runs.filter(({ counts }) => counts.new === 2).length, 1);
      assert.equal((await states()).length, 2);
    });

    test('text of any kind is only text', async () => {
      const nasty = `'; drop table findings; -- \\ " \u2028 $1`;
      await store([finding('a', { path: nasty, message: nasty })]);
      assert.deepEqual(await states(), [`a:0 open ${nasty}`]);
    });
  });
}
