import type { TlsBlock } from './block.ts';

/** What a block says, without the places: for tests. */
export function valuesOf(block: TlsBlock): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(block).flatMap(([key, setting]) =>
      typeof setting === 'object' && 'value' in setting ? [[key, setting.value] as const] : [],
    ),
  );
}
