import { monotonicMs } from '../../io/clock.ts';
import type { Pause } from '../../model/program-check.ts';

/** Chosen: who presses Ctrl-C does not notice it, and a turn costs microseconds. */
const TURN_MS = 50;

/** Lets signals, timers and other work have their turn every now and then. */
export function pauseOf(signal: AbortSignal): Pause {
  let until = monotonicMs() + TURN_MS;
  return () => {
    if (monotonicMs() < until) return undefined;
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        until = monotonicMs() + TURN_MS;
        if (signal.aborted) reject(new Stopped());
        else resolve();
      });
    });
  };
}

/** The run was stopped while a program was joined. */
export class Stopped extends Error {}
