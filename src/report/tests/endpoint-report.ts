import type { JudgedFinding } from '../../model/decision.ts';
import type { EndpointSummary } from '../../model/endpoint-summary.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunReport } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import { goodEndpoint, lostEndpoint, weakEndpoint } from './endpoints.ts';
import { emptyReport, judged, rule } from './fixture.ts';

const rc4Rule: Rule = rule({
  id: 'tls/suite-rc4',
  title: 'RC4 suites',
  severity: 'high',
  cwe: [327],
  owasp: ['A04:2025'],
  what: 'Asks for every RC4 suite and reports those that the server accepts.',
  why: 'Biases in RC4 let an eavesdropper recover cookies and passwords.',
  fix: 'Remove RC4 from the list of cipher suites.',
  tags: ['suites'],
  references: ['https://www.rfc-editor.org/rfc/rfc7465'],
});

/** A finding of an endpoint: at its name, declared in the policy unless `declared` is false. */
export function endpointFinding(
  effect: JudgedFinding['effect'],
  name: string,
  declared: boolean = true,
): JudgedFinding {
  const changes: Partial<Finding> = {
    checkId: 'tls',
    ruleId: 'tls/suite-rc4',
    message: 'RC4 suites are offered.',
    location: {
      path: name,
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
      endpoint: declared ? { declaredAt: { path: 'lockstep.yaml', line: 14, column: 5 } } : {},
    },
    excerpt: { text: '', highlight: { start: 0, length: 0 } },
    severity: 'high',
    confidence: 'high',
    evidence: {
      kind: 'tls',
      facts: ['TLS1.0: TLS_RSA_WITH_RC4_128_SHA', 'TLS1.2: TLS_RSA_WITH_RC4_128_SHA'],
      snippets: [{ server: 'nginx', text: 'ssl_ciphers HIGH:!RC4;\nssl_protocols TLSv1.2;\n' }],
      profile: 'tlsref-intermediate-6.0',
    },
    fingerprint: `tls-${name}-${effect}:0`,
  };
  return judged(effect, changes);
}

/** A run of the tls check over these endpoints. */
export function endpointReport(
  endpoints: readonly EndpointSummary[],
  changes: Partial<RunReport> = {},
): RunReport {
  const empty = emptyReport();
  return emptyReport({
    target: { kind: 'endpoints', name: 'shop', within: '' },
    checks: [
      {
        id: 'tls',
        title: 'Transport layer security',
        version: 1,
        state: 'finished',
        units: 0,
        endpoints: endpoints.length,
        rules: [rc4Rule],
      },
    ],
    endpoints,
    timing: { ...empty.timing, bytesRead: 30_720 },
    ...changes,
  });
}

/** Three endpoints with findings that block, warn, are observed and waived, and one that could not be reached. */
export function richEndpointReport(): RunReport {
  const weak = weakEndpoint();
  return endpointReport([goodEndpoint(), weak, lostEndpoint()], {
    decision: {
      outcome: 'block',
      reasons: [{ outcome: 'block', text: '1 new finding blocks', fingerprints: ['x:0'] }],
      findings: [
        endpointFinding('blocks', weak.name),
        endpointFinding('warns', 'named.example:443', false),
        { ...endpointFinding('waived', 'kept.example:443'), waiver: 0 },
      ],
      notices: [],
    },
    incomplete: [
      {
        checkId: 'tls',
        what: 'lost.shop.example:443',
        reason: 'unreachable',
        detail: '192.0.2.99: timeout after 5 s, 4 of 4',
      },
    ],
  });
}
