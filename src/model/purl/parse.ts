import { normalisedParts, type PurlParts } from './parts.ts';
import { byKey, isQualifierKey, writePurl } from './write.ts';

/** Longer is no package URL: the longest that registries allow are below 1,000 characters. */
const MAX_LENGTH = 8_192;

/**
 * The parts of a package URL as the definition of its type writes them; undefined for what is none. After
 * package-url/purl-spec, "How to parse a purl string in its components" (ECMA-427). The key of a qualifier must begin in
 * lower case: the tests of the specification refuse `Platform=` and mend `repositorY_url=`.
 */
export function parsePurl(text: string): PurlParts | undefined {
  const parts = split(text);
  return parts === undefined ? undefined : normalisedParts(parts);
}

/** The one way to write a package URL; undefined for what is none. Mends what `parsePurl` refuses: the case of keys. */
export function canonicalPurl(text: string): string | undefined {
  const parts = lenientParts(text);
  const normal = parts === undefined ? undefined : normalisedParts(parts);
  return normal === undefined ? undefined : writePurl(normal);
}

/**
 * The parts as they stand there, decoded, with the letters that the writer chose and whatever the definition of the type
 * asks for; undefined where no type and name can be told.
 */
export function lenientParts(text: string): PurlParts | undefined {
  const at = text.indexOf('?');
  if (at === -1) return split(text);
  const end = text.indexOf('#', at) === -1 ? text.length : text.indexOf('#', at);
  const query = text
    .slice(at + 1, end)
    .split('&')
    .map((pair) => {
      const [key = ''] = pair.split('=', 1);
      return `${key.toLowerCase()}${pair.slice(key.length)}`;
    });
  return split(`${text.slice(0, at)}?${query.join('&')}${text.slice(end)}`);
}

function split(text: string): PurlParts | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [beforeSubpath, subpath] = cutLast(text, '#');
  const [beforeQuery, query] = cutLast(beforeSubpath, '?');
  const scheme = /^pkg:\/{0,9}/i.exec(beforeQuery)?.[0];
  if (scheme === undefined) return undefined;
  const rest = beforeQuery.slice(scheme.length).replace(/\/{1,9}$/, '');
  const slash = rest.indexOf('/');
  if (slash === -1) return undefined;
  const [path, version] = cutVersion(rest.slice(slash + 1));
  const type = rest.slice(0, slash).toLowerCase();
  const segments = decodedSegments(path);
  const qualifiers = decodedQuery(query);
  const below = decodedSegments(subpath);
  const decodedVersion = decoded(version);
  if (segments === undefined || qualifiers === undefined) return undefined;
  if (below === undefined || decodedVersion === undefined) return undefined;
  if (segments.length === 0 || path.endsWith('/')) return undefined;
  // Of git the namespace is the host alone, the name is a path.
  const nameAt = type === 'git' ? Math.min(1, segments.length - 1) : segments.length - 1;
  return {
    type,
    namespace: segments.slice(0, nameAt).join('/'),
    name: segments.slice(nameAt).join('/'),
    version: decodedVersion,
    qualifiers,
    subpath: below.filter((segment) => segment !== '.' && segment !== '..').join('/'),
  };
}

function cutLast(text: string, mark: string): readonly [string, string] {
  const at = text.lastIndexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Behind the last at sign, unless that one begins the scope of npm, which many write undecoded: `@scope/name`. */
function cutVersion(path: string): readonly [string, string] {
  const at = path.lastIndexOf('@');
  const isScope = (at === 0 || path[at - 1] === '/') && path.includes('/', at);
  return at === -1 || isScope ? [path, ''] : [path.slice(0, at), path.slice(at + 1)];
}

/** Undefined where one is not encoded right, or hides a separator. */
function decodedSegments(path: string): readonly string[] | undefined {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    const plain = decoded(segment);
    if (plain === undefined) return undefined;
    if (plain !== '') segments.push(plain);
  }
  return segments;
}

/** Undefined where a key is none, or stands there twice. */
function decodedQuery(query: string): ReadonlyMap<string, string> | undefined {
  const pairs = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const written = at === -1 ? pair : pair.slice(0, at);
    const key = `${written.slice(0, 1)}${written.slice(1).toLowerCase()}`;
    const value = at === -1 ? '' : decoded(pair.slice(at + 1));
    if (value === undefined || !isQualifierKey(key) || pairs.has(key)) return undefined;
    if (value !== '') pairs.set(key, value);
  }
  return new Map([...pairs].toSorted(byKey));
}

function decoded(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
