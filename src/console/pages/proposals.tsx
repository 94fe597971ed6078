import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { Chip } from '../parts/marks.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { proposalText, ProposalState } from '../parts/proposal.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { proposalStates } from '../search.ts';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/proposals');
type Proposal = AnswerOf<'GET /v1/proposals'>['proposals'][number];

const columns: readonly Column<Proposal>[] = [
  {
    id: 'what',
    head: 'Proposal',
    kind: 'main',
    cell: (proposal) => (
      <>
        <Link
          to="/proposals/$proposal"
          params={{ proposal: String(proposal.id) }}
          data-row
          className="strong break"
        >
          {proposalText(proposal)}
        </Link>
        <div className="small dim break">{proposal.reason}</div>
      </>
    ),
  },
  { id: 'product', head: 'Product', cell: ({ product }) => product },
  { id: 'state', head: 'State', cell: ({ state }) => <ProposalState of={state} /> },
  {
    id: 'missing',
    head: 'Waits for',
    cell: ({ missing }) =>
      missing.length === 0 ? (
        <span className="dim">nobody</span>
      ) : (
        <span className="chips">
          {missing.map((side) => (
            <Chip key={side}>{side}</Chip>
          ))}
        </span>
      ),
  },
  { id: 'at', head: 'Since', kind: 'wide', cell: ({ createdAt }) => <Ago at={createdAt} /> },
];

/** What is proposed, and what became of it. */
export function ProposalsPage() {
  const { product, state = 'open', cursor } = route.useSearch();
  const navigate = route.useNavigate();
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['proposals', product, state, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/proposals', {
        query: { product, cursor, ...(state === 'all' ? {} : { state }) },
        signal,
      }),
  });
  return (
    <>
      <PageHead
        title="Proposals"
        actions={
          <NativeSelect
            size="xs"
            aria-label="State"
            value={state}
            data={[...proposalStates]}
            onChange={({ currentTarget: { value } }) =>
              void navigate({
                search: { product, state: proposalStates.find((each) => each === value) },
              })
            }
          />
        }
      >
        {product === undefined ? (
          'Changes of a stage or a policy, on which one person of each party agrees.'
        ) : (
          <span>
            of {product} · <Link to="/proposals">all</Link> ·{' '}
            <Link to="/rules" search={{ product }}>
              its rules
            </Link>
          </span>
        )}
      </PageHead>
      <Loaded query={query} rows={8}>
        {({ proposals, next }) =>
          proposals.length === 0 ? (
            <Empty title="Nothing waits for an agreement">
              <p>
                A rule that nothing holds can be proposed on its page:{' '}
                <Link to="/rules">the rules</Link>.
              </p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Proposals"
                rows={proposals}
                columns={columns}
                keyOf={({ id }) => String(id)}
              />
              <Pager
                cursor={cursor}
                next={next}
                go={(page) => void navigate({ search: (before) => ({ ...before, cursor: page }) })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}
