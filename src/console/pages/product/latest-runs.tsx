import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Outcome } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { RunCounts } from '../../parts/run-counts.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';

type Run = AnswerOf<'GET /v1/runs'>['runs'][number];
const SHOWN = 6;

const columns: readonly Column<Run>[] = [
  { id: 'outcome', head: 'Decision', cell: ({ outcome }) => <Outcome of={outcome} /> },
  {
    id: 'run',
    head: 'Run',
    kind: 'main',
    cell: ({ id, repository, branch, source, commit }) => (
      <>
        <Link to="/runs/$run" params={{ run: id }} data-row className="strong break">
          {repository} · {branch}
        </Link>
        <div className="small dim place">
          <span className="break">{source}</span>
          <span className="code">{commit.slice(0, 10)}</span>
        </div>
      </>
    ),
  },
  {
    id: 'counts',
    head: 'Changes',
    kind: 'wide',
    cell: ({ counts }) => <RunCounts counts={counts} />,
  },
  { id: 'when', head: 'When', cell: ({ ranAt }) => <Ago at={ranAt} /> },
];

/** What was decided last. */
export function LatestRuns({ product }: { readonly product: string }) {
  const query = useQuery({
    queryKey: ['runs', product, SHOWN],
    queryFn: ({ signal }) => request('GET /v1/runs', { query: { product, limit: SHOWN }, signal }),
  });
  return (
    <Section
      title="Latest runs"
      aside={
        <Link to="/runs" search={{ product }}>
          all
        </Link>
      }
    >
      <Loaded query={query} rows={4}>
        {({ runs }) =>
          runs.length === 0 ? (
            <p className="dim">No run of it was reported.</p>
          ) : (
            <DataTable label="Latest runs" rows={runs} columns={columns} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
    </Section>
  );
}
