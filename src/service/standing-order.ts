import type { Queryable } from '../store/database.ts';
import { listStanding, type Standing, type StandingFilter } from '../store/standing.ts';
import { nextCursor, readCursor } from './pages.ts';
import { Problem } from './problem.ts';
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

/** How a list is put in order, and which page of it is asked for. */
export interface RankedPage {
  readonly order: StandingOrder;
  /** Of threat, at least. */
  readonly level: number;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** Products in that order, after those of the page before. Throws Problem where there are too many to be put in order. */
export async function rankedPage(
  database: Queryable,
  filter: StandingFilter,
  { order, level, limit, cursor }: RankedPage,
): Promise<{ readonly rows: readonly Ranked[]; readonly next: string | undefined }> {
  const [key = -Infinity, name = ''] = readCursor(cursor, ['number', 'string']) ?? [];
  const after = { key: Number(key), name: String(name) };
  const rows =
    order === 'name' && level === 1
      ? (await listStanding(database, filter, { after: after.name, limit })).map(threatIn)
      : (await allRanked(database, filter))
          .filter(({ threat }) => threat.level >= level)
          .map((row) => ({ row, key: rankKey(order, row) }))
          .filter(
            (each) =>
              each.key > after.key || (each.key === after.key && each.row.name > after.name),
          )
          .toSorted((a, b) => a.key - b.key || (a.row.name < b.row.name ? -1 : 1))
          .slice(0, limit)
          .map(({ row }) => row);
  return { rows, next: nextCursor(rows, limit, (last) => [rankKey(order, last), last.name]) };
}

async function allRanked(database: Queryable, filter: StandingFilter): Promise<readonly Ranked[]> {
  const all = await listStanding(database, filter, { after: '', limit: MAX_RANKED + 1 });
  if (all.length > MAX_RANKED) {
    throw new Problem(422, `more than ${MAX_RANKED} products: narrow them down, or order=name`);
  }
  return all.map(threatIn);
}

/** The lower, the earlier in the list: what asks for somebody comes first, also what is not known. */
function rankKey(order: StandingOrder, row: Ranked): number {
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
