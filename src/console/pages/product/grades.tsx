import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Grade } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';

type Endpoint = AnswerOf<'GET /v1/endpoints'>['endpoints'][number];
const SHOWN = 8;

const columns: readonly Column<Endpoint>[] = [
  { id: 'grade', head: 'Grade', cell: ({ grade, state }) => <Grade of={grade} state={state} /> },
  {
    id: 'host',
    head: 'Endpoint',
    kind: 'main',
    cell: ({ host, port, product, drift }) => (
      <>
        <Link
          to="/findings"
          search={{ product, check: 'tls', text: `${host}:${port}` }}
          data-row
          className="strong code break"
        >
          {host}:{port}
        </Link>
        {drift.map((change) => (
          <div key={change} className="small break">
            <strong>changed:</strong> {change}
          </div>
        ))}
      </>
    ),
  },
  {
    id: 'certificate',
    head: 'Certificate',
    cell: ({ certificateEndsAt: at }) =>
      at === null ? (
        <span className="dim">not known</span>
      ) : (
        <>
          ends <Ago at={at} />
        </>
      ),
  },
];

/** What it serves, the worst grade first. */
export function Grades({ product }: { readonly product: string }) {
  const query = useQuery({
    queryKey: ['endpoints', product],
    queryFn: ({ signal }) => request('GET /v1/endpoints', { query: { product }, signal }),
  });
  return (
    <Section
      title="Endpoints"
      aside={
        <Link to="/endpoints" search={{ product }}>
          {more(query.data?.endpoints)}
        </Link>
      }
    >
      <Loaded query={query} rows={3}>
        {({ endpoints }) =>
          endpoints.length === 0 ? (
            <p className="dim">
              None is in the inventory: whoever configures it adds what it serves.
            </p>
          ) : (
            <DataTable
              label="Endpoints"
              rows={endpoints.toSorted(worstFirst).slice(0, SHOWN)}
              columns={columns}
              keyOf={({ id }) => String(id)}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

/** What is not known is as bad as it can be; letters of grades fall as their codes rise. */
function worstFirst(a: Endpoint, b: Endpoint): number {
  return rankOf(b) - rankOf(a);
}

function rankOf({ grade }: Endpoint): number {
  if (grade === null || grade === '?') return Number.MAX_SAFE_INTEGER;
  return grade.charCodeAt(0) - (grade.endsWith('+') ? 0.5 : 0);
}

function more(endpoints: readonly Endpoint[] = []): string {
  return endpoints.length > SHOWN ? `all ${endpoints.length}` : 'inventory';
}
