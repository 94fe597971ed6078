import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Backtest, BacktestRule } from '../model/backtest.ts';
import { backtestFormats } from './backtest.ts';
import { hostileText } from './tests/hostile.ts';
import { compileSchema } from './tests/schemas.ts';
import { columns } from './terminal/columns.ts';

const rule: BacktestRule = {
  rule: 'secrets/aws-key',
  stopped: 3,
  upperBound: 0.0373,
  findings: 5,
  mended: 1,
  vanished: 1,
  present: 2,
  unknown: 1,
  actionRate: 1 / 3,
  medianDaysMended: 0.4,
  medianDaysPresent: 1_204.2,
  timeline: [0, 2, 0, 1],
};
const at = '2026-01-05T10:00:00.000Z';
const backtest: Backtest = {
  tool: { name: 'lockstep', version: '0.1.0' },
  target: 'shop',
  from: { commit: 'a'.repeat(40), at: '2026-01-01T10:00:00.000Z' },
  to: { commit: 'b'.repeat(40), at: '2026-06-01T10:00:00.000Z' },
  policy: { name: 'lockstep.yaml', digest: `sha256:${'0'.repeat(64)}` },
  tried: [{ rule: 'secrets/*', stage: 'block' }],
  changes: 200,
  outcomes: { pass: 195, warn: 1, block: 3, incomplete: 1 },
  blockedUpperBound: 0.0373,
  rules: [rule],
  quiet: { rules: 364, upperBound: 0.0149 },
  replayed: [
    {
      commit: 'c'.repeat(40),
      at,
      author: 'ann@example.test',
      subject: 'bring a key',
      stoppedBy: [
        {
          rule: rule.rule,
          findings: [
            { fingerprint: 'f:0', path: 'a.py', line: 3, fate: { state: 'mended', at } },
            { fingerprint: 'g:0', path: 'b.py', line: 1, fate: { state: 'vanished', at } },
            { fingerprint: 'h:0', path: 'c.py', line: 2, fate: { state: 'present' } },
            { fingerprint: 'i:0', path: 'd.py', line: 4, fate: { state: 'unknown', at } },
          ],
        },
      ],
      outcome: 'block',
    },
  ],
  incomplete: [{ checkId: '*', what: 'big.bin', reason: 'too-large', detail: 'It is larger.' }],
  notes: ['Endpoints were not replayed: the history holds files only.'],
  timing: { wallMs: 1234, threads: 2, units: 400, cachedUnits: 300 },
};

const options = { width: 80, color: false, ascii: false, verbose: false };

function render(
  name: string,
  of: Backtest = backtest,
  changes: Partial<typeof options> = {},
): string {
  const format = backtestFormats.find((each) => each.name === name);
  return format?.render(of, { ...options, ...changes }) ?? '';
}

test('the terminal has a bar, the numbers, the fates and the caution', () => {
  assert.equal(
    render('terminal'),
    `What the rules would have done to 200 changes of shop
2026-01-01 (aaaaaaaaaa) to 2026-06-01 (bbbbbbbbbb). A change is a commit or
  merge of the mainline, judged against its first parent by what had been agreed
  on before it.

Not examined: 1
  - big.bin: too-large. It is larger.

Under lockstep.yaml with secrets/* at block: 3 of 200 blocked (at most 3.7 % at
  95 %), 1 warned, 1 incomplete, 195 passed.

Had every rule been at block
                 changes stopped                            when
secrets/aws-key  ████████████████████████████████████████ 3 ·█·▄

secrets/aws-key
  would have stopped 3 of 200 changes, at most 3.7 % at 95 %
  5 findings: 1 mended after less than a day, 1 gone with the file, 2 still
  there after 1,204 days, 1 unknown
  action rate 33.3 % (1 of 3)
Action rate: how many findings people removed by themselves, of those whose file
  stayed. Days are medians. It is evidence on day one and no verdict: a finding
  can be removed by chance, a right one can stay, and recent ones had little
  time, so no stage follows from it (docs/backtest.md).

364 other rules brought nothing new in files that would have stopped a change:
  each at most 1.5 % of changes at 95 %.

Changes that would have been stopped: 1, the newest first
2026-01-05 cccccccccc bring a key (ann@example.test)
  secrets/aws-key a.py:3, mended on 2026-01-05
  secrets/aws-key b.py:1, gone with its file on 2026-01-05
  secrets/aws-key c.py:2, still there
  and 1 more of secrets/aws-key

note    Endpoints were not replayed: the history holds files only.
400 contents in 1.2 s, 300 known from before
`,
  );
  assert.match(
    render('terminal', backtest, { verbose: true }),
    /d\.py:4, not known since 2026-01-05/u,
  );
});

test('the page has a chart with a text for those who do not see it, and every number in a table', () => {
  const page = render('html');
  assert.match(page, /<svg [^>]*role="img" aria-labelledby="chart-title chart-text">/u);
  assert.match(
    page,
    /<desc id="chart-text">secrets\/aws-key would have stopped 3 of 200 changes, at most 3\.7 % at 95 %\.<\/desc>/u,
  );
  for (const said of [
    '3.7 %',
    '33.3 % (1 of 3)',
    '1,204',
    'still there',
    'big.bin',
    'no verdict',
  ]) {
    assert.ok(page.includes(said), said);
  }
  assert.doesNotMatch(page, /<script|style="|https?:/u);
});

test('Markdown has the table and the changes', () => {
  const text = render('markdown');
  assert.match(
    text,
    /\| <code>secrets\/aws-key<\/code> \| 3 \| 3\.7 % \| 5 \| 1 \| 1 \| 2 and 1 unknown \|/u,
  );
  assert.match(text, /- 2026-01-05 cccccccccc bring a key/u);
});

const published = new URL('../../schema/backtest.schema.json', import.meta.url);
const problems = compileSchema(JSON.parse(readFileSync(published, 'utf8')));

test('JSON is what schema/backtest.schema.json says, and the schema refuses what is not', () => {
  const { actionRate: _, medianDaysMended: __, ...bare } = rule;
  for (const of of [
    backtest,
    { ...backtest, rules: [bare], tried: [], incomplete: [], replayed: [] },
  ]) {
    assert.deepEqual(problems(JSON.parse(render('json', of))), []);
  }
  const value: object = JSON.parse(render('json'));
  for (const wrong of [
    {},
    { ...value, format: 'lockstep-backtest/2' },
    { ...value, changes: -1 },
    { ...value, blockedUpperBound: 2 },
    { ...value, rules: [{ ...rule, stopped: 'many' }] },
    { ...value, rules: [{ ...rule, timeline: undefined }] },
  ]) {
    assert.notDeepEqual(problems(JSON.parse(JSON.stringify(wrong))), []);
  }
});

const [change] = backtest.replayed;
const [stop] = change?.stoppedBy ?? [];
const hostile: Backtest = {
  ...backtest,
  target: hostileText,
  policy: { ...backtest.policy, name: hostileText },
  rules: [{ ...rule, rule: hostileText }],
  incomplete: [{ checkId: hostileText, what: hostileText, reason: 'crash', detail: hostileText }],
  notes: [hostileText],
  replayed: [
    {
      commit: 'c'.repeat(40),
      at,
      author: hostileText,
      subject: hostileText,
      outcome: 'block',
      stoppedBy: [
        {
          rule: hostileText,
          findings: (stop?.findings ?? []).map((finding) => ({ ...finding, path: hostileText })),
        },
      ],
    },
  ],
};

describe('text of the history is anybody’s', () => {
  for (const { name } of backtestFormats) {
    test(`${name}: it is no markup, no command and no escape sequence`, () => {
      for (const verbose of [true, false]) {
        const text = render(name, hostile, { verbose });
        // eslint-disable-next-line no-control-regex -- looking for control characters is the purpose
        assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f\u202e]|^ *::|##\[/mu);
        if (name === 'html' || name === 'markdown') assert.doesNotMatch(text, /<script|<img/iu);
        if (name === 'markdown') assert.doesNotMatch(text, /\]\(/u);
      }
    });
  }

  test('in a narrow terminal, in ASCII, every line fits', () => {
    const text = render('terminal', backtest, { width: 40, ascii: true });
    for (const line of text.split('\n')) assert.ok(columns(line) <= 40, line);
    // eslint-disable-next-line no-control-regex -- ASCII is what is asked for
    assert.match(text, /^[\u0000-\u007f]*$/u);
  });

  test('a history without any finding says that, with a bound', () => {
    const clean = {
      ...backtest,
      rules: [],
      replayed: [],
      quiet: { rules: 365, upperBound: 0.0149 },
    };
    for (const { name } of backtestFormats.filter((format) => format.name !== 'json')) {
      const text = render(name, clean).replaceAll('\u200b', '');
      assert.match(text, /365 rules brought nothing new[^]*1\.5 %/u);
      assert.doesNotMatch(text, /<svg|█|Infinity|NaN/u);
    }
  });
});
