import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { NativeSelect } from '@mantine/core';
import { request, type AnswerOf } from '../api/request.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { Outcome, SeverityCounts, Threat } from '../parts/marks.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/products');
type Product = AnswerOf<'GET /v1/standing'>['products'][number];

const columns: readonly Column<Product>[] = [
  {
    id: 'name',
    head: 'Product',
    kind: 'main',
    cell: ({ name, threat }) => (
      <>
        <Link to="/products/$product" params={{ product: name }} data-row className="strong">
          {name}
        </Link>
        <div className="dim small">{threat.sentence}</div>
      </>
    ),
  },
  { id: 'threat', head: 'Threat', cell: ({ threat }) => <Threat level={threat.level} /> },
  {
    id: 'open',
    head: 'Open findings',
    cell: ({ open, ranAt }) =>
      ranAt === null ? <span className="dim">not known</span> : <SeverityCounts counts={open} />,
  },
  {
    id: 'gate',
    head: 'Latest run',
    cell: ({ outcome, ranAt }) =>
      ranAt === null ? (
        <span className="mark" data-tone="bad">
          <svg viewBox="0 0 16 16" aria-hidden="true" className="stroked">
            <path d="M8 3v6M8 12v.5" />
          </svg>
          never examined
        </span>
      ) : (
        <>
          {outcome === null ? null : <Outcome of={outcome} />}{' '}
          <span className="dim small">
            <Ago at={ranAt} />
          </span>
        </>
      ),
  },
  {
    id: 'exposure',
    head: 'Exposure',
    kind: 'wide',
    cell: ({ exposure }) => exposure ?? <span className="dim">unknown</span>,
  },
  {
    id: 'tier',
    head: 'Tier',
    kind: 'wide',
    cell: ({ tier }) => tier ?? <span className="dim">–</span>,
  },
];

/** All products, the most threatened first. */
export function ProductsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { text = '', order = 'threat', cursor } = search;
  const query = useQuery({
    queryKey: ['standing', text, order, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/standing', {
        query: { text, order, ...(cursor === undefined ? {} : { cursor }) },
        signal,
      }),
  });
  useShortcuts('List', listKeys);
  return (
    <>
      <PageHead
        title="Products"
        actions={
          <>
            <SearchField
              label="Name of a product"
              value={text}
              onChange={(given) =>
                void navigate({
                  search: {
                    ...(given === '' ? {} : { text: given }),
                    ...(order === 'name' ? { order } : {}),
                  },
                  replace: true,
                })
              }
            />
            <NativeSelect
              size="xs"
              aria-label="Order"
              value={order}
              data={[
                { value: 'threat', label: 'Most threatened first' },
                { value: 'name', label: 'By name' },
              ]}
              onChange={({ currentTarget: { value } }) =>
                void navigate({
                  search: {
                    ...(text === '' ? {} : { text }),
                    ...(value === 'name' ? { order: 'name' } : {}),
                  },
                })
              }
            />
          </>
        }
      >
        What threatens each, and whether it was examined at all.
      </PageHead>
      <Loaded query={query} rows={10}>
        {({ products, next }) =>
          products.length === 0 ? (
            <NoProducts text={text} />
          ) : (
            <>
              <DataTable
                label="Products"
                rows={products}
                columns={columns}
                keyOf={({ name }) => name}
              />
              <Pager
                cursor={cursor}
                next={next}
                go={(page) =>
                  void navigate({
                    search: (before) => ({ ...before, cursor: page }),
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

function NoProducts({ text }: { readonly text: string }) {
  if (text !== '') {
    return (
      <Empty title={`No product has “${text}” in its name`}>
        <p>
          Look at <Link to="/products">all of them</Link>.
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="Nothing was reported yet">
      <p>A product appears with the first run that is reported of it. In its repository:</p>
      <pre className="excerpt">
        LOCKSTEP_TOKEN=… lockstep check --report-to {window.location.origin}
      </pre>
    </Empty>
  );
}
