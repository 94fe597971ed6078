import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/endpoints');
type Endpoint = AnswerOf<'GET /v1/endpoints'>['endpoints'][number];

const columns: readonly Column<Endpoint>[] = [
  {
    id: 'host',
    head: 'Endpoint',
    kind: 'main',
    cell: ({ host, port, product }) => (
      <Link
        to="/findings"
        search={{ product, check: 'tls', text: `${host}:${port}` }}
        data-row
        className="strong code break"
      >
        {host}:{port}
      </Link>
    ),
  },
  {
    id: 'product',
    head: 'Product',
    cell: ({ product }) => (
      <Link to="/products/$product" params={{ product }} className="quiet">
        {product}
      </Link>
    ),
  },
];

/** What the service may connect to. */
export function EndpointsPage() {
  const { product } = route.useSearch();
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['endpoints'],
    queryFn: ({ signal }) => request('GET /v1/endpoints', { signal }),
  });
  return (
    <>
      <PageHead title="Endpoints">
        {product === undefined ? (
          'The inventory: the service connects to these and to nothing else.'
        ) : (
          <>
            of{' '}
            <Link to="/products/$product" params={{ product }}>
              {product}
            </Link>{' '}
            · <Link to="/endpoints">all</Link>
          </>
        )}
      </PageHead>
      <Loaded query={query}>
        {({ endpoints }) => {
          const shown = endpoints.filter(
            (each) => product === undefined || each.product === product,
          );
          return shown.length === 0 ? (
            <Empty title="No endpoint is in the inventory">
              <p>
                Add one: <code>POST /v1/endpoints</code> with product, host and port.
              </p>
            </Empty>
          ) : (
            <DataTable
              label="Endpoints"
              rows={shown}
              columns={columns}
              keyOf={({ id }) => String(id)}
            />
          );
        }}
      </Loaded>
    </>
  );
}
