import { candidates } from './candidates.ts';
import type { Scene } from './scene.ts';
import { classicVersions } from './versions.ts';

/** Which certificate comes to those who name no server: of the default virtual host. The witness keeps it. */
export async function observeWithoutName({ asker, map }: Scene): Promise<void> {
  if (asker.door.endpoint.serverName === undefined) return;
  const version = classicVersions.find((one) => map.first.has(one));
  if (version === undefined) return;
  const suites = candidates.suites(version).slice(0, asker.style.maxSuites);
  await asker.ask({ version, suites, serverName: null, wanted: 'done' });
}
