import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EffectSummary } from '../model/effect.ts';
import { effectHtml, effectJson, effectMarkdown } from './effect.ts';

const counts = {
  found: 12,
  right: 6,
  falseAlarms: 2,
  unclear: 1,
  shownFalse: 1,
  fixedUntold: 3,
  wouldBlock: { builds: 5, rightly: 3, wrongly: 1 },
};
const effect: EffectSummary = {
  product: 'shop',
  from: '2026-05-02T00:00:00.000Z',
  until: '2026-06-01T00:00:00.000Z',
  days: 28,
  builds: 40,
  blocked: 1,
  overridden: 2,
  developers: 2,
  repositories: 1,
  medianMs: 320,
  slowMs: 2_400,
  totals: counts,
  rules: [{ rule: 'secrets/aws-key', stage: 'warn', ...counts }],
};

test('the page answers the five questions of the meeting with numbers', () => {
  const page = effectMarkdown(effect).replaceAll('\u200b', '');
  for (const said of [
    '12 new findings: 6 right, 2 false alarms, 1 unclear, 3 without a verdict',
    '5 of 40 builds; 3 rightly, 1 for false alarms only, 1 not judged yet',
    'let through by force: 2',
    '3 findings that were observed only',
    '0.13 false alarms for each developer and week',
    'Had every rule warned: 0.25',
    '320 ms for half of the runs, at most 2.4 s',
  ]) {
    assert.ok(plain(page).includes(said), `${said}\n${page}`);
  }
});

function plain(text: string): string {
  return text.replaceAll(/&#(?<code>\d+);/gu, (_, code: string) => String.fromCodePoint(+code));
}

test('what is not known is said, and a page without rules has no table', () => {
  const { medianMs: _, slowMs: __, ...rest } = effect;
  const empty = { ...rest, medianMs: undefined, slowMs: undefined, developers: 0, rules: [] };
  for (const page of [plain(effectMarkdown(empty)), effectHtml(empty)]) {
    assert.match(page, /Not known: no run names who made its commit/u);
    assert.match(page, /Not known: no run of a change is in the log/u);
    assert.doesNotMatch(page, /<table>|---/u);
  }
});

test('names from the log cannot become markup', () => {
  const rule = '</td><script>alert(1)</script>|[x](javascript:1) \u001b[2J\u202e';
  const hostile = {
    ...effect,
    product: rule,
    rules: [{ ...effect.rules[0], ...counts, rule, stage: 'warn' as const }],
  };
  const page = effectHtml(hostile);
  assert.ok(!page.includes('<script') && !page.includes('\u001b') && !page.includes('\u202e'));
  const text = effectMarkdown(hostile);
  assert.ok(!text.includes('<script') && !text.includes('[x](') && !text.includes('\u001b'));
});

test('many rules stay one page, and the rest is counted', () => {
  const rules = Array.from({ length: 25 }, (_, index) => ({
    rule: `code/rule-${index}`,
    stage: 'observe' as const,
    ...counts,
  }));
  assert.match(effectMarkdown({ ...effect, rules }), /and 5 more rules/u);
  assert.equal(effectHtml({ ...effect, rules }).match(/<td>observe/gu)?.length, 20);
  assert.equal(JSON.parse(effectJson({ ...effect, rules })).rules.length, 25);
});
