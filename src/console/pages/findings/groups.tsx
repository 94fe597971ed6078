import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Severity, severityWords } from '../../parts/marks.tsx';
import { Loaded } from '../../parts/states.tsx';
import type { FindingSearch, Grouping } from '../../search.ts';
import { Nothing } from './nothing.tsx';
import { queryOf } from './query.ts';

interface Group {
  readonly key: string;
  readonly count: number;
  readonly worst: number;
}

/** How many there are of each. */
export function Groups({ search, by }: { readonly search: FindingSearch; readonly by: Grouping }) {
  const { by: _, cursor: __, ...filter } = search;
  const query = useQuery({
    queryKey: ['groups', search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/findings/groups', { query: { ...queryOf(filter), by }, signal }),
  });
  const isWhole = query.data?.complete !== false;
  const columns: readonly Column<Group>[] = [
    {
      id: 'key',
      head: by,
      kind: 'main',
      cell: ({ key }) => (
        <Link
          to="/findings"
          search={{ ...filter, ...narrowed(by, key) }}
          data-row
          className="strong break"
        >
          {by === 'severity' ? severityWords[Number(key)] : key}
        </Link>
      ),
    },
    { id: 'worst', head: 'Worst', cell: ({ worst }) => <Severity of={worst} /> },
    {
      id: 'count',
      head: 'Findings',
      kind: 'number',
      cell: ({ count }) => `${isWhole ? '' : '≥ '}${count.toLocaleString('en')}`,
    },
  ];
  return (
    <Loaded query={query} rows={12}>
      {({ groups }) =>
        groups.length === 0 ? (
          <Nothing search={search} />
        ) : (
          <>
            <DataTable
              label="Groups of findings"
              rows={groups}
              columns={columns}
              keyOf={({ key }) => key}
            />
            {groups.length < 100 ? null : <p className="dim small">The first 100 groups.</p>}
            {isWhole ? null : (
              <p className="dim small">
                There are at least so many: more findings go with this filter than are counted one
                by one. Narrow it down, or group by something else.
              </p>
            )}
          </>
        )
      }
    </Loaded>
  );
}

/** A filter that holds one group. */
function narrowed(by: Grouping, key: string): FindingSearch {
  const severity = (['1', '2', '3', '4'] as const).find((each) => each === key);
  if (by === 'severity') return { severity };
  return by === 'path' ? { text: key } : { [by]: key };
}
