/** Reading of JSON that others wrote, which may be of any shape: a part that is not as expected is as good as not there. */
export type Fields = ReadonlyMap<string, unknown>;

const none: Fields = new Map();

/** The fields of an object; none for anything else. A map: a field called `__proto__` is one like others. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map<string, unknown>(Object.entries(value))
    : none;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text as it is; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
