import { createHash } from 'node:crypto';

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 20);

/** A finding of the code check as `lockstep check --format json` writes it, with the steps that data took. */
function codeFinding(index: number): object {
  // Texts that differ as those of a program do: a thousand equal lines would be packed into nothing.
  const word = (kind: string): string => hashOf(`${kind} ${index}`).slice(0, 9);
  const path = `src/${word('folder').slice(0, 2)}/${word('file')}.js`;
  const text = `router.get('/${word('route')}/:id', (request, response) => exec('${word('program')} ' + request.query.${word('name')}));`;
  const step = (what: string, startColumn: number): object => ({
    path,
    region: { startLine: 12, startColumn, endLine: 12, endColumn: startColumn + 20 },
    text,
    what,
  });
  const identity = (kind: string): string => `${hashOf(`${kind} ${index}`)}:0`;
  return {
    rule: 'code/command-injection',
    check: 'code',
    fingerprint: identity('primary'),
    state: 'existing',
    stage: 'observe',
    effect: 'observed',
    severity: 'critical',
    confidence: 'high',
    message: 'Query parameter reaches exec().',
    location: { path, region: { startLine: 12, startColumn: 45, endLine: 12, endColumn: 73 } },
    excerpt: { text, highlight: { start: 44, length: 28 } },
    evidence: {
      kind: 'code',
      steps: [step('query parameter', 58), step('put together', 50), step('reaches exec()', 45)],
      sources: 1,
      entry: { route: `GET /${word('route')}/:id`, path, line: 12 },
      missing: 'not quoted for the shell',
      remedy: 'Pass the value as one argument of a list, without a shell.',
    },
    why: ['* is at observe'],
    identities: {
      primary: identity('primary'),
      moved: identity('moved'),
      loose: identity('loose'),
      lineHash: `${hashOf(text).slice(0, 16)}:1`,
    },
  };
}

/** The report of a build that found so many; the same ones whatever its commit. */
export function codeReport(
  count: number,
  { name, commit, at }: { readonly name: string; readonly commit: string; readonly at: Date },
): string {
  return JSON.stringify({
    schemaVersion: 1,
    tool: { name: 'lockstep', version: '0.1.0' },
    now: at.toISOString(),
    target: {
      kind: 'directory',
      name,
      within: '',
      git: { commit, branch: 'main', shallow: false, dirty: false },
    },
    decision: {
      outcome: 'pass',
      counts: {
        blocks: 0,
        warns: 0,
        existing: count,
        observed: count,
        waived: 0,
        suppressed: 0,
        fixed: 0,
      },
      reasons: [],
      notices: [],
    },
    endpoints: [],
    findings: Array.from({ length: count }, (_, index) => codeFinding(index)),
    incomplete: [],
    suppressions: [],
    badSuppressions: [],
    skipped: [],
    baseline: { kind: 'none' },
    policy: { name: 'lockstep.yaml', digest: `sha256:${hashOf(name)}` },
    checks: [{ id: 'code', version: 1 }],
    rules: [
      { id: 'code/command-injection', version: 1, check: 'code', severity: 'critical', cwe: [78] },
    ],
  });
}

/** A CycloneDX document with so many packages, most of which other documents name too. */
export function sbom(components: number, offset: number): string {
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: Array.from({ length: components }, (_, index) => {
      const name = `package-${(index + offset * 5) % 5_000}`;
      return {
        type: 'library',
        name,
        version: `1.${index % 40}.0`,
        purl: `pkg:npm/${name}@1.${index % 40}.0`,
      };
    }),
  });
}
