import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { request } from '../api/request.ts';
import { causeText } from './cause.ts';
import { DecisionDetail } from './decision-detail.tsx';
import { Outcome } from './marks.tsx';
import { Section } from './page-head.tsx';
import { Failed } from './states.tsx';
import { At } from './time.tsx';

/** Decisions on a run, the last one first; each can be made again from its record. */
export function RunDecisions({ run }: { readonly run: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['run-decisions', run],
    queryFn: ({ signal }) => request('GET /v1/runs/{id}/decisions', { path: { id: run }, signal }),
  });
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined || data.decisions.length === 0) return null;
  return (
    <Section title="Decision records">
      <ul className="reasons">
        {data.decisions.map(({ number, outcome, cause, decidedAt, detail }) => (
          <li key={number}>
            <Outcome of={outcome} />
            <div>
              <p className="small">
                {causeText(cause)} <At at={decidedAt} /> ·{' '}
                <a href={`/v1/runs/${run}/decision?number=${number}`}>record</a>
              </p>
              <DecisionDetail of={detail} />
              <Replay run={run} number={number} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Replay({ run, number }: { readonly run: string; readonly number: number }) {
  const replay = useMutation({
    mutationFn: () =>
      request('POST /v1/runs/{id}/decision/replay', { path: { id: run }, query: { number } }),
  });
  const { data, error } = replay;
  return (
    <div className="row" aria-live="polite">
      <Button
        size="compact-xs"
        variant="default"
        loading={replay.isPending}
        onClick={() => replay.mutate()}
      >
        Decide again
      </Button>
      {data === undefined ? null : (
        <span className="small">
          {data.same
            ? `The same follows: ${data.outcome}.`
            : `It does not hold: ${data.problems.join('; ')}`}
        </span>
      )}
      {error === null ? null : (
        <span className="error small" role="alert">
          {error.message}
        </span>
      )}
    </div>
  );
}
