/** A finding as the report of a run tells it. */
export interface ReportedFinding {
  readonly name: string;
  readonly rule?: string;
  readonly severity?: 'critical' | 'high' | 'medium' | 'low' | 'info';
  readonly effect?: 'blocks' | 'warns' | 'observed';
  readonly message?: string;
  readonly path?: string;
}

export interface Reported {
  readonly findings?: readonly ReportedFinding[];
  readonly outcome?: 'pass' | 'warn' | 'block' | 'incomplete';
  readonly incomplete?: readonly string[];
  /** ISO 8601. */
  readonly ranAt: string;
}

/** What `lockstep check --format json` would have written. */
export function reportOf({ findings = [], outcome, incomplete = [], ranAt }: Reported): string {
  const worst = findings.some(({ effect }) => effect === 'blocks') ? 'block' : 'pass';
  return JSON.stringify({
    schemaVersion: 1,
    tool: { name: 'lockstep', version: '1' },
    now: ranAt,
    target: { kind: 'directory', name: 'shop', within: '', git: { commit: 'c1', branch: 'main' } },
    decision: {
      outcome: outcome ?? (incomplete.length > 0 ? 'incomplete' : worst),
      reasons: [],
    },
    findings: findings.map(findingOf),
    incomplete: incomplete.map((what) => ({
      checkId: 'code',
      what,
      reason: 'timeout',
      detail: 'it took too long',
    })),
    checks: [{ id: 'code', version: 1 }],
    rules: [],
  });
}

function findingOf({
  name,
  rule = 'code/sql-injection',
  severity = 'high',
  effect = 'warns',
  message = 'a value reaches a query',
  path = `src/${name}.ts`,
}: ReportedFinding): object {
  return {
    rule,
    fingerprint: `${name.replaceAll(/[^a-z0-9]/gu, '').padEnd(8, '0')}:0`,
    state: 'new',
    stage: effect === 'blocks' ? 'block' : 'warn',
    effect,
    severity,
    confidence: 'high',
    message,
    location: { path, region: { startLine: 7 } },
    identities: { primary: `${name}p:0`, moved: `${name}m:0`, loose: `${name}l:0` },
    excerpt: { text: 'a secret of the source' },
  };
}
