import { Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct } from '../../parts/act.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { NumberField, ProductField, TextField } from '../../parts/fields.tsx';
import { useForm } from '../../parts/form.ts';
import { LastScan } from '../../parts/last-scan.tsx';
import { Grade } from '../../parts/marks.tsx';
import { EditSchedule, Pause, Remove, ScheduleOf } from '../../parts/schedule.tsx';
import { Empty } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';

export type Endpoint = AnswerOf<'GET /v1/endpoints'>['endpoints'][number];
const HTTPS = 443;
const DAY_MS = 86_400_000;
/** Browsers and authorities renew at the latest then. */
const SOON_DAYS = 21;

/** What is shown of an endpoint, wherever there is a list of some. */
export const endpointColumns = {
  host: {
    id: 'host',
    head: 'Endpoint',
    kind: 'main',
    cell: ({ id, host, port, doubts, drift }) => (
      <>
        <Link
          to="/endpoints/$endpoint"
          params={{ endpoint: String(id) }}
          data-row
          className="strong code break"
        >
          {host}:{port}
        </Link>
        <Told drift={drift} doubts={doubts} />
      </>
    ),
  },
  product: {
    id: 'product',
    head: 'Product',
    cell: ({ product }) => (
      <Link to="/products/$product" params={{ product }} className="quiet">
        {product}
      </Link>
    ),
  },
  grade: {
    id: 'grade',
    head: 'Grade',
    cell: ({ grade, state }) => <Grade of={grade} state={state} />,
  },
  certificate: {
    id: 'certificate',
    head: 'Certificate',
    cell: ({ certificateEndsAt }) => <Ends at={certificateEndsAt} />,
  },
  scan: { id: 'scan', head: 'Examined', cell: ({ lastScan }) => <LastScan of={lastScan} /> },
  schedule: { id: 'schedule', head: 'Schedule', cell: (each) => <ScheduleOf of={each} /> },
  examine: { id: 'examine', head: 'Act', kind: 'act', cell: (each) => <Examine of={each} /> },
  act: { id: 'act', head: 'Act', kind: 'act', cell: (each) => <EndpointActs of={each} /> },
} as const satisfies Readonly<Record<string, Column<Endpoint>>>;

/** What has changed, and what could not be told. */
export function Told({
  drift,
  doubts,
}: {
  readonly drift: readonly string[];
  readonly doubts: readonly string[];
}) {
  return (
    <>
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
  );
}

/** What whoever configures its product does with one. */
export function EndpointActs({
  of,
  onRemoved,
}: {
  readonly of: Endpoint;
  readonly onRemoved?: () => void;
}) {
  const { id, host, port } = of;
  const about = `${host}:${port}`;
  const place = { kind: 'endpoints', id, about } as const;
  return (
    <span className="chips">
      <Examine of={of} />
      <EditSchedule id={id} about={about} of={of} />
      <Pause place={place} of={of} />
      <Remove
        place={place}
        question="It is connected to no more. What was found at it stays."
        {...(onRemoved === undefined ? {} : { onDone: onRemoved })}
      />
    </span>
  );
}

function Examine({ of: { id, host, port } }: { readonly of: Endpoint }) {
  return (
    <Act
      label="Examine now"
      about={`${host}:${port}`}
      act={() => request('POST /v1/checks/tls', { body: { endpoint: id } })}
      changes={['endpoints']}
    />
  );
}

/** Whole days from now. */
export function daysTo(at: string): number {
  return Math.floor((Date.parse(at) - Date.now()) / DAY_MS);
}

/** When a certificate ends; null: nobody knows. */
export function Ends({ at }: { readonly at: string | null }) {
  if (at === null) return <span className="dim">not known</span>;
  const days = daysTo(at);
  return (
    <span className="mark" data-tone={days < 0 ? 'bad' : days <= SOON_DAYS ? 'warn' : undefined}>
      {days < 0 ? 'ended' : 'ends'} <Ago at={at} />
    </span>
  );
}

export function NoEndpoint() {
  return (
    <Empty title="No endpoint is in the inventory">
      <p>Whoever configures a product adds what it serves: host and port.</p>
    </Empty>
  );
}

export function NewEndpoint({ product }: { readonly product: string }) {
  const empty = { product, host: '', port: HTTPS };
  const form = useForm(empty);
  const { host, port } = form.values;
  return (
    <FormAct
      label="Add an endpoint"
      send="Add it"
      form={form}
      onOpen={() => form.reset(empty)}
      act={() =>
        request('POST /v1/endpoints', {
          body: { product: form.values.product.trim(), host: host.trim(), port },
        })
      }
      changes={['endpoints']}
    >
      <ProductField form={form} isRequired />
      <TextField form={form} name="host" label="Host" isRequired maxLength={253} />
      <NumberField form={form} name="port" label="Port" min={1} max={65_535} />
      <p className="small dim">
        It is examined each day at 03:00 UTC, until its schedule is changed.
      </p>
    </FormAct>
  );
}
