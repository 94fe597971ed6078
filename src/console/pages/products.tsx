import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { NativeSelect } from '@mantine/core';
import { request } from '../api/request.ts';
import { DataTable } from '../parts/data-table.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { productOrders, type ProductSearch } from '../search.ts';
import { useShortcuts } from '../shell/keys.ts';
import { productColumns } from './products/columns.tsx';
import { ProductFilters } from './products/filters.tsx';

const route = getRouteApi('/products');
const ORDERS = {
  threat: 'Most threatened first',
  name: 'By name',
  tier: 'Most critical tier first',
  age: 'Longest not examined first',
  waivers: 'Waivers that end first',
} as const;

/** All products, the most threatened first. */
export function ProductsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['standing', search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/standing', { query: askedFor(search), signal }),
  });
  // What is left out of the address is left out of the request; another filter begins at the first page.
  const change = (part: ProductSearch): void =>
    void navigate({
      search: (before) => withoutEmpty({ ...before, cursor: undefined, ...part }),
      replace: true,
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
              value={search.text ?? ''}
              onChange={(text) => change({ text })}
            />
            <NativeSelect
              size="xs"
              aria-label="Order"
              value={search.order ?? 'threat'}
              data={productOrders.map((value) => ({ value, label: ORDERS[value] }))}
              onChange={({ currentTarget: { value } }) => {
                const order = productOrders.find((each) => each === value && each !== 'threat');
                change({ order });
              }}
            />
          </>
        }
      >
        What threatens each, and whether it was examined at all.
      </PageHead>
      <ProductFilters search={search} change={change} />
      <Loaded query={query} rows={10}>
        {({ products, next }) =>
          products.length === 0 ? (
            <NoProducts isFiltered={Object.keys(search).length > 0} />
          ) : (
            <>
              <DataTable
                label="Products"
                rows={products}
                columns={productColumns}
                keyOf={({ name }) => name}
              />
              <Pager
                cursor={search.cursor}
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

function askedFor({ tier, silent, level, agreed, ...rest }: ProductSearch) {
  return {
    ...rest,
    ...(tier === undefined ? {} : { tier: Number(tier) }),
    ...(silent === undefined ? {} : { silent: Number(silent) }),
    ...(level === undefined ? {} : { level: Number(level) }),
    ...(agreed === undefined ? {} : { agreed: agreed === 'true' }),
  };
}

function withoutEmpty(
  search: Readonly<Partial<Record<keyof ProductSearch, string | undefined>>>,
): ProductSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ''),
  );
}

function NoProducts({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <Empty title="No product is like that">
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
