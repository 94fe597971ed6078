/** What people and programs may be, of one product or of all. */
export const roles = ['viewer', 'developer', 'security', 'owner', 'admin', 'pipeline'] as const;
export type Role = (typeof roles)[number];

/** Those that people can have. */
export const rolesOfPeople: readonly Role[] = roles.filter((role) => role !== 'pipeline');

/** What a route asks for. `public` needs nobody, `self` anybody who is known: it concerns nobody but them. */
export type Permission =
  | 'public'
  | 'self'
  | 'read'
  | 'examine'
  | 'report'
  | 'judge'
  | 'approve'
  | 'configure'
  | 'administer';

/** A role, of one product or (undefined) of all. */
export interface Grant {
  readonly role: Role;
  readonly productId: number | undefined;
}

/** Who asks. */
export interface Principal {
  /** As the audit log names it: `token ci`, `person ada@example.com`. */
  readonly name: string;
  readonly kind: 'token' | 'person' | 'pipeline';
  readonly grants: readonly Grant[];
  /** Of a person, and of a token that a person made for their own programs. */
  readonly userId?: number;
}

/** The parties of an agreement (docs/agreement.md). */
export type Side = 'development' | 'security';

/** The whole of who may do what; nothing else in the service decides it. */
const granted: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  viewer: new Set(['read']),
  developer: new Set(['read', 'examine', 'judge', 'approve']),
  security: new Set(['read', 'examine', 'report', 'judge', 'approve', 'configure']),
  owner: new Set(['read', 'examine', 'report', 'judge', 'approve', 'configure']),
  // Approves nothing: who can make everybody everything must not be a party of what two parties agree on.
  admin: new Set(['read', 'examine', 'report', 'judge', 'configure', 'administer']),
  // What a build needs: to examine, to report a run, and to read what became of it.
  pipeline: new Set(['read', 'examine', 'report']),
};

/** For whom a role approves. */
const sides: Readonly<Partial<Record<Role, Side>>> = {
  developer: 'development',
  owner: 'development',
  security: 'security',
};

/** Whether somebody may do that of any product at all; `reaches` says of which. */
export function may(principal: Principal | undefined, permission: Permission): boolean {
  if (permission === 'public') return true;
  if (permission === 'self') return principal !== undefined;
  return reachOf(principal, permission)?.length !== 0;
}

/** The products of which somebody may do that; undefined: all of them, also those that are not there yet. */
export function reachOf(
  principal: Principal | undefined,
  permission: Permission,
): readonly number[] | undefined {
  const products = new Set<number>();
  for (const grant of principal?.grants ?? []) {
    if (!isGiven(grant, permission)) continue;
    if (grant.productId === undefined) return undefined;
    products.add(grant.productId);
  }
  return [...products];
}

/** Whether somebody may do that of this product; undefined: of one that is not there yet. */
export function reaches(
  principal: Principal | undefined,
  permission: Permission,
  product: number | undefined,
): boolean {
  const products = reachOf(principal, permission);
  return products === undefined || (product !== undefined && products.includes(product));
}

/**
 * For which parties somebody can approve what concerns a product. Of programs none, not even of one that a person's own
 * token speaks for: an agreement is one of people. Who is on both sides still is one person.
 */
export function sidesOf(principal: Principal | undefined, productId: number): readonly Side[] {
  if (principal?.kind !== 'person') return [];
  const found = new Set(
    principal.grants
      .filter((grant) => grant.productId === undefined || grant.productId === productId)
      .map(({ role }) => sides[role]),
  );
  return (['development', 'security'] as const).filter((side) => found.has(side));
}

/** What a grant gives, of the products that it is of. */
export function permissionsOf(grant: Grant): readonly Permission[] {
  return [...granted[grant.role]].filter((permission) => isGiven(grant, permission));
}

/** What concerns the whole installation is for whoever has the whole of it. */
function isGiven({ role, productId }: Grant, permission: Permission): boolean {
  return granted[role].has(permission) && (permission !== 'administer' || productId === undefined);
}

/** Whether a grant gives nothing that somebody does not have already, and puts nobody on a side where they are not. */
export function covers(principal: Principal, grant: Grant): boolean {
  const { role, productId } = grant;
  const side = sides[role];
  const isOnSide = principal.grants.some(
    (own) =>
      sides[own.role] === side && (own.productId === undefined || own.productId === productId),
  );
  return (
    (side === undefined || isOnSide) &&
    permissionsOf(grant).every((permission) => reaches(principal, permission, productId))
  );
}

/** Grants as the store has them; of a role that this version does not know, none. */
export function grantsOf(
  stored: readonly { readonly role: string | null; readonly productId: number | null }[],
): readonly Grant[] {
  return stored.flatMap((each) => {
    const role = roles.find((known) => known === each.role);
    return role === undefined ? [] : [{ role, productId: each.productId ?? undefined }];
  });
}
