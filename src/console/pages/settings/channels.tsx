import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act, FormAct, ShownOnce } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { useForm } from '../../parts/form.ts';
import { Chip } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { fieldsOf, wordOf } from '../../parts/unknown.ts';
import {
  changesOf,
  ChannelFields,
  creationOf,
  newChannel,
  valuesOf,
  type Channel,
} from './channel-form.tsx';

const TONES: Readonly<Record<string, string>> = { ok: 'good', failing: 'bad', unsendable: 'bad' };

const columns: readonly Column<Channel>[] = [
  {
    id: 'name',
    head: 'Channel',
    kind: 'main',
    cell: (channel) => (
      <>
        <strong className="break">{channel.name}</strong>
        <div className="small dim break">
          {channel.kind} to {channel.target.join(', ')} · {channel.events.join(', ')}
        </div>
        <div className="small dim break">{timesOf(channel)}</div>
        {channel.problem === '' ? null : <div className="small error break">{channel.problem}</div>}
      </>
    ),
  },
  { id: 'product', head: 'Product', cell: ({ product }) => product ?? 'all products' },
  {
    id: 'health',
    head: 'State',
    cell: ({ health, enabled }) =>
      enabled ? <Chip tone={TONES[health] ?? 'plain'}>{health}</Chip> : <Chip>off</Chip>,
  },
  {
    id: 'act',
    head: 'Act',
    kind: 'act',
    cell: (channel) => (
      <span className="chips">
        <Act
          label="Test"
          about={`channel ${channel.name}`}
          act={() => request('POST /v1/channels/{id}/test', { path: { id: channel.id } })}
          changes={['deliveries']}
        />
        <EditChannel channel={channel} />
        <Link to="/settings/$part" params={{ part: 'messages' }} search={{ channel: channel.id }}>
          Messages<span className="unseen"> to channel {channel.name}</span>
        </Link>
        <Act
          label="Delete"
          about={`channel ${channel.name}`}
          question="What was to be sent to it is not sent."
          isDangerous
          act={() => request('DELETE /v1/channels/{id}', { path: { id: channel.id } })}
          changes={['channels', 'deliveries']}
        />
      </span>
    ),
  },
];

/** When it is told. */
function timesOf({ digest, quietHours, severity, effect, branches }: Channel): string {
  return [
    `${severity} and worse, from ${effect}, ${branches === 'all' ? 'all branches' : 'default branches'}`,
    digest === null ? '' : `once a day at ${digest.at} ${digest.timeZone}`,
    quietHours === null
      ? ''
      : `silent from ${quietHours.from} to ${quietHours.to} ${quietHours.timeZone}`,
  ]
    .filter((text) => text !== '')
    .join(' · ');
}

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
    </Section>
  );
}

function NewChannel() {
  const form = useForm(newChannel);
  return (
    <FormAct
      label="Make a channel"
      send="Make it"
      form={form}
      onOpen={() => form.reset(newChannel)}
      act={() => request('POST /v1/channels', { body: creationOf(form.values) })}
      changes={['channels']}
      result={(data) => madeOf(data, 'It is made. Send a test to see whether it arrives.')}
    >
      <ChannelFields form={form} isNew />
    </FormAct>
  );
}

function EditChannel({ channel }: { readonly channel: Channel }) {
  const { id, name, version } = channel;
  const start = valuesOf(channel);
  const form = useForm(start);
  return (
    <FormAct
      label="Edit"
      about={`channel ${name}`}
      isSmall
      send="Change it"
      form={form}
      onOpen={() => form.reset(start)}
      act={(): Promise<AnswerOf<'PATCH /v1/channels/{id}'>> =>
        request('PATCH /v1/channels/{id}', {
          path: { id },
          body: { ...changesOf(form.values), version },
        })
      }
      changes={['channels']}
      result={(data) => madeOf(data, 'It is changed.')}
    >
      <ChannelFields form={form} isNew={false} />
    </FormAct>
  );
}

/** What there is to say of a channel that was stored; a secret that was made is shown this once. */
function madeOf(data: unknown, otherwise: string) {
  const secret = wordOf(fieldsOf(data)['signingSecret']);
  if (secret === '') return <p role="status">{otherwise}</p>;
  return (
    <ShownOnce secret={secret}>
      Its messages are signed with this secret, which is shown this once.
    </ShownOnce>
  );
}
