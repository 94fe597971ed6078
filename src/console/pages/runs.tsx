import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { commitText } from '../parts/commit.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { Outcome } from '../parts/marks.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { ProductChoice } from '../parts/product-choice.tsx';
import { RunCounts } from '../parts/run-counts.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/runs');
type Run = AnswerOf<'GET /v1/runs'>['runs'][number];

const columns: readonly Column<Run>[] = [
  { id: 'outcome', head: 'Decision', cell: ({ outcome }) => <Outcome of={outcome} /> },
  {
    id: 'commit',
    head: 'Run',
    kind: 'main',
    cell: ({ id, commit, repository, branch }) => (
      <>
        <Link to="/runs/$run" params={{ run: id }} data-row className="strong code">
          {commitText(commit)}
        </Link>
        <div className="dim small break">
          {repository} · {branch}
        </div>
      </>
    ),
  },
  { id: 'counts', head: 'What changed', cell: ({ counts }) => <RunCounts counts={counts} /> },
  { id: 'source', head: 'Source', kind: 'wide', cell: ({ source }) => source },
  { id: 'at', head: 'When', cell: ({ ranAt }) => <Ago at={ranAt} /> },
];

/** Runs and what was decided on them, the latest first. */
export function RunsPage() {
  const { product } = route.useSearch();
  return product === undefined ? (
    <>
      <PageHead title="Runs and decisions">Of which product?</PageHead>
      <ProductChoice to="/runs" />
    </>
  ) : (
    <RunsOf product={product} />
  );
}

function RunsOf({ product }: { readonly product: string }) {
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['runs', product, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/runs', {
        query: { product, ...(cursor === undefined ? {} : { cursor }) },
        signal,
      }),
  });
  return (
    <>
      <PageHead title={`Runs of ${product}`} above={<Link to="/runs">Another product</Link>}>
        <Link to="/products/$product" params={{ product }}>
          How it stands
        </Link>
      </PageHead>
      <Loaded query={query} rows={10}>
        {({ runs, next }) =>
          runs.length === 0 ? (
            <Empty title="No run was reported">
              <p>
                Report one with <code>lockstep check --report-to {window.location.origin}</code>.
              </p>
            </Empty>
          ) : (
            <>
              <DataTable label="Runs" rows={runs} columns={columns} keyOf={({ id }) => id} />
              <Pager
                cursor={cursor}
                next={next}
                go={(page) =>
                  void navigate({
                    search: { product, ...(page === undefined ? {} : { cursor: page }) },
                  })
                }
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}
