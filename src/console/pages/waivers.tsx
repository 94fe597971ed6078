import { Checkbox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { Chip } from '../parts/marks.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { Empty, Loaded } from '../parts/states.tsx';

const route = getRouteApi('/waivers');
type Waiver = AnswerOf<'GET /v1/waivers'>['waivers'][number];
/** As the policy says it before a waiver ends. */
const SOON_DAYS = 14;

const columns: readonly Column<Waiver>[] = [
  {
    id: 'what',
    head: 'Accepted risk',
    kind: 'main',
    cell: ({ rule, scope, reason }) => (
      <>
        <strong className="break">{rule}</strong>
        <div className="small code break">
          {Object.entries(scope)
            .map(([key, value]) => `${key}: ${value}`)
            .join(' · ')}
        </div>
        <div className="small dim break">{reason}</div>
      </>
    ),
  },
  {
    id: 'product',
    head: 'Product',
    cell: ({ product, repository }) => (
      <>
        <Link to="/products/$product" params={{ product }} className="quiet">
          {product}
        </Link>
        <div className="small dim break">{repository}</div>
      </>
    ),
  },
  {
    id: 'by',
    head: 'Approved',
    kind: 'wide',
    cell: ({ development, security }) => (
      <span className="small break">
        {development}, {security}
      </span>
    ),
  },
  { id: 'expires', head: 'Ends', cell: (waiver) => <Ends of={waiver} /> },
];

function Ends({ of: { state, expires, days } }: { readonly of: Waiver }) {
  if (state === 'gone') return <Chip>gone from the policy</Chip>;
  if (state === 'expired') return <Chip tone="bad">expired {expires}</Chip>;
  return (
    <Chip tone={days <= SOON_DAYS ? 'warn' : 'plain'}>
      {expires}, in {days} {days === 1 ? 'day' : 'days'}
    </Chip>
  );
}

/** Accepted risks, those that end first come first. */
export function WaiversPage() {
  const { product, gone, cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['waivers', product, gone, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/waivers', { query: { product, gone: gone === 'true', cursor }, signal }),
  });
  return (
    <>
      <PageHead
        title="Waivers"
        actions={
          <Checkbox
            size="xs"
            label="also those that stand in no policy any more"
            checked={gone === 'true'}
            onChange={({ currentTarget: { checked } }) =>
              void navigate({ search: { product, gone: checked ? 'true' : undefined } })
            }
          />
        }
      >
        {product === undefined ? (
          'Accepted risks, as the policies of default branches say them.'
        ) : (
          <span>
            of {product} · <Link to="/waivers">all</Link>
          </span>
        )}
      </PageHead>
      <Loaded query={query} rows={8}>
        {({ waivers, next }) =>
          waivers.length === 0 ? (
            <Empty title="No risk is accepted">
              <p>
                A waiver is written into <code>lockstep.yaml</code>, with a reason, two approvers
                and an end.
              </p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Waivers"
                rows={waivers}
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
