import { normalisedParts, type PurlParts } from './parts.ts';

/** Writes a package URL of parts that a person or a document gave; undefined where they make none. */
export function buildPurl(parts: PurlParts): string | undefined {
  const type = parts.type.toLowerCase();
  const qualifiers = new Map<string, string>();
  for (const [key, value] of [...parts.qualifiers].toSorted(byKey)) {
    if (!isQualifierKey(key)) return undefined;
    if (value !== '') qualifiers.set(key, value);
  }
  const normal = normalisedParts({ ...parts, type, qualifiers });
  return normal === undefined ? undefined : writePurl(normal);
}

/** Writes parts as they are. The qualifiers are in order. */
export function writePurl({
  type,
  namespace,
  name,
  version,
  qualifiers,
  subpath,
}: PurlParts): string {
  const names = type === 'git' ? segments(name) : [encoded(name)];
  const path = [...segments(namespace), ...names].join('/');
  const query = [...qualifiers].map(([key, value]) => `${key}=${encoded(value)}`).join('&');
  const below = segments(subpath).join('/');
  return [
    `pkg:${type}/${path}`,
    version === '' ? '' : `@${encoded(version)}`,
    query === '' ? '' : `?${query}`,
    below === '' ? '' : `#${below}`,
  ].join('');
}

/** Letters, digits, `.`, `-`, `_`, not a digit first; in lower case. */
export function isQualifierKey(key: string): boolean {
  return /^[a-z._-][a-z0-9._-]*$/.test(key);
}

export function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function segments(path: string): readonly string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map(encoded);
}

/** Percent-encoding of the specification: as in RFC 3986, but the colon stays. */
function encoded(part: string): string {
  return encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, '\ufffd'))
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
