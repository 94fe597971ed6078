import type { Queryable } from '../store/database.ts';
import { productIdOf } from '../store/products.ts';
import { reaches, reachOf, type Permission, type Principal } from './access.ts';
import { Problem } from './problem.ts';
import type { NamedProduct } from './rollout/product-frame.ts';

/** A product by its name; throws Problem where there is none, or none that whoever asks may do this with. */
export async function reachedProduct(
  database: Queryable,
  principal: Principal | undefined,
  { name, permission }: { readonly name: string; readonly permission: Permission },
): Promise<NamedProduct> {
  const id = await productIdOf(database, name);
  if (id === undefined || !reaches(principal, permission, id)) {
    throw new Problem(404, `product ${name}`);
  }
  return { id, name };
}

/** One that whoever asks may see. */
export function readableProduct(
  database: Queryable,
  principal: Principal | undefined,
  name: string,
): Promise<NamedProduct> {
  return reachedProduct(database, principal, { name, permission: 'read' });
}

/** Which products a list that whoever asks may read is of; undefined: all. With a name: that one, or (not theirs, or none) no product. */
export async function reachOfProduct(
  database: Queryable,
  principal: Principal | undefined,
  name: string | undefined,
): Promise<readonly number[] | undefined> {
  if (name === undefined) return reachOf(principal, 'read');
  const id = await productIdOf(database, name);
  return id === undefined || !reaches(principal, 'read', id) ? [] : [id];
}
