import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { ProductField, SeveralField, TextField, YesField } from '../../parts/fields.tsx';
import { partOfForm, useForm, type Form } from '../../parts/form.ts';
import { LastScan, useLookAgain } from '../../parts/last-scan.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Pause, Remove, ScheduleFields, ScheduleOf } from '../../parts/schedule.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { usePart } from './part.ts';

type Repository = AnswerOf<'GET /v1/repositories'>['repositories'][number];

const columns: readonly Column<Repository>[] = [
  {
    id: 'url',
    head: 'Repository',
    kind: 'main',
    cell: ({ url, branch, product, checks }) => (
      <>
        <strong className="break">{url}</strong>
        <div className="small dim break">
          {product} · {branch === '' ? 'default branch' : branch} ·{' '}
          {checks.length === 0 ? 'the checks of its policy' : checks.join(', ')}
        </div>
      </>
    ),
  },
  { id: 'schedule', head: 'Schedule', cell: (each) => <ScheduleOf of={each} /> },
  { id: 'scan', head: 'Examined', cell: ({ lastScan }) => <LastScan of={lastScan} /> },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: (each) => {
      const place = { kind: 'repositories', id: each.id, about: each.url } as const;
      return (
        <span className="chips">
          <Act
            label="Examine now"
            about={each.url}
            act={() => request('POST /v1/repositories/{id}/scan', { path: { id: each.id } })}
            changes={['repositories']}
          />
          <EditRepository of={each} />
          <Pause place={place} of={each} />
          <Remove place={place} question="It is examined no more. What was found in it stays." />
        </span>
      );
    },
  },
];

/** Repositories that the service examines by itself. */
export function Repositories() {
  const { cursor, go } = usePart();
  const query = useQuery({
    queryKey: ['repositories', cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/repositories', { query: { cursor }, signal }),
  });
  useLookAgain('repositories', query.data?.repositories);
  return (
    <Section title="Repositories and their schedules" aside={<NewRepository />}>
      <Loaded query={query}>
        {({ repositories, next }) =>
          repositories.length === 0 ? (
            <Empty title="The service examines no repository by itself">
              <p>Pipelines report their runs. What has no pipeline is examined by a schedule.</p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Repositories"
                rows={repositories}
                columns={columns}
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

const checkChoices = [
  { value: 'code', label: 'code' },
  { value: 'components', label: 'components' },
  { value: 'secrets', label: 'secrets' },
] as const;
type CheckId = (typeof checkChoices)[number]['value'];

interface Settings {
  readonly url: string;
  readonly branch: string;
  readonly default: boolean;
  readonly checks: readonly string[];
  readonly credentials: string;
  readonly schedule: string;
  readonly timeZone: string;
}

const empty: Settings & { readonly product: string } = {
  product: '',
  url: '',
  branch: '',
  default: true,
  checks: [],
  credentials: '',
  schedule: '0 2 * * *',
  timeZone: 'UTC',
};

/** As the API wants them. */
function bodyOf({ url, branch, checks, credentials, schedule, timeZone, ...rest }: Settings) {
  return {
    url: url.trim(),
    branch: branch.trim(),
    default: rest.default,
    checks: checkChoices.flatMap(({ value }): CheckId[] => (checks.includes(value) ? [value] : [])),
    credentials: credentials.trim(),
    schedule: schedule.trim(),
    timeZone: timeZone.trim(),
  };
}

function NewRepository() {
  const form = useForm(empty);
  return (
    <FormAct
      label="Add a repository"
      send="Add it"
      form={form}
      onOpen={() => form.reset(empty)}
      act={() =>
        request('POST /v1/repositories', {
          body: { ...bodyOf(form.values), product: form.values.product.trim() },
        })
      }
      changes={['repositories']}
    >
      <ProductField form={form} isRequired />
      <RepositoryFields form={form} />
    </FormAct>
  );
}

function EditRepository({ of: { id, version, ...known } }: { readonly of: Repository }) {
  const form = useForm<Settings>(known);
  return (
    <FormAct
      label="Edit"
      about={known.url}
      isSmall
      send="Change it"
      form={form}
      onOpen={() => form.reset(known)}
      act={() =>
        request('PATCH /v1/repositories/{id}', {
          path: { id },
          body: { ...bodyOf(form.values), version },
        })
      }
      changes={['repositories']}
    >
      <RepositoryFields form={form} />
    </FormAct>
  );
}

function RepositoryFields<Values extends Settings>({ form }: { readonly form: Form<Values> }) {
  const own = partOfForm<Settings, Values>(form);
  return (
    <>
      <TextField
        form={own}
        name="url"
        label="Address"
        description="https, without user and password."
        isRequired
      />
      <TextField
        form={own}
        name="branch"
        label="Branch"
        description="Nothing: the default of the server."
        maxLength={250}
      />
      <YesField form={own} name="default" label="It is the branch that others are compared with" />
      <SeveralField
        form={own}
        name="checks"
        label="Checks"
        description="None: those of its policy."
        choices={checkChoices}
      />
      <ScheduleFields form={own} />
      <TextField
        form={own}
        name="credentials"
        label="Credentials"
        description="The name of a secret file on the server. Nothing: none."
        maxLength={100}
      />
    </>
  );
}
