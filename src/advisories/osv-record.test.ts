import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ecosystemFamily, ecosystemOf } from './ecosystem-name.ts';
import { readOsvRecord } from './osv-record.ts';

const npm = { ecosystem: 'npm', name: 'left-pad' };
const record = (fields: object, affected: object = {}): unknown => ({
  id: 'GHSA-aaaa-bbbb-cccc',
  modified: '2026-01-02T03:04:05Z',
  affected: [{ package: npm, versions: ['1.0.0'], ...affected }],
  ...fields,
});
const first = (value: unknown): ReturnType<typeof matchOf> => matchOf(value);
function matchOf(
  value: unknown,
): NonNullable<ReturnType<typeof readOsvRecord>>['packages'][number]['match'] {
  const found = readOsvRecord(value)?.packages[0]?.match;
  assert.ok(found);
  return found;
}

describe('an OSV record', () => {
  it('keeps ranges, versions, aliases and the CVE upstream', () => {
    const events = [{ introduced: '0' }, { fixed: '1.2.3' }, { last_affected: '2.0.0' }];
    const match = first(
      record(
        { aliases: ['CVE-2026-1'], upstream: ['CVE-2026-2222', 'DSA-1'] },
        { ranges: [{ type: 'SEMVER', events }], versions: ['1.0.0', '1.0.0'] },
      ),
    );
    assert.deepEqual(match, {
      id: 'GHSA-aaaa-bbbb-cccc',
      aliases: ['CVE-2026-1', 'CVE-2026-2222'],
      ranges: [
        {
          type: 'SEMVER',
          events: [{ introduced: '0' }, { fixed: '1.2.3' }, { lastAffected: '2.0.0' }],
        },
      ],
      versions: ['1.0.0'],
    });
  });

  it('begins with the first version where a range does not say where', () => {
    const ranges = [{ type: 'ECOSYSTEM', events: [{ fixed: '3' }] }];
    assert.deepEqual(first(record({}, { ranges })).ranges[0]?.events, [
      { introduced: '0' },
      { fixed: '3' },
    ]);
  });

  it('reads both ends from one event', () => {
    const ranges = [{ type: 'SEMVER', events: [{ fixed: '3', introduced: '2' }] }];
    assert.deepEqual(first(record({}, { ranges })).ranges[0]?.events, [
      { introduced: '2' },
      { fixed: '3' },
    ]);
  });

  it('leaves out ranges of commits, and a package that has nothing else', () => {
    const ranges = [{ type: 'GIT', repo: 'https://git.example/x', events: [{ introduced: '0' }] }];
    assert.deepEqual(first(record({}, { ranges })).ranges, []);
    assert.deepEqual(readOsvRecord(record({}, { ranges, versions: [] }))?.packages, []);
  });

  it('joins entries of one package, but not those that concern importers only', () => {
    const affected = [
      { package: npm, versions: ['1'] },
      { package: npm, versions: ['2', '1'] },
      { package: npm, versions: ['3'], ecosystem_specific: { imports: [{ path: 'a/b' }] } },
    ];
    const matches = readOsvRecord({ id: 'GO-1', affected })?.packages.map(({ match }) => match);
    assert.deepEqual(
      matches?.map(({ versions }) => versions),
      [['1', '2'], ['3']],
    );
    assert.deepEqual(matches?.[1]?.imports, [{ path: 'a/b', symbols: [] }]);
  });

  it('normalises names as the ecosystem does, and drops a repository but no release', () => {
    const affected = [
      { package: { ecosystem: 'PyPI', name: 'Foo__Bar.baz' }, versions: ['1'] },
      {
        package: { ecosystem: 'Packagist:https://packages.example/8', name: 'Drupal/X' },
        versions: ['1'],
      },
      { package: { ecosystem: 'Debian:12', name: 'curl' }, versions: ['1'] },
    ];
    assert.deepEqual(
      readOsvRecord({ id: 'X-1', affected })?.packages.map((each) => [each.ecosystem, each.name]),
      [
        ['PyPI', 'foo-bar-baz'],
        ['Packagist', 'drupal/x'],
        ['Debian:12', 'curl'],
      ],
    );
    assert.equal(ecosystemFamily(ecosystemOf('Debian:12')), 'Debian');
  });

  it('keeps a withdrawal, and takes the year 1 for no date', () => {
    const withdrawn = '2026-02-03T04:05:06.123456Z';
    assert.equal(first(record({ withdrawn })).withdrawn, '2026-02-03T04:05:06.123Z');
    const old = readOsvRecord(record({ modified: '0001-01-01T00:00:00Z' }));
    assert.equal(old?.modifiedMs, 0);
    assert.equal(old?.details.modified, '');
  });

  it('tells severity, weaknesses and references, and counts the sources of malicious packages', () => {
    const details = readOsvRecord(
      record({
        id: 'MAL-2026-1',
        summary: 'one\nline \u001B[31m',
        severity: [
          { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
          { type: 'Ubuntu', score: 'medium' },
        ],
        references: [
          { url: 'https://user:word@site.example/a' },
          { url: 'javascript:alert(1)' },
          { url: 'not a url' },
        ],
        database_specific: {
          severity: 'Medium',
          cwe_ids: ['CWE-79', 'CWE-506', 'CWE-79'],
          'malicious-packages-origins': [{ source: 'a' }, { source: 'b' }, { source: 'a' }],
        },
      }),
    )?.details;
    assert.deepEqual(details, {
      id: 'MAL-2026-1',
      summary: 'one',
      severities: [
        { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', base: 9.8 },
      ],
      severityWord: 'MODERATE',
      cwe: [79, 506],
      published: '',
      modified: '2026-01-02T03:04:05.000Z',
      references: ['https://site.example/a'],
      sources: 2,
    });
    assert.equal(readOsvRecord(record({ id: 'MAL-2026-2' }))?.details.sources, 1);
    assert.equal(readOsvRecord(record({}))?.details.sources, 0);
  });

  const hostile: readonly (readonly [string, unknown])[] = [
    ['no object', 'text'],
    ['no id', { affected: [] }],
    ['an id that is a path', record({ id: '../../etc/passwd' })],
    ['an id with a line break', record({ id: 'A\nB' })],
    ['a name with a control character', record({}, { package: { ...npm, name: 'a\u0000b' } })],
    ['a name without end', record({}, { package: { ...npm, name: 'a'.repeat(2000) } })],
    ['a version without end', record({}, { versions: ['1'.repeat(1000)] })],
    ['more packages than there are', { id: 'A-1', affected: Array.from({ length: 20_001 }) }],
  ];
  for (const [what, value] of hostile) {
    it(`is none with ${what}`, () => assert.equal(readOsvRecord(value), undefined));
  }

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (value, inner) => {
        readOsvRecord(value);
        readOsvRecord({
          id: 'A-1',
          affected: [inner, { package: npm, ranges: inner }],
        });
        readOsvRecord(record({ references: inner, severity: [inner], database_specific: inner }));
      }),
    );
  });
});
