import type { Queryable } from './database.ts';

export interface Product {
  readonly id: number;
  readonly name: string;
  /** 1 (most critical) to 4, as its policy says. */
  readonly tier: number | null;
  readonly exposure: string | null;
  /** Open findings on default branches, by severity from critical to info. */
  readonly open: readonly number[];
  /** ISO 8601; null: nothing was ever reported. */
  readonly ranAt: string | null;
}

/** Products in order of name, after a name. */
export async function listProducts(
  database: Queryable,
  {
    after,
    limit,
    only,
  }: {
    readonly after: string;
    readonly limit: number;
    readonly only: readonly number[] | undefined;
  },
): Promise<readonly Product[]> {
  const rows = await database.query<Omit<Product, 'open'> & { readonly counts: Counts | null }>(
    `select p.id, p.name, p.tier, p.exposure,
       (select max(ran_at) from streams s where s.product_id = p.id) as "ranAt",
       (select jsonb_object_agg(severity, count) from (
          select c.severity, sum(c.count) as count from streams s join stream_counts c on c.stream_id = s.id
          where s.product_id = p.id and c.state = 'open' and s.is_default group by c.severity) c) as counts
     from products p where p.name > $1 and ($3::bigint[] is null or p.id = any($3)) order by p.name limit $2`,
    [after, limit, only ?? null],
  );
  return rows.map(({ counts, ...product }) => ({
    ...product,
    open: [4, 3, 2, 1, 0].map((severity) => counts?.[severity] ?? 0),
  }));
}

type Counts = Readonly<Record<number, number>>;

/** By its name. */
export async function productIdOf(database: Queryable, name: string): Promise<number | undefined> {
  const [row] = await database.query<{ id: number }>('select id from products where name = $1', [
    name,
  ]);
  return row?.id;
}

/** By their ids; those that are gone are left out. */
export async function productNames(
  database: Queryable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database.query<{ id: number; name: string }>(
    'select id, name from products where id = any($1::bigint[])',
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The id of a product of that name, which is made where there is none. */
export async function addProduct(transaction: Queryable, name: string): Promise<number> {
  const [row] = await transaction.query<{ id: number }>(
    `insert into products (name) values ($1) on conflict (name) do update set name = excluded.name
     returning id`,
    [name],
  );
  return row?.id ?? 0;
}
