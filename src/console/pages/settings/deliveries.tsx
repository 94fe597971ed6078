import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { Act } from '../../parts/act.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Chip } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Ago } from '../../parts/time.tsx';
import { deliveryStates } from '../../search.ts';
import { usePart } from './part.ts';

const route = getRouteApi('/settings/$part');
type Delivery = AnswerOf<'GET /v1/deliveries'>['deliveries'][number];
const WORDS: Readonly<Record<string, string>> = { dead: 'given up' };
const TONES: Readonly<Record<string, string>> = { dead: 'bad', sent: 'good' };

const columns: readonly Column<Delivery>[] = [
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
    cell: ({ state }) => <Chip tone={TONES[state] ?? 'plain'}>{WORDS[state] ?? state}</Chip>,
  },
  { id: 'attempts', head: 'Attempts', kind: 'number', cell: ({ attempts }) => attempts },
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

/** Messages to channels, and what became of them. */
export function Deliveries() {
  const { state, channel } = route.useSearch();
  const navigate = route.useNavigate();
  const { cursor, go } = usePart();
  const channels = useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => request('GET /v1/channels', { signal }),
  });
  const query = useQuery({
    queryKey: ['deliveries', state, channel, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/deliveries', { query: { state, channel, cursor }, signal }),
  });
  return (
    <Section title="Messages">
      <div className="filters">
        <NativeSelect
          size="xs"
          aria-label="State"
          value={state ?? ''}
          data={[
            { value: '', label: 'all messages' },
            ...deliveryStates.map((value) => ({ value, label: WORDS[value] ?? value })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              search: ({ channel: kept }) => ({
                ...(kept === undefined ? {} : { channel: kept }),
                state: deliveryStates.find((each) => each === value),
              }),
            })
          }
        />
        <NativeSelect
          size="xs"
          aria-label="Channel"
          value={channel ?? ''}
          data={[
            { value: '', label: 'to all channels' },
            ...(channels.data?.channels ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              search: ({ state: kept }) => ({
                state: kept,
                ...(value === '' ? {} : { channel: value }),
              }),
            })
          }
        />
      </div>
      <Loaded query={query}>
        {({ deliveries, next }) =>
          deliveries.length === 0 ? (
            <Empty title="There is no such message">
              <p>
                One is written when something happens that a channel is told of. A test of a channel
                is one too.
              </p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Messages"
                rows={deliveries}
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
