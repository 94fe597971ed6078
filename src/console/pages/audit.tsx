import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { At } from '../parts/time.tsx';
import { fieldsOf, wordOf } from '../parts/unknown.ts';

const route = getRouteApi('/audit');
type Entry = AnswerOf<'GET /v1/audit'>['entries'][number];

const columns: readonly Column<Entry>[] = [
  { id: 'number', head: 'No.', kind: 'number', cell: ({ number }) => number },
  {
    id: 'what',
    head: 'What',
    kind: 'main',
    cell: ({ action, subject, detail }) => (
      <>
        <strong>{action}</strong> <span className="break">{subject}</span>
        <div className="small dim break">{detailText(detail)}</div>
      </>
    ),
  },
  { id: 'actor', head: 'Who', cell: ({ actor }) => <span className="break">{actor}</span> },
  { id: 'at', head: 'When', cell: ({ at }) => <At at={at} /> },
  {
    id: 'digest',
    head: 'Digest',
    kind: 'wide',
    cell: ({ digest }) => (
      <span className="code small dim" title={digest}>
        {digest.slice(0, 12)}
      </span>
    ),
  },
];

/** Who did what: a chain that nobody can change without being found out. */
export function AuditPage() {
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['audit', cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/audit', { query: cursor === undefined ? {} : { cursor }, signal }),
  });
  return (
    <>
      <PageHead title="Audit log">
        <span>
          Each entry holds the digest of the one before; <code>lockstep audit verify</code> follows
          the chain.
        </span>
      </PageHead>
      <Loaded query={query} rows={10}>
        {({ entries, next }) =>
          entries.length === 0 ? (
            <Empty title="Nothing was done yet">
              <p>What people and programs change is told here.</p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Audit log"
                rows={entries}
                columns={columns}
                keyOf={({ number }) => String(number)}
              />
              <Pager
                cursor={cursor}
                next={next}
                go={(page) => void navigate({ search: page === undefined ? {} : { cursor: page } })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function detailText(detail: unknown): string {
  return Object.entries(fieldsOf(detail))
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => `${key}: ${typeof value === 'boolean' ? String(value) : wordOf(value)}`)
    .join(' · ');
}
