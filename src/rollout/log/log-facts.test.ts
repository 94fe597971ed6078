import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Ladder } from '../../model/evidence.ts';
import type { LogEntry } from '../../model/log-entry.ts';
import { defaultPolicy } from '../../policy/default-policy.ts';
import { ladderOf } from '../ladder.ts';
import {
  day,
  override,
  policyEntry,
  promotion,
  runEntry,
  tally,
  verdict,
  version,
} from '../tests/entries.ts';
import { factsOf, LogFold, type LogFacts } from './log-facts.ts';
import { readLine, readPlainRun } from './read-line.ts';
import { lineOf } from './write-entry.ts';

const settings = { seed: 20_261_125, numRuns: 200 };
const entries: readonly LogEntry[] = [
  runEntry({ at: day(40), commit: 'c1', rules: [tally(['a', 'b'])] }),
  runEntry({ at: day(41), commit: 'c1', rules: [tally(['a'], { covered: 1 })] }),
  runEntry({ at: day(42), commit: 'c2', rules: [tally(['c'], { version: 2 })] }),
  runEntry({ at: day(43), commit: 'c3', product: 'other', rules: [tally(['d'])] }),
  runEntry({ at: day(44), mode: 'directory', rules: [tally([], { existing: 3 })] }),
  verdict({ at: day(45), fingerprint: 'a', path: 'src/"ünïcode".ts' }),
  verdict({ at: day(46), fingerprint: 'b', verdict: 'not-useful', stage: 'block', blocked: true }),
  promotion({ at: day(47) }),
  policyEntry({ [version.rule]: 'warn' }, { at: day(48) }),
  override({ at: day(49), fingerprints: ['c'] }),
];
const textOf = (list: readonly LogEntry[]): string => list.map((entry) => lineOf(entry)).join('');

function foldOf(...texts: readonly string[]): LogFold {
  const fold = new LogFold();
  for (const [index, text] of texts.entries()) {
    fold.read({ name: `s${index}`, bytes: Buffer.from(text) });
  }
  return fold;
}

function ladder(facts: LogFacts): Ladder {
  return ladderOf(facts, [version, { ...version, version: 2 }], {
    policy: defaultPolicy,
    product: 'shop',
    now: day(50),
  });
}

const all = ladder(factsOf(entries));

test('a fold counts runs, builds and findings as the entries have them', () => {
  const [first, second] = all.standings;
  assert.deepEqual([all.entries, all.ring.builds], [9, 3]);
  // The last run of c1 was covered; the other product is not in the ring.
  assert.deepEqual([first?.forecast.builds, first?.forecast.blocked], [2, 1]);
  assert.deepEqual(first?.forecast.stopped[0]?.fingerprints, ['c']);
  assert.equal(first?.evidence.since, day(40));
  assert.equal(second?.evidence.since, day(42));
  assert.equal(second?.evidence.counted.overridden, 1);
});

test('the ladder is the same to the bit for every order, doubling and division of the log', () => {
  const pile = fc.array(fc.constantFrom(...entries), { maxLength: 6 });
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...entries], { minLength: entries.length }),
      pile,
      (list, more) => {
        const half = list.length >> 1;
        const fold = foldOf(textOf(list.slice(0, half)), textOf(more), textOf(list.slice(half)));
        assert.deepEqual(ladder(fold.facts()), all);
        assert.equal(fold.duplicates, more.length);
      },
    ),
    settings,
  );
});

test('a fold that was packed half way goes on to the same ladder', () => {
  const places = fc.integer({ min: 0, max: entries.length });
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...entries], { minLength: entries.length }),
      places,
      (list, at) => {
        const half = foldOf(`no entry\n${textOf(list.slice(0, at))}`);
        const whole = LogFold.of(half.packed());
        whole.read({ name: 'rest', bytes: Buffer.from(textOf(list.slice(Math.max(0, at - 1)))) });
        assert.deepEqual(ladder(whole.facts()), all);
        assert.deepEqual(whole.problems, [{ segment: 's0', line: 1, what: 'not JSON' }]);
        assert.equal(whole.duplicates, at === 0 ? 0 : 1);
      },
    ),
    settings,
  );
});

test('a run is read from its line alone as it is read in full, and never when it was changed', () => {
  const word = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('a"b', '","id":"', '\\', ''));
  const run = fc.record({ author: word, branch: word, commit: word, mode: word, repository: word });
  fc.assert(
    fc.property(run, fc.nat(), fc.boolean(), (fields, place, isLoud) => {
      const entry = runEntry({ ...fields, rules: isLoud ? [tally(['x'])] : [] });
      const line = lineOf(entry).trimEnd();
      const plain = readPlainRun(line);
      const full = readLine(line, false);
      assert.deepEqual(full, { entry });
      if (plain !== undefined) assert.deepEqual({ ...entry, ...plain }, entry);
      const at = place % line.length;
      const changed = `${line.slice(0, at)}${line[at] === '0' ? '1' : '0'}${line.slice(at + 1)}`;
      assert.equal(readPlainRun(changed), undefined);
      assert.ok('what' in readLine(changed, false));
    }),
    settings,
  );
});

test('most lines are read without writing them anew', () => {
  assert.notEqual(readPlainRun(lineOf(runEntry({ rules: [tally(['a'])] })).trimEnd()), undefined);
});
