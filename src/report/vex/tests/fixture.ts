import type { JudgedFinding } from '../../../model/decision.ts';
import type { ComponentEvidence, Finding } from '../../../model/finding.ts';
import type { VerdictEntry, VerdictKind } from '../../../model/log-entry.ts';
import type { Waiver } from '../../../model/policy.ts';
import type { VexSubject } from '../subject.ts';

export const subject: VexSubject = {
  product: { name: 'shop', purl: 'pkg:generic/shop@a1b2c3' },
  author: 'Acme PSIRT',
  namespace: 'https://acme.example',
  tool: { name: 'lockstep', version: '1.0.0' },
  now: '2026-06-01T00:00:00.000Z',
};

export const waiver: Waiver = {
  rule: 'components/*',
  scope: { purl: 'pkg:npm/lodash' },
  reason: 'only used in a test',
  approved: { development: 'a.lopez', security: 'k.ito' },
  expires: '2026-12-31',
  position: { line: 1, column: 1 },
};

/** A finding on lodash that the policy only observes. */
export function judgedComponent(
  fingerprint: string,
  evidence: Partial<ComponentEvidence> = {},
  finding: Partial<Finding> = {},
): JudgedFinding {
  return {
    stage: 'observe',
    effect: 'observed',
    why: [],
    finding: {
      ruleId: 'components/vulnerable',
      checkId: 'components',
      fingerprint,
      identities: { primary: '', moved: '', loose: '', lineHash: '' },
      location: {
        path: 'package-lock.json',
        region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
      },
      state: 'new',
      message: 'lodash 4.17.15 is vulnerable: command injection (CVE-2021-23337).',
      excerpt: { text: '', highlight: { start: 0, length: 0 } },
      severity: 'high',
      confidence: 'high',
      evidence: {
        kind: 'component',
        purl: 'pkg:npm/lodash@4.17.15',
        ecosystem: 'npm',
        name: 'lodash',
        version: '4.17.15',
        direct: true,
        scope: 'prod',
        advisories: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
        reach: 'unknown',
        fixedIn: ['4.17.21'],
        path: ['lodash@4.17.15'],
        pathCount: 1,
        remedies: [],
        facts: [],
        ...evidence,
      },
      ...finding,
    },
  };
}

/** A person's verdict on the finding `f1`. */
export function said(verdict: VerdictKind): VerdictEntry {
  return {
    id: '',
    v: 1,
    at: '2026-02-01T10:00:00Z',
    product: 'shop',
    group: '',
    repository: 'shop',
    kind: 'verdict',
    fingerprint: 'f1',
    rule: 'components/vulnerable',
    version: 1,
    engine: 1,
    verdict,
    source: 'command',
    by: 'k.ito',
    reason: 'no path',
    path: 'package-lock.json',
    copy: '',
    isNew: true,
    stage: 'observe',
    blocked: false,
  };
}
