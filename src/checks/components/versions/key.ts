/**
 * A version as a text whose order by UTF-16 code units is the order of the versions. So every scheme is a total order by
 * construction, comparing is one native comparison, and equal versions have equal keys. Printable or not, it is for
 * comparing only.
 */
export type VersionKey = string;

/** The order of versions of one scheme. `parse` is linear in the text, `compare` in the shorter key; neither throws. */
export interface VersionOrder {
  /** Undefined where the text is no version of the scheme. */
  parse(text: string): VersionKey | undefined;
  /** Negative, 0 or positive, as `Array.sort` takes it. */
  compare(a: VersionKey, b: VersionKey): number;
}

/** Longer than any version that a registry takes; `numberKey` could not tell the length of a longer number in one unit. */
const longestText = 16_384;

/** The text without white space around it; undefined where it is empty, too long, or has white space or control characters inside. */
function versionText(text: string): string | undefined {
  if (text.length > longestText) return undefined;
  const trimmed = text.trim();
  for (let at = 0; at < trimmed.length; at += 1) {
    const code = trimmed.charCodeAt(at);
    if (code <= 0x20 || code === 0x7f) return undefined;
  }
  return trimmed === '' ? undefined : trimmed;
}

/** Decimal digits without leading zeros; empty for zero. */
export function significantDigits(digits: string): string {
  let at = 0;
  while (at < digits.length && digits.charCodeAt(at) === 0x30) at += 1;
  return at === 0 ? digits : digits.slice(at);
}

/** Key of a number of any size: how many digits it has, in one unit, then the digits. Empty digits are zero. */
export function numberKey(digits: string): string {
  const significant = significantDigits(digits);
  return String.fromCharCode(0x20 + significant.length) + significant;
}

/** Key of a text that `versionText` let pass: a shorter one comes before a longer one that begins with it. */
export function textKey(text: string): string {
  return `${text}\u0001`;
}

/** The order of keys. */
export function compareKeys(a: VersionKey, b: VersionKey): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The order of a scheme whose keys tell everything; `keyOf` gets what `versionText` lets pass. */
export function keyOrder(keyOf: (text: string) => VersionKey | undefined): VersionOrder {
  return {
    parse: (text) => {
      const cleaned = versionText(text);
      return cleaned === undefined ? undefined : keyOf(cleaned);
    },
    compare: compareKeys,
  };
}
