import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../../api/request.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { listKeys } from '../../parts/list-keys.ts';
import { Threat } from '../../parts/marks.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Pager } from '../../parts/pager.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import type { EffectDays } from '../../search.ts';
import { useShortcuts } from '../../shell/keys.ts';
import { Days, Print } from './days.tsx';

const route = getRouteApi('/effect');
type Effect = AnswerOf<'GET /v1/effects'>['products'][number];

/** What the last days brought, product by product. */
export function EffectOfAll() {
  const { days = '30', text = '', cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['effects', days, text, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/effects', {
        query: {
          days: Number(days),
          ...(text === '' ? {} : { text }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        signal,
      }),
  });
  const shown = { ...(days === '30' ? {} : { days }), ...(text === '' ? {} : { text }) };
  useShortcuts('List', listKeys);
  return (
    <>
      <PageHead
        title="Effect"
        actions={
          <>
            <SearchField
              label="Name of a product"
              value={text}
              onChange={(given) =>
                void navigate({
                  search: { ...shown, text: given === '' ? undefined : given },
                  replace: true,
                })
              }
            />
            <Days
              of={days}
              onChange={(given) => void navigate({ search: { ...shown, days: given } })}
            />
            <Print />
          </>
        }
      >
        What the last {days} days brought, product by product, the most threatened first. Each has a
        page of its own, for its meeting.
      </PageHead>
      <Loaded query={query} rows={10}>
        {({ products, next }) =>
          products.length === 0 ? (
            <Empty title={text === '' ? 'Nothing was reported yet' : 'There is no such product'}>
              <p>
                A product appears with its first run: <Link to="/products">all of them</Link>.
              </p>
            </Empty>
          ) : (
            <>
              <DataTable
                label="Effect by product"
                rows={products}
                columns={columnsFor(days)}
                keyOf={({ name }) => name}
              />
              <Pager
                cursor={cursor}
                next={next}
                go={(page) => void navigate({ search: { ...shown, cursor: page } })}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

function columnsFor(days: EffectDays): readonly Column<Effect>[] {
  const count = (id: string, head: string, value: (of: Effect) => number): Column<Effect> => ({
    id,
    head,
    kind: 'number',
    cell: (of) => value(of).toLocaleString('en'),
  });
  return [
    {
      id: 'name',
      head: 'Product',
      kind: 'main',
      cell: ({ name, threat }) => (
        <>
          <Link
            to="/effect"
            search={{ product: name, ...(days === '30' ? {} : { days }) }}
            data-row
            className="strong"
          >
            {name}
          </Link>
          <div className="small dim">{threat.sentence}</div>
        </>
      ),
    },
    { id: 'threat', head: 'Threat', cell: ({ threat }) => <Threat level={threat.level} /> },
    count('builds', 'Builds', ({ builds }) => builds),
    count('blocked', 'Stopped', ({ blocked }) => blocked),
    count('right', 'Judged right', ({ right }) => right),
    count('false', 'False alarms', ({ falseAlarms }) => falseAlarms),
    count('unclear', 'Unclear', ({ unclear }) => unclear),
  ];
}
