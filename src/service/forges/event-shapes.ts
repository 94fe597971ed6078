import { Type, type TString } from 'typebox';

/** A full SHA-1 or SHA-256 id, as forges name commits. */
export const commitId: TString = Type.String({ pattern: '^(?:[0-9a-f]{40}|[0-9a-f]{64})$' });
export const text: TString = Type.String({ maxLength: 1_000 });
/** What the database counts in. */
export const MAX_NUMBER: number = 2 ** 31 - 1;

/** With and without the ending that people leave out. */
export function addressesOf(urls: readonly string[]): readonly string[] {
  const plain = urls.map((url) => url.replace(/\/+$/u, '').replace(/\.git$/u, ''));
  return [...new Set(plain.flatMap((url) => [url, `${url}.git`]))];
}
