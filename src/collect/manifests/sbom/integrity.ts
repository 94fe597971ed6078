/** A digest as components state it, of a name like `SHA-256` or `sha256`; nothing of another algorithm. */
export function integrityOf(
  algorithm: string | undefined,
  hex: string | undefined,
): readonly string[] {
  const word = algorithm?.toLowerCase().replace('-', '') ?? '';
  if (hex === undefined || !/^(?:md5|sha(?:1|256|384|512))$/.test(word)) return [];
  return /^[0-9a-f]{32,128}$/i.test(hex) ? [`${word}:${hex.toLowerCase()}`] : [];
}
