/** What people and programs may be, of one product or of all. */
export const roles = ['viewer', 'developer', 'security', 'owner', 'admin', 'pipeline'] as const;
export type Role = (typeof roles)[number];

/** What a route asks for. `public` needs nobody. */
export type Permission =
  | 'public'
  | 'read'
  | 'examine'
  | 'report'
  | 'judge'
  | 'configure'
  | 'administer';

/** Who asks. */
export interface Principal {
  /** As the audit log names it: `token ci of shop`. */
  readonly name: string;
  readonly role: Role;
  /** The only product that it may see and change; undefined: all. */
  readonly productId: number | undefined;
}

/** The whole of who may do what; nothing else in the service decides it. */
const granted: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  viewer: new Set(['public', 'read']),
  developer: new Set(['public', 'read', 'examine', 'judge']),
  security: new Set(['public', 'read', 'examine', 'report', 'judge', 'configure']),
  owner: new Set(['public', 'read', 'examine', 'report', 'judge', 'configure']),
  admin: new Set(['public', 'read', 'examine', 'report', 'judge', 'configure', 'administer']),
  // What a build needs: to examine, to report a run, and to read what became of it.
  pipeline: new Set(['public', 'read', 'examine', 'report']),
};

/** Whether somebody may do that at all; `reaches` says of which product. */
export function may({ role, productId }: Principal, permission: Permission): boolean {
  // What concerns the whole installation is for whoever has the whole of it.
  if (permission === 'administer' && productId !== undefined) return false;
  return granted[role].has(permission);
}

/** Whether somebody may see and change what is of this product; undefined: one that is not there yet. */
export function reaches({ productId }: Principal, product: number | undefined): boolean {
  return productId === undefined || productId === product;
}
