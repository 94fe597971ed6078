import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { LastScan } from '../../parts/last-scan.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';

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
  {
    id: 'schedule',
    head: 'Schedule',
    cell: ({ schedule, timeZone, dueAt }) =>
      schedule === '' ? (
        <span className="dim">when asked for</span>
      ) : (
        <>
          <span className="code">{schedule}</span> <span className="dim small">{timeZone}</span>
          {dueAt === null ? null : (
            <div className="small dim">
              next <Ago at={dueAt} />
            </div>
          )}
        </>
      ),
  },
  { id: 'scan', head: 'Examined', cell: ({ lastScan }) => <LastScan of={lastScan} /> },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: ({ id, url }) => (
      <span className="chips">
        <Act
          label="Examine now"
          about={url}
          act={() => request('POST /v1/repositories/{id}/scan', { path: { id } })}
          changes={['repositories']}
        />
        <Act
          label="Remove"
          about={url}
          question="It is examined no more. What was found in it stays."
          isDangerous
          act={() => request('DELETE /v1/repositories/{id}', { path: { id } })}
          changes={['repositories']}
        />
      </span>
    ),
  },
];

/** Repositories that the service examines by itself. */
export function Repositories() {
  const [cursor, setCursor] = useState<string>();
  const query = useQuery({
    queryKey: ['repositories', cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => request('GET /v1/repositories', { query: { cursor }, signal }),
  });
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
              <Pager cursor={cursor} next={next} go={setCursor} />
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

const empty = {
  product: '',
  url: '',
  branch: '',
  schedule: '0 2 * * *',
  timeZone: 'UTC',
  credentials: '',
};

const FIELDS: readonly (readonly [
  key: keyof typeof empty,
  label: string,
  description: string,
  isRequired: boolean,
])[] = [
  ['product', 'Product', 'Whose it is.', true],
  ['url', 'Address', 'https, without user and password.', true],
  ['branch', 'Branch', 'Nothing: the default of the server.', false],
  ['schedule', 'Schedule', 'Five fields of cron. Nothing: only when asked for.', false],
  ['timeZone', 'Time zone', 'As IANA names it: Europe/Berlin.', false],
  ['credentials', 'Credentials', 'The name of a secret file on the server. Nothing: none.', false],
];

function NewRepository() {
  const [given, setGiven] = useState(empty);
  return (
    <FormAct
      label="Add a repository"
      send="Add it"
      onOpen={() => setGiven(empty)}
      act={() => {
        const { credentials, timeZone, ...rest } = given;
        return request('POST /v1/repositories', {
          body: {
            ...rest,
            timeZone: timeZone === '' ? 'UTC' : timeZone,
            ...(credentials === '' ? {} : { credentials }),
          },
        });
      }}
      changes={['repositories']}
    >
      {FIELDS.map(([key, label, description, isRequired]) => (
        <TextInput
          key={key}
          label={label}
          description={description}
          required={isRequired}
          maxLength={500}
          value={given[key]}
          onChange={({ currentTarget: { value } }) =>
            setGiven({ ...given, [key]: value.trimStart() })
          }
        />
      ))}
    </FormAct>
  );
}
