import { hash } from 'node:crypto';
import { checks } from '../../src/checks/registry.ts';
import type { NewLogEntry, VerdictKind } from '../../src/model/log-entry.ts';
import { lineOf, withId } from '../../src/rollout/log/write-entry.ts';

const DAY_MS = 86_400_000;
const REPOSITORIES = 30;
/** Two people; each repository has two findings. */
const PEOPLE = ['r.chen', 'k.ito'];

/**
 * The rollout log of some weeks: a rule that was right on 60 new findings of 30 repositories, and one at block that three builds
 * were stopped by wrongly within an hour.
 */
export function rolloutLog(product: string, nowMs: number): string {
  const earning = Array.from({ length: REPOSITORIES * 2 }, (_, index) => index).flatMap((index) => {
    const place = {
      at: new Date(nowMs - (40 - index / 2) * DAY_MS).toISOString(),
      product,
      group: '',
      repository: `example/team-${index % REPOSITORIES}`,
    };
    const found = { fingerprint: `earning${index}`, path: 'src/orders.js', copy: `copy ${index}` };
    return [
      build(place, 'code/sql-injection', 'warn', found),
      judged(place, 'code/sql-injection', 'warn', {
        ...found,
        verdict: 'true-positive-fixed',
        by: PEOPLE[index % 2] ?? '',
      }),
    ];
  });
  const misfires = [0, 1, 2].map((index) => {
    const at = new Date(nowMs - 3 * DAY_MS + index * 600_000).toISOString();
    const place = { at, product, group: '', repository: `example/team-${index}` };
    return judged(place, 'code/command-injection', 'block', {
      fingerprint: `misfire${index}`,
      path: 'src/app.js',
      copy: `misfire ${index}`,
      verdict: 'false-positive-wrong',
      by: PEOPLE[index % 2] ?? '',
    });
  });
  return [...earning, ...misfires].map((entry) => lineOf(withId(entry))).join('');
}

interface Place {
  readonly at: string;
  readonly product: string;
  readonly group: string;
  readonly repository: string;
}

interface Found {
  readonly fingerprint: string;
  readonly path: string;
  readonly copy: string;
}

function build(place: Place, rule: string, stage: 'warn' | 'block', found: Found): NewLogEntry {
  return {
    kind: 'run',
    ...place,
    tool: '0.1.0',
    mode: 'since',
    commit: hash('sha256', found.fingerprint, 'hex').slice(0, 40),
    branch: 'feature',
    author: 'd.novak',
    outcome: 'warn',
    decision: 'sha256:0',
    policy: 'sha256:1',
    wallMs: 900,
    files: 12,
    rules: [
      { ...versionOf(rule), stage, new: [found], fixed: [], existing: 0, blocks: 0, covered: 0 },
    ],
  };
}

function judged(
  place: Place,
  rule: string,
  stage: 'warn' | 'block',
  said: Found & { readonly verdict: VerdictKind; readonly by: string },
): NewLogEntry {
  return {
    kind: 'verdict',
    ...place,
    ...versionOf(rule),
    ...said,
    source: 'triage',
    reason: '',
    isNew: true,
    stage,
    blocked: stage === 'block',
  };
}

/** Verdicts count for the version that they were given on. */
function versionOf(id: string): { rule: string; version: number; engine: number } {
  const check = checks.find((each) => id.startsWith(`${each.id}/`));
  const rule = check?.rules.find((each) => each.id === id);
  return { rule: id, version: rule?.version ?? 0, engine: check?.version ?? 0 };
}
