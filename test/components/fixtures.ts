import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const data = path.resolve(process.env['LOCKSTEP_DATA'] ?? '../shared/data', 'components');
const archive = path.join(data, 'fixtures.tar.zst');

/** Set where the fixtures of other projects are not at hand: the reason for which a test is skipped. */
export const lackingFixtures: string | false = existsSync(archive)
  ? false
  : `no ${path.basename(archive)}: LOCKSTEP_DATA names the folder that has it`;

/** A folder of the fixtures, unpacked once for the machine with tar and zstd. */
export function fixtures(folder: string): string {
  const place = path.join(tmpdir(), `lockstep-fixtures-${process.getuid?.() ?? 0}`, folder);
  if (existsSync(place)) return place;
  const passing = `${place}.${process.pid}`;
  mkdirSync(passing, { recursive: true });
  execFileSync('tar', ['-I', 'zstd', '-xf', archive, '-C', passing, `fixtures/${folder}`]);
  try {
    renameSync(path.join(passing, 'fixtures', folder), place);
  } catch (error) {
    // Another process was quicker.
    if (!existsSync(place)) throw error;
  }
  rmSync(passing, { recursive: true, force: true });
  return place;
}
