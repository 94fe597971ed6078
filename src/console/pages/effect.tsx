import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { BuildsChart } from '../parts/builds-chart.tsx';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { PageHead, Section } from '../parts/page-head.tsx';
import { EffectOfAll } from './effect/of-all.tsx';
import { Days, Print } from './effect/days.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { StoppedBuilds } from '../parts/stopped-builds.tsx';

const route = getRouteApi('/effect');
type Effect = AnswerOf<'GET /v1/effect'>;
type Rule = Effect['rules'][number];

/** The page for the meeting: what observing found, what was noise, what it cost. */
export function EffectPage() {
  const { product } = route.useSearch();
  return product === undefined ? <EffectOfAll /> : <EffectOf product={product} />;
}

function EffectOf({ product }: { readonly product: string }) {
  const { days = '30' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({
    queryKey: ['effect', product, days],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/effect', { query: { product, days: Number(days) }, signal }),
  });
  return (
    <>
      <PageHead
        title={`Effect on ${product}`}
        above={<Link to="/effect">Another product</Link>}
        actions={
          <>
            <Days
              of={days}
              onChange={(given) => void navigate({ search: { product, days: given } })}
            />
            <Print />
          </>
        }
      >
        {query.data === undefined ? null : <span>{query.data.scope}</span>}
      </PageHead>
      <Loaded query={query} rows={10}>
        {(effect) => <Report effect={effect} product={product} />}
      </Loaded>
    </>
  );
}

function Report({ effect, product }: { readonly effect: Effect; readonly product: string }) {
  const { builds, blocked, overridden, developers, repositories, totals, rules } = effect;
  const { answers, daily, stopped } = effect;
  if (builds === 0 && totals.found === 0) {
    return (
      <Empty title="Nothing is known of these days">
        <p>
          The effect is told by the rollout log: runs with <code>--since</code> and{' '}
          <code>--report-to</code> write it. Look at more days, or at{' '}
          <Link to="/runs" search={{ product }}>
            the runs
          </Link>
          .
        </p>
      </Empty>
    );
  }
  return (
    <>
      <dl className="figures">
        <Figure
          name="builds"
          value={builds}
          note={`${repositories} repositories, ${developers} developers`}
        />
        <Figure name="new findings" value={totals.found} note={`${totals.unclear} unclear`} />
        <Figure
          name="right"
          value={totals.right}
          note={`${totals.fixedUntold} mended without being told`}
        />
        <Figure
          name="false alarms"
          value={totals.falseAlarms}
          note={`${totals.shownFalse} of them shown to somebody`}
        />
        <Figure
          name="builds stopped"
          value={blocked}
          note={`${overridden} let through all the same`}
        />
        <Figure
          name="at block everything would stop"
          value={totals.wouldBlock.builds}
          note={`${totals.wouldBlock.rightly} rightly, ${totals.wouldBlock.wrongly} wrongly`}
        />
      </dl>
      <dl className="answers">
        {answers.map(({ question, answer }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
      <Section
        title="Builds day by day"
        aside={
          <Link to="/runs" search={{ product }}>
            runs
          </Link>
        }
      >
        <BuildsChart days={daily} />
      </Section>
      {stopped.length === 0 ? null : (
        <Section title={`Builds that were stopped: ${blocked}`}>
          <StoppedBuilds builds={stopped} />
        </Section>
      )}
      <Section title="Rule by rule">
        <DataTable
          label="Rules"
          rows={rules}
          columns={columnsFor(product)}
          keyOf={({ rule }) => rule}
        />
      </Section>
    </>
  );
}

function Figure({
  name,
  value,
  note,
}: {
  readonly name: string;
  readonly value: number;
  readonly note: string;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="number">{value.toLocaleString('en')}</dd>
      <dd className="small dim">{note}</dd>
    </div>
  );
}

function columnsFor(product: string): readonly Column<Rule>[] {
  const count = (id: string, head: string, value: (rule: Rule) => number): Column<Rule> => ({
    id,
    head,
    kind: 'number',
    cell: (rule) => value(rule).toLocaleString('en'),
  });
  return [
    {
      id: 'rule',
      head: 'Rule',
      kind: 'main',
      cell: ({ rule }) => (
        <Link to="/rules/$rule" params={{ rule }} search={{ product }} className="strong break">
          {rule}
        </Link>
      ),
    },
    { id: 'stage', head: 'Stage', cell: ({ stage }) => stage },
    count('found', 'Found', ({ found }) => found),
    count('right', 'Right', ({ right }) => right),
    count('false', 'False alarms', ({ falseAlarms }) => falseAlarms),
    count('builds', 'Would stop', ({ wouldBlock }) => wouldBlock.builds),
    count('wrongly', 'wrongly', ({ wouldBlock }) => wouldBlock.wrongly),
  ];
}
