import type { JudgedFinding } from '../../model/decision.ts';
import type { EndpointSummary } from '../../model/endpoint-summary.ts';
import type { RunReport } from '../../model/report.ts';
import type { Suppression } from '../../model/suppression.ts';
import { endpointFinding } from './endpoint-report.ts';
import { richReport } from './fixture.ts';

/** Text that tries to break out of every format. */
export const hostileText: string = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '\u001b[31mred\u001b]8;;http://evil.example\u0007link\u009b2J',
  '\u202egpj.exe\u2066\u2069\u200b\ufeff',
  '\r\n::error file=x::pwned\n##[error]pwned\r',
  '##vso[task.setvariable variable=x]pwned ##teamcity[buildProblem]',
  ']]> --> <!-- lockstep --> &lt; " \' ` ``` ~~~',
  '@team #1 GH-2 | cell | [x](javascript:alert(1)) ![i](http://evil.example) **b** _i_ http://evil.example',
  '\ud800 \udc00 \u0000 \u{e0041} {{x}} ${x} %0A %25 </details></summary></style>',
].join(' ');

/** The hostile text wherever the target or the policy can put some. */
export function hostileReport(text: string = hostileText): RunReport {
  const rich = richReport();
  const path = `src/${text}`;
  const suppression = hostileSuppression(text);
  const findings = [...rich.decision.findings, endpointFinding('blocks', text)].map(
    (entry): JudgedFinding => hostileFinding(entry, text),
  );
  return {
    ...rich,
    target: {
      ...rich.target,
      name: text,
      within: text,
      git: { commit: text, branch: text, shallow: true, remote: text, dirty: true },
      base: { ref: text, commit: text, mergeBase: text },
    },
    baseline: { kind: 'file', path, digest: text, created: text },
    policy: { name: text, digest: text, text, differs: text },
    decision: {
      outcome: 'block',
      reasons: [{ outcome: 'block', text, fingerprints: [] }],
      findings,
      notices: [{ code: 'when-failed', text }],
    },
    endpoints: [hostileEndpoint(text)],
    incomplete: [{ checkId: '*', what: path, reason: 'unreadable', detail: text }],
    skipped: [{ reason: 'ignored', count: 1, examples: [path] }],
    suppressions: [{ suppression, state: 'unused', fingerprints: [] }],
    badSuppressions: [{ path, line: 1, problem: text }],
    notes: [text],
  };
}

function hostileSuppression(text: string): Suppression {
  const path = `src/${text}`;
  return { path, line: 1, scope: 'line', ruleIds: [text], reason: text, until: text };
}

function hostileFinding(entry: JudgedFinding, text: string): JudgedFinding {
  const path = `src/${text}`;
  const { endpoint } = entry.finding.location;
  return {
    ...entry,
    why: [text],
    ...(entry.effect === 'suppressed' ? { suppression: hostileSuppression(text) } : {}),
    finding: {
      ...entry.finding,
      message: text,
      location: { ...entry.finding.location, path, ...(endpoint === undefined && { inner: text }) },
      excerpt: { text, highlight: { start: 3, length: 40 } },
      evidence:
        endpoint === undefined
          ? {
              kind: 'secret',
              secretKind: text,
              prefix: text,
              length: 9,
              hash: text,
              reasons: [text],
            }
          : {
              kind: 'tls',
              facts: [text],
              snippets: [{ server: text, text: `${text}\n${text}` }],
              profile: text,
            },
      ...(entry.finding.movedFrom && { movedFrom: { path, line: 1 } }),
      ...(entry.finding.origin && {
        origin: { ...entry.finding.origin, commit: text, author: text, date: text },
      }),
    },
  };
}

/** What a server, its certificate and its headers can say. */
function hostileEndpoint(text: string): EndpointSummary {
  const item = { name: text, note: text, quality: 'bad' } as const;
  return {
    name: text,
    profile: text,
    observedAt: '2026-11-24T09:59:58.000Z',
    addresses: [text],
    state: 'partial',
    grade: {
      letter: '?',
      range: { best: text, worst: text },
      scheme: text,
      caps: [{ reason: text, letter: text }],
      doubts: [text],
      improvements: [{ change: text, grade: text, snippet: { server: text, text } }],
      others: [{ scheme: text, letter: text }],
    },
    trust: { state: text, quality: 'bad', detail: text },
    certificates: [
      {
        subject: text,
        names: [text],
        issuer: text,
        key: text,
        signature: text,
        notBefore: text,
        notAfter: text,
        daysLeft: 0,
        quality: 'bad',
      },
    ],
    protocols: [
      { ...item, offered: 'yes' },
      { ...item, offered: 'unknown' },
    ],
    suites: [{ ...item, versions: [text] }],
    groups: [item],
    properties: [item],
    attacks: [
      { ...item, possible: 'yes' },
      { ...item, possible: 'not-tested' },
    ],
    unknown: [text],
    drift: [text],
    connections: 1,
    durationMs: 1,
  };
}
