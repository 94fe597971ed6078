/** One list holds at most so many; logs ask for two or three. */
const maxScts = 100;

/** How many timestamps a SignedCertificateTimestampList holds (RFC 6962 §3.3); 0 where it is torn. */
export function countScts(list: Uint8Array): number {
  const [high, low] = list;
  if (high === undefined || low === undefined || high * 256 + low !== list.length - 2) return 0;
  let count = 0;
  let at = 2;
  while (at + 2 <= list.length && count < maxScts) {
    const length = (list[at] ?? 0) * 256 + (list[at + 1] ?? 0);
    at += 2 + length;
    if (length === 0 || at > list.length) return 0;
    count += 1;
  }
  return count;
}
