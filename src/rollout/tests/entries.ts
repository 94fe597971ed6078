import type {
  NewLogEntry,
  OverrideEntry,
  PolicyEntry,
  RunEntry,
  StageEntry,
  VerdictEntry,
} from '../../model/log-entry.ts';
import { defaultRollout, type RolloutSettings } from '../../model/rollout-settings.ts';
import type { EvidenceFrame } from '../evidence.ts';
import type { Stage } from '../../model/stage.ts';
import { withId } from '../log/write-entry.ts';

const DAY_MS = 86_400_000;
/** The day that the entries of these tests are counted from. */
const start = '2026-03-01T00:00:00.000Z';

/** ISO 8601: so many days after the start. */
export function day(number: number): string {
  return new Date(Date.parse(start) + number * DAY_MS).toISOString();
}

const head = { at: day(0), product: 'shop', group: 'retail', repository: 'shop.git' } as const;
export const version = { rule: 'code/sql-injection', version: 1, engine: 1 } as const;

type Changes<T> = Partial<Omit<T, 'kind' | 'id' | 'v'>>;

export function verdict(changes: Changes<VerdictEntry> = {}): VerdictEntry {
  const entry: NewLogEntry & { readonly kind: 'verdict' } = {
    kind: 'verdict',
    ...head,
    ...version,
    fingerprint: 'finding',
    verdict: 'true-positive-fixed',
    source: 'triage',
    by: 'r.chen',
    reason: '',
    path: 'src/a.ts',
    copy: `copy of ${changes.fingerprint ?? 'finding'}`,
    isNew: true,
    stage: 'observe',
    blocked: false,
    ...changes,
  };
  return withId(entry);
}

export function runEntry(changes: Changes<RunEntry> = {}): RunEntry {
  const entry: NewLogEntry & { readonly kind: 'run' } = {
    kind: 'run',
    ...head,
    tool: '0.1.0',
    mode: 'since',
    commit: 'c0',
    branch: 'feature',
    author: 'd.novak',
    outcome: 'pass',
    decision: 'sha256:0',
    policy: 'sha256:1',
    wallMs: 300,
    files: 3,
    rules: [],
    ...changes,
  };
  return withId(entry);
}

export function tally(
  found: readonly string[],
  changes: Partial<RunEntry['rules'][number]> = {},
): RunEntry['rules'][number] {
  return {
    ...version,
    stage: 'observe',
    new: found.map((fingerprint) => ({
      fingerprint,
      path: 'src/a.ts',
      copy: `copy of ${fingerprint}`,
    })),
    fixed: [],
    existing: 0,
    blocks: 0,
    covered: 0,
    ...changes,
  };
}

export function promotion(changes: Changes<StageEntry> = {}): StageEntry {
  const entry: NewLogEntry & { readonly kind: 'stage' } = {
    kind: 'stage',
    ...head,
    ...version,
    from: 'warn',
    to: 'block',
    cause: 'promotion',
    because: 'evidence',
    by: 'k.ito',
    ...changes,
  };
  return withId(entry);
}

/** Stages that a policy writes, by rule; those of version 1. */
export function policyEntry(
  stages: Readonly<Record<string, Stage>>,
  changes: Changes<PolicyEntry> = {},
): PolicyEntry {
  const entry: NewLogEntry & { readonly kind: 'policy' } = {
    kind: 'policy',
    ...head,
    policy: 'sha256:1',
    rules: Object.entries(stages).map(([rule, stage]) => ({ ...version, rule, stage })),
    ...changes,
  };
  return withId(entry);
}

export function override(changes: Changes<OverrideEntry> = {}): OverrideEntry {
  const entry: NewLogEntry & { readonly kind: 'override' } = {
    kind: 'override',
    ...head,
    reason: 'outage',
    by: 'd.novak',
    decision: 'sha256:0',
    commit: 'c0',
    rules: [version],
    fingerprints: ['finding'],
    expires: day(1),
    ...changes,
  };
  return withId(entry);
}

/** So many verdicts of one kind, each on a finding of its own, spread over days, reviewers and repositories. */
export function verdicts(
  count: number,
  changes: Changes<VerdictEntry> & { readonly prefix?: string } = {},
): readonly VerdictEntry[] {
  const { prefix = 'f', ...rest } = changes;
  return Array.from({ length: count }, (_, index) =>
    verdict({
      fingerprint: `${prefix}${index}`,
      at: day(index / 2),
      by: index % 2 === 0 ? 'r.chen' : 'm.silva',
      repository: `repo-${index % 12}`,
      ...rest,
    }),
  );
}

export function frame(
  settings: Partial<RolloutSettings> = {},
  now: string = day(60),
): EvidenceFrame {
  return {
    settings: { ...defaultRollout, ring: 'all', correlation: 0, ...settings },
    tolerance: { blocks: 0.01, wrongBlocks: 0.002, cost: { falsePositive: 9, miss: 1 } },
    product: 'shop',
    now,
  };
}
