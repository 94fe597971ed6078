import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { secrets } from '../../src/checks/secrets/index.ts';
import type { LabelledFile } from './labels.ts';
import { defaultTlsSettings } from '../../src/model/tls-settings.ts';

/** File → the lines on which a tool reports something. */
export type Reports = ReadonlyMap<string, ReadonlySet<number>>;

export interface Tool {
  readonly name: string;
  /** @param folder holds the files under their paths. */
  run(folder: string, files: readonly LabelledFile[]): Reports;
}

const minutes = 60_000;

export const tools: readonly Tool[] = [
  {
    name: 'lockstep',
    run(_folder, files) {
      const reports = new Map<string, Set<number>>();
      for (const { path: name, bytes } of files) {
        const file = { path: name, bytes, fileClass: 'text' as const };
        for (const emission of secrets.examine(file, {
          keyedHash: () => '',
          tls: defaultTlsSettings,
        })) {
          const line = emission.kind === 'finding' ? emission.finding.region?.startLine : undefined;
          if (line !== undefined) add(reports, name, line);
        }
      }
      return reports;
    },
  },
  {
    name: 'gitleaks',
    run(folder) {
      const report = path.join(folder, '..', 'gitleaks.json');
      const options = `dir --no-banner --log-level error --exit-code 0 --report-format json --report-path ${report} .`;
      execFileSync(process.env['GITLEAKS'] ?? 'gitleaks', options.split(' '), {
        cwd: folder,
        timeout: 30 * minutes,
      });
      const reports = new Map<string, Set<number>>();
      for (const entry of array(JSON.parse(readFileSync(report, 'utf8')))) {
        add(reports, text(entry, 'File'), Number(text(entry, 'StartLine')));
      }
      return reports;
    },
  },
  {
    name: 'detect-secrets',
    run(folder) {
      const command = process.env['DETECT_SECRETS'] ?? 'detect-secrets';
      const output = execFileSync(command, ['scan', '--all-files', '--no-verify', '.'], {
        cwd: folder,
        timeout: 30 * minutes,
        maxBuffer: 256 * 1024 * 1024,
        encoding: 'utf8',
      });
      const reports = new Map<string, Set<number>>();
      const parsed: unknown = JSON.parse(output);
      for (const [name, entries] of Object.entries(object(object(parsed)['results']))) {
        for (const entry of array(entries)) add(reports, name, Number(text(entry, 'line_number')));
      }
      return reports;
    },
  },
];

function add(reports: Map<string, Set<number>>, file: string, line: number): void {
  const name = file.replace(/^\.\//, '');
  const known = reports.get(name);
  if (known === undefined) reports.set(name, new Set([line]));
  else known.add(line);
}

function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown, name: string): string {
  return String(object(value)[name]);
}
