import type { ComponentList } from '../../model/component.ts';

/** What these state brings in nothing that a lockfile would name. */
const complete: ReadonlySet<string> = new Set([
  'dockerfile',
  'github-actions',
  'vendored-javascript',
]);
const MAX_NAMED = 3;

/** Where only what is declared could be examined, because no lockfile says what that brings in: a sentence, or none. */
export function extentNotes(lists: readonly ComponentList[]): readonly string[] {
  const paths = lists
    .filter(
      ({ extent, format, components }) =>
        extent === 'declared' && components.length > 0 && !complete.has(format),
    )
    .map(({ path }) => path)
    .toSorted();
  if (paths.length === 0) return [];
  const rest = paths.length - MAX_NAMED;
  const named = paths.slice(0, MAX_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  const their = paths.length === 1 ? 'its' : 'their';
  const stands = paths.length === 1 ? 'stands in it' : 'stands in them';
  return [
    `${named}: no lockfile says what ${their} dependencies bring in; only what ${stands} was examined.`,
  ];
}
