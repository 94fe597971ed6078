import { request } from '../api/request.ts';
import { Act, FormAct } from './act.tsx';
import { TextField } from './fields.tsx';
import { partOfForm, useForm, type Form } from './form.ts';
import { Chip } from './marks.tsx';
import { Ago } from './time.tsx';

/** What the inventory says of the schedule of something. */
export interface Scheduled {
  readonly schedule: string;
  readonly timeZone: string;
  readonly paused: boolean;
  readonly dueAt: string | null;
}

/** When it is examined, and when next. */
export function ScheduleOf({
  of: { schedule, timeZone, paused, dueAt },
}: {
  readonly of: Scheduled;
}) {
  if (schedule === '') return <span className="dim">when asked for</span>;
  return (
    <>
      <span className="code">{schedule}</span> <span className="dim small">{timeZone}</span>
      {paused ? (
        <div>
          <Chip tone="warn">paused</Chip>
        </div>
      ) : dueAt === null ? null : (
        <div className="small dim">
          next <Ago at={dueAt} />
        </div>
      )}
    </>
  );
}

interface ScheduleTexts {
  readonly schedule: string;
  readonly timeZone: string;
}

/** The fields of a schedule. */
export function ScheduleFields<Values extends ScheduleTexts>({
  form,
}: {
  readonly form: Form<Values>;
}) {
  const own = partOfForm<ScheduleTexts, Values>(form);
  return (
    <>
      <TextField
        form={own}
        name="schedule"
        label="Schedule"
        description="Minute, hour, day, month, day of the week, as cron has them: 0 3 * * 1-5. Nothing: only when asked for."
        maxLength={100}
      />
      <TextField
        form={own}
        name="timeZone"
        label="Time zone"
        description="As IANA names it: Europe/Berlin."
        maxLength={60}
        isRequired
      />
    </>
  );
}

/** Where something of the inventory is changed. */
interface Place {
  readonly kind: 'repositories' | 'endpoints';
  readonly id: number;
  /** For whoever does not see the row. */
  readonly about: string;
}

function change(
  { kind, id }: Place,
  body: { paused?: boolean; version?: string },
): Promise<unknown> {
  return kind === 'endpoints'
    ? request('PATCH /v1/endpoints/{id}', { path: { id }, body })
    : request('PATCH /v1/repositories/{id}', { path: { id }, body });
}

/** Keeps its schedule, and does not follow it; or follows it again. */
export function Pause({
  place,
  of: { schedule, paused },
}: {
  readonly place: Place;
  readonly of: Scheduled;
}) {
  if (schedule === '') return null;
  return (
    <Act
      label={paused ? 'Go on' : 'Pause'}
      about={place.about}
      act={() => change(place, { paused: !paused })}
      changes={[place.kind]}
    />
  );
}

/** Examined no more. */
export function Remove({
  place,
  question,
  onDone,
}: {
  readonly place: Place;
  readonly question: string;
  readonly onDone?: () => void;
}) {
  const { kind, id, about } = place;
  return (
    <Act
      label="Remove"
      about={about}
      question={question}
      isDangerous
      act={async () => {
        await (kind === 'endpoints'
          ? request('DELETE /v1/endpoints/{id}', { path: { id } })
          : request('DELETE /v1/repositories/{id}', { path: { id } }));
        onDone?.();
      }}
      changes={[kind]}
    />
  );
}

/** When an endpoint is examined. */
export function EditSchedule({
  id,
  about,
  of: { schedule, timeZone, version },
}: {
  readonly id: number;
  readonly about: string;
  readonly of: Scheduled & { readonly version: string };
}) {
  const start = { schedule, timeZone };
  const form = useForm(start);
  return (
    <FormAct
      label="Schedule"
      about={about}
      isSmall
      send="Change it"
      form={form}
      onOpen={() => form.reset(start)}
      act={() =>
        request('PATCH /v1/endpoints/{id}', { path: { id }, body: { ...form.values, version } })
      }
      changes={['endpoints']}
    >
      <ScheduleFields form={form} />
    </FormAct>
  );
}
