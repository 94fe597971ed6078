/** A parsed object of unknown content, read by own keys only: `__proto__` in a file is a name like any other. */
export interface Fields extends Iterable<readonly [string, unknown]> {
  /** Undefined where there is none. */
  get(key: string): unknown;
  has(key: string): boolean;
  readonly size: number;
  keys(): readonly string[];
}

/** Looks into the object itself: a lockfile has thousands of them, and most fields of most are never asked for. */
class ObjectFields implements Fields {
  readonly #object: object;

  constructor(object: object) {
    this.#object = object;
  }

  get(key: string): unknown {
    return this.has(key) ? Reflect.get(this.#object, key) : undefined;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#object, key);
  }

  get size(): number {
    return this.keys().length;
  }

  keys(): readonly string[] {
    return Object.keys(this.#object);
  }

  [Symbol.iterator](): Iterator<readonly [string, unknown]> {
    return Object.entries(this.#object)[Symbol.iterator]();
  }
}

const noFields: Fields = new ObjectFields({});

/** The own fields of an object; undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new ObjectFields(value);
}

/** The own fields of the object under this key; none where there is none. */
export function fieldsAt(fields: Fields | undefined, key: string): Fields {
  return fieldsOf(fields?.get(key)) ?? noFields;
}

export function textAt(fields: Fields | undefined, key: string): string | undefined {
  const value = fields?.get(key);
  return typeof value === 'string' ? value : undefined;
}

export function listAt(fields: Fields | undefined, key: string): readonly unknown[] {
  const value = fields?.get(key);
  return Array.isArray(value) ? value : [];
}

/** Names and texts under this key; other values are left out. */
export function textsAt(fields: Fields | undefined, key: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const object = fields?.get(key);
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return texts;
  for (const [name, value] of Object.entries(object)) {
    if (typeof value === 'string') texts.set(name, value);
  }
  return texts;
}

/** A text without what addresses in it may keep secret, users, passwords and queries: it goes into reports. Linear. */
export function withoutCredentials(text: string): string {
  // Without either of them an address holds neither a user nor a query.
  if (!/[@?]/.test(text) || !text.includes('://')) return text;
  const [before = '', ...addresses] = text.split(/(?<=[a-z0-9+.-]:\/\/)/i);
  return before + addresses.map(cleaned).join('');
}

/** From behind the slashes on; what follows a space is no part of the address. */
function cleaned(rest: string): string {
  // A password may hold quotes: they end an address only behind its last at sign.
  const signs = /^[^\s/?#]*@/.exec(rest)?.[0].length ?? 0;
  const found = rest.slice(signs).search(/[\s"']/);
  const end = found === -1 ? -1 : found + signs;
  const address = end === -1 ? rest : rest.slice(0, end);
  const path = address.search(/[/?#]/);
  const authority = path === -1 ? address : address.slice(0, path);
  // Up to the last at sign before the path: a password may hold one.
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const tail = path === -1 ? '' : address.slice(path);
  const hash = tail.indexOf('#');
  const [file = ''] = (hash === -1 ? tail : tail.slice(0, hash)).split('?', 1);
  return host + file + (hash === -1 ? '' : tail.slice(hash)) + (end === -1 ? '' : rest.slice(end));
}

/** A number, or a text that is one, as versions of formats are written; NaN for anything else. */
export function numberAt(fields: Fields | undefined, key: string): number {
  const value = fields?.get(key);
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}
