import { useSyncExternalStore } from 'react';

/** Whether the service knows who asks: nobody yet, somebody, or nobody any more. */
let state: 'unknown' | 'known' | 'ended' = 'unknown';
const listeners = new Set<() => void>();

/** The service has answered. */
export function noteKnown(): void {
  set('known');
}

/** It does not know who asks: who never was known here is led to the sign-in, who was is told. */
export function noteUnknown(): void {
  if (state === 'unknown') signIn();
  else set('ended');
}

/** Whether the session has ended while the page was open. */
export function useHasEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state === 'ended',
  );
}

/** Away to the sign-in, and back to this page. */
export function signIn(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/auth/sign-in?returnTo=${encodeURIComponent(pathname + search)}`);
}

function set(next: typeof state): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}
