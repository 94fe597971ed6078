import type { LabelledFile } from './labels.ts';
import type { Reports } from './tools.ts';

/** Lines: a secret of several lines counts once, found when any of them is reported. */
export interface Score {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/**
 * Line-level: a reported line that no label calls a secret is a false positive, reviewed or not.
 * @param ignored kinds of labelled secrets that count neither as found nor as missed.
 */
export function scoreOf(
  files: readonly LabelledFile[],
  reports: Reports,
  ignored: ReadonlySet<string> = new Set(),
): Score {
  const total = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  for (const file of files) {
    const starts = startsOf(file);
    const found = new Set<number>();
    for (const line of reports.get(file.path) ?? []) {
      const start = starts.get(line);
      if (start === undefined) total.falsePositives += 1;
      else found.add(start);
    }
    for (const [line, label] of file.lines) {
      if (label !== 'secret' || ignored.has(file.kinds.get(line) ?? '')) continue;
      if (found.has(line)) total.truePositives += 1;
      else total.falseNegatives += 1;
    }
  }
  return total;
}

/** Line → the first line of the secret that it belongs to. */
export function startsOf({ lines, ends }: LabelledFile): ReadonlyMap<number, number> {
  const starts = new Map<number, number>();
  for (const [line, label] of lines) {
    if (label !== 'secret') continue;
    for (let at = line; at <= (ends.get(line) ?? line); at += 1) starts.set(at, line);
  }
  return starts;
}

export function precision({ truePositives, falsePositives }: Score): number {
  return truePositives / (truePositives + falsePositives);
}

export function recall({ truePositives, falseNegatives }: Score): number {
  return truePositives / (truePositives + falseNegatives);
}

export function f1(score: Score): number {
  const [p, r] = [precision(score), recall(score)];
  return (2 * p * r) / (p + r);
}
