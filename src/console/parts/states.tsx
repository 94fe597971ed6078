import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RequestFailed } from '../api/request.ts';

/** What a query has brought; until then its shape, and where it failed what to do. */
export function Loaded<Data>({
  query,
  rows = 6,
  isPage = false,
  children,
}: {
  readonly query: UseQueryResult<Data>;
  /** Lines that keep the place of what is to come. */
  readonly rows?: number;
  /** Nothing else is on the page. */
  readonly isPage?: boolean;
  readonly children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  const { error } = query;
  if (error !== null) {
    return <Failed error={error} retry={() => void query.refetch()} isPage={isPage} />;
  }
  return (
    <div className="waiting" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={20} />
      ))}
    </div>
  );
}

const REPAIRS: Readonly<Record<number, string>> = {
  0: 'Look whether the service runs and the network reaches it.',
  401: 'Sign in again.',
  403: 'Ask somebody who administers the service for a role that may.',
  404: 'It may have been removed, or belongs to a product that you do not see.',
  429: 'Wait a minute.',
};

export function Failed({
  error,
  retry,
  isPage = false,
}: {
  readonly error: Error;
  readonly retry: () => void;
  readonly isPage?: boolean;
}) {
  const failed = error instanceof RequestFailed ? error : undefined;
  const { status = -1, title = 'The page has failed', requestId = '' } = failed ?? {};
  return (
    <div className="state" role="alert">
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p>{error.message}</p>
      <p>
        {REPAIRS[status] ??
          'Try again; if it stays, look for the id below in the log of the service.'}
      </p>
      {requestId === '' ? null : <p className="dim code">{requestId}</p>}
      {status === 404 ? null : (
        <Button variant="default" size="xs" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Nothing is there: why, and what to do next. */
export function Empty({
  title,
  isPage = false,
  children,
}: {
  readonly title: string;
  /** Nothing else is on the page. */
  readonly isPage?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="state">
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children}
    </div>
  );
}
