/** What people can be, from least to most. */
export const roles = ['viewer', 'developer', 'security', 'owner', 'admin'] as const;
export type Role = (typeof roles)[number];

export interface Grant {
  readonly role: Role;
  /** Nothing: all. */
  readonly product: string;
}

/** As the API wants it. */
export function grantsOf(grants: readonly Grant[]): { role: Role; product?: string }[] {
  return grants.map(({ role, product }) => (product === '' ? { role } : { role, product }));
}
