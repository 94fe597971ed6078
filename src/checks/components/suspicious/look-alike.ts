/**
 * Letters of other scripts that look like a Latin one, after NFKC (Unicode UTS #39, confusables): those that were met in
 * names of malicious packages and others of their shape. Pairs: how it is written, what it looks like.
 */
const pairs =
  'аa еe оo рp сc уy хx іi јj ѕs ԁd һh ԛq ԝw ѵv ʏy ӏl ոn սu օo ցg հh զq ոn ԍg քp ոn ҽe ɑa ɡg ɩi ıi ʟl οo νv αa ρp υu ιi κk τt χx βb еe мm тt кk вb нh ոn ѡw ᴏo ᴠv ᴡw ᴢz ꮯc ѕs ԑe ɛe';

const table: ReadonlyMap<string, string> = new Map(
  pairs.split(' ').map((pair) => [pair.slice(0, -1), pair.slice(-1)]),
);

/** The ASCII text that a name looks like, in lower case; letters that look like none stay. */
export function asRead(name: string): string {
  if (isAscii(name)) return name.toLowerCase();
  return Array.from(name.normalize('NFKC').toLowerCase())
    .map((letter) => table.get(letter) ?? letter.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
    .join('');
}

/** Whether a name is written so as to be read as an ASCII one that it is not. */
export function isLookAlike(name: string): boolean {
  if (isAscii(name)) return false;
  const letters = Array.from(name.normalize('NFKC').toLowerCase());
  const hasForeign = letters.some((letter) => table.has(letter));
  return hasForeign && /^[\u0021-\u007e]*$/.test(asRead(name));
}

function isAscii(name: string): boolean {
  return !/[^\u0020-\u007e]/.test(name);
}

/** What stays of a name when separators and letters that are read as others are made one: `cr0ss_env` → `crossenv`. */
export function skeletonOf(name: string): string {
  return asRead(name)
    .replaceAll(/[-_.@/]/g, '')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
