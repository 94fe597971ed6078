import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { put, tempRepository, tempTree } from '../io/tests/temp-tree.ts';
import {
  fileAgreements,
  type AgreementSource,
  type ServiceAgreement,
} from './service-agreement.ts';
import { runOn } from './tests/run-on.ts';

const observing = 'version: 1\nproduct: shop\nrules: { "*": observe }\n';
const blocking = 'version: 1\nproduct: shop\nrules: { trap/found: block }\n';
const files = { 'a.txt': 'FIND\n' };

function source(agreed: ServiceAgreement | string): AgreementSource {
  return {
    name: 'lockstep.example',
    read: (product) => Promise.resolve(product === 'shop' ? agreed : 'another product'),
  };
}

test('a stage that was agreed on in a service holds where git has a lower one, and raises no other', async (context) => {
  const root = tempTree(context, { ...files, 'lockstep.yaml': observing });
  const stages = [
    { rule: 'trap/found', to: 'block' },
    { rule: 'another-version/knows-it', to: 'block' },
  ] as const;
  const agreements = source({ policy: undefined, stages });
  const { report, record } = await runOn(root, { agreements });
  assert.equal(report.decision.outcome, 'block');
  assert.match(report.policy.name, /with the stages agreed on in lockstep\.example/u);
  assert.match(record.policy.text, /trap\/found: block/u);
  put(root, 'lockstep.yaml', blocking);
  const lower = source({ policy: undefined, stages: [{ rule: 'trap/found', to: 'warn' }] });
  const higher = await runOn(root, { agreements: lower });
  assert.equal(higher.report.decision.outcome, 'block', 'to lower it the patch is needed');
  assert.equal(higher.report.policy.name, 'lockstep.yaml');
});

test('a policy in git that loosens the agreed one is not in force; one that tightens it is', async (context) => {
  const root = tempRepository(context, { ...files, 'lockstep.yaml': observing });
  const by = 'person ann for development, person sam for security';
  const agreed = (text: string): AgreementSource =>
    source({ policy: { text, at: '2026-05-01T00:00:00Z', by }, stages: [] });
  const { report } = await runOn(root, { agreements: agreed(blocking) });
  assert.equal(report.decision.outcome, 'block');
  assert.equal(report.policy.name, 'agreement in lockstep.example');
  assert.match(report.policy.differs ?? '', /loosens trap\/found, and that needs both parties/u);
  put(root, 'lockstep.yaml', blocking);
  const tighter = await runOn(root, { agreements: agreed(observing) });
  assert.equal(tighter.report.decision.outcome, 'block');
  assert.equal(tighter.report.policy.name, 'lockstep.yaml');
});

test('agreements that cannot be read, or used, are told, and the policy in git decides', async (context) => {
  const root = tempTree(context, { ...files, 'lockstep.yaml': blocking });
  const policy = { text: 'version: 99\n', at: '2026-05-01T00:00:00Z', by: '' };
  for (const agreements of [source('connect ECONNREFUSED'), source({ policy, stages: [] })]) {
    const { report } = await runOn(root, { agreements });
    assert.equal(report.decision.outcome, 'block');
    assert.equal(report.policy.name, 'lockstep.yaml');
    assert.match(
      report.notes.join(),
      /lockstep\.example cannot be (?:read|used): .*policy in git decides/su,
    );
  }
});

test('a file holds the answer of a service that cannot be asked; what is none is told', async (context) => {
  const root = tempTree(context, { ...files, 'lockstep.yaml': observing });
  const stages = [{ rule: 'trap/found', to: 'block', at: '2026-05-01T00:00:00Z', proposal: 1 }];
  const folder = tempTree(context, {
    'agreed.json': JSON.stringify({ policy: null, stages }),
    'other.json': '{}',
  });
  const at = (name: string): AgreementSource => fileAgreements(path.join(folder, name));
  const { report } = await runOn(root, { agreements: at('agreed.json') });
  assert.equal(report.decision.outcome, 'block');
  for (const name of ['other.json', 'missing.json']) {
    const told = await runOn(root, { agreements: at(name) });
    assert.equal(told.report.decision.outcome, 'pass');
    assert.match(told.report.notes.join(), new RegExp(`cannot be read: .*${name}`, 'u'));
  }
});
