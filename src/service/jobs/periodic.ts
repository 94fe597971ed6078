import { setTimeout as pause } from 'node:timers/promises';
import type { Queryable } from '../../store/database.ts';
import { takeTurn } from '../../store/periodic-work.ts';

export interface PeriodicOptions {
  readonly database: Queryable;
  /** Told of what failed; the next turn comes all the same. */
  readonly onError: (error: Error) => void;
}

/** After the end of a period, as a part of it: processes that were started together do not come together for ever. */
const LATENESS = { part: 0.1, mostMs: 1_000 } as const;
/** A timer of Node holds 2^31 ms; who wakes early finds out that it was too early. */
const MAX_WAIT_MS = 24 * 3_600_000;

/**
 * Does something every so many seconds, in one of all the processes that ask for it by this name on one database; the first
 * time at once, unless it was done within the period. A period that passed while no process ran is not made up for. In one
 * process no turn begins before the last has ended; over processes a turn that takes longer than the period can meet the next,
 * so `act` must bear that. Returns what ends it: begins nothing new, tells `act` by its signal, and waits for it.
 */
export function every(
  { database, onError }: PeriodicOptions,
  name: string,
  seconds: number,
  act: (signal: AbortSignal) => Promise<void>,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const tell = (error: unknown): void => onError(asError(error, name));
  const turn = async (): Promise<number> => {
    const { isMine, secondsUntilNext } = await takeTurn(database, name, seconds);
    if (isMine) await act(signal).catch(tell);
    return secondsUntilNext;
  };
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      const since = Date.now();
      const waitSeconds = await turn().catch((error: unknown) => {
        tell(error);
        return seconds;
      });
      const late = Math.random() * Math.min(seconds * 1_000 * LATENESS.part, LATENESS.mostMs);
      const waitMs = Math.max(0, waitSeconds * 1_000 - (Date.now() - since)) + late;
      await pause(Math.min(waitMs, MAX_WAIT_MS), undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  return async () => {
    stopping.abort();
    await ended;
  };
}

function asError(error: unknown, name: string): Error {
  return new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
