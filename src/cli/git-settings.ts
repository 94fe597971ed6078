import path from 'node:path';
import { gitLimits, type GitSettings } from '../service/repositories/git-client.ts';
import { GitHosts } from '../service/repositories/git-hosts.ts';
import { usage, type Arguments, type Flags } from './args.ts';
import type { Shell } from './shell.ts';

/** Flags of the commands that fetch repositories. */
export const gitFlags: Flags = {
  'git-credentials': {
    value: 'DIR',
    help: 'a folder with a secret file for each name, each https://user:token@host (or LOCKSTEP_GIT_CREDENTIALS)',
  },
  'git-allow': {
    value: 'HOSTS',
    help: 'hosts and networks of your own that repositories may be fetched from, separated by commas (or LOCKSTEP_GIT_ALLOW)',
  },
};

/** How repositories are fetched on this machine. Throws a `usage` error. */
export function gitSettings(command: string, input: Arguments, { cwd, env }: Shell): GitSettings {
  const credentials = input.value('git-credentials') ?? env['LOCKSTEP_GIT_CREDENTIALS'] ?? '';
  const allowed = input.value('git-allow') ?? env['LOCKSTEP_GIT_ALLOW'] ?? '';
  return {
    credentials: credentials === '' ? undefined : path.resolve(cwd, credentials),
    hosts: hostsOf(command, allowed),
    proxy: env['LOCKSTEP_GIT_PROXY'],
    authorities: env['GIT_SSL_CAINFO'],
    limits: gitLimits,
  };
}

function hostsOf(command: string, allowed: string): GitHosts {
  try {
    return new GitHosts(allowed === '' ? [] : allowed.split(','));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usage(command, `--git-allow: ${error.message}`);
  }
}
