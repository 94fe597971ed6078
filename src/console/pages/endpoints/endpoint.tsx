import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { useMay } from '../../api/session.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { LastScan, useLookAgain } from '../../parts/last-scan.tsx';
import { Grade } from '../../parts/marks.tsx';
import { PageHead, Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { ScheduleOf } from '../../parts/schedule.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { At } from '../../parts/time.tsx';
import { EndpointActs, Ends, Told, type Endpoint } from './columns.tsx';
import { GradeStrip } from './grade-strip.tsx';

const route = getRouteApi('/endpoints/$endpoint');
type Period = AnswerOf<'GET /v1/endpoints/{id}/history'>['periods'][number];

/** One endpoint: what is known of it now, and how it was seen before. */
export function EndpointPage() {
  const id = Number(route.useParams().endpoint);
  const query = useQuery({
    queryKey: ['endpoints', id],
    queryFn: ({ signal }) => request('GET /v1/endpoints/{id}', { path: { id }, signal }),
  });
  useLookAgain('endpoints', query.data === undefined ? [] : [query.data]);
  return (
    <Loaded query={query} isPage>
      {(endpoint) => (
        <>
          <Head of={endpoint} />
          <Now of={endpoint} />
          <History id={id} />
        </>
      )}
    </Loaded>
  );
}

function Head({ of }: { readonly of: Endpoint }) {
  const navigate = route.useNavigate();
  const mayConfigure = useMay('configure');
  const { host, port, product } = of;
  return (
    <PageHead
      above={<Link to="/endpoints">Endpoints</Link>}
      title={
        <span className="break">
          {host}:{port}
        </span>
      }
      actions={
        mayConfigure ? (
          <EndpointActs of={of} onRemoved={() => void navigate({ to: '/endpoints' })} />
        ) : null
      }
    >
      <Grade of={of.grade} state={of.state} />
      <Link to="/products/$product" params={{ product }}>
        {product}
      </Link>
      <Link to="/findings" search={{ product, check: 'tls', text: `${host}:${port}` }}>
        its findings
      </Link>
    </PageHead>
  );
}

function Now({ of }: { readonly of: Endpoint }) {
  const { examinedAt, certificateEndsAt, lastScan, drift, doubts } = of;
  return (
    <Section title="Now">
      <dl className="facts">
        <div>
          <dt>Seen</dt>
          <dd>
            {examinedAt === null ? (
              <span className="never">never: nothing is known of it</span>
            ) : (
              <At at={examinedAt} />
            )}
          </dd>
        </div>
        <div>
          <dt>Certificate</dt>
          <dd>
            <Ends at={certificateEndsAt} />
            {certificateEndsAt === null ? null : (
              <>
                {' '}
                <span className="dim small">
                  (<At at={certificateEndsAt} />)
                </span>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Examined</dt>
          <dd>
            <LastScan of={lastScan} />
          </dd>
        </div>
        <div>
          <dt>Schedule</dt>
          <dd>
            <ScheduleOf of={of} />
          </dd>
        </div>
        {drift.length + doubts.length === 0 ? null : (
          <div>
            <dt>To know</dt>
            <dd>
              <Told drift={drift} doubts={doubts} />
            </dd>
          </div>
        )}
      </dl>
    </Section>
  );
}

const columns: readonly Column<Period>[] = [
  { id: 'grade', head: 'Grade', cell: ({ grade, state }) => <Grade of={grade} state={state} /> },
  {
    id: 'when',
    head: 'Seen so',
    kind: 'main',
    cell: ({ since, until, times, drift, doubts }) => (
      <>
        <At at={since} />
        {times === 1 ? null : (
          <>
            {' '}
            to <At at={until} />, {times} times
          </>
        )}
        <Told drift={drift} doubts={doubts} />
      </>
    ),
  },
  {
    id: 'certificate',
    head: 'Certificate',
    cell: ({ certificateEndsAt }) =>
      certificateEndsAt === null ? (
        <span className="dim">not known</span>
      ) : (
        <span>
          to <At at={certificateEndsAt} />
        </span>
      ),
  },
];

function History({ id }: { readonly id: number }) {
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['endpoints', id, 'history', cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/endpoints/{id}/history', { path: { id }, query: { cursor }, signal }),
  });
  return (
    <Section title="How it was seen">
      <Loaded query={query}>
        {({ periods, next }) =>
          periods.length === 0 ? (
            <Empty title="It was never seen">
              <p>
                Have it examined now, or wait for its schedule. Until then it counts as unknown.
              </p>
            </Empty>
          ) : (
            <>
              <GradeStrip periods={periods} />
              <DataTable
                label="How it was seen"
                rows={periods}
                columns={columns}
                keyOf={({ since, grade }) => `${since} ${grade ?? ''}`}
              />
              <Pager
                cursor={cursor}
                next={next}
                go={(to) => void navigate({ search: { cursor: to } })}
              />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}
