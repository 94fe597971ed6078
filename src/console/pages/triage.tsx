import { Button, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { request } from '../api/request.ts';
import { flush, undoVerdict } from '../api/verdicts.ts';
import { FindingBody, FindingMarks, findingQuery } from '../parts/finding-body.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ProductChoice } from '../parts/product-choice.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { VerdictButtons } from '../parts/verdict-buttons.tsx';
import { useShortcuts } from '../shell/keys.ts';

const route = getRouteApi('/triage');

/** Findings that chance asks about, one at a time. */
export function TriagePage() {
  const { product } = route.useSearch();
  if (product === undefined) {
    return (
      <>
        <PageHead title="Triage">
          Answers to findings that chance has drawn are the evidence by which rules rise.
        </PageHead>
        <ProductChoice to="/triage" />
      </>
    );
  }
  // Another product is another sitting.
  return <Sitting key={product} product={product} />;
}

function Sitting({ product }: { readonly product: string }) {
  // One queue for the sitting: what was answered is stepped over, and `b` goes back to it.
  const query = useQuery({
    queryKey: ['queue', product],
    staleTime: Infinity,
    gcTime: 0,
    queryFn: ({ signal }) => request('GET /v1/triage', { query: { product, limit: 100 }, signal }),
  });
  return (
    <Loaded query={query} rows={10}>
      {({ findings, waiting }) => (
        <Queue
          // What was asked for anew is begun anew.
          key={query.dataUpdatedAt}
          product={product}
          ids={findings}
          waiting={waiting}
          again={() => void query.refetch()}
        />
      )}
    </Loaded>
  );
}

function Queue({
  product,
  ids,
  waiting,
  again,
}: {
  readonly product: string;
  readonly ids: readonly number[];
  readonly waiting: number;
  readonly again: () => void;
}) {
  const [at, setAt] = useState(0);
  const queries = useQueryClient();
  const id = ids[at];
  const next = ids[at + 1];
  // The next one is there when it is asked for.
  useEffect(() => {
    if (next !== undefined) void queries.prefetchQuery(findingQuery(next));
  }, [next, queries]);
  const back = (): void => {
    undoVerdict();
    setAt((now) => Math.max(0, now - 1));
  };
  useShortcuts('Triage', [
    { keys: 's', does: 'skip', act: () => setAt((now) => Math.min(ids.length, now + 1)) },
    { keys: 'b', does: 'back to the one before, and take its verdict back', act: back },
    { keys: 'z', does: 'the same', act: back },
  ]);
  return (
    <>
      <PageHead
        title={`Triage of ${product}`}
        above={<Link to="/triage">Another product</Link>}
        actions={
          id === undefined ? null : (
            <div className="progress">
              <span className="number small">
                {at + 1} of {waiting}
              </span>
              <Progress
                value={(100 * at) / Math.max(1, ids.length)}
                aria-label="How far this sitting is"
              />
            </div>
          )
        }
      />
      {id === undefined ? (
        <Done
          product={product}
          isBegun={ids.length > 0}
          isMore={waiting > ids.length}
          again={() => void flush().then(again)}
        />
      ) : (
        <One id={id} onGiven={() => setAt(at + 1)} back={back} skip={() => setAt(at + 1)} />
      )}
    </>
  );
}

function One({
  id,
  onGiven,
  back,
  skip,
}: {
  readonly id: number;
  readonly onGiven: () => void;
  readonly back: () => void;
  readonly skip: () => void;
}) {
  const query = useQuery(findingQuery(id));
  return (
    <>
      <VerdictButtons finding={id} onGiven={onGiven} />
      <div className="triage-more">
        <Button size="compact-xs" variant="subtle" onClick={back}>
          Back (b)
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={skip}>
          Skip (s)
        </Button>
        <Link to="/findings/$finding" params={{ finding: String(id) }} className="small">
          All that is known of it
        </Link>
      </div>
      <Loaded query={query} rows={8}>
        {(finding) => (
          <article className="card" aria-live="polite">
            <h2>{finding.message}</h2>
            <div className="about">
              <FindingMarks finding={finding} />
            </div>
            <FindingBody finding={finding} />
          </article>
        )}
      </Loaded>
    </>
  );
}

function Done({
  product,
  isBegun,
  isMore,
  again,
}: {
  readonly product: string;
  readonly isBegun: boolean;
  readonly isMore: boolean;
  readonly again: () => void;
}) {
  return (
    <Empty title={isBegun ? 'That was all of this sitting' : 'Nothing waits for your verdict'}>
      <p>
        {isMore
          ? 'More findings wait.'
          : 'Asked about are findings that changes brought: they come with the next runs on branches.'}
      </p>
      <div className="row">
        {isBegun || isMore ? (
          <Button size="xs" onClick={again}>
            Look for more
          </Button>
        ) : null}
        <Link to="/findings" search={{ product }}>
          All findings of {product}
        </Link>
      </div>
    </Empty>
  );
}
