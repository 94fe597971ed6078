import { availableParallelism, cpus, loadavg } from 'node:os';
import { measure, median, type Measured } from './measure.ts';
import { runCount, seconds, megabytes, type Goal } from './section.ts';
import { acceptedConnections, loopbackBytes } from './tls-namespace.ts';
import type { Place, Tool } from './tls-tools.ts';

/** One scanner on one endpoint, measured several times. */
export interface ScanRow {
  readonly tool: Tool;
  readonly wallMs: number;
  readonly wallRange: readonly [number, number];
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly connections: number;
  readonly bytes: number;
  /** Suites that it told of, over all versions, in the last run. */
  readonly suites: number;
  readonly runs: number;
}

interface Scan extends Measured {
  readonly connections: number;
  readonly bytes: number;
}

/** What takes longer is run once: its wall time is beyond any noise. */
const SLOW_MS = 120_000;

/** Runs the scanners one after the other, then all of them again: a busy machine slows all alike. */
export async function measureScans(
  place: Place,
  tools: readonly Tool[],
  count: () => number = acceptedConnections,
): Promise<readonly ScanRow[]> {
  const runs = tools.map((): Scan[] => []);
  const suites = tools.map(() => 0);
  for (let round = 1; round <= runCount; round++) {
    for (const [index, tool] of tools.entries()) {
      if (round > 1 && (runs[index]?.[0]?.wallMs ?? 0) > SLOW_MS) continue;
      const scan = await measureScan(place, tool, count);
      runs[index]?.push(scan);
      suites[index] = Object.values(tool.suites()).reduce(
        (sum, codes) => sum + (codes?.length ?? 0),
        0,
      );
      process.stderr.write(
        `  ${round}/${runCount} ${tool.title}: ${seconds(scan.wallMs)}, ${scan.connections} connections, ${suites[index]} suites\n`,
      );
    }
  }
  return tools.map((tool, index) => summarize(tool, runs[index] ?? [], suites[index] ?? 0));
}

async function measureScan(place: Place, tool: Tool, count: () => number): Promise<Scan> {
  const [connections, bytes] = [count(), loopbackBytes()];
  const measured = await measure(tool.command(place));
  return {
    ...measured,
    connections: count() - connections,
    bytes: loopbackBytes() - bytes,
  };
}

function summarize(tool: Tool, runs: readonly Scan[], suites: number): ScanRow {
  const walls = runs.map(({ wallMs }) => wallMs);
  return {
    tool,
    wallMs: median(walls),
    wallRange: [Math.min(...walls), Math.max(...walls)],
    cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
    peakBytes: median(runs.map(({ peakBytes }) => peakBytes)),
    connections: median(runs.map(({ connections }) => connections)),
    bytes: median(runs.map(({ bytes }) => bytes)),
    suites,
    runs: runs.length,
  };
}

/** A table of any columns, numbers to the right, as the text of one section. */
export interface TableSection {
  readonly title: string;
  readonly about: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly goals: readonly Goal[];
}

export function tableText(section: TableSection): string {
  const machine = `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const lines = [
    `## ${section.title}`,
    '',
    ...section.about.map((line) => `- ${line}`),
    `- ${machine}, ${availableParallelism()} processor cores, load average ${load}`,
    '',
    `| ${section.columns.join(' | ')} |`,
    `| ${section.columns.map((_, index) => (index === 0 ? '---' : '---:')).join(' | ')} |`,
    ...section.rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    ...section.goals.map(({ text, met }) => `- ${met ? 'met' : '**missed**'}: ${text}`),
  ];
  return `${lines.join('\n')}\n`;
}

export const scanColumns: readonly string[] = [
  'scanner',
  'wall time',
  'processor time',
  'peak memory',
  'connections',
  'kB on loopback',
  'suites told',
];

export function scanCells(row: ScanRow): readonly string[] {
  const [least, most] = row.wallRange;
  const range = row.runs > 1 ? ` (${seconds(least)} to ${seconds(most)})` : ' (once)';
  return [
    row.tool.title,
    `${seconds(row.wallMs)}${range}`,
    seconds(row.cpuMs),
    `${megabytes(row.peakBytes)} MB`,
    String(Math.round(row.connections)),
    (row.bytes / 1000).toFixed(0),
    String(row.suites),
  ];
}
