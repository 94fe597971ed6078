import type { ComponentList, ManifestFile, ManifestFormat } from '../../../model/component.ts';
import { ListBuilder } from '../list-builder.ts';
import { parsing } from '../parse.ts';
import type { Library } from './libraries.ts';
import { libraryOf } from './library-name.ts';

/** The banner of a library stands at its head; further down the words could be about anything. Chosen. */
const HEAD_CHARACTERS = 2_048;

/**
 * Libraries that were copied into the repository instead of being installed: known by the banner at the head of the file,
 * else by the version in its name or folder. A file without either states nothing.
 */
export const vendoredJavaScript: ManifestFormat = {
  id: 'vendored-javascript',
  title: 'libraries of JavaScript that were copied into the repository',
  reads: (path) => libraryOf(path) !== undefined,
  parse: (file) => parsing(file, () => read(file)),
};

function read(file: ManifestFile): ComponentList {
  const builder = new ListBuilder(file.path, vendoredJavaScript.id, 'npm');
  const named = libraryOf(file.path);
  const banner = named === undefined ? undefined : bannerIn(file.text, named.library);
  // The content is what runs; a name is sooner wrong.
  const version = banner?.version ?? named?.version ?? '';
  if (named !== undefined && version !== '') {
    const { name } = named.library;
    const line = banner?.line ?? 1;
    builder.add(name, { name, version, line, source: { kind: 'path', path: file.path } });
    const declaredAt = { path: file.path, line };
    builder.require({ workspace: '', name, constraint: version, scope: 'prod', declaredAt }, name);
  }
  return builder.finish('declared');
}

function bannerIn(
  text: string,
  { banners }: Library,
): { readonly version: string; readonly line: number } | undefined {
  const head = text.slice(0, HEAD_CHARACTERS).replaceAll('\r\n', '\n');
  for (const words of banners) {
    for (let at = head.indexOf(words); at !== -1; at = head.indexOf(words, at + 1)) {
      const after = head.slice(at + words.length, at + words.length + 60);
      const version =
        /^v?(\d{1,4}(?:\.\d{1,6}){1,3}(?:[-.]?(?:alpha|beta|rc|pre)[-.]?\d{0,4})?)(?![\w.]*\w)/i.exec(
          after,
        )?.[1];
      if (version === undefined) continue;
      return { version, line: head.slice(0, at + words.length).split('\n').length };
    }
  }
  return undefined;
}
