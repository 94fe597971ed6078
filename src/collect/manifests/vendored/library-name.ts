import { libraries, type Library } from './libraries.ts';

/** Which library a file is by its name, and the version that name or folder gives. */
export interface NamedLibrary {
  readonly library: Library;
  /** Empty where neither tells. */
  readonly version: string;
}

const byStem: ReadonlyMap<string, Library> = new Map(
  libraries.flatMap((library) => library.stems.map((stem) => [stem, library] as const)),
);

const VERSION = /^v?(\d{1,4}(?:\.\d{1,6}){1,3}(?:[-.]?(?:alpha|beta|rc|pre)[-.]?\d{0,4})?)$/;
/** What builds append to a name. */
const flavours =
  /[-.](?:min|slim|umd|bundle|global|prod|production|development|dev|debug|esm|esm-browser|browser|runtime|common|legacy|full|compat|all|latest|core|es5|pkgd|packed|pack|custom)$/;

/**
 * `jquery-3.4.1.min.js`, `vue@2.6.0.js`, `3.4.1/jquery.slim.min.js`, `jquery@3.4.1/jquery.js`, and the name alone. Undefined
 * for every other path, so that few files are opened. Looks at the last two names of the path only.
 */
export function libraryOf(path: string): NamedLibrary | undefined {
  const [name = '', folder = ''] = path.slice(-400).toLowerCase().split('/').toReversed();
  const base = /^(.{1,120})\.(?:js|mjs|cjs)$/.exec(name)?.[1];
  if (base === undefined) return undefined;
  const plain = withoutFlavours(base);
  if (byStem.has(plain)) return named(plain, versionOfFolder(folder));
  const [, stem = '', written = ''] = /^([a-z].{0,60}?)[-._@](v?\d.{0,40})$/.exec(plain) ?? [];
  const version = VERSION.exec(written)?.[1];
  return version === undefined ? undefined : named(stem, version);
}

function named(stem: string, version: string): NamedLibrary | undefined {
  const library = byStem.get(stem);
  if (library === undefined) return undefined;
  return { library, version: library.common.includes(stem) ? '' : version };
}

/** A name has a few at most. */
function withoutFlavours(base: string): string {
  let plain = base;
  for (let times = 0; times < 5 && flavours.test(plain); times++) {
    plain = plain.replace(flavours, '');
  }
  return plain;
}

/** `3.4.1`, `jquery-3.4.1`, `vue@2.6.0`: a folder that one release was unpacked into. */
function versionOfFolder(folder: string): string {
  const written =
    /(?:^|[-@])(v?\d[^-@]{0,40}(?:-[a-z]{2,5}[.-]?\d{0,4})?)$/.exec(folder)?.[1] ?? '';
  return VERSION.exec(written)?.[1] ?? '';
}
