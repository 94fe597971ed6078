import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { request, type AnswerOf } from '../api/request.ts';
import { useMay } from '../api/session.ts';
import { Act, FormAct } from '../parts/act.tsx';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { LastScan } from '../parts/last-scan.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { Grade } from '../parts/marks.tsx';
import { PageHead, Section } from '../parts/page-head.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/endpoints');
type Endpoint = AnswerOf<'GET /v1/endpoints'>['endpoints'][number];
const HTTPS = 443;
const DAY_MS = 86_400_000;
/** Browsers and authorities renew at the latest then. */
const SOON_DAYS = 21;

const host: Column<Endpoint> = {
  id: 'host',
  head: 'Endpoint',
  kind: 'main',
  cell: ({ host: name, port, product, doubts, drift }) => (
    <>
      <Link
        to="/findings"
        search={{ product, check: 'tls', text: `${name}:${port}` }}
        data-row
        className="strong code break"
      >
        {name}:{port}
      </Link>
      {drift.map((change) => (
        <div key={change} className="small break">
          <strong>changed:</strong> {change}
        </div>
      ))}
      {doubts.map((doubt) => (
        <div key={doubt} className="small dim break">
          not told: {doubt}
        </div>
      ))}
    </>
  ),
};
const product: Column<Endpoint> = {
  id: 'product',
  head: 'Product',
  cell: ({ product: name }) => (
    <Link to="/products/$product" params={{ product: name }} className="quiet">
      {name}
    </Link>
  ),
};
const grade: Column<Endpoint> = {
  id: 'grade',
  head: 'Grade',
  cell: ({ grade: letter, state }) => <Grade of={letter} state={state} />,
};
const certificate: Column<Endpoint> = {
  id: 'certificate',
  head: 'Certificate',
  cell: ({ certificateEndsAt: at }) =>
    at === null ? <span className="dim">not known</span> : <Ends at={at} />,
};
const scan: Column<Endpoint> = {
  id: 'scan',
  head: 'Examined',
  cell: ({ lastScan }) => <LastScan of={lastScan} />,
};
const schedule: Column<Endpoint> = {
  id: 'schedule',
  head: 'Schedule',
  kind: 'wide',
  cell: ({ schedule: text }) =>
    text === '' ? (
      <span className="dim">when asked for</span>
    ) : (
      <span className="code">{text}</span>
    ),
};
const act: Column<Endpoint> = {
  id: 'act',
  head: 'Act',
  kind: 'act',
  cell: ({ id, host: name, port }) => (
    <span className="chips">
      <Act
        label="Examine now"
        about={`${name}:${port}`}
        act={() => request('POST /v1/checks/tls', { body: { endpoint: id } })}
        changes={['endpoints']}
      />
      <Act
        label="Remove"
        about={`${name}:${port}`}
        question="It is connected to no more. What was found at it stays."
        isDangerous
        act={() => request('DELETE /v1/endpoints/{id}', { path: { id } })}
        changes={['endpoints']}
      />
    </span>
  ),
};

/** The inventory of endpoints: grades, what has changed, and when certificates end. */
export function EndpointsPage() {
  const { product: named, view = 'grades' } = route.useSearch();
  const navigate = route.useNavigate();
  const mayConfigure = useMay('configure');
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['endpoints'],
    queryFn: ({ signal }) => request('GET /v1/endpoints', { signal }),
  });
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
                  search: (before) => ({
                    ...before,
                    view: value === 'calendar' ? value : undefined,
                  }),
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
        {({ endpoints }) => {
          const shown = endpoints.filter((each) => named === undefined || each.product === named);
          if (shown.length === 0) return <NoEndpoint />;
          if (view === 'calendar') return <Calendar endpoints={shown} />;
          return (
            <DataTable
              label="Endpoints"
              rows={shown.toSorted(worstFirst)}
              columns={[
                grade,
                host,
                product,
                certificate,
                scan,
                schedule,
                ...(mayConfigure ? [act] : []),
              ]}
              keyOf={({ id }) => String(id)}
            />
          );
        }}
      </Loaded>
    </>
  );
}

function NoEndpoint() {
  return (
    <Empty title="No endpoint is in the inventory">
      <p>Whoever configures a product adds what it serves: host and port.</p>
    </Empty>
  );
}

/** What cannot be told is as bad as it can be. */
function rankOf({ grade: letter }: Endpoint): number {
  return letter === null || letter === '?'
    ? 99
    : letter.charCodeAt(0) * 2 - (letter.endsWith('+') ? 1 : 0) - 128;
}

function worstFirst(a: Endpoint, b: Endpoint): number {
  return rankOf(b) - rankOf(a);
}

function daysTo(at: string): number {
  return Math.floor((Date.parse(at) - Date.now()) / DAY_MS);
}

function Ends({ at }: { readonly at: string }) {
  const days = daysTo(at);
  return (
    <span className="mark" data-tone={days < 0 ? 'bad' : days <= SOON_DAYS ? 'warn' : undefined}>
      {days < 0 ? 'ended' : 'ends'} <Ago at={at} />
    </span>
  );
}

const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Certificates by the month in which they end, the next one first; those that are not known before all. */
function Calendar({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  const unknown = endpoints.filter(({ certificateEndsAt }) => certificateEndsAt === null);
  const known = endpoints
    .flatMap((each) =>
      each.certificateEndsAt === null ? [] : [{ ...each, at: each.certificateEndsAt }],
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const months = Map.groupBy(known, ({ at }) =>
    daysTo(at) < 0 ? 'Ended' : month.format(new Date(at)),
  );
  return (
    <>
      {unknown.length === 0 ? null : (
        <Section title={`Not known: ${unknown.length}`}>
          <ul className="plain-list">
            {unknown.map(({ id, host: name, port, product: of }) => (
              <li key={id}>
                <span className="code">
                  {name}:{port}
                </span>{' '}
                <span className="dim">{of}</span> <span className="never">never seen</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {[...months].map(([name, rows]) => (
        <Section key={name} title={name}>
          <DataTable
            label={`Certificates, ${name}`}
            rows={rows}
            columns={[host, product, certificate, grade]}
            keyOf={({ id }) => String(id)}
          />
        </Section>
      ))}
    </>
  );
}

function NewEndpoint({ product: named }: { readonly product: string }) {
  const empty = { product: named, host: '', port: HTTPS };
  const [given, setGiven] = useState(empty);
  return (
    <FormAct
      label="Add an endpoint"
      send="Add it"
      onOpen={() => setGiven(empty)}
      act={() => request('POST /v1/endpoints', { body: given })}
      changes={['endpoints']}
    >
      <TextInput
        label="Product"
        required
        maxLength={200}
        value={given.product}
        onChange={({ currentTarget: { value } }) => setGiven({ ...given, product: value })}
      />
      <TextInput
        label="Host"
        required
        maxLength={253}
        value={given.host}
        onChange={({ currentTarget: { value } }) => setGiven({ ...given, host: value.trim() })}
      />
      <NumberInput
        label="Port"
        min={1}
        max={65_535}
        value={given.port}
        onChange={(value) => setGiven({ ...given, port: Number(value) })}
      />
      <p className="small dim">It is examined each day at 03:00 UTC.</p>
    </FormAct>
  );
}
