import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { put, tempTree } from '../../io/tests/temp-tree.ts';
import type { RunReport } from '../../model/report.ts';
import { productRegistry } from '../load-checks.ts';
import { runOn } from '../tests/run-on.ts';
import { mendProgram, proposedChanges } from './mend-program.ts';

const before = `const app = require('express')();
app.get('/', (req, res) => {
  res.cookie('session', 'a');

  res.cookie('token', 'a', { httpOnly: true });
});
`;
const after = before
  .replace("'session', 'a'", "'session', 'a', { httpOnly: true, secure: true }")
  .replace('{ httpOnly: true });', '{ httpOnly: true, secure: true });');

async function reportOn(root: string): Promise<RunReport> {
  const request = { checkIds: ['code'] };
  return (await runOn(root, request, { registry: productRegistry })).report;
}

function textIn(root: string): string {
  return readFileSync(path.join(root, 'a.js'), 'utf8');
}

/** The rules of what was found. */
function rulesOf({ decision }: RunReport): readonly string[] {
  return decision.findings.map(({ finding }) => finding.ruleId).toSorted();
}

describe('mending', { concurrency: 2 }, () => {
  test('makes changes of the same lines one after the other', async (context) => {
    const root = tempTree(context, { 'a.js': before });
    const first = await reportOn(root);
    const cookies = rulesOf(first).filter((rule) => rule.startsWith('code/cookie-not-'));
    assert.equal(cookies.length, 3);
    const shown = proposedChanges(first, root);
    assert.equal(shown.mended.length, 2);
    assert.equal(textIn(root), before);
    const { mended, refused, files, report } = await mendProgram(first, {
      root,
      again: () => reportOn(root),
    });
    assert.equal(textIn(root), after);
    assert.deepEqual([mended.length, refused, files.length], [3, [], 1]);
    assert.deepEqual(
      rulesOf(report).filter((rule) => cookies.includes(rule)),
      [],
    );
  });

  test('takes back a change whose finding is still there', async (context) => {
    const root = tempTree(context, { 'a.js': before });
    const first = await reportOn(root);
    const { mended, refused, files } = await mendProgram(first, {
      root,
      again: () => Promise.resolve(first),
    });
    assert.equal(textIn(root), before);
    assert.deepEqual([mended, files], [[], []]);
    assert.deepEqual(
      new Set(refused.map(({ reason }) => reason)),
      new Set(['taken back: its finding was still there']),
    );
    assert.equal(refused.length, 3);
  });

  test('takes back a change that brings another finding, wherever it is', async (context) => {
    const root = tempTree(context, { 'a.js': before });
    const first = await reportOn(root);
    const [some] = first.decision.findings;
    const { mended } = await mendProgram(first, {
      root,
      again: async () => {
        const report = await reportOn(root);
        if (textIn(root) === before || some === undefined) return report;
        const finding = { ...some.finding, location: { ...some.finding.location, path: 'b.js' } };
        const findings = [...report.decision.findings, { ...some, finding }];
        return { ...report, decision: { ...report.decision, findings } };
      },
    });
    assert.deepEqual(mended, []);
    assert.equal(textIn(root), before);
  });

  test('leaves a file alone that somebody changed meanwhile', async (context) => {
    const root = tempTree(context, { 'a.js': before });
    const first = await reportOn(root);
    put(root, 'a.js', `\n${before}`);
    const { mended, refused } = await mendProgram(first, { root, again: () => reportOn(root) });
    assert.equal(textIn(root), `\n${before}`);
    assert.deepEqual(mended, []);
    assert.deepEqual(
      new Set(refused.map(({ reason }) => reason)),
      new Set(['a.js: it is not what was examined']),
    );
  });
});
