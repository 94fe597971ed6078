import type { Check } from '../model/check.ts';
import { LockstepError } from '../model/error.ts';
import { nearestName } from '../model/nearest-name.ts';

/** The checks that a run uses, in the order of the registry; an unknown id is an error that names the nearest. */
export function selectChecks(
  checks: readonly Check[],
  ids: readonly string[] | 'all',
): readonly Check[] {
  if (ids === 'all') return checks;
  const known = checks.map((check) => check.id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const near = nearestName(id, known);
    const hint = near === undefined ? '' : `did you mean "${near}"? `;
    throw new LockstepError('usage', `unknown check "${id}"`, {
      repair: `${hint}checks: ${known.join(', ')}`,
    });
  }
  return checks.filter((check) => ids.includes(check.id));
}
