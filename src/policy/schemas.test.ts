import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { statementSchema } from './attestation-shape.ts';
import { decide } from './decide.ts';
import { defaultLoadedPolicy } from './default-policy.ts';
import { digestOf } from './canonical-json.ts';
import { initPolicy } from './init-policy.ts';
import { parsePolicy } from './parse-policy.ts';
import { policySchema } from './policy-file.ts';
import { makeRecord } from './record.ts';
import { recordSchema } from './record-shape.ts';
import { finding, input, names, now, waiverLines } from './tests/fixture.ts';

const published = {
  'lockstep.schema.json': policySchema(),
  'decision.schema.json': recordSchema(),
  'attestation.schema.json': statementSchema(),
};

function root(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}

/** `UPDATE_SNAPSHOTS=1 npm test -- policy/schemas` writes them anew. */
describe('published schemas', () => {
  for (const [name, schema] of Object.entries(published)) {
    it(`schema/${name} is what the readers say`, () => {
      const text = `${JSON.stringify(schema, undefined, 2)}\n`;
      const file = root(`schema/${name}`);
      if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(file, text);
      assert.equal(readFileSync(file, 'utf8'), text);
    });
  }
});

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const isPolicy = ajv.compile(policySchema());
const isRecord = ajv.compile(recordSchema());

async function yamlValue(text: string): Promise<unknown> {
  const yaml = await import('yaml');
  return yaml.parse(text);
}

async function isRead(text: string): Promise<boolean> {
  return parsePolicy(text, 'lockstep.yaml', { ...names, now }).then(
    () => true,
    () => false,
  );
}

/** The example of docs/policy.md. */
function documentedPolicy(): string {
  const text = readFileSync(root('docs/policy.md'), 'utf8');
  const example = /```yaml\n(?<yaml># yaml-language-server[^`]{1,8000})```/u.exec(text);
  assert.ok(example?.groups?.['yaml'] !== undefined, 'docs/policy.md has no example');
  return example.groups['yaml'];
}

describe('the schema of the policy', () => {
  const good: Readonly<Record<string, string>> = {
    'the smallest': 'version: 1',
    'what init writes': initPolicy({
      product: 'shop',
      checks: [{ id: 'secrets', title: 'Secrets' }],
      files: 2,
      languages: ['Python (2 files)'],
      manifests: ['go.mod'],
      foreignFolders: ['vendor'],
      testFolders: [],
    }),
    'a waiver': `version: 1\n${waiverLines('2027-01-01')}`,
    'a condition': `version: 1\nrules: { "secrets/*": { stage: warn, when: 'product.tier == 1' } }`,
    'an inventory': `version: 1\nendpoints: [{ host: 2001:db8::1, sni: [a.example, b.example] }]\ntls: { zones: { dmz: { public: true } } }`,
    quantities: 'version: 1\nlimits: { max-file-size: 1.5 KiB, unit-timeout: 2min }',
  };
  for (const [name, text] of Object.entries(good)) {
    it(`accepts what the reader accepts: ${name}`, async () => {
      assert.equal(isPolicy(await yamlValue(text)), true, ajv.errorsText(isPolicy.errors));
      assert.equal(await isRead(text), true);
    });
  }

  const bad: readonly string[] = [
    'product: shop',
    'version: 2',
    'version: "1"',
    '- version: 1',
    'version: 1\nprodct: shop',
    'version: 1\nproduct: 1',
    'version: 1\nproduct: ""',
    'version: 1\ntier: 0',
    'version: 1\ntier: 1.5',
    'version: 1\nexposure: web',
    'version: 1\nrules: { "*": blokc }',
    'version: 1\nrules: { "**": warn }',
    'version: 1\nrules: { "*": { when: "true" } }',
    'version: 1\nrules: [warn]',
    'version: 1\nchecks: secrets',
    'version: 1\nblock-on: old',
    'version: 1\non-incomplete: maybe',
    'version: 1\ntolerance: { blocks: 1 }',
    'version: 1\nlimits: { max-files: 0 }',
    'version: 1\nlimits: { unit-timeout: 5 }',
    'version: 1\nendpoints: [{ port: 443 }]',
    'version: 1\nendpoints: [{ host: a, port: 70000 }]',
    'version: 1\nendpoints: [{ host: a, starttls: http }]',
    'version: 1\nendpoints: [{ host: a, sni: [1] }]',
    'version: 1\ntls: { mode: slow }',
    'version: 1\ntls: { zones: { dmz: { public: 1 } } }',
    'version: 1\ntls: { zones: { "a b": {} } }',
    'version: 1\ntls: { profiles: { ours: { title: no base } } }',
    'version: 1\ntls: { servers: [iis] }',
    'version: 1\ntls: { limits: { in-flight: 0 } }',
    'version: 1\nsuppressions: { inline: yes }',
    `version: 1\n${waiverLines('2027')}`,
    `version: 1\n${waiverLines('2027-01-01', '{ file: a }')}`,
    `version: 1\n${waiverLines('2027-01-01').replace(', security: k.ito', '')}`,
  ];
  for (const text of bad) {
    it(`refuses what the reader refuses: ${JSON.stringify(text)}`, async () => {
      assert.equal(isPolicy(await yamlValue(text)), false);
      assert.equal(await isRead(text), false);
    });
  }

  it('accepts the example of docs/policy.md, which shows every key', async () => {
    const text = documentedPolicy();
    const value = await yamlValue(text);
    assert.equal(isPolicy(value), true, ajv.errorsText(isPolicy.errors));
    const known = {
      ruleIds: ['secrets/private-key', 'tls/cert-expired'],
      checkIds: ['secrets', 'tls'],
    };
    await parsePolicy(text, 'docs/policy.md', { ...known, now });
    const { properties } = policySchema();
    assert.deepEqual(
      Object.keys(Object(value)).toSorted(),
      Object.keys(Object(properties)).toSorted(),
    );
  });

  it('explains every key of the policy', () => {
    const text = readFileSync(root('docs/policy.md'), 'utf8');
    const schema = JSON.stringify(policySchema());
    for (const [, key = ''] of schema.matchAll(
      /"([a-z-]{2,20})":\{"(?:type|enum|anyOf|const)"/gu,
    )) {
      if (key !== 'items') assert.ok(text.includes(key), `docs/policy.md does not mention ${key}`);
    }
  });
});

describe('the schema of the decision record', () => {
  const facts = input({ findings: [finding(), finding({ suppressed: 'known' })] });
  const record = makeRecord({
    tool: { name: 'lockstep', version: '0.1.0' },
    subject: { name: 'shop' },
    checks: [],
    baseline: { kind: 'none' },
    policy: { name: 'built-in default', digest: digestOf(''), text: '' },
    input: facts,
    result: decide(defaultLoadedPolicy, facts),
  });
  const base = { ref: 'origin/main', commit: 'a', mergeBase: 'b' };
  const file = { kind: 'file', path: 'b.json', digest: digestOf(''), created: now };

  it('accepts a record', () => {
    for (const value of [
      record,
      { ...record, baseline: file },
      { ...record, subject: { name: 'a', base } },
    ]) {
      assert.equal(isRecord(value), true, ajv.errorsText(isRecord.errors));
    }
  });

  it('refuses what is none', () => {
    for (const value of [
      {},
      { ...record, format: 'lockstep-decision/2' },
      { ...record, more: 1 },
      { ...record, baseline: { ...file, kind: 'none' } },
      { ...record, digests: { ...record.digests, input: 'sha256:1' } },
      { ...record, input: { ...record.input, now: 'today' } },
      { ...record, result: { ...record.result, outcome: 'fine' } },
    ]) {
      assert.equal(isRecord(value), false);
    }
  });
});
