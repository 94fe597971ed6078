import path from 'node:path';
import type { Policy } from '../model/policy.ts';
import { fileLog, type LogStore } from '../pipeline/log-store.ts';
import {
  fileAgreements,
  serviceAgreements,
  type AgreementSource,
} from '../pipeline/service-agreement.ts';
import { ServiceLog, type ServiceAccess } from '../pipeline/service-log.ts';
import { now } from '../io/clock.ts';
import { usage, type Arguments, type Flags } from './args.ts';
import { cacheOf } from './cache-of.ts';
import { tokenFor } from './service-token.ts';
import type { Shell } from './shell.ts';

/** Flags of commands that read and write the log. */
export const logFlags: Flags = {
  log: { value: 'DIR', help: 'folder of the log (default: the one that the policy names)' },
  service: {
    value: 'URL',
    help: 'keep the log in this service, as the one of LOCKSTEP_TOKEN (default: LOCKSTEP_SERVICE)',
  },
};

/** Commands to which LOCKSTEP_SERVICE speaks: those with `--service`. */
const COMMANDS: ReadonlySet<string> = new Set([
  'check',
  'effect',
  'rollout',
  'triage',
  'verdict',
  'vex',
]);

/**
 * The service that keeps the log: `--service`, or else LOCKSTEP_SERVICE where no folder is named. Never what a policy says: the
 * token would go to whoever wrote it.
 */
export function serviceAccess(
  command: string,
  input: Arguments,
  shell: Shell,
): ServiceAccess | undefined {
  if (!COMMANDS.has(command)) return undefined;
  const [named, folder] = [input.value('service'), input.value('log')];
  if (named !== undefined && folder !== undefined) {
    throw usage(command, '--log and --service exclude each other', 'the log is in one of them');
  }
  const place = named ?? (folder === undefined ? shell.env['LOCKSTEP_SERVICE'] : undefined);
  if (place === undefined || place === '') return undefined;
  const what = named === undefined ? 'LOCKSTEP_SERVICE' : '--service';
  const url = serviceUrl(command, what, place);
  return {
    url,
    token: () => tokenFor(url, shell),
    cache: cacheOf(input, shell),
    signal: shell.signal,
  };
}

/** The URL of a service; a `usage` error where it is none. */
export function serviceUrl(command: string, what: string, place: string): URL {
  const url = URL.canParse(place) ? new URL(place) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw usage(command, `${what} takes the URL of a service, not "${place}"`);
  }
  return url;
}

/** The log that the user named, which counts besides the target's own; undefined: none. */
export function namedLog(command: string, input: Arguments, shell: Shell): LogStore | undefined {
  const access = serviceAccess(command, input, shell);
  if (access !== undefined) return new ServiceLog(access);
  const folder = input.value('log');
  return folder === undefined
    ? undefined
    : fileLog(path.resolve(shell.cwd, folder), placeOf(shell));
}

/** What was agreed on in that service, or as a file of `--agreed` has it. */
export function agreementsOf(
  command: string,
  input: Arguments,
  shell: Shell,
): AgreementSource | undefined {
  const file = input.value('agreed');
  if (file !== undefined) return fileAgreements(path.resolve(shell.cwd, file));
  const access = serviceAccess(command, input, shell);
  return access === undefined ? undefined : serviceAgreements(access);
}

/** The target's own log. */
export function ownLog(root: string, { rollout }: Pick<Policy, 'rollout'>, shell: Shell): LogStore {
  return fileLog(path.join(root, rollout.log), placeOf(shell));
}

function placeOf(shell: Shell): { readonly cwd: string; readonly day: string } {
  return { cwd: shell.cwd, day: now(shell.env).toISOString().slice(0, 10) };
}
