import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { corpora } from './paths.ts';
import type { Command } from './measure.ts';
import type { AdvisoryExport } from './components-data.ts';

/** Where other scanners are installed: `osv-scanner` in it or in its `bin`, `cve-lite-cli` in its `node_modules`. */
const folder = process.env['LOCKSTEP_PEERS'] ?? '';

/** Another scanner, and how it examines one lockfile of npm with the same advisories, offline. */
export interface Peer {
  readonly name: string;
  /** Makes its own database of the export, once. */
  prepare(source: AdvisoryExport): Promise<void>;
  command(project: string, source: AdvisoryExport): Command;
}

/** Those that are installed. */
export function installedPeers(): readonly Peer[] {
  return [osvScanner(), cveLite()].flatMap((peer) => peer ?? []);
}

function cacheOf({ folder: exported }: AdvisoryExport): string {
  return `${exported}-osv-scanner`;
}

function databaseOf({ folder: exported }: AdvisoryExport): string {
  return `${exported}-cve-lite.db`;
}

function osvScanner(): Peer | undefined {
  const program = [path.join(folder, 'bin', 'osv-scanner'), path.join(folder, 'osv-scanner')].find(
    (file) => folder !== '' && existsSync(file),
  );
  if (program === undefined) return undefined;
  return {
    name: 'osv-scanner 2.5.0, offline',
    prepare(source) {
      const cache = cacheOf(source);
      mkdirSync(cache, { recursive: true });
      const link = path.join(cache, 'osv-scalibr');
      if (!existsSync(link)) symlinkSync(source.folder, link);
      return Promise.resolve();
    },
    command: (project, source) => ({
      program,
      args: [
        'scan',
        'source',
        '--offline',
        '--offline-vulnerabilities',
        '--format',
        'json',
        '-L',
        path.join(project, 'package-lock.json'),
      ],
      env: { XDG_CACHE_HOME: cacheOf(source) },
      good: [0, 1],
    }),
  };
}

function cveLite(): Peer | undefined {
  const modules = path.join(folder, 'node_modules');
  const root = path.join(
    existsSync(modules) ? modules : path.join(folder, 'npm', 'node_modules'),
    'cve-lite-cli',
  );
  if (folder === '' || !existsSync(root)) return undefined;
  return {
    name: 'cve-lite-cli 1.37.0, offline',
    async prepare(source) {
      const file = databaseOf(source);
      if (existsSync(file)) return;
      const loader = pathToFileURL(path.join(root, 'dist', 'advisory', 'osv-sync.js')).href;
      const module: CveLiteLoader = await import(loader);
      const zip = readFileSync(path.join(source.folder, 'npm', 'all.zip'));
      const headers = { 'content-length': String(zip.length) };
      await module.syncOsvAdvisories({
        outputPath: file,
        fetchImpl: () => Promise.resolve(new Response(zip, { headers })),
      });
    },
    command(project, source) {
      const out = path.join(corpora, 'components', 'cve-lite-out');
      rmSync(out, { recursive: true, force: true });
      mkdirSync(out, { recursive: true });
      const database = ['--offline', '--offline-db', databaseOf(source)];
      return {
        program: process.execPath,
        args: [
          path.join(root, 'dist', 'index.js'),
          project,
          ...database,
          '--json',
          '--output',
          out,
        ],
        cwd: out,
        good: [0, 1],
      };
    },
  };
}

interface CveLiteLoader {
  syncOsvAdvisories(options: {
    readonly outputPath: string;
    readonly fetchImpl: () => Promise<Response>;
  }): Promise<unknown>;
}
