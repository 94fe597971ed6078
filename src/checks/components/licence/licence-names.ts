import { licenceId } from './licence-ids.ts';

/**
 * Names that packages give their licence instead of an id, as `key` writes them: seen in package.json, in classifiers of
 * PyPI (trove classifiers, "License ::") and in old gemspecs and POMs. A value that ends in `-` is completed with the version.
 */
const names: ReadonlyMap<string, string> = new Map([
  ['mit', 'MIT'],
  ['expat', 'MIT'],
  ['mit expat', 'MIT'],
  ['mit x 11', 'MIT'],
  ['x 11', 'X11'],
  ['mit 0', 'MIT-0'],
  ['mit no attribution', 'MIT-0'],
  ['isc', 'ISC'],
  ['apache', 'Apache-'],
  ['apache 2', 'Apache-2.0'],
  ['asl', 'Apache-'],
  ['mozilla public', 'MPL-'],
  ['mpl', 'MPL-'],
  ['eclipse public', 'EPL-'],
  ['epl', 'EPL-'],
  ['european union public', 'EUPL-'],
  ['eupl', 'EUPL-'],
  ['cddl', 'CDDL-'],
  ['common development and distribution', 'CDDL-'],
  ['boost', 'BSL-'],
  ['bsl', 'BSL-'],
  ['artistic', 'Artistic-'],
  ['academic free', 'AFL-'],
  ['afl', 'AFL-'],
  ['zope public', 'ZPL-'],
  ['zpl', 'ZPL-'],
  ['cc 0', 'CC0-1.0'],
  ['cc 0 1', 'CC0-1.0'],
  ['cc 0 1 universal', 'CC0-1.0'],
  ['cc 0 1 universal public domain dedication', 'CC0-1.0'],
  ['creative commons zero', 'CC0-1.0'],
  ['cc by', 'CC-BY-'],
  ['cc by sa', 'CC-BY-SA-'],
  // Without a number of clauses the stricter of the two usual ones is taken.
  ['bsd', 'BSD-3-Clause'],
  ['new bsd', 'BSD-3-Clause'],
  ['modified bsd', 'BSD-3-Clause'],
  ['revised bsd', 'BSD-3-Clause'],
  ['bsd new', 'BSD-3-Clause'],
  ['bsd 3', 'BSD-3-Clause'],
  ['3 clause bsd', 'BSD-3-Clause'],
  ['bsd 3 clause', 'BSD-3-Clause'],
  ['simplified bsd', 'BSD-2-Clause'],
  ['freebsd', 'BSD-2-Clause'],
  ['bsd 2', 'BSD-2-Clause'],
  ['2 clause bsd', 'BSD-2-Clause'],
  ['bsd 2 clause', 'BSD-2-Clause'],
  ['bsd zero clause', '0BSD'],
  ['zero clause bsd', '0BSD'],
  ['zlib', 'Zlib'],
  ['zlib libpng', 'Zlib'],
  ['unlicense', 'Unlicense'],
  ['psf', 'PSF-2.0'],
  ['psfl', 'PSF-2.0'],
  ['python foundation', 'PSF-2.0'],
  ['wtfpl', 'WTFPL'],
  ['do what the fuck you want to public', 'WTFPL'],
  ['blue oak model', 'BlueOak-1.0.0'],
  ['openldap public', 'OLDAP-2.8'],
  ['postgresql', 'PostgreSQL'],
  ['historical permission notice and disclaimer', 'HPND'],
  ['hpnd', 'HPND'],
]);

/** Names of the GNU licences, with the lowest version there is: one without a version may be used under any (GPL-3.0, section 14). */
const gnuNames: ReadonlyMap<string, readonly [family: string, lowest: string]> = new Map([
  ['gpl', ['GPL', '1.0']],
  ['gnu', ['GPL', '1.0']],
  ['gnu gpl', ['GPL', '1.0']],
  ['gnu public', ['GPL', '1.0']],
  ['gnu general public', ['GPL', '1.0']],
  ['general public', ['GPL', '1.0']],
  ['lgpl', ['LGPL', '2.0']],
  ['gnu lgpl', ['LGPL', '2.0']],
  ['gnu lesser general public', ['LGPL', '2.0']],
  ['gnu library or lesser general public', ['LGPL', '2.0']],
  ['lesser general public', ['LGPL', '2.0']],
  ['agpl', ['AGPL', '3.0']],
  ['gnu agpl', ['AGPL', '3.0']],
  ['gnu affero general public', ['AGPL', '3.0']],
  ['affero general public', ['AGPL', '3.0']],
]);

/** Versions that are meant where a name has none. */
const usual: ReadonlyMap<string, string> = new Map([
  ['Apache-', '2.0'],
  ['BSL-', '1.0'],
]);

const maxNameChars = 200;

/** What a common name of a licence stands for, `GPL-3.0-or-later` for `GPLv3+`, `MPL-1.1+`; undefined for other words. */
export function idOfName(name: string): string | undefined {
  // Brackets are of an expression, or of a broken one.
  if (name.length > maxNameChars || /[()]/.test(name)) return undefined;
  const words = key(name);
  const whole = names.get(words.join(' '));
  if (whole !== undefined && !whole.endsWith('-')) return whole;
  const orLater = words.at(-1) === '+';
  const rest = orLater ? words.slice(0, -1) : words;
  const last = rest.at(-1) ?? '';
  const hasVersion = /^\d/.test(last);
  const base = (hasVersion ? rest.slice(0, -1) : rest).join(' ');
  const version = hasVersion ? withMinor(last) : undefined;
  const versioned = versionedId(base, version);
  return gnuId(base, version, orLater) ?? (orLater && versioned ? `${versioned}+` : versioned);
}

function gnuId(base: string, version: string | undefined, orLater: boolean): string | undefined {
  const [family, lowest] = gnuNames.get(base) ?? [];
  if (family === undefined || lowest === undefined) return undefined;
  const isOpen = orLater || version === undefined;
  return licenceId(`${family}-${version ?? lowest}-${isOpen ? 'or-later' : 'only'}`);
}

function versionedId(base: string, version: string | undefined): string | undefined {
  const prefix = names.get(base);
  if (prefix === undefined || !prefix.endsWith('-')) return undefined;
  return licenceId(prefix + (version ?? usual.get(prefix) ?? ''));
}

function withMinor(version: string): string {
  return version.includes('.') ? version : `${version}.0`;
}

/** Words without meaning here. */
const fillers: ReadonlySet<string> = new Set([
  'the',
  'license',
  'licence',
  'licenses',
  'licensed',
  'version',
  'software',
  'v',
  'only',
]);

/** `The Apache License, Version 2.0` → `apache 2`, `GPLv3+` → `gpl 3 +`: words in lower case, numbers apart, `.0` dropped. */
function key(name: string): readonly string[] {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z\d.+]/g, ' ')
    .replaceAll(/\bor (?:any )?(?:later|newer|greater)\b/g, ' + ');
  const words: string[] = [];
  for (const [word] of plain.matchAll(/[a-z]+|\d[\d.]*|\+/g)) {
    if (!fillers.has(word)) words.push(/^\d+\.0$/.test(word) ? word.slice(0, -2) : word);
  }
  // A `v` before a number is that of `gplv3`, not that of a name.
  return words.map((word, at) =>
    word.length > 1 && word.endsWith('v') && /^\d/.test(words[at + 1] ?? '')
      ? word.slice(0, -1)
      : word,
  );
}
