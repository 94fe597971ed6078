import { NativeSelect, TextInput } from '@mantine/core';
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

type Channel = AnswerOf<'GET /v1/channels'>['channels'][number];
type Delivery = AnswerOf<'GET /v1/deliveries'>['deliveries'][number];
const kinds = ['slack', 'webhook', 'mail'] as const;
const TONES: Readonly<Record<string, string>> = { ok: 'good', failing: 'bad', unsendable: 'bad' };

const columns: readonly Column<Channel>[] = [
  {
    id: 'name',
    head: 'Channel',
    kind: 'main',
    cell: ({ name, kind, target, events }) => (
      <>
        <strong className="break">{name}</strong>
        <div className="small dim break">
          {kind} to {target.join(', ')} · {events.join(', ')}
        </div>
      </>
    ),
  },
  { id: 'product', head: 'Product', cell: ({ product }) => product ?? 'all products' },
  {
    id: 'health',
    head: 'State',
    cell: ({ health, problem, enabled }) =>
      enabled ? (
        <span className="break" title={problem}>
          <Chip tone={TONES[health] ?? 'plain'}>{health}</Chip>
        </span>
      ) : (
        <Chip>off</Chip>
      ),
  },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: ({ id, name }) => (
      <span className="chips">
        <Act
          label="Test"
          about={`channel ${name}`}
          act={() => request('POST /v1/channels/{id}/test', { path: { id } })}
          changes={['deliveries']}
        />
        <Act
          label="Delete"
          about={`channel ${name}`}
          question="What was to be sent to it is not sent."
          isDangerous
          act={() => request('DELETE /v1/channels/{id}', { path: { id } })}
          changes={['channels', 'deliveries']}
        />
      </span>
    ),
  },
];

/** Where people are told of what happens. */
export function Channels() {
  const query = useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => request('GET /v1/channels', { signal }),
  });
  return (
    <Section title="Channels" aside={<NewChannel />}>
      <Loaded query={query}>
        {({ channels }) =>
          channels.length === 0 ? (
            <Empty title="Nobody is told of anything">
              <p>A channel tells a chat, a mailbox or a program: one message a run, at most.</p>
            </Empty>
          ) : (
            <DataTable label="Channels" rows={channels} columns={columns} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
      <Deliveries />
    </Section>
  );
}

const empty = { name: '', product: '', target: '' };

function NewChannel() {
  const [kind, setKind] = useState<(typeof kinds)[number]>('slack');
  const [given, setGiven] = useState(empty);
  const { name, product, target } = given;
  const isMail = kind === 'mail';
  return (
    <FormAct
      label="Make a channel"
      send="Make it"
      onOpen={() => setGiven(empty)}
      act={() =>
        request('POST /v1/channels', {
          body: {
            name: name.trim(),
            kind,
            ...(isMail
              ? { to: target.split(/[\s,;]+/u).filter((each) => each !== '') }
              : { url: target.trim() }),
            ...(product === '' ? {} : { product }),
          },
        })
      }
      changes={['channels']}
      result={(data) => {
        const secret = wordOf(fieldsOf(data)['signingSecret']);
        return secret === '' ? (
          <p>It is made. Send a test to see whether it arrives.</p>
        ) : (
          <ShownOnce secret={secret}>
            It is made. Its messages are signed with this secret, which is shown this once.
          </ShownOnce>
        );
      }}
    >
      <TextInput
        label="Name"
        required
        maxLength={100}
        value={name}
        onChange={({ currentTarget: { value } }) => setGiven({ ...given, name: value })}
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
        label={isMail ? 'Addresses' : 'Address of the webhook'}
        description={isMail ? 'With a comma between them.' : 'It is not shown again.'}
        required
        maxLength={2_000}
        value={target}
        onChange={({ currentTarget: { value } }) => setGiven({ ...given, target: value })}
      />
      <TextInput
        label="Product"
        description="Nothing: all of them."
        maxLength={200}
        value={product}
        onChange={({ currentTarget: { value } }) => setGiven({ ...given, product: value.trim() })}
      />
    </FormAct>
  );
}

const deliveryColumns: readonly Column<Delivery>[] = [
  {
    id: 'title',
    head: 'Message',
    kind: 'main',
    cell: ({ title, channelName, detail }) => (
      <>
        <span className="break">{title ?? 'not written yet'}</span>
        <div className="small dim break">
          {channelName}
          {detail === '' ? '' : ` · ${detail}`}
        </div>
      </>
    ),
  },
  {
    id: 'state',
    head: 'State',
    cell: ({ state }) => (
      <Chip tone={state === 'dead' ? 'bad' : state === 'sent' ? 'good' : 'plain'}>
        {state === 'dead' ? 'given up' : state}
      </Chip>
    ),
  },
  { id: 'at', head: 'When', cell: ({ endedAt, dueAt }) => <Ago at={endedAt ?? dueAt} /> },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: ({ id, state, title }) =>
      state === 'dead' ? (
        <Act
          label="Try again"
          about={title ?? ''}
          act={() => request('POST /v1/deliveries/{id}/retry', { path: { id } })}
          changes={['deliveries']}
        />
      ) : null,
  },
];
const SHOWN = 20;

function Deliveries() {
  const [isDead, setDead] = useState(false);
  const query = useQuery({
    queryKey: ['deliveries', isDead],
    queryFn: ({ signal }) =>
      request('GET /v1/deliveries', {
        query: { limit: SHOWN, ...(isDead ? { state: 'dead' as const } : {}) },
        signal,
      }),
  });
  return (
    <details className="more">
      <summary>The latest messages, and what became of them</summary>
      <NativeSelect
        size="xs"
        className="narrow"
        aria-label="Which messages"
        value={String(isDead)}
        data={[
          { value: 'false', label: 'all' },
          { value: 'true', label: 'given up' },
        ]}
        onChange={({ currentTarget: { value } }) => setDead(value === 'true')}
      />
      <Loaded query={query}>
        {({ deliveries }) =>
          deliveries.length === 0 ? (
            <p className="dim">There is none.</p>
          ) : (
            <DataTable
              label="Messages"
              rows={deliveries}
              columns={deliveryColumns}
              keyOf={({ id }) => String(id)}
            />
          )
        }
      </Loaded>
    </details>
  );
}
