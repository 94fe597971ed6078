import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../io/tests/temp-tree.ts';
import type { AdvisoryData } from '../../model/advisory.ts';
import { digestOf } from '../../policy/canonical-json.ts';
import { decide } from '../../policy/decide.ts';
import { readRecord } from '../../policy/record-shape.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';
import type { RunResult } from '../assemble.ts';
import type { Mode } from '../request.ts';
import { runOn } from '../tests/run-on.ts';

const registry = new URL('../tests/toy-components.ts', import.meta.url).href;

const data: AdvisoryData = {
  ages: [],
  ecosystems: new Set(['PyPI']),
  matches: (_, name) =>
    name === 'ball' ? [{ id: 'TOY-1', aliases: [], ranges: [], versions: [] }] : [],
  details: () => undefined,
  exploitedSince: () => undefined,
  exploitProbability: () => undefined,
};

function vexSaying(status: string, timestamp = '2026-01-02T00:00:00Z'): string {
  return JSON.stringify({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/vex/1',
    author: 'Acme',
    timestamp,
    version: 1,
    statements: [
      {
        vulnerability: { name: 'TOY-1' },
        products: [{ '@id': 'pkg:pypi/ball' }],
        status,
        justification: 'component_not_present',
      },
    ],
  });
}

function policyWith(vex: string): string {
  return `version: 1
product: p
rules: { toys/bad: block }
components: { vex: { vex/a.json: "${digestOf(vex)}" } }
`;
}

async function examine(root: string, mode: Mode = { kind: 'tree' }): Promise<RunResult> {
  return runOn(root, { mode }, { registry, openAdvisories: () => Promise.resolve(data) });
}

function effects({ report }: RunResult): readonly string[] {
  return report.decision.findings.map(({ effect, why }) => `${effect}: ${why.at(-1)}`);
}

test('what a document excuses is waived, told like a waiver, and recomputed from the record', async (context) => {
  const vex = vexSaying('not_affected');
  const files = { 'requirements.txt': 'ball==2\n', 'vex/a.json': vex };
  const policy = policyWith(vex);
  const result = await examine(tempTree(context, { ...files, 'lockstep.yaml': policy }));
  assert.deepEqual(effects(result), [
    'waived: not affected, says Acme in vex/a.json (https://acme.example/vex/1#1, 2026-01-02): component_not_present',
  ]);
  assert.equal(result.report.decision.outcome, 'pass');
  const record = readRecord(JSON.parse(JSON.stringify(result.record)));
  const loaded = await parsePolicy(record.policy.text, 'lockstep.yaml', {
    ruleIds: ['toys/bad'],
    checkIds: ['toys'],
  });
  assert.deepEqual(decide(loaded, record.input), record.result);
});

test('a document that says "affected" excuses nothing', async (context) => {
  const vex = vexSaying('affected');
  const files = { 'requirements.txt': 'ball==2\n', 'vex/a.json': vex };
  const result = await examine(tempTree(context, { ...files, 'lockstep.yaml': policyWith(vex) }));
  assert.equal(result.report.decision.outcome, 'block');
});

test('other bytes than those agreed on are not used, and that is told', async (context) => {
  const vex = vexSaying('not_affected');
  const other = vexSaying('not_affected', '2026-01-03T00:00:00Z');
  const files = { 'requirements.txt': 'ball==2\n', 'vex/a.json': other };
  const result = await examine(tempTree(context, { ...files, 'lockstep.yaml': policyWith(vex) }));
  assert.equal(result.report.decision.outcome, 'block');
  const told = `The VEX document vex/a.json is not used: its digest is ${digestOf(other)}, and the policy has ${digestOf(vex)}.`;
  assert.ok(result.report.notes.includes(told), result.report.notes.join('\n'));
});

test('a document that is missing or none is told', async (context) => {
  const lacking = tempTree(context, { 'lockstep.yaml': policyWith('x') });
  assert.match((await examine(lacking)).report.notes.join('\n'), /vex\/a\.json is not used: /);
  const odd = tempTree(context, { 'vex/a.json': '{}', 'lockstep.yaml': policyWith('{}') });
  assert.match((await examine(odd)).report.notes.join('\n'), /neither OpenVEX nor CycloneDX/);
});

test('a change is judged by the documents of its base, so that it cannot excuse itself', async (context) => {
  const harmless = vexSaying('affected');
  const excusing = vexSaying('not_affected');
  const root = tempRepository(context, {
    'lockstep.yaml': policyWith(harmless),
    'vex/a.json': harmless,
    'requirements.txt': 'kite==1\n',
  });
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'requirements.txt', 'kite==1\nball==2\n');
  put(root, 'vex/a.json', excusing);
  put(root, 'lockstep.yaml', policyWith(excusing));
  commitAll(root, 'change');
  const result = await examine(root, { kind: 'since', ref: 'main' });
  assert.equal(result.report.decision.outcome, 'block');
});
