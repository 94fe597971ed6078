/** Code point of a group by one of its names, whatever the case; undefined for an unknown name. */
export type GroupTable = (name: string) => number | undefined;

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
    const code = table(name);
    if (code === undefined) return undefined;
    codes.push(code);
  }
  // Of TLS 1.3 only: hybrids and ML-KEM (draft-ietf-tls-ecdhe-mlkem). Up to TLS 1.2 only: what RFC 8446 §4.2.7 left out.
  return {
    tls12: codes.filter((code) => code < 0x100),
    tls13: codes.filter((code) => code >= 0x17 && !(code >= 0x1a && code <= 0x1c)),
  };
}
