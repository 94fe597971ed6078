import type { PlaceKey } from '../../store/sboms.ts';
import { nextCursor, readCursor } from '../pages.ts';

/** Before every place. */
const FIRST: PlaceKey = ['', '', 0, ''];

/** After which place a page of components begins; throws Problem. */
export function afterPlace(cursor: string | undefined): PlaceKey {
  const key = readCursor(cursor, ['string', 'string', 'number', 'string']);
  if (key === undefined) return FIRST;
  const [product, subject, packageId, version] = key;
  return [String(product), String(subject), Number(packageId), String(version)];
}

/** Where the next page of components begins; undefined: this is the last one. */
export function nextPlace(
  places: readonly {
    readonly product: string;
    readonly subject: string;
    readonly packageId: number;
    readonly version: string;
  }[],
  limit: number,
): string | undefined {
  return nextCursor(places, limit, (each) => [
    each.product,
    each.subject,
    each.packageId,
    each.version,
  ]);
}
