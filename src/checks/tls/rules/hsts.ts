/** Seconds of `max-age` (RFC 6797 §6.1.1); undefined where the header has none and so is not valid. */
export function maxAgeOf(header: string): number | undefined {
  const match =
    /(?:^|;)\s{0,8}max-age\s{0,8}=\s{0,8}"?(?<seconds>\d{1,15})"?\s{0,8}(?:;|,|$)/iu.exec(header);
  const seconds = match?.groups?.['seconds'];
  return seconds === undefined ? undefined : Number(seconds);
}
