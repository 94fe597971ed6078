import { performance } from 'node:perf_hooks';
import { createToken } from '../src/store/tokens.ts';
import type { Database } from '../src/store/database.ts';
import { requestKinds, type Asked, type RequestKind } from './console-kinds.ts';
import { median } from './measure.ts';
import { percentile, SERVICE } from './served.ts';

export interface RequestFigure {
  readonly kind: RequestKind;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly count: number;
}

const DAY_MS = 86_400_000;

/** Names that are there, and tokens of two people. */
export async function askedOf(database: Database): Promise<Asked> {
  const texts = async (sql: string): Promise<readonly string[]> =>
    (await database.query<{ text: string }>(sql)).map(({ text }) => text);
  return {
    products: await texts(
      'select name as text from products where id in (select product_id from streams) order by id',
    ),
    rules: await texts(
      'select rule as text from findings where id % 7 = 0 group by rule order by count(*) desc, rule',
    ),
    repositories: await texts(
      'select repository as text from streams where is_default group by repository order by min(id)',
    ),
    findings: await database.query(
      'select id, fingerprint, path from findings where id % 9001 = 1 order by id',
    ),
    runs: await texts('select id::text as text from runs order by id limit 100'),
    tokens: { admin: await tokenOf(database, 'admin'), developer: await tokenOf(database, 'p1') },
  };
}

async function tokenOf(database: Database, who: string): Promise<string> {
  const { secret } = await createToken(database, {
    name: who,
    role: undefined,
    productId: undefined,
    userId: await userOf(database, who),
    createdBy: 'bench',
    expiresAt: new Date(Date.now() + DAY_MS).toISOString(),
  });
  return secret;
}

/** The id of somebody of that name. */
export async function userOf(database: Database, who: string): Promise<number> {
  const [user] = await database.query<{ id: number }>('select id from users where name = $1', [
    who,
  ]);
  if (user === undefined) throw new Error(`there is no ${who}`);
  return user.id;
}

/** Asks each kind some times, one request after the other, and not each time the same. */
export async function askAll(
  asked: Asked,
  times: number,
  kinds: readonly RequestKind[] = requestKinds,
): Promise<readonly RequestFigure[]> {
  const figures: RequestFigure[] = [];
  for (const kind of kinds) {
    const took: number[] = [];
    for (let index = 0; index < times; index += 1) took.push(await ask(asked, kind, index));
    const sorted = took.toSorted((a, b) => a - b);
    figures.push({ kind, medianMs: median(sorted), p95Ms: percentile(sorted, 0.95), count: times });
  }
  return figures;
}

async function ask(
  asked: Asked,
  { url, by = 'admin' }: RequestKind,
  index: number,
): Promise<number> {
  const address = `${SERVICE}${url(asked, index)}`;
  const began = performance.now();
  const answer = await fetch(address, { headers: { authorization: `Bearer ${asked.tokens[by]}` } });
  const text = await answer.text();
  const took = performance.now() - began;
  // A rule that no run of a product has named is one of the answers.
  if (answer.status !== 200 && answer.status !== 404) {
    throw new Error(`${answer.status} ${address} ${text}`);
  }
  return took;
}
