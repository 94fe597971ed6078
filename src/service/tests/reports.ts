import { defaultRollout } from '../../model/rollout-settings.ts';
import type { NewLogEntry } from '../../model/log-entry.ts';
import { digestOf } from '../../policy/canonical-json.ts';
import { decide } from '../../policy/decide.ts';
import type { FindingFacts } from '../../policy/decision-input.ts';
import { withNamesIn } from '../../policy/names.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';
import { makeRecord, type DecisionRecord } from '../../policy/record.ts';
import { lineOf, withId } from '../../rollout/log/write-entry.ts';

/** A report of a foreign tool with so many findings of the rule `sqli`, each in a file of its own. */
export function sarifOf(paths: readonly string[]): object {
  return {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Semgrep' } },
        results: paths.map((path) => ({
          ruleId: 'sqli',
          message: { text: 'SQL from a request' },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: path },
                region: { startLine: 3, snippet: { text: `query(${path})` } },
              },
            },
          ],
        })),
      },
    ],
  };
}

const SQLI = { rule: 'semgrep/sqli', version: 0, engine: 0 } as const;
const DAY_MS = 86_400_000;

/**
 * Lines of a log in which that rule was right so often, said by two people of as many repositories over three weeks, and in which
 * enough builds went by for a forecast.
 */
export function cleanLog(count: number, product = 'shop'): string {
  const now = Date.now();
  const at = (days: number): string => new Date(now - days * DAY_MS).toISOString();
  const head = { product, group: defaultRollout.group };
  const verdicts = Array.from({ length: count }, (_, index): NewLogEntry => ({
    kind: 'verdict',
    ...head,
    ...SQLI,
    at: at(21 - (20 * index) / count),
    repository: `example/r${index}`,
    fingerprint: `f${index}:0`,
    verdict: 'true-positive-fixed',
    source: 'triage',
    by: index % 2 === 0 ? 'person ann' : 'person sam',
    reason: '',
    path: `src/${index}.ts`,
    copy: `copy ${index}`,
    isNew: true,
    stage: 'observe',
    blocked: false,
  }));
  const builds = Array.from({ length: 600 }, (_, index): NewLogEntry => ({
    kind: 'run',
    ...head,
    at: at(1 + index / 30),
    repository: 'example/r0',
    tool: 'Semgrep',
    mode: 'since',
    commit: `b${index}`,
    branch: `change-${index}`,
    author: 'dev@shop.example',
    outcome: 'pass',
    decision: '',
    policy: '',
    wallMs: 900,
    files: 10,
    rules: [],
  }));
  return [...verdicts, ...builds].map((entry) => lineOf(withId(entry))).join('');
}

export interface LockstepRun {
  readonly policy: string;
  /** ISO 8601. */
  readonly now: string;
  readonly commit: string;
}

/** A run of the command line that found one thing: its report and its record. */
export async function lockstepRun({
  policy: text,
  now,
  commit,
}: LockstepRun): Promise<{ readonly report: object; readonly record: DecisionRecord }> {
  const names = { ruleIds: ['code/sql-injection'], checkIds: ['code'] };
  const loaded = await parsePolicy(text, 'lockstep.yaml', withNamesIn(text, names));
  const finding: FindingFacts = {
    ruleId: 'code/sql-injection',
    checkId: 'code',
    fingerprint: 'abcdefgh:0',
    path: 'src/a.ts',
    line: 3,
    severity: 'high',
    confidence: 'high',
    state: 'new',
    tags: [],
    cwe: [89],
  };
  const input = {
    now,
    target: { kind: 'directory', branch: 'main', whole: true },
    findings: [finding],
    demotions: [],
    incomplete: [],
  };
  const result = decide(loaded, input);
  const git = { commit, branch: 'main', shallow: false, dirty: false };
  const [judgement] = result.judgements;
  const record = makeRecord({
    tool: { name: 'lockstep', version: '0.1.0' },
    subject: { name: 'shop', git },
    checks: [{ id: 'code', version: 1, rules: digestOf('') }],
    baseline: { kind: 'none' },
    policy: { name: 'lockstep.yaml', digest: digestOf(text), text },
    input,
    result,
  });
  const { outcome, reasons, notices } = result;
  const report = {
    schemaVersion: 1,
    tool: { name: 'lockstep', version: '0.1.0' },
    now,
    target: { kind: 'directory', name: 'shop', within: '', git },
    decision: { outcome, reasons, notices },
    findings: [
      {
        rule: finding.ruleId,
        fingerprint: finding.fingerprint,
        state: 'new',
        stage: judgement?.stage,
        effect: judgement?.effect,
        severity: 'high',
        confidence: 'high',
        message: 'SQL from a request',
        location: { path: finding.path, region: { startLine: 3 } },
        identities: { primary: 'abcdefgh:0', moved: 'm:0', loose: 'l:0' },
      },
    ],
    incomplete: [],
    checks: [{ id: 'code', version: 1 }],
    rules: [{ id: finding.ruleId, version: 1, cwe: [89] }],
  };
  return { report, record };
}
