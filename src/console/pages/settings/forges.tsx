import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct, ShownOnce } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Chip } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { fieldsOf, wordOf } from '../../parts/unknown.ts';

type Forge = AnswerOf<'GET /v1/forges'>['forges'][number];
const kinds = ['github', 'gitlab'] as const;
type Kind = (typeof kinds)[number];
const USUAL: Readonly<Record<Kind, string>> = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
};

const columns: readonly Column<Forge>[] = [
  {
    id: 'name',
    head: 'Forge',
    kind: 'main',
    cell: ({ name, kind, url, webhookUrl }) => (
      <>
        <strong className="break">{name}</strong>
        <div className="small dim break">
          {kind} at {url} · webhooks to {webhookUrl}
        </div>
      </>
    ),
  },
  {
    id: 'state',
    head: 'State',
    cell: ({ problem, heardAt }) =>
      problem === '' ? (
        <Chip tone={heardAt === null ? 'plain' : 'good'}>
          {heardAt === null ? 'nothing came yet' : 'ok'}
        </Chip>
      ) : (
        <>
          <Chip tone="bad">refuses</Chip>
          <div className="small break">{problem}</div>
        </>
      ),
  },
  {
    id: 'heard',
    head: 'Last webhook',
    cell: ({ heardAt }) => (heardAt === null ? 'never' : <Ago at={heardAt} />),
  },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: ({ id, name }) => (
      <span className="chips">
        <NewSecret id={id} name={name} />
        <Act
          label="Delete"
          about={`forge ${name}`}
          question="Its pull requests are examined no more. What was found in them stays."
          isDangerous
          act={() => request('DELETE /v1/forges/{id}', { path: { id } })}
          changes={['forges']}
        />
      </span>
    ),
  },
];

/** Who tells of pull requests, and is told what was decided on them. */
export function Forges() {
  const query = useQuery({
    queryKey: ['forges'],
    queryFn: ({ signal }) => request('GET /v1/forges', { signal }),
  });
  return (
    <Section title="Pull requests" aside={<NewForge />}>
      <Loaded query={query}>
        {({ forges }) =>
          forges.length === 0 ? (
            <Empty title="No pull requests are examined">
              <p>
                Add your GitHub or GitLab, and give it the webhook that you are shown then. The
                repositories are those of the inventory, below.
              </p>
            </Empty>
          ) : (
            <DataTable label="Forges" rows={forges} columns={columns} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
    </Section>
  );
}

const empty = { name: '', url: '', token: '', appId: '', privateKey: '' };

function NewForge() {
  const [kind, setKind] = useState<Kind>('github');
  const [given, setGiven] = useState(empty);
  const { name, url, token, appId, privateKey } = given;
  const set = (field: keyof typeof empty, value: string): void =>
    setGiven({ ...given, [field]: value });
  const isApp = kind === 'github' && appId.trim() !== '';
  return (
    <FormAct
      label="Add a forge"
      send="Add it"
      onOpen={() => setGiven(empty)}
      act={() =>
        request('POST /v1/forges', {
          body: {
            name: name.trim(),
            kind,
            url: url.trim() === '' ? USUAL[kind] : url.trim(),
            ...(isApp ? { app: { id: appId.trim(), privateKey } } : { token: token.trim() }),
          },
        })
      }
      changes={['forges']}
      result={(data) => <Webhook data={data} />}
    >
      <TextInput
        label="Name"
        description="Small letters, digits and hyphens."
        required
        maxLength={100}
        value={name}
        onChange={({ currentTarget: { value } }) => set('name', value)}
      />
      <NativeSelect
        label="Kind"
        value={kind}
        data={[...kinds]}
        onChange={({ currentTarget: { value } }) =>
          setKind(kinds.find((each) => each === value) ?? kind)
        }
      />
      <TextInput
        label="Address"
        placeholder={USUAL[kind]}
        maxLength={500}
        value={url}
        onChange={({ currentTarget: { value } }) => set('url', value)}
      />
      <PasswordInput
        label="Token"
        description="Of a bot, a project or a group. It is not shown again."
        autoComplete="off"
        required={!isApp}
        disabled={isApp}
        maxLength={1_000}
        value={token}
        onChange={({ currentTarget: { value } }) => set('token', value)}
      />
      {kind === 'github' ? (
        <>
          <TextInput
            label="App ID"
            description="Of a GitHub App, instead of a token."
            maxLength={100}
            value={appId}
            onChange={({ currentTarget: { value } }) => set('appId', value)}
          />
          <Textarea
            label="Private key of the app"
            description="PEM. It is not shown again."
            autoComplete="off"
            required={isApp}
            disabled={!isApp}
            rows={3}
            maxLength={10_000}
            value={privateKey}
            onChange={({ currentTarget: { value } }) => set('privateKey', value)}
          />
        </>
      ) : null}
    </FormAct>
  );
}

function NewSecret({ id, name }: Pick<Forge, 'id' | 'name'>) {
  return (
    <FormAct
      label="New secret"
      about={`of the webhooks of ${name}`}
      isSmall
      send="Make it"
      onOpen={() => undefined}
      act={() =>
        request('PATCH /v1/forges/{id}', { path: { id }, body: { newWebhookSecret: true } })
      }
      changes={['forges']}
      result={(data) => <Webhook data={data} />}
    >
      <p>The one before it is heeded too, until the next change of it.</p>
    </FormAct>
  );
}

function Webhook({ data }: { readonly data: unknown }) {
  const fields = fieldsOf(data);
  return (
    <ShownOnce secret={wordOf(fields['webhookSecret'])}>
      Make a webhook of pull requests (merge requests) in the forge, with the content type{' '}
      <code>application/json</code>, to{' '}
      <code className="break">{wordOf(fields['webhookUrl'])}</code> and with this secret, which is
      shown this once.
    </ShownOnce>
  );
}
