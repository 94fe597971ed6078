import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Chip } from './marks.tsx';
import { Ago } from './time.tsx';

interface Scan {
  readonly state: string;
  readonly detail: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly runId: string | null;
}

/** A scan that was asked for is looked at again after so long, until it has ended. */
const LOOK_AGAIN_MS = 2_000;

/** Asks anew for what the key begins as long as one of these is being examined, or waits for it. */
export function useLookAgain(
  key: string,
  items: readonly { readonly lastScan: Pick<Scan, 'state'> | null }[] = [],
): void {
  const queries = useQueryClient();
  const isUnderWay = items.some(({ lastScan }) => /queued|running/u.test(lastScan?.state ?? ''));
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const look = (): void => void queries.invalidateQueries({ queryKey: [key] });
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, key, queries]);
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
