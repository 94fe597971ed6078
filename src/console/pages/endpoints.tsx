import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request } from '../api/request.ts';
import { useMay } from '../api/session.ts';
import { DataTable } from '../parts/data-table.tsx';
import { useLookAgain } from '../parts/last-scan.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { PageHead, Section } from '../parts/page-head.tsx';
import { Pager } from '../parts/pager.tsx';
import { Loaded } from '../parts/states.tsx';
import { useShortcuts } from '../shell/keys.ts';
import {
  daysTo,
  endpointColumns,
  NewEndpoint,
  NoEndpoint,
  type Endpoint,
} from './endpoints/columns.tsx';

const route = getRouteApi('/endpoints');
const { host, product, grade, certificate, scan, examine } = endpointColumns;

/** The inventory of endpoints: grades, what has changed, and when certificates end. */
export function EndpointsPage() {
  const { product: named, view = 'grades', cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const mayConfigure = useMay('configure');
  const mayExamine = useMay('examine');
  useShortcuts('List', listKeys);
  const order = view === 'calendar' ? 'expiry' : 'worst';
  const query = useQuery({
    queryKey: ['endpoints', named, order, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/endpoints', { query: { product: named, order, cursor }, signal }),
  });
  useLookAgain('endpoints', query.data?.endpoints);
  return (
    <>
      <PageHead
        title="Endpoints"
        actions={
          <>
            <SegmentedControl
              size="xs"
              aria-label="View"
              value={view}
              data={[
                { value: 'grades', label: 'Grades' },
                { value: 'calendar', label: 'Expiry calendar' },
              ]}
              onChange={(value) =>
                void navigate({
                  search: {
                    ...(named === undefined ? {} : { product: named }),
                    ...(value === 'calendar' ? { view: value } : {}),
                  },
                })
              }
            />
            {mayConfigure ? <NewEndpoint product={named ?? ''} /> : null}
          </>
        }
      >
        {named === undefined ? (
          'The service connects to these and to nothing else.'
        ) : (
          <span>
            of{' '}
            <Link to="/products/$product" params={{ product: named }}>
              {named}
            </Link>{' '}
            · <Link to="/endpoints">all</Link>
          </span>
        )}
      </PageHead>
      <Loaded query={query}>
        {({ endpoints, next }) =>
          endpoints.length === 0 ? (
            <NoEndpoint />
          ) : (
            <>
              {view === 'calendar' ? (
                <Calendar endpoints={endpoints} />
              ) : (
                <DataTable
                  label="Endpoints"
                  rows={endpoints}
                  columns={[
                    grade,
                    host,
                    product,
                    certificate,
                    scan,
                    ...(mayExamine ? [examine] : []),
                  ]}
                  keyOf={({ id }) => String(id)}
                />
              )}
              <Pager
                cursor={cursor}
                next={next}
                go={(to) => void navigate({ search: (before) => ({ ...before, cursor: to }) })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

function monthOf({ certificateEndsAt: at }: Endpoint): string {
  if (at === null) return 'Not known';
  return daysTo(at) < 0 ? 'Ended' : month.format(new Date(at));
}

/** Certificates by the month in which they end, the next one first; those that are not known before all. */
function Calendar({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  return [...Map.groupBy(endpoints, monthOf)].map(([name, rows]) => (
    <Section key={name} title={name}>
      <DataTable
        label={`Certificates: ${name}`}
        rows={rows}
        columns={[host, product, certificate, grade]}
        keyOf={({ id }) => String(id)}
      />
    </Section>
  ));
}
