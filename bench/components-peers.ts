import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Found } from './components-findings.ts';
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
  /** What it finds in the lockfiles of a folder; undefined where it reads none of them. */
  findings(project: string, source: AdvisoryExport): readonly Found[] | undefined;
}

/** Runs it and returns what it says on standard output. */
function outputOf({ program, args, cwd, env }: Command): string {
  const { stdout } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return stdout;
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
    command: (project, source) => scan(program, lockfilesIn(project), source),
    findings(project, source) {
      const answer: OsvAnswer = JSON.parse(outputOf(scan(program, lockfilesIn(project), source)));
      return answer.results.flatMap(({ packages }) =>
        packages.flatMap(({ package: { name, version }, groups }) =>
          groups.map(({ ids, aliases = [] }) => ({ name, version, ids: [...ids, ...aliases] })),
        ),
      );
    },
  };
}

function scan(program: string, lockfiles: readonly string[], source: AdvisoryExport): Command {
  const flags = ['--offline', '--offline-vulnerabilities', '--format', 'json'];
  return {
    program,
    args: ['scan', 'source', ...flags, ...lockfiles.flatMap((file) => ['-L', file])],
    env: { XDG_CACHE_HOME: cacheOf(source) },
    good: [0, 1],
  };
}

function lockfilesIn(project: string): readonly string[] {
  return readdirSync(project)
    .filter((name) => /lock|^requirements\.txt$|^go\.mod$/i.test(name))
    .map((name) => path.join(project, name));
}

interface OsvAnswer {
  readonly results: readonly {
    readonly packages: readonly {
      readonly package: { readonly name: string; readonly version: string };
      readonly groups: readonly {
        readonly ids: readonly string[];
        readonly aliases?: readonly string[];
      }[];
    }[];
  }[];
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
    command: (project, source) => scanned(root, project, source),
    findings(project, source) {
      if (!readdirSync(project).some((name) => /^(?:package-lock\.json|yarn\.lock)$/.test(name))) {
        return undefined;
      }
      outputOf(scanned(root, project, source));
      const [file] = readdirSync(outFolder);
      if (file === undefined) return undefined;
      const answer: CveLiteAnswer = JSON.parse(readFileSync(path.join(outFolder, file), 'utf8'));
      return answer.findings.flatMap(({ package: name, version, vulnerabilities }) =>
        vulnerabilities.map(({ id, aliases }) => ({ name, version, ids: [id, ...aliases] })),
      );
    },
  };
}

const outFolder = path.join(corpora, 'components', 'cve-lite-out');

function scanned(root: string, project: string, source: AdvisoryExport): Command {
  rmSync(outFolder, { recursive: true, force: true });
  mkdirSync(outFolder, { recursive: true });
  const database = ['--offline', '--offline-db', databaseOf(source)];
  const program = path.join(root, 'dist', 'index.js');
  return {
    program: process.execPath,
    args: [program, project, ...database, '--json', '--output', outFolder],
    cwd: outFolder,
    good: [0, 1],
  };
}

interface CveLiteAnswer {
  readonly findings: readonly {
    readonly package: string;
    readonly version: string;
    readonly vulnerabilities: readonly {
      readonly id: string;
      readonly aliases: readonly string[];
    }[];
  }[];
}

interface CveLiteLoader {
  syncOsvAdvisories(options: {
    readonly outputPath: string;
    readonly fetchImpl: () => Promise<Response>;
  }): Promise<unknown>;
}
