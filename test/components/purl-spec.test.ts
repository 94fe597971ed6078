import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { canonicalPurl, parsePurl } from '../../src/model/purl/parse.ts';
import type { PurlParts } from '../../src/model/purl/parts.ts';
import { buildPurl } from '../../src/model/purl/write.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

/** The parts as the tests of the specification have them: null for what is empty. */
function told(parts: PurlParts | undefined): Readonly<Record<string, unknown>> | null {
  if (parts === undefined) return null;
  const { type, namespace, name, version, qualifiers, subpath } = parts;
  return {
    type,
    namespace: orNull(namespace),
    name,
    version: orNull(version),
    qualifiers: qualifiers.size === 0 ? null : Object.fromEntries(qualifiers),
    subpath: orNull(subpath),
  };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : new Map();
}

function partsOf(value: unknown): PurlParts {
  const fields = fieldsOf(value);
  const text = (key: string): string => {
    const part = fields.get(key);
    return typeof part === 'string' ? part : '';
  };
  return {
    type: text('type'),
    namespace: text('namespace'),
    name: text('name'),
    version: text('version'),
    qualifiers: new Map(
      [...fieldsOf(fields.get('qualifiers'))].map(([key, each]) => [key, String(each)]),
    ),
    subpath: text('subpath'),
  };
}

function answer(kind: unknown, input: unknown): unknown {
  if (kind === 'build') return buildPurl(partsOf(input)) ?? null;
  assert.ok(typeof input === 'string');
  return kind === 'parse' ? told(parsePurl(input)) : (canonicalPurl(input) ?? null);
}

test(
  'package URLs are parsed, built and made canonical as the specification tests it',
  { skip: lackingFixtures },
  () => {
    const root = path.join(fixtures('purl-spec'), 'tests');
    let count = 0;
    for (const folder of readdirSync(root).toSorted()) {
      for (const name of readdirSync(path.join(root, folder)).toSorted()) {
        const file: unknown = JSON.parse(readFileSync(path.join(root, folder, name), 'utf8'));
        const tests = fieldsOf(file).get('tests');
        assert.ok(Array.isArray(tests), name);
        for (const each of tests) {
          const fields = fieldsOf(each);
          const expected =
            fields.get('expected_failure') === true ? null : fields.get('expected_output');
          const what = `${name}: ${String(fields.get('description'))}: ${JSON.stringify(fields.get('input'))}`;
          assert.deepEqual(answer(fields.get('test_type'), fields.get('input')), expected, what);
          count += 1;
        }
      }
    }
    assert.equal(count, 586);
  },
);
