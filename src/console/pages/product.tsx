import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { request, type AnswerOf } from '../api/request.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { FindingRows } from '../parts/finding-rows.tsx';
import { listKeys } from '../parts/list-keys.ts';
import { Outcome, severityWords, Threat } from '../parts/marks.tsx';
import { PageHead, Section } from '../parts/page-head.tsx';
import { Loaded } from '../parts/states.tsx';
import { Ago } from '../parts/time.tsx';
import { Trend } from '../parts/trend.tsx';
import { useShortcuts } from '../shell/keys.ts';
import { Deadlines } from './product/deadlines.tsx';
import { Grades } from './product/grades.tsx';
import { LatestRuns } from './product/latest-runs.tsx';
import { Policies } from './product/policies.tsx';
import { State } from './product/state.tsx';

const route = getRouteApi('/products/$product');
type Standing = AnswerOf<'GET /v1/standing/{product}'>;
type Part = Standing['parts'][number];

const SHOWN = 8;

/** One product: what blocks now, what is due, how it changes, and in what state of process it is. */
export function ProductPage() {
  const { product } = route.useParams();
  useShortcuts('List', listKeys);
  const query = useQuery({
    queryKey: ['standing', product],
    queryFn: ({ signal }) => request('GET /v1/standing/{product}', { path: { product }, signal }),
  });
  return (
    <Loaded query={query} rows={12} isPage>
      {(standing) => (
        <>
          <Head standing={standing} />
          <div className="columns">
            <div>
              {standing.ranAt === null ? (
                <Unexamined />
              ) : (
                <>
                  <Worst product={product} blocking={standing.blocking} />
                  <Deadlines product={product} />
                  <TrendSection product={product} />
                </>
              )}
              <LatestRuns product={product} />
              <Grades product={product} />
              <Policies product={product} />
              <Parts parts={standing.parts} />
            </div>
            <aside>
              <State of={standing} />
              <Section title="More">
                <ul className="links">
                  <li>
                    <Link to="/findings" search={{ product }}>
                      All findings
                    </Link>
                  </li>
                  <li>
                    <Link to="/triage" search={{ product }}>
                      Triage
                    </Link>
                  </li>
                  <li>
                    <Link to="/runs" search={{ product }}>
                      Runs and decisions
                    </Link>
                  </li>
                  <li>
                    <Link to="/rules" search={{ product }}>
                      Rules and their evidence
                    </Link>
                  </li>
                  <li>
                    <Link to="/effect" search={{ product }}>
                      Effect of the last days
                    </Link>
                  </li>
                  <li>
                    <Link to="/decisions" search={{ product }}>
                      Decisions
                    </Link>
                  </li>
                  <li>
                    <Link to="/waivers" search={{ product }}>
                      Waivers
                    </Link>
                  </li>
                  <li>
                    <Link to="/endpoints" search={{ product }}>
                      Endpoints
                    </Link>
                  </li>
                </ul>
              </Section>
            </aside>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Head({ standing }: { readonly standing: Standing }) {
  const { name, threat, tier, exposure, ranAt } = standing;
  return (
    <PageHead
      title={name}
      above={<Link to="/products">Products</Link>}
      actions={
        <div className="verdict-of-all" data-level={threat.level}>
          <Threat level={threat.level} />
          <span>{threat.sentence}</span>
        </div>
      }
    >
      <span>{tier === null ? 'tier unknown' : `tier ${tier}`}</span>
      <span>{exposure === null ? 'exposure unknown' : `exposure: ${exposure}`}</span>
      <span>
        {ranAt === null ? (
          'never examined'
        ) : (
          <>
            examined <Ago at={ranAt} />
          </>
        )}
      </span>
    </PageHead>
  );
}

function Unexamined() {
  return (
    <Section title="What blocks is not known">
      <p>
        Nothing has examined a default branch. Report a run of one with{' '}
        <code>lockstep check --report-to {window.location.origin}</code>, or have its repository
        examined by a schedule in <Link to="/settings">Settings</Link>.
      </p>
    </Section>
  );
}

function Worst({ product, blocking }: { readonly product: string; readonly blocking: number }) {
  const isBlocked = blocking > 0;
  const query = useQuery({
    queryKey: ['findings', { product, effect: isBlocked ? 'blocks' : '', limit: SHOWN }],
    queryFn: ({ signal }) =>
      request('GET /v1/findings', {
        query: {
          product,
          state: 'open',
          limit: SHOWN,
          ...(isBlocked ? { effect: 'blocks' as const } : {}),
        },
        signal,
      }),
  });
  return (
    <Section
      title={isBlocked ? `What blocks now: ${blocking}` : 'Nothing blocks; the worst that is open'}
      aside={
        <Link
          to="/findings"
          search={{ product, ...(isBlocked ? { effect: 'blocks' as const } : {}) }}
        >
          all
        </Link>
      }
    >
      <Loaded query={query} rows={4}>
        {({ findings }) =>
          findings.length === 0 ? (
            <p className="dim">Nothing is open on default branches.</p>
          ) : (
            <FindingRows findings={findings} isOfOneProduct />
          )
        }
      </Loaded>
    </Section>
  );
}

function TrendSection({ product }: { readonly product: string }) {
  const [severity, setSeverity] = useState(0);
  const query = useQuery({
    queryKey: ['trend', product, severity],
    queryFn: ({ signal }) => request('GET /v1/trend', { query: { product, severity }, signal }),
  });
  return (
    <Section
      title="Trend"
      aside={
        <NativeSelect
          size="xs"
          aria-label="Severity in the trend"
          value={String(severity)}
          onChange={(event) => setSeverity(Number(event.currentTarget.value))}
          data={severityWords.map((word, index) => ({
            value: String(index),
            label: index === 0 ? 'all severities' : `${word}${index === 4 ? '' : ' and worse'}`,
          }))}
        />
      }
    >
      <Loaded query={query} rows={5}>
        {({ days }) => <Trend days={days} />}
      </Loaded>
    </Section>
  );
}

const partColumns: readonly Column<Part>[] = [
  { id: 'repository', head: 'Repository', kind: 'main', cell: ({ repository }) => repository },
  { id: 'branch', head: 'Branch', cell: ({ branch }) => branch },
  { id: 'source', head: 'Source', cell: ({ source }) => source },
  {
    id: 'outcome',
    head: 'Latest run',
    cell: ({ outcome, ranAt, run }) =>
      outcome === null || ranAt === null || run === null ? (
        <span className="dim">none</span>
      ) : (
        <Link to="/runs/$run" params={{ run }} className="quiet">
          <Outcome of={outcome} />{' '}
          <span className="dim small">
            <Ago at={ranAt} />
          </span>
        </Link>
      ),
  },
];

function Parts({ parts }: { readonly parts: readonly Part[] }) {
  return (
    <Section title="What was examined">
      {parts.length === 0 ? (
        <p className="never">No default branch was examined.</p>
      ) : (
        <DataTable
          label="What was examined"
          rows={parts}
          columns={partColumns}
          keyOf={({ repository, branch, source }) => `${repository} ${branch} ${source}`}
        />
      )}
    </Section>
  );
}
