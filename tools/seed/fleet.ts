import type { FleetMember } from './plan.ts';

const RULES = ['sql-injection', 'path-traversal', 'weak-hash', 'open-redirect', 'debug-left-on'];
/** Of which each rule has one (https://cwe.mitre.org). */
const WEAKNESSES = ['cwe-089', 'cwe-022', 'cwe-328', 'cwe-601', 'cwe-489'];
const LEVELS = ['9.8', '7.5', '5.3', '3.1', '0.5'];

/** What another tool reports of a product: SARIF 2.1.0, as such tools write it. */
export function foreignReport(
  { findings, severity }: Pick<FleetMember, 'findings' | 'severity'>,
  at: Date,
): object {
  const rules = RULES.map((id, index) => ({
    id,
    properties: {
      'security-severity': LEVELS[(index + severity) % LEVELS.length],
      tags: [`external/cwe/${WEAKNESSES[index] ?? ''}`],
    },
  }));
  const results = Array.from({ length: findings }, (_, index) => ({
    ruleId: RULES[index % RULES.length],
    message: { text: `Value of the request reaches step ${index + 1} unchecked.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `src/module-${index % 4}/handler-${index}.ts` },
          region: {
            startLine: 10 + index,
            snippet: { text: `const row${index} = await query(text${index});` },
          },
        },
      },
    ],
  }));
  return {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Semgrep OSS', rules } },
        invocations: [{ executionSuccessful: true, endTimeUtc: at.toISOString() }],
        results,
      },
    ],
  };
}
