import type { QueryOf } from '../../api/request.ts';
import type { FindingSearch } from '../../search.ts';

/** The filter as the API has it. */
export function queryOf({
  state = 'open',
  severity,
  judged,
  ...rest
}: FindingSearch): QueryOf<'GET /v1/findings'> {
  return {
    ...rest,
    ...(state === 'all' ? {} : { state }),
    ...(severity === undefined ? {} : { severity: Number(severity) }),
    ...(judged === undefined ? {} : { judged: judged === 'true' }),
  };
}

/** Without what says nothing: the address stays short. */
export function without(search: FindingSearch): FindingSearch {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([key, value]) =>
        value !== undefined && value !== '' && !(key === 'state' && value === 'open'),
    ),
  );
}
