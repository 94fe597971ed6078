import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { terminal } from '../terminal.ts';
import { endpointReport } from '../tests/endpoint-report.ts';
import { goodEndpoint, lostEndpoint, weakEndpoint } from '../tests/endpoints.ts';
import { plain } from '../tests/fixture.ts';

const narrowest = { ...plain, width: 40 };
const usual = { ...plain, width: 80 };

describe('the page of an endpoint', () => {
  it('begins with name, grade, trust and what holds the grade down', () => {
    const lines = terminal.render(endpointReport([weakEndpoint()]), narrowest).split('\n');
    assert.deepEqual(lines.slice(0, 4), [
      'old.shop.example:8443',
      'Grade F, 62 of 100',
      '✗ Certificate expired: ended 2026-11-12',
      'Held down by export suites, a',
    ]);
  });

  it('draws the letter where there is room for it', () => {
    const text = terminal.render(endpointReport([goodEndpoint()]), usual);
    assert.match(
      text,
      /^ {3}█████ {9}shop\.example:443\n {2}██ {3}██ {3}█ {4}Grade A\+, 96 of 100\n/,
    );
  });

  it('says that nothing is known of an endpoint that could not be reached', () => {
    const text = terminal.render(endpointReport([lostEndpoint()]), usual);
    assert.match(text, /No grade: it could not be reached/);
    assert.doesNotMatch(text, /✓/);
  });

  it('lists all suites only when asked, and says how many are left out', () => {
    const suites = Array.from({ length: 40 }, (_, index) => ({
      name: `TLS_TEST_${index}`,
      quality: index < 3 ? ('bad' as const) : ('good' as const),
      note: '',
      versions: ['TLS1.2'],
    }));
    const report = endpointReport([goodEndpoint({ suites })]);
    const short = terminal.render(report, usual);
    assert.equal(short.match(/TLS_TEST_/g)?.length, 12);
    assert.match(short, /… and 28 good: run with --verbose to list/);
    const long = terminal.render(report, { ...usual, verbose: true });
    assert.equal(long.match(/TLS_TEST_/g)?.length, 40);
  });

  it('is drawn in ASCII where a terminal shows nothing else', () => {
    const report = endpointReport([weakEndpoint(), lostEndpoint()]);
    const text = terminal.render(report, { ...usual, ascii: true });
    // eslint-disable-next-line no-control-regex -- what is beyond ASCII is what must not be there
    assert.doesNotMatch(text, /[^\u0000-\u007f]/);
    assert.match(text, / x TLS_RSA_WITH_RC4_128_SHA/);
  });

  it('gives way to a table when there are many, the worst first', () => {
    const good = Array.from({ length: 8 }, (_, index) =>
      goodEndpoint({ name: `s${index}.example:443` }),
    );
    const report = endpointReport([...good, lostEndpoint(), weakEndpoint()]);
    const lines = terminal.render(report, usual).split('\n');
    assert.equal(lines[0], '10 endpoints: 1 F, 1 ?, 8 A+');
    assert.match(lines[1] ?? '', /^ {2}F {2}old\.shop\.example:8443 +✗ expired/);
    assert.match(lines[2] ?? '', /^ {2}\? {2}lost\.shop\.example:443 +\? unreachable/);
    assert.match(lines[3] ?? '', /^ {2}A\+ s0\.example:443 +✓ TLS 1\.2, 1\.3$/);
    assert.doesNotMatch(lines.join('\n'), /Certificate {2}/);
    const verbose = terminal.render(report, { ...usual, verbose: true });
    assert.equal(verbose.match(/^Protocols/gm)?.length, 9);
  });

  it('tells that a bad grade by itself stops no build', () => {
    assert.match(
      terminal.render(endpointReport([weakEndpoint()]), usual),
      /A grade stops no build/,
    );
    assert.doesNotMatch(terminal.render(endpointReport([goodEndpoint()]), usual), /A grade stops/);
  });
});
