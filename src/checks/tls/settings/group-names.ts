/** What is known of groups: code point and kind by lower-case IANA name. */
export interface GroupTable {
  codeOf(name: string): number | undefined;
}

/** Names of OpenSSL, NIST and SEC for the same group (RFC 8422 §5.1.1, RFC 7919; openssl-ecparam). */
const otherNames: Readonly<Record<string, string>> = {
  prime256v1: 'secp256r1',
  'p-256': 'secp256r1',
  'p-384': 'secp384r1',
  'p-521': 'secp521r1',
  'p-224': 'secp224r1',
  'p-192': 'secp192r1',
  prime192v1: 'secp192r1',
  'k-256': 'secp256k1',
};

/** Groups in one list. */
const maxGroups = 100;

/**
 * Code points of a list such as `X25519MLKEM768:X25519:P-256`, in its order, for ECDHE up to TLS 1.2 and for TLS 1.3.
 * `?`, `*` and `/` are OpenSSL 3.5's marks for optional names, key shares and tuples. undefined: a name that is not
 * known, so that the list cannot be told.
 */
export function groupsNamed(
  list: string,
  table: GroupTable,
): { readonly tls12: readonly number[]; readonly tls13: readonly number[] } | undefined {
  const names = list.split(/[:,/]/, maxGroups).map((name) => name.replace(/^[?*]{1,2}/, '').trim());
  const codes: number[] = [];
  for (const name of names) {
    const lower = name.toLowerCase();
    const code = table.codeOf(otherNames[lower] ?? lower);
    if (code === undefined) return undefined;
    codes.push(code);
  }
  // Of TLS 1.3 only: hybrids and ML-KEM (draft-ietf-tls-ecdhe-mlkem). Up to TLS 1.2 only: what RFC 8446 §4.2.7 left out.
  return {
    tls12: codes.filter((code) => code < 0x100),
    tls13: codes.filter((code) => code >= 0x17 && !(code >= 0x1a && code <= 0x1c)),
  };
}
