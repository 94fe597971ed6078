import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Check } from '../model/check.ts';
import { explainRule, listRules } from './explain.ts';
import { columns } from './terminal/columns.ts';
import { passwordRule, rule } from './tests/fixture.ts';
import { hostileText } from './tests/hostile.ts';

const plain = { width: 80, color: false };
const shown = rule({
  examples: {
    hit: [{ text: 'a: 1\n\ttoken: bad', path: 'app.yaml', why: 'it stands in clear text' }],
    ok: [{ text: 'token: ${TOKEN}' }],
  },
});

describe('explainRule', () => {
  it('tells all that a rule knows of itself', () => {
    const text = explainRule(shown, plain);
    const expected = [
      'secrets/github-token',
      'What it finds',
      'Why it matters',
      '    token: ${TOKEN}',
      '      token: bad',
      'it stands in clear text',
      'Revoke the token',
      'lockstep-ignore secrets/github-token until=YYYY-MM-DD -- <reason>',
      'CWE-798: https://cwe.mitre.org/data/definitions/798.html',
      'OWASP Top 10 A07:2025 Authentication Failures',
    ];
    for (const part of expected) assert.ok(text.includes(part), part);
  });

  it('keeps within the width and shows hostile text as what it is', () => {
    const hostile = rule({ title: hostileText, what: hostileText, fix: hostileText });
    for (const width of [20, 40, 80]) {
      const text = explainRule(hostile, { width, color: false });
      assert.doesNotMatch(text, /(?!\n)\p{Cc}|\u202e/u);
      for (const line of text.split('\n')) assert.ok(columns(line) <= width, line);
    }
  });
});

describe('listRules', () => {
  it('lists the rules of every check in order of id, in columns where there is room', () => {
    const check: Check = {
      id: 'secrets',
      title: 'Secrets in source',
      version: 1,
      needs: { files: ['text'], network: 'none' },
      rules: [passwordRule, rule()],
      examine: () => [],
    };
    assert.equal(
      listRules([check], plain),
      [
        'Secrets in source: 2 rules',
        '',
        'critical  secrets/github-token  GitHub personal access token',
        'high      secrets/password      Password in configuration',
        '',
        'lockstep explain <rule> tells more.',
        '',
      ].join('\n'),
    );
    assert.match(
      listRules([check], { width: 24, color: false }),
      /^secrets\/password\n {2}high: Password in\n/m,
    );
  });
});
