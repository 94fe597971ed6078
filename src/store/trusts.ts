import type { Queryable } from './database.ts';

/** Which tokens of a platform are believed, and what for. */
export interface Trust {
  readonly id: number;
  readonly name: string;
  readonly issuer: string;
  readonly audience: string;
  /** Claims and what they must be; `*` stands for any text. */
  readonly conditions: Readonly<Record<string, string>>;
  /** Null: of all. */
  readonly productId: number | null;
  readonly product: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
}

export type NewTrust = Pick<
  Trust,
  'name' | 'issuer' | 'audience' | 'conditions' | 'productId' | 'createdBy'
>;

const SELECT = `select t.id, t.name, t.issuer, t.audience, t.conditions, t.product_id as "productId", p.name as product,
    t.created_by as "createdBy", t.created_at as "createdAt"
  from trusts t left join products p on p.id = t.product_id`;

/** In order of name. */
export function listTrusts(database: Queryable): Promise<readonly Trust[]> {
  return database.query<Trust>(`${SELECT} order by t.name limit 10000`);
}

export function trustsOf(database: Queryable, issuer: string): Promise<readonly Trust[]> {
  return database.query<Trust>(`${SELECT} where t.issuer = $1 order by t.id limit 10000`, [issuer]);
}

/** Undefined: there is one of that name. */
export async function addTrust(
  transaction: Queryable,
  { name, issuer, audience, conditions, productId, createdBy }: NewTrust,
): Promise<number | undefined> {
  const [row] = await transaction.query<{ id: number }>(
    `insert into trusts (name, issuer, audience, conditions, product_id, created_by)
     values ($1, $2, $3, $4, $5, $6) on conflict (name) do nothing returning id`,
    [name, issuer, audience, JSON.stringify(conditions), productId, createdBy],
  );
  return row?.id;
}

/** Undefined: there was none of that id. */
export async function removeTrust(
  transaction: Queryable,
  id: number,
): Promise<Pick<Trust, 'name'> | undefined> {
  const [row] = await transaction.query<Pick<Trust, 'name'>>(
    'delete from trusts where id = $1 returning name',
    [id],
  );
  return row;
}
