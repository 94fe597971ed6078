import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseVex } from '../../src/policy/vex/parse-vex.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

/** What two scanners test their readers with: ids and status. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'csaf-demo1.json': ['CVE-2023-1255 fixed'],
  'csaf-demo2.json': ['CVE-2023-3817 not_affected'],
  'openvex-debian.json': ['CVE-2014-fake-1 fixed'],
  'openvex-demo1.json': ['CVE-2023-1255 fixed'],
  'openvex-image-no-subcomponents.json': ['CVE-2023-1255 fixed'],
  'openvex-package-product.json': ['CVE-2023-1255 fixed'],
  'csaf-relationships.json': ['CVE-2024-0001 not_affected'],
  'csaf.json': ['CVE-2024-0001 not_affected'],
  'cyclonedx.json': ['CVE-2021-44228 not_affected', 'CVE-2022-27943 not_affected'],
  'openvex-multiple.json': ['CVE-2021-44228 affected', 'CVE-2021-44228 not_affected'],
  'openvex-nested.json': ['CVE-2024-0001 not_affected'],
  'openvex-oci-mismatch.json': ['CVE-2022-3715 not_affected'],
  'openvex-oci.json': ['CVE-2022-3715 not_affected'],
  'openvex.json': ['CVE-2021-44228 not_affected'],
};

test('documents of other projects are read', { skip: lackingFixtures }, () => {
  const folder = fixtures('vex');
  const files = readdirSync(folder, { recursive: true }).map(String);
  const seen = new Set<string>();
  for (const file of files) {
    const statements = expected[path.basename(file)];
    if (statements === undefined) continue;
    seen.add(path.basename(file));
    const read = parseVex(readFileSync(path.join(folder, file), 'utf8'), file);
    assert.ok(read.kind === 'parsed', file);
    assert.deepEqual(read.problems, [], file);
    const found = read.statements.map(
      ({ vulnerabilities, status }) => `${vulnerabilities[0]} ${status}`,
    );
    assert.deepEqual(found, statements, file);
  }
  assert.equal(seen.size, Object.keys(expected).length);
});

test(
  'every example of CycloneDX is read, but for ranges of versions',
  { skip: lackingFixtures },
  () => {
    const folder = path.join(fixtures('cyclonedx'), 'bom-examples', 'VEX');
    const files = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((file) => /vex[^/]*\.json$/.test(file));
    assert.equal(files.length, 25);
    for (const file of files) {
      const read = parseVex(readFileSync(path.join(folder, file), 'utf8'), file);
      assert.ok(read.kind === 'parsed', file);
      assert.ok(read.statements.length > 0 || read.problems.length > 0, file);
      for (const problem of read.problems) {
        assert.match(problem, /ranges of versions|names no component/);
      }
    }
  },
);
