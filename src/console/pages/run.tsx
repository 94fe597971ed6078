import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { commitText, hasCommit } from '../parts/commit.ts';
import { Facts } from '../parts/evidence.tsx';
import { Outcome } from '../parts/marks.tsx';
import { PageHead, Section } from '../parts/page-head.tsx';
import { RunCounts } from '../parts/run-counts.tsx';
import { RunDecisions } from '../parts/run-decisions.tsx';
import { Loaded } from '../parts/states.tsx';
import { Ago, At } from '../parts/time.tsx';
import { fieldsOf, wordOf, wordsOf } from '../parts/unknown.ts';

const route = getRouteApi('/runs/$run');
type Run = AnswerOf<'GET /v1/runs/{id}'>;
const MAX_FINGERPRINTS = 10;
/** Characters of a fingerprint that people tell it by. */
const SHORT = 8;

/** One run: what was decided, why, and what was not examined. */
export function RunPage() {
  const { run: id } = route.useParams();
  const query = useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => request('GET /v1/runs/{id}', { path: { id }, signal }),
  });
  return (
    <Loaded query={query} rows={12} isPage>
      {(run) => (
        <>
          <PageHead
            title={`Run on ${hasCommit(run.commit) ? commitText(run.commit) : run.repository}`}
            above={
              <Link to="/runs" search={{ product: run.product }}>
                Runs of {run.product}
              </Link>
            }
          >
            <Outcome of={run.outcome} />
            <Ago at={run.ranAt} />
            <RunCounts counts={run.counts} />
          </PageHead>
          <div className="columns">
            <div>
              <Reasons run={run} />
              <Incomplete run={run} />
              <RunDecisions run={run.id} />
            </div>
            <aside>
              <Section title="Facts">
                <Facts
                  of={[
                    [
                      'Product',
                      <Link key="p" to="/products/$product" params={{ product: run.product }}>
                        {run.product}
                      </Link>,
                    ],
                    [
                      'Repository',
                      <span key="r" className="break">
                        {run.repository}
                      </span>,
                    ],
                    ['Branch', run.branch],
                    [
                      'Commit',
                      <span key="c" className="code break small">
                        {run.commit}
                      </span>,
                    ],
                    ['Source', run.source],
                    ['Tool', run.tool],
                    ['Ran', <At key="a" at={run.ranAt} />],
                    ['Received', <At key="b" at={run.receivedAt} />],
                  ]}
                />
              </Section>
            </aside>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Reasons({ run }: { readonly run: Run }) {
  return (
    <Section title="Why">
      {run.reasons.length === 0 ? (
        <p className="dim">
          {run.source === 'lockstep'
            ? 'Nothing speaks against it.'
            : 'Another tool has reported it: what it found is recorded, and stops nobody.'}
        </p>
      ) : (
        <ul className="reasons">
          {run.reasons.map(fieldsOf).map((reason, index) => (
            <li key={index}>
              <Outcome of={wordOf(reason['outcome'])} />
              <div>
                <p className="break">{wordOf(reason['text'])}</p>
                <Fingerprints of={wordsOf(reason['fingerprints'])} product={run.product} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Fingerprints({
  of,
  product,
}: {
  readonly of: readonly string[];
  readonly product: string;
}) {
  if (of.length === 0) return null;
  return (
    <p className="small row">
      {of.slice(0, MAX_FINGERPRINTS).map((fingerprint) => (
        <Link
          key={fingerprint}
          to="/findings"
          search={{ product, fingerprint, state: 'all' }}
          className="code"
        >
          {fingerprint.slice(0, SHORT)}
        </Link>
      ))}
      {of.length > MAX_FINGERPRINTS ? `and ${of.length - MAX_FINGERPRINTS} more` : ''}
    </p>
  );
}

function Incomplete({ run }: { readonly run: Run }) {
  if (run.incomplete.length === 0) return null;
  return (
    <Section title={`What was not examined: ${run.incomplete.length}`}>
      <ul className="plain-list">
        {run.incomplete.map(fieldsOf).map((each, index) => (
          <li key={index} className="break">
            <strong>{wordOf(each['reason'])}</strong>{' '}
            <span className="code">{wordOf(each['what'])}</span>{' '}
            <span className="dim">{wordOf(each['detail'])}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
