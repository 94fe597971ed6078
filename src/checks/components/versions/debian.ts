import { Cursor, isDigit, isDigits, isLetter } from './cursor.ts';
import { keyOrder, numberKey, type VersionKey, type VersionOrder } from './key.ts';

/** `~` before the end, the end before letters, letters before all else. */
const tilde = '\u0002';
const end = '\u0003';

function isOther(code: number): boolean {
  return code > 0 && !isDigit(code);
}

function characterKey(code: number): string {
  if (code === 0x7e) return tilde;
  return String.fromCharCode(isLetter(code) ? code : 0x100 + code);
}

/** Text and number by turns, beginning with a text that may be empty; a number that is missing is 0. */
function partsKey(text: string): string {
  const cursor = new Cursor(text);
  let key = '';
  do {
    for (; isOther(cursor.code); cursor.at += 1) key += characterKey(cursor.code);
    key += end + numberKey(cursor.digits());
  } while (!cursor.done);
  return key + end;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 0x7e) return false;
  }
  return true;
}

function debianKey(text: string): VersionKey | undefined {
  if (!isAscii(text)) return undefined;
  const colon = text.indexOf(':');
  const epoch = colon < 0 ? '0' : text.slice(0, colon);
  if (!isDigits(epoch)) return undefined;
  const rest = text.slice(colon + 1);
  const hyphen = rest.lastIndexOf('-');
  const upstream = hyphen < 0 ? rest : rest.slice(0, hyphen);
  const revision = hyphen < 0 ? '' : rest.slice(hyphen + 1);
  return numberKey(epoch) + partsKey(upstream) + partsKey(revision);
}

/** Debian and Ubuntu: Debian Policy 5.6.12, `deb-version(7)`. */
export const debian: VersionOrder = keyOrder(debianKey);
