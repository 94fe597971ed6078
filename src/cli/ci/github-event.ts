import path from 'node:path';
import { readBounded } from '../../io/files.ts';
import type { Shell } from '../shell.ts';
import type { GithubEvent } from './build.ts';

/** GitHub caps the payload of an event at 25 MB (docs.github.com, "Webhook events and payloads"). */
const MAX_EVENT_BYTES = 26 * 2 ** 20;

/** What the payload in `GITHUB_EVENT_PATH` tells; nothing where there is none. */
export function readGithubEvent(env: Shell['env'], cwd: string): GithubEvent {
  const file = env['GITHUB_EVENT_PATH'] ?? '';
  if (file === '') return {};
  const read = readBounded(path.resolve(cwd, file), MAX_EVENT_BYTES);
  if (read.state !== 'read') return {};
  const event = parsed(Buffer.from(read.bytes).toString('utf8'));
  return {
    defaultBranch: textAt(event, 'repository', 'default_branch'),
    mergeGroupBase: textAt(event, 'merge_group', 'base_sha'),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  let at = value;
  for (const name of names) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = new Map<string, unknown>(Object.entries(at)).get(name);
  }
  return typeof at === 'string' && at !== '' ? at : undefined;
}
