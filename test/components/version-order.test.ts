import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { compareVersions, parserOf } from '../../src/checks/components/versions/compare.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

/** Beginning of the name of a file of google/osv-scalibr's `semantic/testdata` (Apache-2.0) → ecosystem, comparisons in it. */
const schemes: readonly (readonly [string, string, number])[] = [
  ['alpine', 'Alpine:v3.19', 14757],
  ['cran', 'CRAN', 78],
  ['debian', 'Debian:12', 14472],
  ['hackage', 'Hackage', 11],
  ['maven', 'Maven', 14854],
  ['nuget', 'NuGet', 35],
  ['packagist', 'Packagist', 10725],
  ['pub', 'Pub', 100],
  ['pypi', 'PyPI', 12412],
  ['redhat', 'Red Hat', 165],
  ['rubygems', 'RubyGems', 4123],
  ['semver', 'npm', 86],
];

const signs = new Map([
  ['<', -1],
  ['=', 0],
  ['>', 1],
]);

/** `a < b`; undefined of comments and empty lines. */
function comparison(line: string): { a: string; sign: number; b: string } | undefined {
  if (line.startsWith('#') || line.startsWith('//') || line.trim() === '') return undefined;
  const [a, operator, b, ...rest] = line.trim().split(' ');
  const sign = signs.get(operator ?? '');
  assert.ok(a !== undefined && b !== undefined && sign !== undefined && rest.length === 0, line);
  return { a, sign, b };
}

function linesOf(scheme: string): readonly string[] {
  const folder = path.join(fixtures('version-order'), 'osv-scalibr/semantic/testdata');
  return ['versions', 'versions-generated']
    .map((name) => path.join(folder, `${scheme}-${name}.txt`))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'));
}

for (const [scheme, ecosystem, count] of schemes) {
  test(`every comparison of osv-scalibr holds: ${scheme}`, { skip: lackingFixtures }, () => {
    const comparisons = linesOf(scheme).flatMap((line) => comparison(line) ?? []);
    const wrong = comparisons.filter(({ a, sign, b }) => {
      const there = compareVersions(ecosystem, a, b);
      const back = compareVersions(ecosystem, b, a);
      return (
        there === undefined ||
        back === undefined ||
        Math.sign(there) !== sign ||
        Math.sign(back) !== 0 - sign
      );
    });
    assert.deepEqual(wrong.slice(0, 20), []);
    assert.equal(comparisons.length, count);
  });
}

/** File of aboutcode-org/univers (Apache-2.0) → ecosystem, and how many statements of it are held against us. */
const universFiles: readonly (readonly [string, string, number])[] = [
  ['alpine_version_cmp.json', 'Alpine', 716],
  ['deb_version_python_pkg_test.json', 'Debian', 16],
  ['maven_version_cmp.json', 'Maven', 977],
  ['nuget_version_cmp.json', 'NuGet', 33],
];

interface Statement {
  readonly test_type: string;
  readonly input: { readonly versions: readonly string[] };
  readonly expected_output: unknown;
}

function isStatement(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && 'test_type' in value && 'input' in value;
}

/** Whether a statement of univers holds: a sorted list, or whether two versions are equal. */
function holds(
  ecosystem: string,
  { test_type: kind, input, expected_output: expected }: Statement,
): boolean {
  const order = parserOf(ecosystem);
  assert.ok(order !== undefined);
  const keys = input.versions.map((text) => [text, order.parse(text)] as const);
  const known = keys.flatMap(([text, key]) => (key === undefined ? [] : [[text, key] as const]));
  if (known.length < keys.length) return false;
  if (kind === 'equality') {
    const [first, second] = known;
    return (
      first !== undefined &&
      second !== undefined &&
      (order.compare(first[1], second[1]) === 0) === expected
    );
  }
  assert.equal(kind, 'comparison');
  const sorted = known.toSorted(([, a], [, b]) => order.compare(a, b)).map(([text]) => text);
  // Sorted by univers, NuGet's pre-releases are in small letters.
  return JSON.stringify(sorted).toLowerCase() === JSON.stringify(expected).toLowerCase();
}

test('statements of univers about our schemes hold', { skip: lackingFixtures }, () => {
  const folder = path.join(fixtures('version-order'), 'univers/tests/data/schema');
  for (const [file, ecosystem, count] of universFiles) {
    const statements: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    assert.ok(Array.isArray(statements));
    const failing = statements
      .filter(isStatement)
      .filter((statement) => !holds(ecosystem, statement))
      .map(({ test_type: kind, input }) => `${ecosystem} ${kind} ${input.versions.join(' ')}`);
    assert.deepEqual(failing, []);
    assert.equal(statements.length, count, file);
  }
});
