import { availableParallelism } from 'node:os';
import type { Measured } from './measure.ts';
import { measure, median, type Command } from './measure.ts';

/** One line of a table: one command, run several times. */
export interface Row {
  readonly what: string;
  readonly command: () => Command;
  /** No further run begins when those before took longer together. */
  readonly budgetMs?: number;
}

export interface MeasuredRow {
  readonly what: string;
  readonly wallMs: number;
  readonly wallRange: readonly [number, number];
  readonly cpuMs: number;
  readonly peakBytes: number;
  /** Runs that were stopped because they took too long; their time is a lower bound. */
  readonly stopped: number;
  readonly runs: number;
}

export interface Goal {
  readonly text: string;
  readonly met: boolean;
}

/** One `##` of the report. */
export interface Section {
  readonly title: string;
  /** What was examined, one sentence a line. */
  readonly about: readonly string[];
  readonly rows: readonly MeasuredRow[];
  readonly goals: readonly Goal[];
}

/** A section, and how busy the machine was: processes at work or waiting, over the minute before the end. */
export interface MeasuredSection extends Section {
  readonly load: number;
}

/** How often each command runs. */
export const runCount: number = Math.max(3, Number(process.env['LOCKSTEP_BENCH_RUNS'] ?? 3) || 3);

/** Runs the commands one after the other, then all of them again: a busy machine slows all alike. */
export async function measureRows(rows: readonly Row[]): Promise<readonly MeasuredRow[]> {
  const runs = rows.map((): Measured[] => []);
  for (let round = 1; round <= runCount; round++) {
    for (const [index, { what, command, budgetMs = Infinity }] of rows.entries()) {
      if (spentMs(runs[index] ?? []) > budgetMs) continue;
      const measured = await measure(command());
      runs[index]?.push(measured);
      process.stderr.write(`  ${round}/${runCount} ${what}: ${seconds(measured.wallMs)}\n`);
    }
  }
  return rows.map(({ what }, index) => summarize(what, runs[index] ?? []));
}

function spentMs(runs: readonly Measured[]): number {
  return runs.reduce((sum, { wallMs }) => sum + wallMs, 0);
}

function summarize(what: string, runs: readonly Measured[]): MeasuredRow {
  const walls = runs.map(({ wallMs }) => wallMs);
  return {
    what,
    wallMs: median(walls),
    wallRange: [Math.min(...walls), Math.max(...walls)],
    cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
    peakBytes: median(runs.map(({ peakBytes }) => peakBytes)),
    stopped: runs.filter(({ stopped }) => stopped).length,
    runs: runs.length,
  };
}

/** The section as Markdown, with where it was measured: sections of one report may come from several machines. */
export function sectionText(section: MeasuredSection, machine: string): string {
  const lines = [
    `## ${section.title}`,
    '',
    ...section.about.map((line) => `- ${line}`),
    `- ${machine}, ${availableParallelism()} processor cores, load average ${section.load.toFixed(1)}; median of ${section.rows[0]?.runs ?? 0} interleaved runs (range)`,
    '',
    '| command | wall time | processor time | peak memory |',
    '| --- | ---: | ---: | ---: |',
    ...section.rows.map((row) => rowText(row, section.rows[0]?.runs ?? 0)),
    '',
    ...section.goals.map(({ text, met }) => `- ${met ? 'met' : '**missed**'}: ${text}`),
  ];
  return `${lines.join('\n')}\n`;
}

function rowText(row: MeasuredRow, usualRuns: number): string {
  const [least, most] = row.wallRange;
  const stopped = row.stopped > 0 ? `stopped after ` : '';
  const cpu = row.cpuMs > 0 ? seconds(row.cpuMs) : 'not measured';
  const memory = row.peakBytes > 0 ? `${megabytes(row.peakBytes)} MB` : 'not measured';
  const runs = row.runs === usualRuns ? '' : row.runs === 1 ? ', one run' : `, ${row.runs} runs`;
  return `| ${row.what}${runs} | ${stopped}${seconds(row.wallMs)} (${seconds(least)} to ${seconds(most)}) | ${cpu} | ${memory} |`;
}

/** Below a second in milliseconds. */
export function seconds(wallMs: number): string {
  return wallMs < 1000 ? `${wallMs.toFixed(0)} ms` : `${(wallMs / 1000).toFixed(1)} s`;
}

/** Millions of bytes. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
