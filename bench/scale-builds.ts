import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../src/store/database.ts';
import { measure } from './measure.ts';
import { product } from './paths.ts';
import { SERVICE } from './served.ts';

/**
 * Bytes of the rows that a build leaves besides its run and findings: the record of its decision, its line of the log. Ten real ones,
 * by the command line; without indexes, which would take a page each.
 */
export async function bytesElsewhere(token: string, database: Database): Promise<number> {
  const root = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-scale-repository-'));
  const git = (...words: readonly string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example', ...words], {
      cwd: root,
      stdio: 'ignore',
    });
  git('init', '--initial-branch', 'main');
  writeFileSync(path.join(root, 'lockstep.yaml'), 'version: 1\nproduct: real\n');
  for (let index = 0; index < 10; index += 1) {
    const text = `const { exec } = require('child_process');
require('express')().get('/${index}', (request, response) => exec('ls ' + request.query.name${index}));
`;
    writeFileSync(path.join(root, `route-${index}.js`), text);
  }
  git('add', '--all');
  const check = async (): Promise<void> => {
    git('commit', '--allow-empty', '--message', 'a change');
    await measure({
      program: process.execPath,
      args: [product, 'check', '--only', 'code', '--report-to', SERVICE],
      cwd: root,
      env: { LOCKSTEP_TOKEN: token },
      good: [0],
    });
  };
  await check();
  const before = await rowBytes(database);
  for (let index = 0; index < 10; index += 1) await check();
  const after = await rowBytes(database);
  rmSync(root, { recursive: true, force: true });
  return Math.round((after - before) / 10);
}

/** Of all tables that runs leave something in, but those that are measured with their indexes. */
async function rowBytes(database: Database): Promise<number> {
  let sum = 0;
  for (const name of ['decisions', 'log_entries', 'outbox', 'audit']) {
    const [row] = await database.query<{ bytes: number }>(
      `select coalesce(sum(pg_column_size(t.*)), 0)::bigint as bytes from ${name} t`,
    );
    sum += row?.bytes ?? 0;
  }
  return sum;
}
