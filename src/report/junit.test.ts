import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { junit } from './junit.ts';
import { emptyReport, largeReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';

describe('junit', () => {
  it('fails only for what blocks, skips what stood there, errs where nothing is known', () => {
    const text = junit.render(richReport(), plain);
    const number = (tag: string): number => text.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0;
    assert.deepEqual(
      { failure: number('failure'), skipped: number('skipped'), error: number('error') },
      { failure: 1, skipped: 1, error: 1 },
    );
    assert.match(text, /<testsuites name="lockstep" tests="6" failures="1" errors="1"/);
  });

  it('has a suite and an error even when no check ran', () => {
    const missed = { checkId: '*', what: 'src', reason: 'unreadable', detail: 'Denied.' } as const;
    const text = junit.render(emptyReport({ checks: [], incomplete: [missed] }), plain);
    assert.match(text, /<testsuite name="lockstep" tests="2" failures="0" errors="1"/);
    assert.match(text, /<testcase [^>]*name="0 files examined"/);
  });

  it('counts as many test cases as it has', () => {
    const text = junit.render(largeReport(100), { ...plain, verbose: true });
    assert.match(
      text,
      /<testsuite name="secrets" tests="101" failures="25" errors="0" skipped="75"/,
    );
    assert.equal(text.match(/<testcase /g)?.length, 101);
  });

  it('is well-formed XML 1.0 whatever the text', () => {
    const text = junit.render(hostileReport(), { ...plain, verbose: true });
    const open: string[] = [];
    const token =
      /<\?xml [^<>?]*\?>|<(\/?)([a-z-]+)((?: [a-z]+="[^<>"]*")*)(\/?)>|[^<>&]|&(?:amp|lt|gt|quot|#\d+);/gy;
    let end = 0;
    for (const match of text.matchAll(token)) {
      end = match.index + match[0].length;
      const [, closing, tag, , empty] = match;
      if (tag === undefined || empty === '/') continue;
      if (closing === '/') assert.equal(open.pop(), tag);
      else open.push(tag);
    }
    assert.equal(end, text.length, text.slice(end, end + 80));
    assert.deepEqual(open, []);
  });
});
