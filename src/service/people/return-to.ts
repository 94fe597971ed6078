const MAX_LENGTH = 1_000;

/** Where a browser goes on after a sign-in: a path of the service and nothing else; `/` in place of whatever is none. */
export function returnPath(wanted: string | undefined, origin: string): string {
  if (wanted === undefined || wanted.length > MAX_LENGTH) return '/';
  // Browsers take `\` for `/`, pass over control characters, and read `//host` as another host.
  if (!/^\/(?![/\\])[^\\\p{C}]*$/u.test(wanted) || !URL.canParse(wanted, origin)) return '/';
  const url = new URL(wanted, origin);
  if (url.origin !== origin || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
