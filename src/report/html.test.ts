import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { html } from './html.ts';
import { richEndpointReport } from './tests/endpoint-report.ts';
import { largeReport, plain, richReport } from './tests/fixture.ts';
import { hostileReport } from './tests/hostile.ts';

describe('html', () => {
  it('has no tag and no attribute that the target wrote', () => {
    const known = new Set([
      ...tagsOf(html.render(richReport(), plain)),
      ...tagsOf(html.render(richEndpointReport(), plain)),
    ]);
    const found = tagsOf(html.render(hostileReport(), plain));
    assert.deepEqual(
      [...found].filter((tag) => !known.has(tag)),
      [],
    );
  });

  it('allows by its policy exactly the style and the script that it holds', () => {
    const page = html.render(hostileReport(), plain);
    const [, policy = ''] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    assert.match(policy, /^default-src 'none'; /);
    for (const [, name, text = ''] of page.matchAll(/<(style|script)>(.*?)<\/\1>/gs)) {
      const digest = createHash('sha256').update(text).digest('base64');
      assert.ok(policy.includes(`${name}-src 'sha256-${digest}'`), name);
    }
    assert.equal(page.match(/<script/g)?.length, 1);
  });

  it('asks the network for nothing', () => {
    const page = html.render(richReport(), plain);
    assert.doesNotMatch(page, /\ssrc=|<link|@import|url\(|fetch\(|XMLHttpRequest/);
  });

  it('has all findings in the page itself and each id once', () => {
    const page = html.render(largeReport(10_000), plain);
    assert.equal(page.match(/<details class="f"/g)?.length, 10_000);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(page.length < 8_000_000, `${page.length} characters`);
  });

  it('says where else the same secret stands', () => {
    assert.match(
      html.render(largeReport(3), plain),
      /the same secret as in src\/folder-\d\/file-\d\.ts:\d:1 and 1 other place</,
    );
  });
});

/** Tag names with the names of their attributes. */
function tagsOf(page: string): ReadonlySet<string> {
  const text = page.replace(/<(style|script)>.*?<\/\1>/gs, '');
  return new Set(
    [...text.matchAll(/<(\/?[a-z!]+[^<>]*)>/gi)].map(([, tag = '']) =>
      tag.replace(/="[^"]*"/g, '='),
    ),
  );
}
