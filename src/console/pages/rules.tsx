import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { Ladder, StageMark } from '../parts/ladder.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { PageHead, Section } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { ProductChoice } from '../parts/product-choice.tsx';
import { percent } from '../parts/percent.ts';
import { Empty, Loaded } from '../parts/states.tsx';
import { only, shownRules } from '../search.ts';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/rules');
type Rule = AnswerOf<'GET /v1/rules'>['rules'][number];
const LIMIT = 100;
/** What is asked for, by the word in the address. */
const WANTED = {
  moving: { moving: true },
  all: {},
  observe: { stage: 'observe' },
  warn: { stage: 'warn' },
  block: { stage: 'block' },
} as const;

/** Where rules stand, and how far each is from the next stage. */
export function RulesPage() {
  const { product } = route.useSearch();
  return product === undefined ? (
    <>
      <PageHead title="Rules">
        Where rules stand between observe and block, and on what evidence. Of which product?
      </PageHead>
      <ProductChoice to="/rules" />
    </>
  ) : (
    <RulesOf product={product} />
  );
}

function columnsFor(product: string): readonly Column<Rule>[] {
  return [
    {
      id: 'rule',
      head: 'Rule',
      kind: 'main',
      cell: ({ rule, held, next, demotion }) => (
        <>
          <Link
            to="/rules/$rule"
            params={{ rule }}
            search={{ product }}
            data-row
            className="strong break"
          >
            {rule}
          </Link>
          <div className="small dim break">
            {demotion === undefined
              ? whatHolds(held, next)
              : `fell to ${demotion.to}: ${demotion.because}`}
          </div>
        </>
      ),
    },
    {
      id: 'stage',
      head: 'Stage',
      cell: ({ stage, written }) => <StageMark stage={stage} written={written} />,
    },
    { id: 'progress', head: 'Evidence', cell: (rule) => <Progress of={rule} /> },
    {
      id: 'forecast',
      head: 'At block it would stop',
      kind: 'number',
      cell: ({ builds, blocked, upperBound }) =>
        builds === 0 ? (
          <span className="dim">no builds yet</span>
        ) : (
          <span className="number">
            {blocked} of {builds} <span className="dim small">≤ {percent(upperBound)}</span>
          </span>
        ),
    },
  ];
}

function whatHolds(held: readonly string[], next: string | null): string {
  if (next === null) return 'at the top';
  return held.length === 0 ? `may rise to ${next}` : held.join('; ');
}

/** The way to the gate, as the logarithm of the evidence that it takes. */
function Progress({ of: { progress, logE, logThreshold } }: { readonly of: Rule }) {
  const share =
    logE === null || logThreshold === null || logThreshold <= 0
      ? 0
      : Math.min(1, Math.max(0, logE / logThreshold));
  return (
    <span className="towards">
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="4" rx="2" />
        <rect width={share * 100} height="4" rx="2" data-on />
      </svg>
      <span className="small number">{progress}</span>
    </span>
  );
}

function RulesOf({ product }: { readonly product: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { cursor, show = 'moving' } = search;
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['rules', product, cursor, show],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/rules', {
        query: { product, cursor, limit: LIMIT, ...WANTED[show] },
        signal,
      }),
  });
  return (
    <>
      <PageHead
        title={`Rules of ${product}`}
        above={<Link to="/rules">Another product</Link>}
        actions={
          <NativeSelect
            size="xs"
            aria-label="Which rules"
            value={show}
            data={[
              { value: 'moving', label: 'those that anything is said of' },
              { value: 'all', label: 'all' },
              { value: 'observe', label: 'those at observe' },
              { value: 'warn', label: 'those at warn' },
              { value: 'block', label: 'those at block' },
            ]}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ search: { product, ...only({ show: value }, 'show', shownRules) } })
            }
          />
        }
      >
        <Link to="/proposals" search={{ product }}>
          Proposals
        </Link>
        <Link to="/effect" search={{ product }}>
          The effect of the last days
        </Link>
        <Link to="/triage" search={{ product }}>
          Triage
        </Link>
      </PageHead>
      <Loaded query={query} rows={10}>
        {({ rules, next, ring, stages }) => (
          <>
            <Ladder rules={rules} counts={stages} product={product} />
            {rules.length === 0 ? (
              <Empty
                title={
                  show === 'all'
                    ? 'No run has named a rule yet'
                    : show === 'moving'
                      ? 'Nothing is said of any rule yet'
                      : `No rule stands at ${show}`
                }
              >
                <p>
                  Evidence begins with verdicts:{' '}
                  <Link to="/triage" search={{ product }}>
                    answer what triage asks
                  </Link>
                  , or look at{' '}
                  <Link to="/rules" search={{ product, show: 'all' }}>
                    all rules
                  </Link>
                  .
                </p>
              </Empty>
            ) : (
              <>
                <p className="summary small dim">
                  {ring.promotions} promotions in seven days; {ring.wrongBlocks} wrong blocks in{' '}
                  {ring.builds} builds of 28 days.
                </p>
                <Section title="Evidence">
                  <DataTable
                    label="Rules"
                    rows={rules}
                    columns={columnsFor(product)}
                    keyOf={({ rule }) => rule}
                  />
                  <Pager
                    cursor={cursor}
                    next={next}
                    go={(page) =>
                      void navigate({ search: (before) => ({ ...before, cursor: page }) })
                    }
                  />
                </Section>
              </>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
