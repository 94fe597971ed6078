import type { Aspect, Subject } from '../subject.ts';
import { apacheFixes } from './apache.ts';
import { caddyFixes } from './caddy.ts';
import { envoyFixes } from './envoy.ts';
import { haproxyFixes } from './haproxy.ts';
import { nginxFixes } from './nginx.ts';
import { nodeFixes } from './node.ts';
import type { ServerSoftware } from './server.ts';
import { type Fixes, wishOf } from './wish.ts';

const fixes: Readonly<Record<ServerSoftware, Fixes>> = {
  nginx: nginxFixes,
  apache: apacheFixes,
  haproxy: haproxyFixes,
  caddy: caddyFixes,
  node: nodeFixes,
  envoy: envoyFixes,
};

/** What to write into the configuration of a server so that this aspect is as the profile asks; undefined: nothing known. */
export function snippetFor(
  aspect: Aspect,
  server: ServerSoftware,
  { profile, observation }: Pick<Subject, 'profile' | 'observation'>,
): string | undefined {
  const wish = wishOf(profile, observation.serverName ?? observation.host);
  const text = fixes[server][aspect]?.(wish);
  return text === '' ? undefined : text;
}
