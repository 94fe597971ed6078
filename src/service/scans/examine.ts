import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../../io/process.ts';
import type { ScanEnd, ScanWork } from '../../store/scans.ts';
import { BadArchive, makeWorkFolder, unpack, writeSnippet } from './work-folder.ts';

export interface ExamineOptions {
  /** Where folders for single scans are made. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** What programs that are started may know of the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Less than after which a job is given to another worker. */
const TIMEOUT_MS = 10 * 60_000;
const MAX_REPORT_BYTES = 64 * 2 ** 20;
/** Of the memory of the process that examines, in MB. */
const MAX_HEAP_MB = 2_048;

/**
 * Examines it as the command line does, by the command line, in a process of its own: what is examined is hostile, and a crash, a
 * hang or a full memory ends that process and nothing else.
 */
export async function examine(
  work: ScanWork,
  { folder: parent, signal, env }: ExamineOptions,
): Promise<ScanEnd> {
  const { folder, remove } = makeWorkFolder(parent);
  try {
    const target = path.join(folder, 'target');
    mkdirSync(target);
    await prepare(work, target);
    const { end, stdout } = await runProcess({
      command: process.execPath,
      args: [...programArguments(), ...argumentsOf(work, target)],
      cwd: folder,
      // A home of its own: no settings, no keys, no cache of whoever runs the service.
      env: { ...env, HOME: folder, XDG_CACHE_HOME: path.join(folder, 'cache') },
      timeoutMs: TIMEOUT_MS,
      maxOutputBytes: MAX_REPORT_BYTES,
      signal,
    });
    if (end.state === 'cancelled') throw new Error('the worker is being stopped');
    if (end.state !== 'exited') return failed(`it ended without a report (${end.state})`);
    return reportOf(stdout, end.code) ?? failed(lastLine(end.stderr, folder));
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    return failed(`the archive cannot be unpacked: ${error.message}`);
  } finally {
    remove();
  }
}

async function prepare({ subject, bytes }: ScanWork, target: string): Promise<void> {
  if (subject.kind === 'endpoint' || bytes === null) return;
  if (subject.kind === 'archive') await unpack(bytes, target);
  else writeSnippet(subject.name, bytes, target);
}

function programArguments(): readonly string[] {
  const isSource = import.meta.url.endsWith('.ts');
  const main = isSource ? '../../main.ts' : '../main.js';
  return [
    `--max-old-space-size=${MAX_HEAP_MB}`,
    ...(isSource ? ['--import', import.meta.resolve('tsx')] : []),
    fileURLToPath(new URL(main, import.meta.url)),
  ];
}

function argumentsOf({ check, subject }: ScanWork, target: string): readonly string[] {
  const common = [
    '--format',
    'json',
    '--baseline',
    'none',
    '--no-cache',
    '--quiet',
    '--threads',
    '1',
  ];
  if (subject.kind === 'endpoint') return ['tls', `${subject.host}:${subject.port}`, ...common];
  return [check, target, ...common];
}

function reportOf(stdout: Buffer, exitCode: number): ScanEnd | undefined {
  try {
    const report: unknown = JSON.parse(stdout.toString('utf8'));
    return typeof report === 'object' && report !== null
      ? { state: 'finished', exitCode, report }
      : undefined;
  } catch {
    // What the process said on standard error says more.
    return undefined;
  }
}

/** Without the name of a folder that nobody knows. */
function lastLine(stderr: string, folder: string): string {
  const line = stderr.trim().split('\n', 1)[0] ?? '';
  return line.replaceAll(folder, '').slice(0, 500) || 'it ended without a report';
}

function failed(detail: string): ScanEnd {
  return { state: 'failed', detail };
}
