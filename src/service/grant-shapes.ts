import { Type, type TSchema, type TUnsafe } from 'typebox';
import type { Queryable } from '../store/database.ts';
import type { StoredGrant } from '../store/grants.ts';
import { productIdOf } from '../store/products.ts';
import { rolesOfPeople, type Role } from './access.ts';
import { textOrNull } from './answer.ts';
import { Problem } from './problem.ts';

/** A role, of one product or of all, as requests have it. */
export interface WantedGrant {
  readonly role: Role;
  readonly product?: string;
}

export const wantedRole: TUnsafe<Role> = Type.Unsafe<Role>(
  Type.Union(rolesOfPeople.map((role) => Type.Literal(role))),
);

export const wantedGrant: TUnsafe<WantedGrant> = Type.Unsafe<WantedGrant>(
  Type.Object(
    {
      role: wantedRole,
      product: Type.Optional(
        Type.String({ maxLength: 200, description: 'its name; without it: all products' }),
      ),
    },
    { additionalProperties: false },
  ),
);

/** A role as answers have it. */
export const toldGrant: TSchema = Type.Object({ role: Type.String(), product: textOrNull });

/** With the product's id in place of its name. Throws Problem(422) where there is no such product. */
export async function storedGrant(
  database: Queryable,
  { role, product }: WantedGrant,
): Promise<StoredGrant> {
  if (product === undefined) return { role, productId: null };
  const productId = await productIdOf(database, product);
  if (productId === undefined) {
    throw new Problem(422, `product: there is no ${product}; it is made by its first run`);
  }
  return { role, productId };
}
