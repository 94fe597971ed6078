import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { NewLogEntry, RunEntry, VerdictEntry } from '../src/model/log-entry.ts';
import { lineOf, withId } from '../src/rollout/log/write-entry.ts';
import { generator } from './seeded.ts';

/** What a log of a group with many repositories looks like. */
export interface LogSize {
  readonly lines: number;
  readonly files: number;
  readonly days: number;
  readonly repositories: number;
  readonly rules: readonly string[];
}

/** 2026-06-01T00:00:00Z */
const FIRST_MS = 1_780_272_000_000;
/** When the log of 70 days ends, in seconds. */
export const LAST_SECOND: number = FIRST_MS / 1000 + 70 * 86_400;
const DAY_MS = 86_400_000;
/** Of a hundred lines so many are verdicts of people, and of the course of changes; the others are runs. */
const VERDICTS = 4;
const IMPLICIT = 2;
const REVIEWERS = 25;
const AUTHORS = 400;
/** Branches that a repository has at a time: a run sees the same one again and again. */
const BRANCHES = 40;

/** Writes a log, the same on every machine. */
export function writeLog(folder: string, size: LogSize): void {
  mkdirSync(folder, { recursive: true });
  const random = generator(6);
  const below = (bound: number): number => Math.floor(random() * bound);
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => below(16).toString(16)).join('');
  const perFile = Math.ceil(size.lines / size.files);
  for (let file = 0; file < size.files; file++) {
    const lines: string[] = [];
    for (let line = 0; line < perFile; line++) {
      const number = file * perFile + line;
      const atMs = FIRST_MS + (number / size.lines) * size.days * DAY_MS + below(60_000);
      const at = new Date(atMs).toISOString();
      const repository = `git.example/group/service-${below(size.repositories)}`;
      const head = { at, product: 'shop', group: 'retail', repository };
      lines.push(lineOf(withId(entryOf(head, { size, below, hex }))));
    }
    const day = new Date(FIRST_MS + (file / size.files) * size.days * DAY_MS).toISOString();
    const name = `${day.slice(0, 10)}-${file.toString(16).padStart(12, '0')}.ndjson`;
    writeFileSync(path.join(folder, name), lines.join(''));
  }
}

interface Source {
  readonly size: LogSize;
  readonly below: (bound: number) => number;
  readonly hex: (digits: number) => string;
}
type Head = Pick<RunEntry, 'at' | 'product' | 'group' | 'repository'>;

function entryOf(head: Head, source: Source): NewLogEntry {
  const kind = source.below(100);
  if (kind < VERDICTS) return verdictOf(head, source, 'triage');
  return kind < VERDICTS + IMPLICIT
    ? verdictOf(head, source, 'implicit-fixed')
    : runOf(head, source);
}

function verdictOf(
  head: Head,
  { size, below, hex }: Source,
  by: VerdictEntry['source'],
): NewLogEntry {
  return {
    kind: 'verdict',
    ...head,
    rule: size.rules[below(size.rules.length)] ?? '',
    version: 1,
    engine: 3,
    fingerprint: fingerprintOf(below),
    verdict: below(100) < 97 ? 'true-positive-fixed' : 'false-positive-wrong',
    source: by,
    by: `reviewer-${below(REVIEWERS)}@shop.example`,
    reason: '',
    path: `src/main/java/com/example/service/Handler${below(900)}.java`,
    copy: hex(20),
    isNew: true,
    stage: 'observe',
    blocked: false,
  };
}

/** Most changes bring nothing; one in eight has a rule that finds one or two things. */
function runOf(head: Head, { size, below, hex }: Source): NewLogEntry {
  const tallies = below(8) === 0 ? 1 + below(2) : 0;
  const known = below(3);
  return {
    kind: 'run',
    ...head,
    tool: '0.1.0',
    mode: 'since',
    commit: hex(40),
    branch: `feature/${below(BRANCHES)}-something-to-do`,
    author: `developer-${below(AUTHORS)}@shop.example`,
    outcome: 'pass',
    decision: `sha256:${hex(64)}`,
    policy: 'sha256:5f0c1e0d6d8c4a4c8d0f0a7c1f2e3b4a5968778695a4b3c2d1e0f1a2b3c4d5e6',
    wallMs: 200 + below(2_000),
    files: 1 + below(60),
    rules: Array.from({ length: tallies + known }, (_, index) => ({
      rule: size.rules[(below(size.rules.length) + index) % size.rules.length] ?? '',
      version: 1,
      engine: 3,
      stage: 'observe' as const,
      new:
        index < tallies
          ? [
              {
                fingerprint: fingerprintOf(below),
                path: `src/main/java/com/example/service/Handler${below(900)}.java`,
                copy: hex(20),
              },
            ]
          : [],
      fixed: [],
      existing: index < tallies ? 0 : 1 + below(9),
      blocks: 0,
      covered: 0,
    })),
  };
}

/** Two hundred thousand findings in all, so that verdicts and runs speak of the same ones. */
function fingerprintOf(below: (bound: number) => number): string {
  return `${below(200_000).toString(32).padStart(4, '0')}0123456789abcdef`;
}
