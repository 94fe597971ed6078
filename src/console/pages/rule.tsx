import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import UPlot from 'uplot';
import { request, type AnswerOf } from '../api/request.ts';
import { useMay } from '../api/session.ts';
import { FormAct } from '../parts/act.tsx';
import { Chart, type PlotOptions } from '../parts/chart.tsx';
import { Facts } from '../parts/evidence.tsx';
import { StageMark } from '../parts/ladder.tsx';
import { Chip } from '../parts/marks.tsx';
import { PageHead, Section } from '../parts/page-head.tsx';
import { percent } from '../parts/percent.ts';
import { Advice } from '../parts/finding-body.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { StoppedBuilds } from '../parts/stopped-builds.tsx';
import { Ago, At } from '../parts/time.tsx';
import { fieldsOf, wordOf, wordsOf } from '../parts/unknown.ts';

const route = getRouteApi('/rules/$rule');
type Rule = AnswerOf<'GET /v1/rules/{rule}'>;

/** All that one rule stands on. */
export function RulePage() {
  const { rule } = route.useParams();
  const { product } = route.useSearch();
  if (product === undefined) {
    return (
      <Empty title={rule} isPage>
        <p>
          A rule stands differently in each product: <Link to="/rules">of which one?</Link>
        </p>
      </Empty>
    );
  }
  return <Shown rule={rule} product={product} />;
}

function Shown({ rule: id, product }: { readonly rule: string; readonly product: string }) {
  const query = useQuery({
    queryKey: ['rule', id, product],
    queryFn: ({ signal }) =>
      request('GET /v1/rules/{rule}', { path: { rule: id }, query: { product }, signal }),
  });
  return (
    <Loaded query={query} rows={12} isPage>
      {(rule) => (
        <>
          <PageHead
            title={rule.rule}
            above={
              <Link to="/rules" search={{ product }}>
                Rules of {product}
              </Link>
            }
            actions={<Propose rule={rule} product={product} />}
          >
            <StageMark stage={rule.stage} written={rule.written} />
            <span>{rule.progress}</span>
            <Link to="/findings" search={{ product, rule: rule.rule }}>
              Its findings
            </Link>
          </PageHead>
          {rule.demotion === undefined ? null : (
            <p className="notice" data-tone="bad">
              Fell to <strong>{rule.demotion.to}</strong> <Ago at={rule.demotion.since} />:{' '}
              {rule.demotion.because}
            </p>
          )}
          <div className="columns">
            <div>
              <Series rule={rule} />
              <Forecast rule={rule} />
              <Demotions rule={rule} />
              <Advice rule={rule.rule} remedy="" />
            </div>
            <aside>
              <Held rule={rule} />
              <Verdicts rule={rule} />
              <Rings rule={rule} />
            </aside>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Held({ rule: { held, next } }: { readonly rule: Rule }) {
  if (next === null) return null;
  return (
    <Section title={`To ${next}`}>
      {held.length === 0 ? (
        <p>Nothing holds it: both parties may agree on it.</p>
      ) : (
        <ul className="plain-list">
          {held.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Verdicts({ rule }: { readonly rule: Rule }) {
  const counted = fieldsOf(rule.evidence['counted']);
  return (
    <Section title="Verdicts">
      <Facts
        of={[
          ['Right', String(rule.right)],
          ['False alarms', String(rule.falseAlarms)],
          ['Unclear', String(rule.unclear)],
          [
            'Clean ones still needed',
            rule.needed === null ? 'it will not get there' : String(rule.needed),
          ],
          ['People', shortList(wordsOf(counted['reviewers']))],
          ['Repositories', shortList(wordsOf(counted['repositories']))],
          ['Version', `${rule.version}, of the engine ${rule.engine}`],
        ]}
      />
    </Section>
  );
}

const LISTED = 5;

function shortList(words: readonly string[]): string {
  const more = words.length > LISTED ? ` and ${words.length - LISTED} more` : '';
  return `${words.slice(0, LISTED).join(', ')}${more}`;
}

function Rings({ rule }: { readonly rule: Rule }) {
  const rings = rule.rings.map(fieldsOf);
  if (rings.length < 2) return null;
  return (
    <Section title="In larger rings">
      <ul className="plain-list small">
        {rings.map((ring, index) => {
          const answers = fieldsOf(fieldsOf(fieldsOf(ring['evidence'])['counted'])['answers']);
          return (
            <li key={index}>
              <strong>{wordOf(ring['ring'])}</strong> {wordOf(answers['truePositives']) || '0'}{' '}
              right, {wordOf(answers['falsePositives']) || '0'} false alarms
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Series({ rule }: { readonly rule: Rule }) {
  const { series, thresholds } = rule;
  const data = useMemo(
    () =>
      [
        series.map(({ at }) => Date.parse(at) / 1_000),
        series.map(({ warn }) => warn),
        series.map(({ block }) => block),
        series.map(() => thresholds.warn),
        series.map(() => thresholds.block),
      ] as [number[], ...(number | null)[][]],
    [series, thresholds],
  );
  const last = series.at(-1);
  return (
    <Section title="Evidence over time">
      {last === undefined ? (
        <p className="dim">Nobody has judged a finding of it that counts.</p>
      ) : (
        <figure className="trend">
          <Chart data={data} options={seriesOptions} />
          <figcaption className="dim small">
            The natural logarithm of the e-value: {text(last.warn)} towards warn, whose gate opens
            at {thresholds.warn.toFixed(2)}; {text(last.block)} towards block, whose gate opens at{' '}
            {thresholds.block.toFixed(2)}. After {last.right + last.falseAlarms} verdicts.
          </figcaption>
        </figure>
      )}
    </Section>
  );
}

function text(value: number | null): string {
  return value === null ? 'none' : value.toFixed(2);
}

const seriesOptions: PlotOptions = (colour) => {
  const axis = { stroke: colour('--plot-text'), grid: { stroke: colour('--plot-grid'), width: 1 } };
  const line = { width: 2, points: { size: 5 } };
  const gate = { width: 1, dash: [6, 4], points: { show: false } };
  return {
    cursor: { y: false },
    tzDate: (second) => UPlot.tzDate(new Date(second * 1_000), 'UTC'),
    axes: [
      {
        ...axis,
        // Ticks of days, or of hours where all of it was on one day.
        values: [
          [86_400, '{D} {MMM}', '', '', '', '', '', '', 1],
          [60, '{HH}:{mm}', '', '', '\n{D} {MMM}', '', '', '', 1],
        ],
      },
      { ...axis, size: 44 },
    ],
    series: [
      { label: 'When', value: '{D} {MMM} {YYYY}, {HH}:{mm}' },
      { ...line, label: 'to warn', stroke: colour('--plot-came') },
      { ...line, label: 'to block', stroke: colour('--plot-open') },
      { ...gate, label: 'gate of warn', stroke: colour('--plot-came') },
      { ...gate, label: 'gate of block', stroke: colour('--plot-open') },
    ],
  };
};

function Forecast({ rule: { forecast } }: { readonly rule: Rule }) {
  const { builds, blocked, upperBound, stopped } = forecast;
  return (
    <Section title="What it would have stopped">
      {builds === 0 ? (
        <p className="dim">No build that looked at a change is known.</p>
      ) : (
        <p>
          At block, <strong className="number">{blocked}</strong> of{' '}
          <strong className="number">{builds}</strong> builds of the last days; at most{' '}
          <strong>{percent(upperBound)}</strong> of those to come, at 95 %.
        </p>
      )}
      {stopped.length === 0 ? null : <StoppedBuilds builds={stopped} />}
    </Section>
  );
}

function Demotions({ rule: { demotions } }: { readonly rule: Rule }) {
  if (demotions.length === 0) return null;
  return (
    <Section title="When it fell">
      <ul className="history">
        {demotions.map(({ to, since, because, endedAt }) => (
          <li key={since}>
            <span>
              <Chip tone={endedAt === null ? 'bad' : 'plain'}>to {to}</Chip> {because}
            </span>
            <span className="dim small">
              <At at={since} />
              {endedAt === null ? ', holds' : ', over'}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const STAGES = ['observe', 'warn', 'block'] as const;

function Propose({ rule, product }: { readonly rule: Rule; readonly product: string }) {
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const mayJudge = useMay('judge');
  const to = STAGES.find((each) => each === rule.next);
  if (!mayJudge || to === undefined || rule.held.length > 0) return null;
  return (
    <FormAct
      label={`Propose ${to}`}
      send="Propose it to both parties"
      onOpen={() => setReason('')}
      act={async () => {
        const { id } = await request('POST /v1/proposals', {
          body: { kind: 'stage', product, rule: rule.rule, to, reason },
        });
        await navigate({ to: '/proposals/$proposal', params: { proposal: String(id) } });
      }}
      changes={['proposals']}
    >
      <p>
        <strong>{rule.rule}</strong> from {rule.stage} to {to}, on the evidence of now:{' '}
        {rule.progress}.
      </p>
      <Textarea
        label="Why"
        required
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormAct>
  );
}
