import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AdvisoryMatch, RangeEvent } from '../../../model/advisory.ts';
import { VersionMatcher, type Affected } from './affects.ts';

function advisory(
  fields: Partial<AdvisoryMatch> & { readonly events?: readonly RangeEvent[] },
): AdvisoryMatch {
  const { events, ...rest } = fields;
  return {
    id: 'X-1',
    aliases: [],
    ranges: events === undefined ? [] : [{ type: 'ECOSYSTEM', events }],
    versions: [],
    ...rest,
  };
}

const upTo2 = [{ introduced: '0' }, { fixed: '2.0.0' }];
const twice = [
  { introduced: '1.0.0' },
  { fixed: '1.4.2' },
  { introduced: '2.0.0' },
  { lastAffected: '2.3.0' },
];
type Row = readonly [string, string, Parameters<typeof advisory>[0], Affected];
const rows: readonly Row[] = [
  ['npm', '1.9.9', { events: upTo2 }, 'yes'],
  ['npm', '2.0.0', { events: upTo2 }, 'no'],
  ['npm', '2.0.0-rc.1', { events: upTo2 }, 'yes'],
  ['npm', '0.0.0-alpha', { events: upTo2 }, 'yes'],
  ['npm', '1.4.1', { events: twice }, 'yes'],
  ['npm', '1.4.2', { events: twice }, 'no'],
  ['npm', '1.9.0', { events: twice }, 'no'],
  ['npm', '2.3.0', { events: twice }, 'yes'],
  ['npm', '2.3.1', { events: twice }, 'no'],
  ['npm', '1.4.1', { events: twice.toReversed() }, 'yes'],
  ['npm', '1.9.0', { events: twice.toReversed() }, 'no'],
  ['npm', '3.0.0', { events: [{ introduced: '0' }] }, 'yes'],
  ['npm', '3.7.2', { events: [{ introduced: '3.7.2' }, { lastAffected: '3.7.2' }] }, 'yes'],
  ['npm', '5.1.1', { events: [{ introduced: '3.7.2' }, { lastAffected: '3.7.2' }] }, 'no'],
  [
    'npm',
    '1.4.0',
    { events: [{ introduced: '0' }, { fixed: '1.4.0' }, { introduced: '1.4.0' }] },
    'yes',
  ],
  ['npm', '1.0.0', { events: [{ introduced: '0' }, { limit: '1.0.0' }] }, 'no'],
  ['npm', '1.0.0', { versions: ['1.0.0'] }, 'yes'],
  ['npm', '1.0.1', { versions: ['1.0.0'] }, 'no'],
  ['npm', '1.0.1', {}, 'no'],
  ['npm', '1.0.0', { versions: ['1.0.0'], withdrawn: '2026-01-01T00:00:00Z' }, 'no'],
  ['npm', 'not a version', { events: upTo2 }, 'unknown'],
  ['npm', 'not a version', { versions: ['not a version'], events: upTo2 }, 'yes'],
  ['npm', '1.0.0', { events: [{ introduced: 'nonsense' }, { fixed: '2.0.0' }] }, 'yes'],
  ['npm', '9.0.0', { events: [{ introduced: '0' }, { fixed: 'nonsense' }] }, 'yes'],
  // Some records of PyPI state where it ends and not where it begins.
  ['PyPI', '1.0', { events: [{ fixed: '2.0' }] }, 'yes'],
  ['PyPI', '2.0.post1', { events: [{ fixed: '2.0' }] }, 'no'],
  ['PyPI', '1!0.1', { events: [{ introduced: '0' }, { fixed: '2.0' }] }, 'no'],
  ['PyPI', '1.0.0', { versions: ['1.0'] }, 'yes'],
  ['Go', 'v1.19.0', { events: [{ introduced: '1.18.0' }, { fixed: '1.19.1' }] }, 'yes'],
  ['Go', '1.19', { events: [{ introduced: '1.18.0' }, { fixed: '1.19.1' }] }, 'yes'],
  [
    'Go',
    'v0.0.0-20210101000000-abcdefabcdef',
    { events: [{ introduced: '0' }, { fixed: '0.0.0-20220101000000-abcdefabcdef' }] },
    'yes',
  ],
  ['Maven', '2.17.0', { events: [{ introduced: '2.0-beta9' }, { fixed: '2.15.0' }] }, 'no'],
  ['Maven', '2.0-beta9', { events: [{ introduced: '2.0-beta9' }, { fixed: '2.15.0' }] }, 'yes'],
  ['Debian:12', '1:2.0-1', { events: [{ introduced: '0' }, { fixed: '1:2.0-1+deb12u1' }] }, 'yes'],
  ['Unheard of', '1.0', { events: upTo2 }, 'unknown'],
  ['Unheard of', '1.0', { versions: ['1.0'] }, 'yes'],
];

for (const [ecosystem, version, fields, affected] of rows) {
  test(`${ecosystem} ${version} in ${JSON.stringify(fields)}: ${affected}`, () => {
    assert.equal(new VersionMatcher(ecosystem).affects(advisory(fields), version), affected);
  });
}

const version = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)).map((parts) => parts.join('.'));
const event: fc.Arbitrary<RangeEvent> = fc.oneof(
  version.map((introduced) => ({ introduced })),
  version.map((fixed) => ({ fixed })),
  version.map((lastAffected) => ({ lastAffected })),
);

test('the order of the events and of equal versions does not matter', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), version, (events, at) => {
      const matcher = new VersionMatcher('npm');
      const forth = matcher.affects(advisory({ events }), at);
      const back = new VersionMatcher('npm').affects(advisory({ events: events.toReversed() }), at);
      const mixed = events.some((a) => events.some((b) => a !== b && sameAt(a, b)));
      if (!mixed) assert.equal(forth, back);
    }),
  );
});

function sameAt(a: RangeEvent, b: RangeEvent): boolean {
  return Object.values(a)[0] === Object.values(b)[0];
}
