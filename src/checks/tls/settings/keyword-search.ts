/** Says whether any of some words is in the bytes. */
export type KeywordSearch = (bytes: Uint8Array) => boolean;

/**
 * Looks for several ASCII words at once and skips over most of the bytes: the method of S. Wu and U. Manber, "A fast
 * algorithm for multi-pattern searching" (University of Arizona, TR 94-17, 1994), with blocks of two bytes. The shortest
 * word decides how far it can skip, so words should be long. Sources are examined on every run; `README.md` of the check
 * says what it costs.
 */
export function searchFor(words: readonly string[]): KeywordSearch {
  const patterns = words.map((word) => Buffer.from(word, 'latin1'));
  const window = Math.min(...patterns.map((pattern) => pattern.length));
  const maxShift = window - 1;
  const shifts = new Uint8Array(0x1_0000).fill(Math.min(maxShift, 0xff));
  const byBlock = new Map<number, Buffer[]>();
  for (const pattern of patterns) {
    for (let at = 1; at < window; at += 1) {
      const block = blockAt(pattern, at);
      shifts[block] = Math.min(shifts[block] ?? 0, window - 1 - at);
    }
    const last = blockAt(pattern, window - 1);
    byBlock.set(last, [...(byBlock.get(last) ?? []), pattern]);
  }
  return (bytes) => {
    let at = window - 1;
    while (at < bytes.length) {
      const block = ((bytes[at - 1] ?? 0) << 8) | (bytes[at] ?? 0);
      const shift = shifts[block] ?? 0;
      if (shift > 0) {
        at += shift;
      } else {
        const start = at - window + 1;
        if (byBlock.get(block)?.some((pattern) => matchesAt(bytes, start, pattern))) return true;
        at += 1;
      }
    }
    return false;
  };
}

function blockAt(pattern: Buffer, at: number): number {
  return ((pattern[at - 1] ?? 0) << 8) | (pattern[at] ?? 0);
}

function matchesAt(bytes: Uint8Array, start: number, pattern: Buffer): boolean {
  if (start + pattern.length > bytes.length) return false;
  for (let index = 0; index < pattern.length; index += 1) {
    if (bytes[start + index] !== pattern[index]) return false;
  }
  return true;
}
