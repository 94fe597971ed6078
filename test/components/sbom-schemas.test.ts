import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { manifestFormats } from '../../src/collect/manifests/formats.ts';
import type { ComponentList } from '../../src/model/component.ts';
import { purlOf } from '../../src/model/purl.ts';
import { billOf } from '../../src/report/sbom/bill.ts';
import { cycloneDx, cycloneDxVersions } from '../../src/report/sbom/cyclonedx.ts';
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

test(
  'SBOMs of real projects fit the published schemas of CycloneDX',
  { skip: lackingFixtures },
  () => {
    const root = fixtures('real-lockfiles');
    const schemas = path.join(fixtures('cyclonedx'), 'schema');
    const read = (name: string): object => {
      const schema: unknown = JSON.parse(readFileSync(path.join(schemas, name), 'utf8'));
      assert.ok(typeof schema === 'object' && schema !== null);
      return schema;
    };
    const lists = [
      ...listIn(root, 'npm-parse-server/package-lock.json', 'package-lock'),
      ...listIn(root, 'gem-railsgoat/Gemfile.lock', 'gemfile-lock'),
      ...listIn(root, 'pipenv-checkov/Pipfile.lock', 'pipfile-lock'),
    ];
    assert.equal(lists.length, 3);
    const bill = billOf(lists, purlOf);
    for (const version of cycloneDxVersions) {
      // The schemas are of draft 7 with keywords that Ajv does not know.
      const ajv = new Ajv({ strict: false, allErrors: false });
      addFormats.default(ajv);
      ajv.addSchema(read('jsf-0.82.schema.json'));
      ajv.addSchema(read('spdx.schema.json'));
      // 1.7 names a schema of cryptographic algorithms that is not among the fixtures; no SBOM here speaks of any.
      ajv.addSchema(
        { definitions: { algorithmFamiliesEnum: anyText, ellipticCurvesEnum: anyText } },
        'http://cyclonedx.org/schema/cryptography-defs.schema.json',
      );
      const isValid = ajv.compile(read(`bom-${version}.schema.json`));
      for (const isWhole of [true, false]) {
        const document: unknown = JSON.parse(
          JSON.stringify(cycloneDx(bill, { ...subject, isWhole }, version)),
        );
        assert.equal(isValid(document), true, JSON.stringify(isValid.errors?.slice(0, 3)));
      }
    }
  },
);
