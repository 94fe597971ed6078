import { digestOf } from '../canonical-json.ts';
import { decide } from '../decide.ts';
import { defaultLoadedPolicy } from '../default-policy.ts';
import { parsePolicy } from '../parse-policy.ts';
import type { DecisionRecord } from '../record.ts';
import { makeRecord } from '../record.ts';
import { finding, input, names, waiverLines } from './fixture.ts';

/** What `recordOf` is decided by. */
export const policyText: string = `version: 1
rules: { "*": warn, secrets/aws-key: block, "tls/*": { stage: block, when: 'finding.line > 5' } }
${waiverLines('2026-11-30', '{ path: "test/**" }')}
`;

/** A record with a finding that blocks, one that a waiver covers, one that a comment covers, and something not examined. */
export async function recordOf(text: string = policyText): Promise<DecisionRecord> {
  const facts = input({
    findings: [
      finding(),
      finding({ path: 'test/a.ts', fingerprint: 'f2:0', state: 'existing' }),
      finding({ ruleId: 'tls/cert-expired', checkId: 'tls', line: 9, suppressed: 'known' }),
    ],
    incomplete: [{ checkId: 'tls', what: 'a:443', reason: 'timeout', detail: 'no answer' }],
  });
  const loaded = text === '' ? defaultLoadedPolicy : await parsePolicy(text, 'p', names);
  return makeRecord({
    tool: { name: 'lockstep', version: '0.1.0' },
    subject: {
      name: 'shop',
      git: { commit: 'c1', branch: 'main', shallow: false, dirty: false },
      base: { ref: 'origin/main', commit: 'c2', mergeBase: 'c3' },
    },
    checks: [{ id: 'secrets', version: 1, rules: digestOf('rules') }],
    baseline: { kind: 'merge-base', commit: 'c3', filesChanged: 2 },
    policy: { name: 'lockstep.yaml', digest: digestOf(text), text },
    input: facts,
    result: decide(loaded, facts),
  });
}
