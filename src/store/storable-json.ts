/** JSON that PostgreSQL stores: without U+0000 and halves of characters, which `jsonb` refuses (RFC 8259 §8.2). */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'string'
      ? each.replaceAll('\0', '').replaceAll(LONE_SURROGATE, '\uFFFD')
      : each,
  );
}

const LONE_SURROGATE = /\p{Surrogate}/gu;
