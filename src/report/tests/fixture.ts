import type { Effect, JudgedFinding } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { RunReport } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import type { RenderOptions } from '../format.ts';

export const plain: RenderOptions = {
  width: 100,
  color: false,
  hyperlinks: false,
  verbose: false,
  root: '/home/me/shop',
};

/** A rule of the secrets check; `changes` on top of something reasonable. */
export function rule(changes: Partial<Rule> = {}): Rule {
  return {
    id: 'secrets/github-token',
    title: 'GitHub personal access token',
    severity: 'critical',
    cwe: [798, 312],
    owasp: ['A07:2025'],
    what: 'Looks for tokens of the form that GitHub issues and verifies their checksum.',
    why: 'Whoever reads the file can act as the owner of the token.',
    fix: 'Revoke the token at GitHub, then read it from the environment or a secret store.',
    tags: ['token', 'github'],
    version: 1,
    references: ['https://docs.github.com/en/authentication'],
    examples: { hit: [{ text: 'never shown in a report' }], ok: [] },
    ...changes,
  };
}

/** A finding of that rule; `changes` on top of something reasonable. */
function finding(changes: Partial<Finding> = {}): Finding {
  const fingerprint = changes.fingerprint ?? 'aaaaaaaaaaaaaaaaaaaa:0';
  return {
    checkId: 'secrets',
    ruleId: 'secrets/github-token',
    message: 'A GitHub personal access token stands in clear text.',
    location: {
      path: 'src/config.ts',
      region: { startLine: 12, startColumn: 16, endLine: 12, endColumn: 56 },
    },
    excerpt: { text: "const token = 'ghp_****';", highlight: { start: 15, length: 8 } },
    severity: 'critical',
    confidence: 'high',
    evidence: {
      kind: 'secret',
      secretKind: 'GitHub personal access token',
      prefix: 'ghp_',
      length: 40,
      hash: '0123456789abcdef01234567',
      reasons: ['checksum', 'structure'],
    },
    fingerprint,
    identities: { primary: fingerprint, moved: 'mmmm:0', loose: 'llll:0', lineHash: '8e1f0a:1' },
    state: 'new',
    ...changes,
  };
}

export function judged(effect: Effect, changes: Partial<Finding> = {}): JudgedFinding {
  const stage = ({ blocks: 'block', existing: 'block', observed: 'observe' } as const)[
    effect as string
  ];
  return {
    finding: finding(changes),
    stage: stage ?? 'warn',
    effect,
    why: [`secrets/* is set to ${stage ?? 'warn'} by the policy`],
  };
}

/** A run of the secrets check that found nothing in 42 files. */
export function emptyReport(changes: Partial<RunReport> = {}): RunReport {
  return {
    tool: { name: 'lockstep', version: '0.1.0' },
    now: '2026-11-24T10:00:00.000Z',
    target: { kind: 'directory', name: 'shop', within: '' },
    checks: [
      {
        id: 'secrets',
        title: 'Secrets in source',
        version: 1,
        state: 'finished',
        units: 42,
        endpoints: 0,
        rules: [rule(), passwordRule],
      },
    ],
    baseline: { kind: 'none' },
    policy: { name: 'lockstep.yaml', digest: `sha256:${'ab'.repeat(32)}`, text: 'version: 1\n' },
    decision: { outcome: 'pass', reasons: [], findings: [], notices: [] },
    endpoints: [],
    incomplete: [],
    skipped: [],
    suppressions: [],
    badSuppressions: [],
    notes: [],
    timing: { wallMs: 812.4, threads: 2, cachedUnits: 0, bytesRead: 1_204_332 },
    ...changes,
  };
}

export const passwordRule: Rule = rule({
  id: 'secrets/password',
  title: 'Password in configuration',
  severity: 'high',
  cwe: [798],
  what: 'Looks for passwords that are assigned in configuration.',
  why: 'A password in the repository is known to everyone who can read it, for ever.',
  fix: 'Change the password and inject it when the program starts.',
  tags: ['password'],
  references: [],
});

const password: Partial<Finding> = {
  ruleId: 'secrets/password',
  message: 'A password is assigned to db.password.',
  severity: 'high',
  confidence: 'medium',
  excerpt: { text: '  password: ********', highlight: { start: 12, length: 8 } },
  evidence: {
    kind: 'secret',
    secretKind: 'password',
    prefix: '',
    length: 14,
    hash: 'fedcba9876543210fedcba98',
    reasons: ['key name', 'entropy 3.6'],
  },
};

function passwordAt(path: string, line: number, fingerprint: string): Partial<Finding> {
  return {
    ...password,
    fingerprint,
    location: {
      path,
      region: { startLine: line, startColumn: 13, endLine: line, endColumn: 27 },
    },
  };
}

/** One of everything that a report can hold. */
export function richReport(): RunReport {
  const used = {
    path: 'test/login.ts',
    line: 3,
    scope: 'next-line',
    ruleIds: ['secrets/password'],
    reason: 'test account, no rights',
  } as const;
  return emptyReport({
    target: {
      kind: 'directory',
      name: 'shop',
      within: '',
      git: {
        commit: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
        branch: 'feature/login',
        shallow: false,
        remote: 'https://github.com/example/shop.git',
        dirty: true,
      },
      base: {
        ref: 'origin/main',
        commit: 'c0ffee'.padEnd(40, '0'),
        mergeBase: 'beef'.padEnd(40, '0'),
      },
    },
    checks: emptyReport().checks.map((check) => ({ ...check, state: 'partial' })),
    baseline: { kind: 'merge-base', commit: 'beef'.padEnd(40, '0'), filesChanged: 7 },
    policy: {
      name: 'lockstep.yaml at origin/main (c0ffee0)',
      digest: `sha256:${'ab'.repeat(32)}`,
      text: 'version: 1\n',
      differs: 'the change alters lockstep.yaml; the policy of origin/main is in force',
    },
    decision: {
      outcome: 'block',
      reasons: [
        {
          outcome: 'block',
          text: '1 new finding blocks',
          fingerprints: ['aaaaaaaaaaaaaaaaaaaa:0'],
        },
        { outcome: 'warn', text: '2 findings warn', fingerprints: ['bbbb:0', 'cccc:0'] },
      ],
      findings: [
        judged('observed', passwordAt('docs/setup.md', 88, 'dddd:0')),
        judged('warns', passwordAt('config/app.yaml', 7, 'bbbb:0')),
        judged('blocks'),
        judged('warns', {
          ...passwordAt('config/名前 100%.yaml', 9, 'cccc:0'),
          state: 'moved',
          movedFrom: { path: 'config/old.yaml', line: 4 },
          origin: {
            commit: 'feed'.padEnd(40, '0'),
            author: 'Ada <ada@shop.example>',
            date: '2024-02-03T04:05:06Z',
            present: true,
            occurrences: 3,
          },
        }),
        judged('existing', { ...passwordAt('legacy/db.ini', 2, 'eeee:0'), state: 'existing' }),
        { ...judged('waived', passwordAt('tools/seed.sql', 5, 'ffff:0')), waiver: 0 },
        {
          ...judged('suppressed', passwordAt('test/login.ts', 4, 'gggg:0')),
          suppression: used,
        },
        judged('fixed', { ...passwordAt('src/gone.ts', 1, 'hhhh:0'), state: 'fixed' }),
      ],
      notices: [{ code: 'waiver-unused', text: 'waiver 2 (secrets/aws-key) covers no finding' }],
    },
    incomplete: [
      {
        checkId: 'secrets',
        what: 'data/dump.sql',
        reason: 'too-large',
        detail: 'It has 2.1 GB and the limit is 50 MB: raise limits.max-file-size or exclude it.',
      },
    ],
    skipped: [
      { reason: 'ignored', count: 1204, examples: ['dist/', 'node_modules/'] },
      { reason: 'binary', count: 31, examples: ['logo.png'] },
    ],
    suppressions: [
      { suppression: used, state: 'used', fingerprints: ['gggg:0'] },
      {
        suppression: { ...used, path: 'src/old.ts', line: 10, scope: 'line', until: '2026-01-01' },
        state: 'expired',
        fingerprints: [],
      },
    ],
    badSuppressions: [
      { path: 'src/pay.ts', line: 31, problem: 'no reason given: add `-- <reason>` at the end' },
    ],
    notes: ['the clone is shallow: history before 2026-01-01 is not known'],
    timing: { wallMs: 2412, threads: 4, cachedUnits: 30, bytesRead: 48_204_332 },
  });
}

/** `number` findings of one rule, all blocking, each in its own file. */
export function largeReport(number: number): RunReport {
  const findings = Array.from({ length: number }, (_, index) =>
    judged(index % 4 === 0 ? 'blocks' : 'observed', {
      fingerprint: `f${index}:0`,
      location: {
        path: `src/folder-${index % 97}/file-${index}.ts`,
        region: { startLine: index + 1, startColumn: 1, endLine: index + 1, endColumn: 9 },
      },
    }),
  );
  return emptyReport({
    decision: { outcome: 'block', reasons: [], findings, notices: [] },
  });
}
