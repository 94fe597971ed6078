import type { Standing } from '../store/standing.ts';
import { threatOf, type Threat } from './threat.ts';

/** What products can be put in order by; of equals the name decides. */
export const standingOrders = ['threat', 'name', 'tier', 'age', 'waivers'] as const;
export type StandingOrder = (typeof standingOrders)[number];

/** Products that are put in order before one of them is shown. Chosen: a second's work. */
export const MAX_RANKED = 10_000;

export type Ranked = Standing & { readonly threat: Threat };

/** With what threatens it now. */
export function threatIn(standing: Standing): Ranked {
  const { ranAt, ...facts } = standing;
  const ranAtMs = ranAt === null ? undefined : Date.parse(ranAt);
  return { ...standing, threat: threatOf({ ...facts, ranAtMs }, Date.now()) };
}

/** After every tier, and every day on which a waiver may end. */
const LAST = Number.MAX_SAFE_INTEGER;

/** The lower, the earlier in the list: what asks for somebody comes first, also what is not known. */
export function rankKey(order: StandingOrder, row: Ranked): number {
  switch (order) {
    case 'threat':
      return -row.threat.level;
    case 'name':
      return 0;
    case 'tier':
      return row.tier ?? 0;
    case 'age':
      return row.ranAt === null ? 0 : Date.parse(row.ranAt);
    case 'waivers':
      return row.waiverEnds === null ? LAST : Date.parse(row.waiverEnds);
  }
}
