/** A parsed object of unknown content, read by own keys only: `__proto__` in a file is a name like any other. */
export type Fields = ReadonlyMap<string, unknown>;

/** The own fields of an object; undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

/** The own fields of the object under this key; none where there is none. */
export function fieldsAt(fields: Fields | undefined, key: string): Fields {
  return fieldsOf(fields?.get(key)) ?? new Map();
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
  for (const [name, value] of fieldsAt(fields, key)) {
    if (typeof value === 'string') texts.set(name, value);
  }
  return texts;
}

/** An address without the user and password that may stand in it: it goes into reports. */
export function withoutCredentials(url: string): string {
  // Up to the last at sign before the path: a password may hold one.
  return url.replace(/^([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#]{1,2000}@/i, '$1');
}

/** A number, or a text that is one, as versions of formats are written; NaN for anything else. */
export function numberAt(fields: Fields | undefined, key: string): number {
  const value = fields?.get(key);
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}
