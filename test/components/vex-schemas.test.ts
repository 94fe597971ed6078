import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JudgedFinding } from '../../src/model/decision.ts';
import { verdictKinds } from '../../src/model/log-entry.ts';
import { parseVex } from '../../src/policy/vex/parse-vex.ts';
import { claimsOf, type VexClaim } from '../../src/report/vex/claims.ts';
import { csafVex } from '../../src/report/vex/csaf.ts';
import { cycloneDxVex } from '../../src/report/vex/cyclonedx.ts';
import { openVex } from '../../src/report/vex/openvex.ts';
import { judgedComponent, said, subject, waiver } from '../../src/report/vex/tests/fixture.ts';
import { fixtures, lackingFixtures } from './fixtures.ts';

function about(name: string): JudgedFinding {
  return judgedComponent(name, {
    name,
    purl: `pkg:npm/${name}@1`,
    version: '1',
    ...(name === 'vendor' ? { advisories: ['GHSA-35jh-r3h4-6jhm'], fixedIn: [] } : {}),
  });
}

/** One claim of each kind: by each verdict, a waiver, a vendor, nobody, and one that is gone; with and without a CVE. */
function everyClaim(): readonly VexClaim[] {
  const gone = about('gone');
  const findings = [
    ...verdictKinds.map((kind) => about(kind)),
    { ...about('waived'), waiver: 0 },
    {
      ...about('vendor'),
      vex: {
        status: 'not_affected',
        justification: 'protected_at_runtime',
        impact: '',
        file: 'a',
        statement: 'a#1',
        author: 'Acme',
        timestamp: '',
      } as const,
    },
    { ...gone, finding: { ...gone.finding, state: 'fixed' as const } },
    about('nobody'),
  ];
  const verdicts = new Map(verdictKinds.map((kind) => [kind, said(kind)]));
  return claimsOf(findings, { waivers: [waiver], verdicts });
}

function schemaIn(file: string): object {
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
  assert.ok(typeof schema === 'object' && schema !== null);
  return schema;
}

test('OpenVEX that is written fits its schema', { skip: lackingFixtures }, () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('iri', true);
  const isValid = ajv.compile(schemaIn(path.join(fixtures('vex'), 'openvex_json_schema.json')));
  assert.ok(isValid(openVex(everyClaim(), subject)), JSON.stringify(isValid.errors));
});

test('CycloneDX VEX that is written fits its schema', { skip: lackingFixtures }, () => {
  const schemas = path.join(fixtures('cyclonedx'), 'schema');
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(schemaIn(path.join(schemas, 'jsf-0.82.schema.json')));
  ajv.addSchema(schemaIn(path.join(schemas, 'spdx.schema.json')));
  const isValid = ajv.compile(schemaIn(path.join(schemas, 'bom-1.6.schema.json')));
  assert.ok(isValid(cycloneDxVex(everyClaim(), subject)), JSON.stringify(isValid.errors));
});

test('what is written is read again as it was meant, from each format', () => {
  const claims = everyClaim();
  const meant = claims
    .map(({ id, component, status }) => `${id} ${component.purl} ${status}`)
    .toSorted();
  for (const write of [openVex, cycloneDxVex, csafVex]) {
    const read = parseVex(JSON.stringify(write(claims, subject)), 'a.json');
    assert.ok(read.kind === 'parsed');
    assert.deepEqual(read.problems, [], write.name);
    const found = read.statements.flatMap(({ vulnerabilities, scopes, status }) =>
      scopes.map(({ subject: [purl] }) => `${vulnerabilities[0]} ${purl} ${status}`),
    );
    assert.deepEqual(found.toSorted(), meant, write.name);
  }
});
