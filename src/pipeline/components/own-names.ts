import path from 'node:path';
import { registryConfigOf } from '../../collect/manifests/registry-config.ts';
import type { Texts } from '../../collect/manifests/texts.ts';
import type { ComponentSettings } from '../../model/component-settings.ts';
import type { ManifestFile } from '../../model/component.ts';
import { foldersAbove } from './manifest-paths.ts';

/** As they are usually written: the name is looked up, folders are not listed. */
const configurations = [
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'bunfig.toml',
  'nuget.config',
  'NuGet.config',
  'NuGet.Config',
];

/**
 * The settings with the names that the project's own configuration sends to a host of their own, as it is in this state:
 * beside the lists, or above them.
 */
export async function withOwnNames(
  settings: ComponentSettings,
  lists: readonly string[],
  texts: Texts,
): Promise<ComponentSettings> {
  const folders = new Set(lists.flatMap(foldersAbove));
  const candidates = [...folders]
    .toSorted()
    .flatMap((folder) => configurations.map((name) => path.posix.join(folder, name)));
  await texts.prepare?.(candidates);
  const files: ManifestFile[] = [];
  for (const file of candidates) {
    const text = await texts(file);
    if (text.kind === 'text') files.push({ path: file, text: text.text });
  }
  const { privateNames } = registryConfigOf(files);
  return { ...settings, privateNames: [...settings.privateNames, ...privateNames] };
}
