import type { Fact } from '../observation.ts';
import type { Door, Visit } from './door.ts';

/** What one connection told, or how it was lost. */
export type Heard<T> =
  | { readonly kind: 'told'; readonly value: T }
  | { readonly kind: 'lost'; readonly why: string };

/** Asks again, after a pause, as long as answers are lost and the endpoint has time. */
export async function insist<T>(
  door: Door,
  ask: (visit: Visit) => Promise<Heard<T>>,
): Promise<Heard<T>> {
  const { backoffMs } = door.options;
  let why = '';
  for (let tries = 0; tries <= backoffMs.length; tries++) {
    if (tries > 0) await door.network.wait(Math.min(backoffMs[tries - 1] ?? 0, door.leftMs()));
    const closed = door.closedBecause();
    if (closed !== undefined) return { kind: 'lost', why: closed };
    const used = await door.use(ask);
    if (used.kind === 'used' && used.value.kind === 'told') return used.value;
    why = used.kind === 'used' && used.value.kind === 'lost' ? used.value.why : whyNot(used);
  }
  return { kind: 'lost', why: `${why}, ${backoffMs.length + 1} times` };
}

function whyNot(used: { readonly kind: string; readonly why?: string }): string {
  return used.why ?? used.kind;
}

export function told<T>(value: T): Heard<T> {
  return { kind: 'told', value };
}

export function lost(why: string): Heard<never> {
  return { kind: 'lost', why };
}

/** A fact that one connection told, or `inconclusive`. */
export function factOfHeard(heard: Heard<Fact>): Fact {
  return heard.kind === 'told' ? heard.value : { is: 'inconclusive', why: heard.why };
}
