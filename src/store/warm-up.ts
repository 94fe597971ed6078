import type { Queryable } from './database.ts';
import { decisionsOn } from './decisions.ts';
import { findToken } from './tokens.ts';

/** Chosen: what a start may take longer by. */
const BUDGET_MS = 250;
/** More do not make it faster (measured: 10 ms for the first statements of the embedded database, under 1 ms after 60). */
const ROUNDS = 40;

/**
 * Asks what every request and every pipeline asks, of nothing: the embedded database is WebAssembly, which is compiled while it is
 * used, and the first who ask would wait for that together.
 */
export async function warmUp(database: Queryable): Promise<void> {
  const until = Date.now() + BUDGET_MS;
  for (let round = 0; round < ROUNDS && Date.now() < until; round += 1) {
    await findToken(database, 'lockstep_');
    await decisionsOn(database, { product: '', commit: '' });
  }
}
