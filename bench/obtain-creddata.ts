/**
 * Lays out the files that CredData labels: `npx tsx bench/obtain-creddata.ts [repository id…]`.
 * Needs a clone of Samsung/CredData as `$LOCKSTEP_CORPORA/creddata`; takes the repositories of quality/creddata-subset.txt when none
 * is named. `LOCKSTEP_GIT_BASE` replaces `https://github.com`, for a mirror. Several GB pass through; 90 MB stay.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';

const folder = path.join(process.env['LOCKSTEP_CORPORA'] ?? '../corpora', 'creddata');
const base = process.env['LOCKSTEP_GIT_BASE'] ?? 'https://github.com';
const subset = readFileSync(new URL('quality/creddata-subset.txt', import.meta.url), 'utf8').split(
  /\s+/,
);
const wanted = new Set(process.argv.length > 2 ? process.argv.slice(2) : subset);

for (const [snapshot, url] of Object.entries(snapshots())) {
  const id = crc32(Buffer.from(snapshot, 'hex')).toString(16).padStart(8, '0');
  const index = path.join(folder, 'files', `${id}.json`);
  if (!wanted.has(id) || existsSync(index)) continue;
  process.stderr.write(`${id}\n`);
  const paths = layOut(id, String(url).replace('https://github.com', base), snapshot.slice(0, 40));
  writeFileSync(index, JSON.stringify(Object.fromEntries(paths)));
}

/** Commit and some more hexadecimal digits → address. */
function snapshots(): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(readFileSync(path.join(folder, 'snapshot.json'), 'utf8'));
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

/** File ids and paths of the files that the meta data names. */
function layOut(id: string, url: string, commit: string): ReadonlyMap<string, string> {
  const named = new Set(
    readFileSync(path.join(folder, 'meta', `${id}.csv`), 'utf8')
      .split('\n')
      .map((row) => row.split(',')[1]),
  );
  const clone = mkdtempSync(path.join(tmpdir(), 'creddata-'));
  const git = (...options: readonly string[]): Buffer =>
    execFileSync('git', ['-C', clone, ...options], { maxBuffer: 1024 ** 3 });
  const paths = new Map<string, string>();
  try {
    git('init', '--quiet');
    git('fetch', '--quiet', '--depth', '1', url, commit);
    for (const name of git('ls-tree', '-r', '-z', '--name-only', commit).toString().split('\0')) {
      const fileId = createHash('sha256').update(name).digest('hex').slice(0, 8);
      if (!named.has(fileId) || name.endsWith('.xml')) continue;
      const target = path.join(folder, 'files', id, name);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, git('cat-file', 'blob', `${commit}:${name}`));
      paths.set(fileId, name);
    }
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
  return paths;
}
