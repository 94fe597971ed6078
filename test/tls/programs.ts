import { existsSync } from 'node:fs';
import path from 'node:path';

/** Debian keeps servers in folders that a user's PATH leaves out. */
const extraFolders = ['/usr/sbin', '/usr/local/sbin', '/sbin'];

/** Full path of a program, or undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...extraFolders];
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/** In CI a server that is missing is an error: a test that was skipped there would be taken for one that passed. */
export const requiresServers: boolean = process.env['LOCKSTEP_REQUIRE_SERVERS'] === '1';

/**
 * For the `skip` of a test that needs these programs: why it cannot run, or false. Where servers are required it always
 * runs, and fails for want of them.
 */
export function lacksPrograms(...names: readonly string[]): string | false {
  if (requiresServers) return false;
  const missing = names.filter((name) => findProgram(name) === undefined);
  return missing.length > 0 && `not installed: ${missing.join(', ')}`;
}

/** Full path of a program that a test cannot do without. */
export function requireProgram(name: string): string {
  const file = findProgram(name);
  if (file === undefined) throw new Error(`${name} is not installed`);
  return file;
}
