import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { causeText } from '../parts/cause.ts';
import { commitText } from '../parts/commit.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { DecisionDetail } from '../parts/decision-detail.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { Outcome } from '../parts/marks.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { ProductChoice } from '../parts/product-choice.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/decisions');
type Decision = AnswerOf<'GET /v1/decisions'>['decisions'][number];

const columns: readonly Column<Decision>[] = [
  { id: 'outcome', head: 'Decision', cell: ({ outcome }) => <Outcome of={outcome} /> },
  {
    id: 'why',
    head: 'What it rests on',
    kind: 'main',
    cell: ({ run, repository, branch, commit, detail, cause }) => (
      <>
        <Link to="/runs/$run" params={{ run }} data-row className="strong code">
          {commitText(commit)}
        </Link>
        <div className="dim small break">
          {repository} · {branch} · {causeText(cause)}
        </div>
        <DecisionDetail of={detail} />
      </>
    ),
  },
  {
    id: 'until',
    head: 'Holds until',
    cell: ({ validUntil }) =>
      validUntil === null ? (
        <span className="dim">–</span>
      ) : (
        <>
          {Date.parse(validUntil) < Date.now() ? 'over, ' : ''}
          <Ago at={validUntil} />
        </>
      ),
  },
  { id: 'at', head: 'When', cell: ({ decidedAt }) => <Ago at={decidedAt} /> },
];

/** Every answer of the gate with what it rests on: waivers, broken glass, demotions. */
export function DecisionsPage() {
  const { product, cursor } = route.useSearch();
  return product === undefined ? (
    <>
      <PageHead title="Decisions">
        Each answer of the gate, and what it rests on. Of which product?
      </PageHead>
      <ProductChoice to="/decisions" />
    </>
  ) : (
    <DecisionsOf product={product} cursor={cursor} />
  );
}

function DecisionsOf({
  product,
  cursor,
}: {
  readonly product: string;
  readonly cursor: string | undefined;
}) {
  const navigate = route.useNavigate();
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['decisions', product, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/decisions', { query: { product, cursor }, signal }),
  });
  return (
    <>
      <PageHead
        title={`Decisions on ${product}`}
        above={<Link to="/decisions">Another product</Link>}
      >
        <Link to="/runs" search={{ product }}>
          Runs
        </Link>
        <Link to="/waivers" search={{ product }}>
          Waivers
        </Link>
      </PageHead>
      <Loaded query={query} rows={10}>
        {({ decisions, next }) =>
          decisions.length === 0 ? (
            <Empty title="No record of a decision was sent">
              <p>
                <code>lockstep check --report-to {window.location.origin}</code> sends it with the
                run: look at{' '}
                <Link to="/runs" search={{ product }}>
                  the runs
                </Link>
                .
              </p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Decisions"
                rows={decisions}
                columns={columns}
                keyOf={({ run, number }) => `${run} ${number}`}
              />
              <Pager
                cursor={cursor}
                next={next}
                go={(page) => void navigate({ search: { product, cursor: page } })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}
