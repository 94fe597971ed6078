import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { override, promotion, runEntry, tally, verdict } from '../tests/entries.ts';
import { logSchema } from './entry-shape.ts';
import { lineOf, withId } from './write-entry.ts';

const published = new URL('../../../schema/log.schema.json', import.meta.url);
const isEntry = new Ajv2020({ strict: true, strictTypes: false }).compile(logSchema());

/** `UPDATE_SNAPSHOTS=1 npm test -- log-schema` writes it anew. */
test('schema/log.schema.json is what the reader of the log says', () => {
  const text = `${JSON.stringify(logSchema(), undefined, 2)}\n`;
  if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(published, text);
  assert.equal(readFileSync(published, 'utf8'), text);
});

const waiver = withId({
  kind: 'waiver',
  at: '2026-03-01T00:00:00.000Z',
  product: 'shop',
  group: 'retail',
  repository: 'shop.git',
  rule: 'secrets/aws-key',
  scope: '{"path":"app.py"}',
  reason: 'only for the tests',
  development: 'a.lopez',
  security: 'k.ito',
  expires: '2026-12-31',
});

test('the schema accepts every kind of line as it is written', () => {
  const entries = [runEntry({ rules: [tally(['a'])] }), verdict(), promotion(), waiver, override()];
  for (const entry of entries) {
    assert.equal(isEntry(JSON.parse(lineOf(entry))), true, JSON.stringify(isEntry.errors));
  }
});

test('the schema refuses what the reader refuses', () => {
  const { id: _, ...withoutId } = verdict();
  for (const value of [
    {},
    [],
    withoutId,
    { ...verdict(), v: 2 },
    { ...verdict(), more: 1 },
    { ...verdict(), verdict: 'fine' },
    { ...verdict(), at: 'today' },
    { ...verdict(), kind: 'run' },
    { ...runEntry(), wallMs: -1 },
    { ...promotion(), to: 'blok' },
    { ...override(), fingerprints: [1] },
  ]) {
    assert.equal(isEntry(value), false, JSON.stringify(value));
  }
});
