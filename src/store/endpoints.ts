import type { Queryable } from './database.ts';

/** An endpoint that the service may connect to. */
export interface StoredEndpoint {
  readonly id: number;
  readonly product: string;
  readonly host: string;
  readonly port: number;
}

/** Adds one; the same again is the same. */
export async function addEndpoint(
  transaction: Queryable,
  {
    productId,
    host,
    port,
    createdBy,
  }: {
    readonly productId: number;
    readonly host: string;
    readonly port: number;
    readonly createdBy: string;
  },
): Promise<number> {
  const [row] = await transaction.query<{ id: number }>(
    `insert into endpoints (product_id, host, port, created_by) values ($1, $2, $3, $4)
     on conflict (product_id, host, port) do update set host = excluded.host returning id`,
    [productId, host, port, createdBy],
  );
  return row?.id ?? 0;
}

/** In order of product and host. */
export function listEndpoints(
  database: Queryable,
  only: readonly number[] | undefined,
): Promise<readonly StoredEndpoint[]> {
  return database.query<StoredEndpoint>(
    `select e.id, p.name as product, e.host, e.port from endpoints e join products p on p.id = e.product_id
     where $1::bigint[] is null or e.product_id = any($1) order by p.name, e.host, e.port limit 10000`,
    [only ?? null],
  );
}

/** Undefined: there is none, or none of these products. */
export async function findEndpoint(
  database: Queryable,
  id: number,
  only: readonly number[] | undefined,
): Promise<(Pick<StoredEndpoint, 'host' | 'port'> & { readonly productId: number }) | undefined> {
  const [row] = await database.query<{ host: string; port: number; productId: number }>(
    `select host, port, product_id as "productId" from endpoints
     where id = $1 and ($2::bigint[] is null or product_id = any($2))`,
    [id, only ?? null],
  );
  return row;
}
