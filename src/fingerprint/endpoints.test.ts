import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection, Finding } from '../model/finding.ts';
import { parseBaseline, writeBaseline } from './baseline-file.ts';
import { identify } from './identify.ts';
import { matchBaseline } from './match.ts';

function detection(ruleId: string, scope: string): Detection {
  return {
    ruleId,
    message: 'Offers TLS 1.0.',
    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    excerpt: { text: '', highlight: { start: 0, length: 0 } },
    anchor: { scope: [scope], statement: '' },
    severity: 'medium',
    confidence: 'high',
    evidence: { kind: 'tls', facts: [], snippets: [], profile: 'intermediate' },
  };
}

function at(name: string, scope: string = name): readonly Finding[] {
  const file = { checkId: 'tls', path: name, text: name, endpoint: {} };
  return identify(file, [detection('tls/tls10', scope)]);
}

function inFile(name: string): readonly Finding[] {
  return identify({ checkId: 'tls', path: name, text: name }, [detection('tls/tls10', name)]);
}

function states(head: readonly Finding[], base: readonly Finding[]): readonly string[] {
  const { findings, fixed } = matchBaseline(head, { findings: base });
  return [...findings, ...fixed].map(({ state, location }) => `${state} ${location.path}`);
}

test('a finding of an endpoint is the same one in the next run', () => {
  assert.deepEqual(states(at('a:443'), at('a:443')), ['existing a:443']);
});

test('another endpoint is another place, even where all else is equal', () => {
  assert.deepEqual(states(at('b:443', 'x'), at('a:443', 'x')), ['new b:443', 'fixed a:443']);
});

test('a file whose name looks like an endpoint is another place', () => {
  assert.deepEqual(states(inFile('a:443'), at('a:443')), ['new a:443', 'fixed a:443']);
  assert.deepEqual(states(at('a:443'), inFile('a:443')), ['new a:443', 'fixed a:443']);
});

test('an endpoint and a file of one name do not share a fingerprint', () => {
  const { findings } = matchBaseline([...at('a:443'), ...inFile('a:443')], { findings: [] });
  assert.equal(new Set(findings.map(({ fingerprint }) => fingerprint)).size, 2);
});

test('a stored baseline knows endpoints again', () => {
  const origin = {
    keyId: '01234567',
    createdAt: '2026-06-01T00:00:00.000Z',
    tool: { name: 'lockstep', version: '0.1.0' },
  } as const;
  const { findings } = parseBaseline(writeBaseline(at('a:443'), origin), 'baseline.json');
  assert.deepEqual(states(at('a:443'), findings), ['existing a:443']);
  assert.deepEqual(findings[0]?.location.endpoint, {});
});
