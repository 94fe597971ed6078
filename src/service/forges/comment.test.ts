import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hostileText } from '../../report/tests/hostile.ts';
import type { ChangeSummary } from './change-summary.ts';
import {
  decisionComment,
  endedLineComment,
  lineComment,
  markerOf,
  undecidedComment,
  type CommentFacts,
  type CommentFinding,
} from './comment.ts';

const EFFECTS = ['blocks', 'warns', 'observed', 'fixed'] as const;
const MARKER = markerOf('key', 1, 'decision');

function findingWith(text: string, effect: CommentFinding['effect'], id: number): CommentFinding {
  return {
    id,
    fingerprint: `f${id}`,
    rule: 'code/sql-injection',
    severity: 'high',
    effect,
    message: text,
    path: `src/${text}`,
    line: 3,
    isEndpoint: false,
  };
}

function factsWith(text: string, findings: readonly CommentFinding[], missed = 1): CommentFacts {
  const counts = {
    blocks: 0,
    warns: 0,
    observed: 0,
    existing: 0,
    suppressed: 0,
    waived: 0,
    fixed: 0,
  };
  for (const { effect } of findings) counts[effect] += 1;
  const summary: ChangeSummary = {
    counts,
    findings,
    rules: [{ id: 'code/sql-injection', title: text, fix: text }],
    missed,
    incomplete: missed === 0 ? [] : [{ what: text, reason: 'crash', detail: text }],
    remarks: [text],
    comparedWith: text,
    policy: text,
    version: text,
  };
  return {
    head: 'a'.repeat(40),
    isFork: true,
    publicUrl: 'https://lockstep.example',
    run: 'r',
    outcome: 'block',
    reasons: [text],
    counts,
    findings,
    summary,
  };
}

describe('comments on changes', () => {
  test('no text of the target becomes markup, mention, reference, link or command', () => {
    // The last one would be a quick action of GitLab, at the beginning of a line.
    for (const text of [hostileText, '/close\n/approve', `${'x'.repeat(290)}<b>&@a`]) {
      const facts = factsWith(
        text,
        EFFECTS.map((effect, index) => findingWith(text, effect, index)),
      );
      const all = [
        decisionComment(MARKER, facts),
        lineComment(MARKER, findingWith(text, 'blocks', 1), facts),
        endedLineComment(MARKER, { head: facts.head, rule: text }),
        undecidedComment(MARKER, { head: facts.head, why: text }),
      ];
      for (const comment of all) {
        assert.equal(comment.match(/<!--/gu)?.length, 1);
        const tags = [...comment.matchAll(/<[^<>]*>/gu)].map(([tag]) => tag);
        const own =
          /^(?:<!-- lockstep [0-9a-f]{32} -->|<\/?(?:code|sub|a|details|summary)>|<br>|<a href="https:\/\/lockstep\.example\/(?:findings\/\d+(?:\?verdict=[a-z-]+)?|runs\/r)">)$/u;
        assert.deepEqual(
          tags.filter((tag) => !own.test(tag)),
          [],
        );
        const plain = comment.replace(/<code>.*?<\/code>/gsu, '').replace(/<a href="[^"]*">/gu, '');
        assert.doesNotMatch(plain, /@\w|(?<!&)#\d|GH-\d|:\/\/|\]\(|!\[|`/u);
        assert.doesNotMatch(comment, /^\s*\//mu);
        for (const row of plain.split('\n').filter((line) => line.startsWith('| '))) {
          assert.equal(row.split('|').length, 7, row);
        }
      }
    }
  });

  test('each finding that is there has its four buttons; one that is gone has none', () => {
    const facts = factsWith(
      'x',
      EFFECTS.map((effect, index) => findingWith('x', effect, index)),
    );
    const comment = decisionComment(MARKER, facts);
    for (const id of [0, 1, 2]) {
      for (const [word, verdict] of [
        ['useful', 'true-positive-fixed'],
        ['not useful', 'not-useful'],
        ['wrong', 'false-positive-wrong'],
        ['accept risk', 'true-positive-accepted'],
      ]) {
        const link = `<a href="https://lockstep.example/findings/${id}?verdict=${verdict}">${word}</a>`;
        assert.ok(comment.includes(link), link);
      }
    }
    assert.ok(!comment.includes('/findings/3'));
    const nowhere = decisionComment(MARKER, { ...facts, publicUrl: undefined });
    assert.ok(!nowhere.includes('href'));
  });

  test('a comment stays below the limit of GitHub, and says what it left out', () => {
    const text = '<@>'.repeat(150);
    const findings = Array.from({ length: 350 }, (_, id) => findingWith(text, 'blocks', id));
    const comment = decisionComment(MARKER, factsWith(text, findings));
    assert.ok(comment.length <= 65_536);
    assert.match(comment, /\*\*\d+ more entries did not fit into this comment\.\*\* The console/u);
  });

  test('what was not examined is told in a comment that blocks nothing', () => {
    const comment = decisionComment(MARKER, { ...factsWith('x', []), outcome: 'pass' });
    assert.match(comment, /## Lockstep: pass\n\nno findings; 1 not examined/u);
    assert.match(comment, /### Not examined: 1\n/u);
  });

  test('a marker is one of a key, a change and a thing', () => {
    const markers = [
      markerOf('key', 1, 'decision'),
      markerOf('other', 1, 'decision'),
      markerOf('key', 2, 'decision'),
      markerOf('key', 1, 'f1'),
    ];
    assert.equal(new Set(markers).size, markers.length);
  });
});
