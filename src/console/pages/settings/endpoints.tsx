import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../../api/request.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { useLookAgain } from '../../parts/last-scan.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Loaded } from '../../parts/states.tsx';
import { endpointColumns, NewEndpoint, NoEndpoint } from '../endpoints/columns.tsx';
import { usePart } from './part.ts';

/** The inventory that the service may connect to, and when it does. */
export function Endpoints() {
  const { cursor, go } = usePart();
  const query = useQuery({
    queryKey: ['endpoints', 'settings', cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/endpoints', { query: { cursor }, signal }),
  });
  useLookAgain('endpoints', query.data?.endpoints);
  const { host, product, scan, schedule, act } = endpointColumns;
  return (
    <Section title="Endpoints and their schedules" aside={<NewEndpoint product="" />}>
      <Loaded query={query}>
        {({ endpoints, next }) =>
          endpoints.length === 0 ? (
            <NoEndpoint />
          ) : (
            <>
              <DataTable
                label="Endpoints"
                rows={endpoints}
                columns={[host, product, schedule, scan, act]}
                keyOf={({ id }) => String(id)}
              />
              <Pager cursor={cursor} next={next} go={go} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
