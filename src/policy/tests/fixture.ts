import type { DecisionInput, FindingFacts } from '../decision-input.ts';
import type { LoadedPolicy } from '../parse-policy.ts';
import { parsePolicy } from '../parse-policy.ts';

/** The names that policies of these tests may use. */
export const names = {
  ruleIds: ['secrets/aws-key', 'secrets/private-key', 'tls/cert-expired'],
  checkIds: ['secrets', 'tls'],
} as const;

export const now = '2026-11-24T12:00:00Z';

/** The policy of these lines, below `version: 1`. */
export function load(lines: string): Promise<LoadedPolicy> {
  return parsePolicy(`version: 1\n${lines}\n`, 'lockstep.yaml', names);
}

export function finding(fields: Partial<FindingFacts> = {}): FindingFacts {
  return {
    ruleId: 'secrets/aws-key',
    checkId: 'secrets',
    fingerprint: 'f1:0',
    path: 'src/a.ts',
    line: 3,
    severity: 'high',
    confidence: 'high',
    state: 'new',
    tags: ['cloud'],
    cwe: [798],
    ...fields,
  };
}

export function input(fields: Partial<DecisionInput> = {}): DecisionInput {
  return {
    now,
    target: { kind: 'directory', branch: 'main', whole: true },
    findings: [finding()],
    demotions: [],
    incomplete: [],
    ...fields,
  };
}

/** A waiver for the finding of `finding()`. */
export function waiverLines(expires: string, scope = '{ path: "src/**" }'): string {
  return `waivers:
  - rule: secrets/aws-key
    scope: ${scope}
    reason: made for tests
    approved: { development: a.lopez, security: k.ito }
    expires: ${expires}`;
}
