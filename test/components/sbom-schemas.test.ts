import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { manifestFormats } from '../../src/collect/manifests/formats.ts';
import type { ComponentList } from '../../src/model/component.ts';
import { purlOf } from '../../src/model/purl.ts';
import { billOf, type Bill } from '../../src/report/sbom/bill.ts';
import { cycloneDx, cycloneDxVersions } from '../../src/report/sbom/cyclonedx.ts';
import { spdx } from '../../src/report/sbom/spdx.ts';
import { spdx3 } from '../../src/report/sbom/spdx3.ts';
import { findingOf } from '../../src/report/sbom/tests/findings.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

const subject = {
  name: 'shop',
  version: 'a1b2c3',
  tool: { name: 'lockstep', version: '1.0.0' },
  now: '2026-06-01T00:00:00.000Z',
};

const anyText = { type: 'string' };

function listIn(root: string, name: string, id: string): readonly ComponentList[] {
  const text = readFileSync(path.join(root, name), 'utf8');
  const parsed = manifestFormats
    .find((format) => format.id === id)
    ?.parse({ path: name, text }, new Map());
  return parsed?.kind === 'parsed' ? [parsed.list] : [];
}

function realBill(): Bill {
  const root = fixtures('real-lockfiles');
  const lists = [
    ...listIn(root, 'npm-parse-server/package-lock.json', 'package-lock'),
    ...listIn(root, 'gem-railsgoat/Gemfile.lock', 'gemfile-lock'),
    ...listIn(root, 'pipenv-checkov/Pipfile.lock', 'pipfile-lock'),
    ...listIn(root, 'go-trivy/go.mod', 'go-mod'),
  ];
  assert.equal(lists.length, 4);
  const bill = billOf(lists, purlOf);
  const findings = bill.components.slice(0, 300).flatMap(({ purl, version }, at) => [
    findingOf(purl, version, {
      advisories: [`GHSA-${at % 100}`, `CVE-2026-${at % 100}`],
      cvss: { score: at / 30, version: ['2.0', '3.0', '3.1', '4.0'][at % 4] ?? '', vector: 'x' },
      cwe: [79, 1321],
      fixedIn: ['9.9.9'],
    }),
    findingOf(purl, version, { advisories: [`MAL ${at}`], exploitProbability: 0.000_01 }),
  ]);
  return { ...bill, findings };
}

function schemaIn(folder: string, name: string): object {
  const schema: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  assert.ok(typeof schema === 'object' && schema !== null);
  return schema;
}

function assertValid(isValid: ValidateFunction, document: object): void {
  const plain: unknown = JSON.parse(JSON.stringify(document));
  assert.equal(isValid(plain), true, JSON.stringify(isValid.errors?.slice(0, 3)));
}

test(
  'SBOMs of real projects fit the published schemas of CycloneDX',
  { skip: lackingFixtures },
  () => {
    const schemas = path.join(fixtures('cyclonedx'), 'schema');
    const bill = realBill();
    for (const version of cycloneDxVersions) {
      // The schemas are of draft 7 with keywords that Ajv does not know.
      const ajv = new Ajv({ strict: false, allErrors: false });
      addFormats.default(ajv);
      ajv.addSchema(schemaIn(schemas, 'jsf-0.82.schema.json'));
      ajv.addSchema(schemaIn(schemas, 'spdx.schema.json'));
      // 1.7 names a schema of cryptographic algorithms that is not among the fixtures; no SBOM here speaks of any.
      ajv.addSchema(
        { definitions: { algorithmFamiliesEnum: anyText, ellipticCurvesEnum: anyText } },
        'http://cyclonedx.org/schema/cryptography-defs.schema.json',
      );
      const isValid = ajv.compile(schemaIn(schemas, `bom-${version}.schema.json`));
      for (const isWhole of [true, false]) {
        assertValid(isValid, cycloneDx(bill, { ...subject, isWhole }, version));
      }
    }
  },
);

/** A folder with the schemas of github.com/spdx/spdx-spec, which are not part of this repository. */
const spdxSchemas = process.env['LOCKSTEP_SPDX_SCHEMAS'] ?? '';
const lackingSpdxSchemas = existsSync(path.join(spdxSchemas, 'spdx-3.0.1.schema.json'))
  ? lackingFixtures
  : 'LOCKSTEP_SPDX_SCHEMAS names no folder with spdx-2.3.schema.json and spdx-3.0.1.schema.json';

test(
  'SBOMs of real projects fit the published schemas of SPDX',
  { skip: lackingSpdxSchemas },
  () => {
    const bill = realBill();
    const ajv = new Ajv({ strict: false, allErrors: false });
    addFormats.default(ajv);
    const ajv2020 = new Ajv2020({ strict: false, allErrors: false });
    addFormats.default(ajv2020);
    const isValid2 = ajv.compile(schemaIn(spdxSchemas, 'spdx-2.3.schema.json'));
    const isValid3 = ajv2020.compile(schemaIn(spdxSchemas, 'spdx-3.0.1.schema.json'));
    for (const isWhole of [true, false]) {
      assertValid(isValid2, spdx(bill, { ...subject, isWhole }));
      assertValid(isValid3, spdx3(bill, { ...subject, isWhole }));
    }
    const empty = { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [{}] };
    assert.equal(isValid3(empty), false);
  },
);
