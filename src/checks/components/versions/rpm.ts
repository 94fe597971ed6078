import { Cursor, isDigit, isDigits, isLetter } from './cursor.ts';
import { keyOrder, numberKey, textKey, type VersionKey, type VersionOrder } from './key.ts';

const tildeRank = '0';
const endRank = '1';
const caretRank = '2';
const wordRank = '3';
const numberRank = '4';

/** Neither letter nor digit in ASCII, and no sign that counts: it only separates. */
function isSeparator(code: number): boolean {
  return code > 0 && !isDigit(code) && !isLetter(code) && code !== 0x7e && code !== 0x5e;
}

function partsKey(text: string): string {
  const cursor = new Cursor(text);
  let key = '';
  for (cursor.while(isSeparator); !cursor.done; cursor.while(isSeparator)) {
    if (cursor.eat('~')) key += tildeRank;
    else if (cursor.eat('^')) key += caretRank;
    else if (isDigit(cursor.code)) key += numberRank + numberKey(cursor.digits());
    else key += wordRank + textKey(cursor.while(isLetter));
  }
  return key + endRank;
}

/** `[epoch:]version[-release]`; what is before a colon and no number is of the version, no release is before any. */
function rpmKey(text: string): VersionKey {
  const colon = text.indexOf(':');
  const hasEpoch = isDigits(text.slice(0, Math.max(colon, 0)));
  const rest = hasEpoch ? text.slice(colon + 1) : text;
  const hyphen = rest.lastIndexOf('-');
  const version = hyphen < 0 ? rest : rest.slice(0, hyphen);
  const release = hyphen < 0 ? '0' : `1${partsKey(rest.slice(hyphen + 1))}`;
  return numberKey(hasEpoch ? text.slice(0, colon) : '') + partsKey(version) + release;
}

/** RPM: `rpmvercmp`, `rpm-version(7)`. */
export const rpm: VersionOrder = keyOrder(rpmKey);
