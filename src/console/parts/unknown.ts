/** Evidence travels as the report had it; whoever sent the report may have written anything there. */
type Fields = Readonly<Record<string, unknown>>;

/** Of something else: no fields. */
export function fieldsOf(value: unknown): Fields {
  // oxlint-disable-next-line no-unsafe-type-assertion -- an object has fields, of which nothing is believed
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Of something else: empty. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function wordsOf(value: unknown): readonly string[] {
  return itemsOf(value)
    .map(wordOf)
    .filter((word) => word !== '');
}
