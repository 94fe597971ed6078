import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { EPSS, KEV, OSV } from '../advisories/sources.ts';
import { refusalOf } from '../io/fetch.ts';
import { readVerifier } from '../io/signing-key.ts';
import type { AdvisorySettings } from '../service/advisories/keep-current.ts';
import type { AdvisorySource } from '../service/advisories/pull-current.ts';
import { usage, type Arguments, type Flags } from './args.ts';
import { dataFolder } from './service-database.ts';
import type { Shell } from './shell.ts';

/** Flags of the commands that keep advisories up to date. */
export const advisoryFlags: Flags = {
  'advisories-from': {
    value: 'SOURCE',
    help: 'fetch advisories every hour: osv, the URL or the folder of a copy of its export, or a signed FILE.pack (or LOCKSTEP_ADVISORIES_FROM; default: not)',
  },
  'advisories-key': {
    value: 'FILE',
    help: 'of a signed pack: Ed25519 public key in PEM (or LOCKSTEP_ADVISORIES_KEY)',
  },
};

/** Where the advisories of this machine are, and where they come from. Throws a `usage` error. */
export function advisorySettings(
  command: string,
  input: Arguments,
  shell: Shell,
): AdvisorySettings {
  const { cwd, env } = shell;
  const own = env['LOCKSTEP_ADVISORIES'] ?? '';
  const from = input.value('advisories-from') ?? env['LOCKSTEP_ADVISORIES_FROM'] ?? '';
  return {
    folder: own === '' ? path.join(dataFolder(input, shell), 'advisories') : path.resolve(cwd, own),
    source: from === '' ? undefined : sourceOf(command, from, input, shell),
  };
}

function sourceOf(command: string, from: string, input: Arguments, shell: Shell): AdvisorySource {
  const { cwd, env } = shell;
  if (from.endsWith('.pack')) {
    const key = input.value('advisories-key') ?? env['LOCKSTEP_ADVISORIES_KEY'];
    if (key === undefined) throw usage(command, 'a signed pack needs --advisories-key FILE');
    const verify = readVerifier(path.resolve(cwd, key));
    return { kind: 'pack', file: path.resolve(cwd, from), verify };
  }
  const listOf = (name: string, fallback: string): URL | undefined => {
    const named = env[name] ?? fallback;
    return named === 'none' ? undefined : urlOf(command, named, shell);
  };
  const base = urlOf(command, from === 'osv' ? OSV : from, shell);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return {
    kind: 'export',
    base,
    kev: listOf('LOCKSTEP_KEV', KEV),
    epss: listOf('LOCKSTEP_EPSS', EPSS),
  };
}

/** A URL, or a path of this machine. */
function urlOf(command: string, text: string, { cwd }: Shell): URL {
  const isPath = !/^[a-z][a-z0-9+.-]{1,20}:/iu.test(text);
  const url =
    isPath || !URL.canParse(text) ? pathToFileURL(path.resolve(cwd, text)) : new URL(text);
  const refused = refusalOf(url, { allowHttp: false });
  if (refused === undefined) return url;
  throw usage(command, `advisories from ${text}: ${refused}`, 'use https:, or a path');
}
