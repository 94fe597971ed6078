import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseVex } from './parse-vex.ts';
import type { VexContent } from './statement.ts';

const file = 'vex/acme.json';

function parsed(document: unknown): VexContent {
  const read = parseVex(JSON.stringify(document), file);
  assert.ok(read.kind === 'parsed', JSON.stringify(read));
  return read;
}

function failure(text: string): string {
  const read = parseVex(text, file);
  return read.kind === 'failed' ? read.detail : 'parsed';
}

const openVex = {
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://acme.example/vex/1',
  author: 'Acme\u202e PSIRT\n',
  timestamp: '2026-01-02T03:04:05Z',
  version: 1,
};

test('OpenVEX: names, aliases, parts and provenance', () => {
  const statement = {
    vulnerability: { name: 'CVE-2026-1', aliases: ['GHSA-aaaa-bbbb-cccc', 'CVE-2026-1'] },
    products: [
      { '@id': 'https://acme.example/shop', identifiers: { purl: 'pkg:github/acme/shop' } },
      { '@id': 'pkg:oci/shop', subcomponents: [{ '@id': 'pkg:npm/lodash@4.17.15' }] },
    ],
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    last_updated: '2026-02-02T00:00:00Z',
  };
  assert.deepEqual(parsed({ ...openVex, statements: [statement] }), {
    kind: 'parsed',
    problems: [],
    statements: [
      {
        file,
        id: 'https://acme.example/vex/1#1',
        author: 'Acme PSIRT',
        timestamp: '2026-02-02T00:00:00Z',
        vulnerabilities: ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc'],
        scopes: [
          { subject: ['https://acme.example/shop', 'pkg:github/acme/shop'] },
          { subject: ['pkg:npm/lodash@4.17.15'], within: ['pkg:oci/shop'] },
        ],
        status: 'not_affected',
        justification: 'vulnerable_code_not_present',
        impact: '',
      },
    ],
  });
});

test('OpenVEX: what says too little is a problem, and the rest is kept', () => {
  const products = [{ '@id': 'pkg:npm/a@1' }];
  const { statements, problems } = parsed({
    ...openVex,
    statements: [
      { vulnerability: { name: 'CVE-1' }, products, status: 'not_affected' },
      { vulnerability: { name: 'CVE-2' }, products, status: 'harmless' },
      { vulnerability: { name: 'CVE-3' }, status: 'fixed' },
      { products, status: 'fixed' },
      'CVE-4',
      { vulnerability: 'CVE-5', products: ['pkg:npm/a@1'], status: 'fixed' },
    ],
  });
  assert.deepEqual(problems, [
    'statement 1: it gives no reason why nothing is affected',
    'statement 2: it has no status that is known',
    'statement 3: it names no product',
    'statement 4: it names no vulnerability',
    'statement 5: it names no vulnerability',
  ]);
  assert.deepEqual(
    statements.map(({ vulnerabilities, scopes }) => [vulnerabilities, scopes]),
    [[['CVE-5'], [{ subject: ['pkg:npm/a@1'] }]]],
  );
});

test('CycloneDX: references are followed to components, and what holds within the product says so', () => {
  const { statements } = parsed({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    metadata: {
      timestamp: '2026-01-01T00:00:00Z',
      authors: [{ name: 'A. Lopez' }],
      component: { name: 'shop', 'bom-ref': 'shop' },
    },
    components: [
      { name: 'x', components: [{ 'bom-ref': 'r1', name: 'lodash', purl: 'pkg:npm/lodash@4' }] },
    ],
    vulnerabilities: [
      { id: 'CVE-1', affects: [{ ref: 'r1' }] },
      {
        id: 'CVE-2',
        'bom-ref': 'v2',
        references: [{ id: 'GHSA-2' }],
        analysis: { state: 'false_positive', detail: 'not ours', lastUpdated: '2026-03-01' },
        affects: [{ ref: 'r1' }, { ref: 'shop' }, { ref: 'urn:cdx:3e67/1#pkg%3Anpm/b@1' }],
      },
    ],
  });
  assert.deepEqual(statements, [
    {
      file,
      id: 'v2',
      author: 'A. Lopez',
      timestamp: '2026-03-01',
      vulnerabilities: ['CVE-2', 'GHSA-2'],
      scopes: [
        { subject: ['pkg:npm/lodash@4'], within: ['shop'] },
        { subject: ['shop'] },
        { subject: ['pkg:npm/b@1'], within: ['shop'] },
      ],
      status: 'not_affected',
      justification: '',
      impact: 'not ours',
    },
  ]);
});

test('CycloneDX: a range of versions never makes good news, and bad news hold for all', () => {
  const versions = [{ version: '1.0' }, { range: 'vers:npm/>=2' }];
  const { statements, problems } = parsed({
    bomFormat: 'CycloneDX',
    vulnerabilities: [
      { id: 'A', analysis: { state: 'resolved' }, affects: [{ ref: 'pkg:npm/a', versions }] },
      { id: 'B', analysis: { state: 'exploitable' }, affects: [{ ref: 'pkg:npm/a', versions }] },
      {
        id: 'C',
        analysis: { state: 'resolved' },
        affects: [{ ref: 'pkg:npm/a', versions: versions.slice(1) }],
      },
    ],
  });
  assert.deepEqual(
    statements.map(({ scopes }) => scopes),
    [[{ subject: ['pkg:npm/a'], versions: ['1.0'] }], [{ subject: ['pkg:npm/a'] }]],
  );
  assert.deepEqual(problems, [
    'vulnerability 3: it holds for ranges of versions, which are not read',
  ]);
});

test('CSAF 2.1: groups, several package URLs, relationships, a missing product', () => {
  const { statements, problems } = parsed({
    document: {
      csaf_version: '2.1',
      publisher: { name: 'Acme' },
      tracking: { id: 'A-1', current_release_date: '2026-01-01T00:00:00Z' },
    },
    product_tree: {
      full_product_names: [
        {
          product_id: 'P1',
          name: 'a',
          product_identification_helper: { purls: ['pkg:npm/a@1', 'pkg:npm/a@2'] },
        },
        { product_id: 'P2', name: 'Shop' },
      ],
      product_groups: [{ group_id: 'G', product_ids: ['P1', 'P1inP2'] }],
      relationships: [
        {
          category: 'default_component_of',
          product_reference: 'P1',
          relates_to_product_reference: 'P2',
          full_product_name: { product_id: 'P1inP2', name: 'a in Shop' },
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-1',
        ids: [{ system_name: 'GHSA', text: 'GHSA-1' }],
        product_status: { known_not_affected: ['P1', 'P1inP2', 'P2', 'P3'], fixed: ['P2'] },
        flags: [{ label: 'component_not_present', group_ids: ['G'] }],
      },
    ],
  });
  assert.deepEqual(
    statements.map(({ id, status, scopes, justification }) => [id, status, scopes, justification]),
    [
      ['A-1#CVE-1', 'fixed', [{ subject: ['Shop', 'P2'] }], ''],
      [
        'A-1#CVE-1',
        'not_affected',
        [
          { subject: ['pkg:npm/a@1', 'pkg:npm/a@2'] },
          { subject: ['pkg:npm/a@1', 'pkg:npm/a@2'], within: ['Shop', 'P2'] },
        ],
        'component_not_present',
      ],
    ],
  );
  assert.deepEqual(problems, [
    'vulnerability 1: it gives no reason why "P2" is not affected',
    'vulnerability 1: the document has no product "P3"',
  ]);
});

test('what is no VEX document, or would be understood in two ways, is refused', () => {
  assert.equal(failure('{}'), 'it is neither OpenVEX nor CycloneDX nor CSAF 2, as JSON');
  assert.equal(failure('[]'), 'it is neither OpenVEX nor CycloneDX nor CSAF 2, as JSON');
  assert.equal(failure('{'), 'it is not JSON');
  assert.equal(failure('{"a": 1,\n "a": 2}'), 'line 2: a field stands twice in its object');
  assert.equal(
    failure('{"a": 1, "\\u0061": 2}'),
    'line 1: the name of a field is written with an escape',
  );
  assert.equal(failure('['.repeat(100_000)), 'line 1: lists or objects are nested too deep');
  assert.equal(failure(`[${'{},'.repeat(300_001)}{}]`), 'line 1: it has too many objects');
  assert.equal(failure(' '.repeat(2 ** 24 + 1)), 'it is larger than 16 MiB');
  assert.equal(failure(JSON.stringify({ ...openVex, statements: [] })), 'it makes no statement');
  assert.equal(failure('{"bomFormat":"CycloneDX"}'), 'it makes no statement');
});

test('a document whose parts multiply is read in part, and says so', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => `pkg:npm/a${index}@1`);
  const shared = { vulnerability: 'CVE-1', products: many, subcomponents: many, status: 'fixed' };
  const openvex = parsed({ ...openVex, statements: [shared] });
  assert.deepEqual(openvex, {
    kind: 'parsed',
    statements: [],
    problems: ['statement 1: it names too many products and parts'],
  });
  const csaf = parsed({
    document: { csaf_version: '2.0' },
    product_tree: {
      full_product_names: many.map((name) => ({ product_id: name, name })),
      product_groups: [{ group_id: 'G', product_ids: many }],
    },
    vulnerabilities: [
      {
        cve: 'CVE-1',
        product_status: { known_not_affected: ['pkg:npm/a1@1'] },
        flags: many.map(() => ({ label: 'component_not_present', group_ids: ['G'] })),
      },
    ],
  });
  assert.equal(csaf.statements.length, 1);
  assert.match(csaf.problems.join('\n'), /too many members of groups/u);
});

test('CSAF: an entry without products is about all of them', () => {
  const { statements, problems } = parsed({
    document: { csaf_version: '2.0' },
    product_tree: { full_product_names: [{ product_id: 'P', name: 'p' }] },
    vulnerabilities: [
      {
        cve: 'CVE-1',
        product_status: { known_not_affected: ['P'] },
        threats: [{ category: 'impact', details: 'left out' }],
      },
    ],
  });
  assert.deepEqual(problems, []);
  assert.equal(statements[0]?.impact, 'left out');
});

test('names of fields that objects inherit are only names', () => {
  const text = `{"@context":"https://openvex.dev/ns","__proto__":{"statements":[1]},"constructor":{}}`;
  assert.equal(failure(text), 'it makes no statement');
});

test('any value of any type in any place is read without a throw', () => {
  const words = ['@context', 'statements', 'vulnerability', 'products', 'status', 'name', '@id'];
  const cdx = ['vulnerabilities', 'analysis', 'state', 'affects', 'ref', 'versions', 'components'];
  const csaf = ['document', 'product_tree', 'branches', 'product', 'product_status', 'flags'];
  const key = fc.constantFrom(...words, ...cdx, ...csaf);
  const leaf = fc.oneof(
    fc.constantFrom('fixed', 'not_affected', 'pkg:npm/a@1', 'CVE-1', ''),
    fc.anything({ maxDepth: 0 }),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }));
  const heads = [
    { '@context': 'https://openvex.dev/ns/v0.2.0' },
    { bomFormat: 'CycloneDX' },
    { document: { csaf_version: '2.0' } },
  ];
  const body = fc.dictionary(key, value, { maxKeys: 6 });
  fc.assert(
    fc.property(body, fc.constantFrom(...heads), (fields, head) => {
      const text = JSON.stringify({ ...fields, ...head }, (_, each: unknown) =>
        typeof each === 'bigint' ? 1 : each,
      );
      assert.ok(['parsed', 'failed'].includes(parseVex(text, file).kind));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.ok(['parsed', 'failed'].includes(parseVex(text, file).kind));
    }),
  );
});
