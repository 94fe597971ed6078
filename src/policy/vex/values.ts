/** An object of parsed JSON; a Map, because its names are not ours. */
export type Fields = ReadonlyMap<string, unknown>;

const none: Fields = new Map();
/** Longer words are cut: they are shown, and compared with names that are never that long. */
const MAX_TEXT = 1_000;

/** The fields of an object; of anything else none. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return none;
  return new Map(Object.entries(value));
}

export function fieldsAt(fields: Fields, name: string): Fields {
  return fieldsOf(fields.get(name));
}

export function listAt(fields: Fields, name: string): readonly unknown[] {
  const value = fields.get(name);
  return Array.isArray(value) ? value : [];
}

/** Text of at most 1,000 characters, none of them for control, with single spaces; empty for anything else. */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') return '';
  return value
    .slice(0, MAX_TEXT)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
}

export function textAt(fields: Fields, name: string): string {
  return textOf(fields.get(name));
}

export function textsAt(fields: Fields, name: string): readonly string[] {
  return distinct(listAt(fields, name).map(textOf));
}

/** Each once, without empty ones. */
export function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}
