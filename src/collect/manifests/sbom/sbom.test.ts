import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ComponentList } from '../../../model/component.ts';
import { parse, stated } from '../tests/stated.ts';
import { withoutCopies } from './copies.ts';

const cycloneDx = `{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "metadata": {
    "component": { "type": "application", "bom-ref": "shop", "name": "shop",
      "components": [{ "type": "application", "bom-ref": "shop/lib", "name": "lib" }] }
  },
  "components": [
    { "type": "library", "bom-ref": "1", "group": "@acme", "name": "a",
      "purl": "pkg:npm/%40acme/a@1.0.0", "version": "9",
      "hashes": [{ "alg": "SHA-256", "content": "${'AB'.repeat(32)}" }, { "alg": "BLAKE3", "content": "00" }],
      "licenses": [{ "license": { "id": "MIT" } }, { "expression": "ISC OR 0BSD" }],
      "components": [
        { "type": "library", "bom-ref": "2", "name": "b", "scope": "optional",
          "purl": "pkg:npm/b@2.0.0" }
      ] },
    { "type": "library", "bom-ref": "3", "name": "github.com/Acme/C",
      "purl": "pkg:golang/github.com/acme/c@v3.0.0",
      "properties": [{ "name": "lockstep:scope", "value": "peer" }] },
    { "type": "library", "bom-ref": "4", "name": "d", "versionRange": "vers:npm/>1",
      "purl": "pkg:npm/d",
      "properties": [{ "name": "cdx:npm:package:development", "value": "true" }] },
    { "type": "library", "name": "nameless" },
    { "type": "file", "name": "a file" },
    { "type": "library", "name": "broken", "purl": "npm/broken" }
  ],
  "dependencies": [
    { "ref": "shop", "dependsOn": ["1", "gone"] },
    { "ref": "shop/lib", "dependsOn": ["4"] },
    { "ref": "1", "dependsOn": ["3", "2"] }
  ]
}
`;

test('CycloneDX: components at any depth, scopes, and what the subject and its parts need', () => {
  assert.deepEqual(stated('app.cdx.json', cycloneDx), [
    '10 @acme/a@1.0.0 prod direct > b github.com/Acme/C',
    '15 b@2.0.0 optional',
    '18 github.com/Acme/C@3.0.0 peer',
    '21 d@ dev direct',
    'problem 25: what stands here for a package URL is none',
    'problem undefined: 1 components have no package URL: which packages they are cannot be told',
  ]);
  const parsed = parse('bom.json', cycloneDx);
  assert.ok(parsed.kind === 'parsed');
  assert.equal(parsed.list.format, 'cyclonedx');
  const [a, , c, d] = parsed.list.components;
  assert.deepEqual(a?.integrity, [`sha256:${'ab'.repeat(32)}`]);
  assert.equal(a?.licence, 'MIT AND (ISC OR 0BSD)');
  assert.equal(c?.ecosystem, 'Go');
  assert.equal(d?.constraint, 'vers:npm/>1');
});

const spdx2 = `{
  "spdxVersion": "SPDX-2.3",
  "documentDescribes": ["SPDXRef-shop"],
  "packages": [
    { "SPDXID": "SPDXRef-shop", "name": "shop",
      "externalRefs": [{ "referenceType": "purl", "referenceLocator": "pkg:npm/shop@1" }] },
    { "SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1.0", "licenseDeclared": "NOASSERTION",
      "licenseConcluded": "MIT", "checksums": [{ "algorithm": "SHA1", "checksumValue": "${'0'.repeat(40)}" }],
      "externalRefs": [{ "referenceType": "cpe23Type", "referenceLocator": "cpe" },
        { "referenceType": "purl", "referenceLocator": "pkg:npm/a@1.0?x=1\\u0026y=2" }] },
    { "SPDXID": "SPDXRef-t", "name": "t", "versionInfo": "1",
      "externalRefs": [{ "referenceType": "purl", "referenceLocator": "pkg:npm/t" }] },
    { "SPDXID": "SPDXRef-n", "name": "nameless" },
    { "SPDXID": "SPDXRef-os", "name": "linux", "primaryPackagePurpose": "OPERATING-SYSTEM" }
  ],
  "relationships": [
    { "spdxElementId": "SPDXRef-shop", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-a" },
    { "spdxElementId": "SPDXRef-t", "relationshipType": "TEST_DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-shop" },
    { "spdxElementId": "SPDXRef-shop", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-n" }
  ]
}
`;

const tags = `SPDXVersion: SPDX-2.2
DocumentName: shop
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-shop

# a comment: with a colon
PackageName: shop
SPDXID: SPDXRef-shop
PackageComment: <text>several lines
PackageName: none
</text>

PackageName: a
SPDXID: SPDXRef-a
PackageVersion: 1.0
PackageLicenseDeclared: MIT
PackageChecksum: SHA1: ${'0'.repeat(40)}
ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1.0

FileName: ./x
SPDXID: SPDXRef-x
PackageVersion: 7

PackageName: t
SPDXID: SPDXRef-t
PackageVersion: 1
ExternalRef: PACKAGE_MANAGER purl pkg:npm/t
PackageName: nameless
Relationship: SPDXRef-shop DEPENDS_ON SPDXRef-a
Relationship: SPDXRef-t TEST_DEPENDENCY_OF SPDXRef-shop
`;

const spdx3 = `{
  "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
  "@graph": [
    { "type": "SpdxDocument", "spdxId": "doc", "rootElement": ["shop"] },
    { "type": "software_Package", "spdxId": "shop", "name": "shop" },
    { "type": "software_Package", "spdxId": "a", "name": "a",
      "software_packageUrl": "pkg:npm/a@1.0",
      "verifiedUsing": [{ "type": "Hash", "algorithm": "sha1", "hashValue": "${'0'.repeat(40)}" },
        { "type": "PackageVerificationCode", "algorithm": "sha1", "hashValue": "${'1'.repeat(40)}" }] },
    { "type": "software_Package", "spdxId": "t", "name": "t", "software_packageVersion": "1",
      "externalIdentifier": [{ "externalIdentifierType": "packageUrl",
        "identifier": "pkg:npm/t" }] },
    { "type": "software_Package", "spdxId": "n", "name": "nameless" },
    { "type": "ai_AIPackage", "spdxId": "m", "name": "a model" },
    { "type": "simplelicensing_LicenseExpression", "spdxId": "l", "simplelicensing_licenseExpression": "MIT" },
    { "type": "Relationship", "relationshipType": "hasDeclaredLicense", "from": "a", "to": ["l"] },
    { "type": "Relationship", "relationshipType": "hasConcludedLicense", "from": "t",
      "to": ["https://spdx.org/licenses/ISC"] },
    { "type": "Relationship", "relationshipType": "dependsOn", "from": "shop", "to": ["a"] },
    { "type": "LifecycleScopedRelationship", "relationshipType": "dependsOn", "scope": "test",
      "from": "shop", "to": ["t"] }
  ]
}
`;

test('SPDX 2 in JSON and as tags, and SPDX 3, state the same', () => {
  for (const [path, text, lines] of [
    ['shop.spdx.json', spdx2, [10, 12]],
    ['shop.spdx', tags, [17, 26]],
    ['sbom.json', spdx3, [7, 12]],
  ] as const) {
    assert.deepEqual(
      stated(path, text),
      [
        `${lines[0]} a@1.0 prod direct`,
        `${lines[1]} t@1 dev direct`,
        'problem undefined: 1 components have no package URL: which packages they are cannot be told',
      ],
      path,
    );
    const parsed = parse(path, text);
    assert.ok(parsed.kind === 'parsed', path);
    assert.deepEqual(parsed.list.components[0]?.integrity, [`sha1:${'0'.repeat(40)}`], path);
    assert.equal(parsed.list.components[0]?.licence, 'MIT', path);
  }
});

test('packages of which a document describes several are its components', () => {
  const text = `{"spdxVersion":"SPDX-2.2","documentDescribes":["a","b"],"packages":[
    {"SPDXID":"a","name":"a","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:gem/a@1"}]},
    {"SPDXID":"b","name":"b","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:gem/b@1"}]}]}`;
  assert.deepEqual(stated('x.spdx.json', text), ['2 a@1 prod direct', '3 b@1 prod direct']);
});

test('what was declared is no version', () => {
  for (const [version, purl, expected] of [
    ['^1.2.0', 'pkg:npm/a', ['', '^1.2.0']],
    ['>= 1.0, < 2.0', 'pkg:npm/a', ['', '>= 1.0, < 2.0']],
    ['1.2.0', 'pkg:npm/a', ['1.2.0', undefined]],
    ['^1.2.0', 'pkg:npm/a@1.3.0', ['1.3.0', undefined]],
  ] as const) {
    const text = JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      packages: [
        { versionInfo: version, externalRefs: [{ referenceType: 'purl', referenceLocator: purl }] },
      ],
    });
    const parsed = parse('a.spdx.json', text);
    assert.ok(parsed.kind === 'parsed');
    const [component] = parsed.list.components;
    assert.deepEqual([component?.version, component?.constraint], expected, version);
  }
});

test('what is no SBOM is refused where its name says that it is one', () => {
  const unknown = 'failed: it is neither CycloneDX nor SPDX';
  assert.deepEqual(stated('a.cdx.json', '{}'), [unknown]);
  assert.deepEqual(stated('a.spdx3.json', '[]'), [unknown]);
  assert.deepEqual(stated('bom.json', '[]'), [unknown]);
  assert.deepEqual(stated('web/bom.json', '{"weather":1}'), []);
  assert.match(stated('bom.json', '{"bomFormat":"CycloneDX"')[0] ?? '', /^failed: it is torn/);
  for (const [path, text] of [
    ['bom.json', '{"bomFormat":"CycloneDX","specVersion":"2.0"}'],
    ['sbom.json', '{"spdxVersion":"SPDX-3.0"}'],
    ['a.spdx', 'PackageName: a\n'],
    ['a.spdx.json', '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}'],
  ] as const) {
    assert.equal(parse(path, text).kind, 'failed', text);
  }
});

test('components that are nested without end are refused, many are read', () => {
  const open = '{"components":['.repeat(200);
  const deep = `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${open}${']}'.repeat(200)}]}`;
  assert.deepEqual(stated('bom.json', deep), ['failed: its components are nested too deeply']);
  const many = Array.from(
    { length: 20_000 },
    (_, at) => `{"type":"library","bom-ref":"${at}","name":"a","purl":"pkg:npm/a${at}@1"}`,
  );
  const needs = many.map((_, at) => `{"ref":"${at}","dependsOn":["${at + 1}"]}`);
  const text = `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${many.join(',\n')}],"dependencies":[${needs.join(',')}]}`;
  const parsed = parse('bom.json', text);
  assert.ok(parsed.kind === 'parsed');
  assert.equal(parsed.list.components.length, 20_000);
});

test('no SBOM that is broken anywhere breaks its reader', () => {
  const odd = fc.constantFrom('', '{}', '[]', '1', 'null', '"', '}', '\\', '"__proto__":{}');
  const whole = [
    ['a.cdx.json', cycloneDx],
    ['a.spdx.json', spdx2],
    ['a.spdx', tags],
    ['a.spdx3.json', spdx3],
  ] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...whole),
      fc.nat(),
      fc.nat(40),
      odd,
      ([path, text], at, long, put) => {
        const place = at % text.length;
        const { kind } = parse(path, `${text.slice(0, place)}${put}${text.slice(place + long)}`);
        assert.ok(kind === 'parsed' || kind === 'failed');
      },
    ),
    { seed: 20_261_125, numRuns: 2_000 },
  );
});

function listOf(path: string, format: string, ...ecosystems: readonly string[]): ComponentList {
  return {
    path,
    format,
    extent: 'whole',
    requirements: [],
    components: ecosystems.map((ecosystem) => ({
      ecosystem,
      name: 'a',
      version: '1',
      direct: true,
      scope: 'prod',
      line: 1,
      integrity: [],
      source: { kind: 'registry' },
      dependsOn: [],
    })),
  };
}

test('an SBOM gives way to the lockfiles beside and below it that state its packages', () => {
  const lists = [
    listOf('a/web/package-lock.json', 'package-lock', 'npm'),
    listOf('bom.cdx.json', 'cyclonedx', 'npm'),
    listOf('a/bom.json', 'cyclonedx', 'npm', 'Maven'),
    listOf('a/web/x.spdx.json', 'spdx', 'npm'),
    listOf('b/bom.json', 'cyclonedx', 'npm'),
  ];
  const paths = withoutCopies(lists).map(({ path }) => path);
  assert.deepEqual(paths, ['a/web/package-lock.json', 'a/bom.json', 'b/bom.json']);
});

test('an SBOM does not give way to a manifest that tells only what is declared', () => {
  const lists: readonly ComponentList[] = [
    { ...listOf('package.json', 'package-json', 'npm'), extent: 'declared' },
    listOf('bom.json', 'cyclonedx', 'npm'),
  ];
  assert.deepEqual(withoutCopies(lists), lists);
});

test('an SBOM that states a package that no lockfile below states is no copy', () => {
  const other = listOf('examples/package-lock.json', 'package-lock', 'npm');
  const bom = listOf('bom.json', 'cyclonedx', 'npm');
  const more = bom.components.map((each) => ({ ...each, name: 'only-here' }));
  assert.deepEqual(withoutCopies([other, bom]), [other]);
  const whole = { ...bom, components: [...bom.components, ...more] };
  assert.deepEqual(withoutCopies([other, whole]), [other, whole]);
});
