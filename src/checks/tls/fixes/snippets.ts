import type { Profile } from '../profile.ts';
import type { Aspect } from '../subject.ts';
import type { ServerSoftware } from './server.ts';

/** What to write into the configuration of a server so that this aspect is as the profile asks; undefined: nothing known. */
export function snippetFor(
  _aspect: Aspect,
  _server: ServerSoftware,
  _profile: Profile,
): string | undefined {
  return undefined;
}
