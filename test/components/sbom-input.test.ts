import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { cycloneDxBom } from '../../src/collect/manifests/sbom/formats.ts';
import type { ParsedManifest } from '../../src/model/component.ts';
import { purlOf } from '../../src/model/purl.ts';
import { billOf } from '../../src/report/sbom/bill.ts';
import { cycloneDx } from '../../src/report/sbom/cyclonedx.ts';
import { spdx } from '../../src/report/sbom/spdx.ts';
import { spdx3 } from '../../src/report/sbom/spdx3.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

function read(root: string, name: string): ParsedManifest {
  const text = readFileSync(path.join(root, name), 'utf8');
  return cycloneDxBom.parse({ path: name, text }, new Map());
}

test(
  'every valid document of the conformance tests of CycloneDX is read, and no invalid one breaks the reader',
  { skip: lackingFixtures },
  () => {
    const root = fixtures('cyclonedx');
    const counts = { parsed: 0, failed: 0 };
    for (const version of ['1.4', '1.5', '1.6', '1.7']) {
      const names = readdirSync(path.join(root, version)).toSorted();
      for (const name of names.filter((each) => each.endsWith('.json'))) {
        const { kind } = read(root, `${version}/${name}`);
        if (name.startsWith('valid')) assert.equal(kind, 'parsed', name);
        counts[kind] += 1;
      }
    }
    // Four have another word for bomFormat. What else makes a document invalid is no component.
    assert.deepEqual(counts, { parsed: 265, failed: 4 });
  },
);

test('a document in XML states what the same states in JSON', { skip: lackingFixtures }, () => {
  const root = fixtures('cyclonedx');
  let compared = 0;
  for (const version of ['1.4', '1.5', '1.6', '1.7']) {
    const names = new Set(readdirSync(path.join(root, version)));
    for (const name of names) {
      const twin = name.replace(/\.xml$/, '.json');
      if (!name.startsWith('valid') || twin === name || !names.has(twin)) continue;
      if (differing.has(name.replace(/^valid-|\.xml$/g, ''))) continue;
      const [xml, json] = [name, twin].map((each) => statedIn(read(root, `${version}/${each}`)));
      assert.deepEqual(xml, json, `${version}/${name}`);
      compared += 1;
    }
  }
  assert.equal(compared, 158);
});

/** Documents whose example in XML is another one than that in JSON. */
const differing: ReadonlySet<string> = new Set([
  'bom-1.4',
  'license-expression-1.4',
  'license-id-1.4',
  'license-name-1.4',
  'bom-1.5',
  'license-expression-1.5',
  'license-id-1.5',
  'license-name-1.5',
  'license-choice-1.7',
]);

/** Without lines, which only JSON has. */
function statedIn(parsed: ParsedManifest): unknown {
  if (parsed.kind === 'failed') return parsed;
  const { components } = parsed.list;
  return components.map((component) => ({ ...component, line: 0 }));
}

/** Real bills: components, direct ones, edges, with a licence, with a digest, with a line of their own. */
const bills: readonly (readonly [string, ...(readonly number[])])[] = [
  ['laravel-7.12.0/bom.1.4.json', 62, 1, 112, 62, 0, 62],
  ['juice-shop/v11.1.2/bom.json', 840, 0, 0, 803, 840, 840],
  ['juice-shop/via_npm/flat/bom.1.4.json', 1115, 71, 1704, 1106, 1115, 1115],
  ['keycloak-10.0.2/bom.json', 903, 0, 994, 873, 903, 903],
];

test('bills of real projects are read whole, without a problem', { skip: lackingFixtures }, () => {
  const root = path.join(fixtures('cyclonedx'), 'bom-examples/SBOM');
  for (const [name, ...counts] of bills) {
    const parsed = read(root, name);
    assert.ok(parsed.kind === 'parsed', name);
    assert.deepEqual(parsed.problems, [], name);
    const { components } = parsed.list;
    const told = [
      components.length,
      components.filter(({ direct }) => direct).length,
      components.reduce((sum, { dependsOn }) => sum + dependsOn.length, 0),
      components.filter(({ licence }) => licence !== undefined).length,
      components.filter(({ integrity }) => integrity.length > 0).length,
      components.filter(({ line }) => line > 1).length,
    ];
    assert.deepEqual(told, counts, name);
  }
});

/** Examples of SPDX: components, direct ones, packages without a package URL. All others state no component. */
const examples: ReadonlyMap<string, readonly [number, number, number]> = new Map([
  ['presentations/SBOMS-SPDX-Now-and-Future/ACME-v2.3.spdx.json', [2, 0, 1]],
  ['software/example11/spdx2.3/sbom.spdx.json', [3, 3, 0]],
  ['software/example11/spdx3.0/sbom.spdx3.json', [3, 3, 0]],
  ['software/example9/spdx2.2/appbomination.spdx.json', [4, 3, 2]],
  ['software/example9/spdx3.0/appbomination.spdx3.json', [4, 3, 2]],
]);

test(
  'every example of SPDX is read, in JSON, JSON-LD and as tags',
  { skip: lackingFixtures },
  () => {
    const root = fixtures('spdx');
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
    const documents = names.filter((name) => /\.spdx$|\.json$/.test(name));
    assert.equal(documents.length, 51);
    for (const name of documents) {
      const parsed = read(root, name);
      assert.ok(parsed.kind === 'parsed', name);
      const { components } = parsed.list;
      const direct = components.filter((each) => each.direct).length;
      const expected = examples.get(name);
      assert.deepEqual([components.length, direct], expected?.slice(0, 2) ?? [0, 0], name);
      const unnamed = Number.parseInt(parsed.problems[0]?.detail ?? '0', 10);
      if (expected !== undefined) assert.equal(unnamed, expected[2], name);
    }
  },
);

test('what Lockstep wrote of a real project it reads again', { skip: lackingFixtures }, () => {
  const root = path.join(fixtures('cyclonedx'), 'bom-examples/SBOM');
  const parsed = read(root, 'juice-shop/via_npm/flat/bom.1.4.json');
  assert.ok(parsed.kind === 'parsed');
  const bill = billOf([parsed.list], purlOf);
  const subject = {
    name: 'x',
    tool: { name: 'lockstep', version: '1' },
    now: '2026-01-01T00:00:00Z',
  };
  for (const document of [
    cycloneDx(bill, { ...subject, isWhole: true }, '1.6'),
    cycloneDx(bill, { ...subject, isWhole: true }, '1.7'),
    spdx3(bill, { ...subject, isWhole: true }),
    spdx(bill, { ...subject, isWhole: true }),
  ]) {
    const text = JSON.stringify(document, undefined, 2);
    const again = cycloneDxBom.parse({ path: 'a.cdx.json', text }, new Map());
    assert.ok(again.kind === 'parsed');
    assert.deepEqual(again.problems, []);
    const next = billOf([again.list], purlOf);
    assert.deepEqual(
      next.components.map(({ purl, direct, hashes, dependsOn }) => [
        purl,
        direct,
        hashes,
        dependsOn,
      ]),
      bill.components.map(({ purl, direct, hashes, dependsOn }) => [
        purl,
        direct,
        hashes,
        dependsOn,
      ]),
    );
  }
});
