import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { assumed, scaleOf, scaleTable } from '../bench/scale-arithmetic.ts';
import type { ScaleFigures } from '../bench/scale-figures.ts';
import { scaleReport } from '../bench/scale-report.ts';

const figures: ScaleFigures = JSON.parse(readFileSync('bench/scale.json', 'utf8'));
const TABLE = /^\| repositories \|.*\n(?:\|.*\n)+/mu;

test('the table of docs/scale.md is computed from what was measured', () => {
  const text = readFileSync('docs/scale.md', 'utf8');
  const table = `${scaleTable(figures)}\n`;
  if (process.env['UPDATE_SNAPSHOTS'] === '1') {
    writeFileSync(
      'docs/scale.md',
      text.replace(TABLE, () => table),
    );
    return;
  }
  assert.equal(TABLE.exec(text)?.[0], table);
});

test('docs/scale.md says what is assumed', () => {
  const text = readFileSync('docs/scale.md', 'utf8');
  const said = [...text.matchAll(/^\| `(?<name>\w+)` \| (?<value>[\d.]+) \|/gmu)];
  assert.deepEqual(
    Object.fromEntries(said.map(({ groups }) => [groups?.['name'], Number(groups?.['value'])])),
    assumed,
  );
});

test('bench/scale.md shows the figures of bench/scale.json', () => {
  const text = scaleReport(figures);
  if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync('bench/scale.md', text);
  assert.equal(readFileSync('bench/scale.md', 'utf8'), text);
});

test('ten times the repositories are ten times the work and the bytes', () => {
  const [small, large] = [scaleOf(300, figures), scaleOf(3_000, figures)];
  assert.ok(Math.abs(large.bytes.total / small.bytes.total - 10) < 1e-9);
  assert.ok(Math.abs(large.requestsASecond.peak / small.requestsASecond.peak - 10) < 1e-9);
  // By hand: ten runs a day of a repository for 400 days, and two changes a day, of which one opens a finding.
  assert.deepEqual(scaleOf(1, figures).rows, {
    runs: 4_000,
    findings: 450,
    events: 800,
    components: 500,
  });
});
