import { Link } from '@tanstack/react-router';
import { Chip } from './marks.tsx';
import { Ago } from './time.tsx';

interface Scan {
  readonly state: string;
  readonly detail: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly runId: string | null;
}

/** What came of the latest scan of something in the inventory. */
export function LastScan({ of }: { readonly of: Scan | null }) {
  if (of === null) return <span className="never">never</span>;
  const { state, detail, createdAt, finishedAt, runId } = of;
  return (
    <span className="break">
      {state === 'finished' ? null : (
        <>
          <Chip tone={state === 'failed' ? 'bad' : 'plain'}>{state}</Chip>{' '}
        </>
      )}
      {runId === null ? (
        <Ago at={finishedAt ?? createdAt} />
      ) : (
        <Link to="/runs/$run" params={{ run: runId }}>
          <Ago at={finishedAt ?? createdAt} />
        </Link>
      )}
      {detail === '' ? null : <div className="small dim">{detail}</div>}
    </span>
  );
}
