import { NativeSelect, TextInput } from '@mantine/core';
import { Chip } from '../../parts/marks.tsx';
import { RowsField } from '../../parts/rows-field.tsx';

/** What people can be, from least to most. */
export const roles = ['viewer', 'developer', 'security', 'owner', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A role of one product. */
export interface Grant {
  readonly role: Role;
  /** Nothing: all. */
  readonly product: string;
}

/** As the API wants it. */
export function grantsOf(grants: readonly Grant[]): { role: Role; product?: string }[] {
  return grants.map(({ role, product }) => (product === '' ? { role } : { role, product }));
}

/** As the form wants it; a role that this version does not know is none. */
export function knownGrants(
  grants: readonly { readonly role: string; readonly product: string | null }[],
): readonly Grant[] {
  return grants.flatMap(({ role, product }) => {
    const known = roles.find((each) => each === role);
    return known === undefined ? [] : [{ role: known, product: product ?? '' }];
  });
}

/** `developer of shop`; with where it comes from, where that is not from an admin. */
export function GrantChips({
  of,
  from,
}: {
  readonly of: readonly { readonly role: string; readonly product: string | null }[];
  readonly from?: string;
}) {
  return of.map(({ role, product }) => (
    <Chip key={`${role} ${product ?? ''}`} tone={from === undefined ? 'plain' : ''}>
      {role}
      {product === null ? '' : ` of ${product}`}
      {from === undefined ? '' : ` · ${from}`}
    </Chip>
  ));
}

/** What somebody may do: a role each, of one product or of all. */
export function Grants({
  of,
  onChange,
}: {
  readonly of: readonly Grant[];
  readonly onChange: (grants: readonly Grant[]) => void;
}) {
  return (
    <RowsField
      legend="Roles"
      name="grants"
      word="role"
      rows={of}
      start={{ role: 'developer', product: '' }}
      onChange={onChange}
    >
      {({ role, product }, change, number) => (
        <>
          <NativeSelect
            size="xs"
            aria-label={`Role ${number}`}
            value={role}
            data={[...roles]}
            onChange={({ currentTarget: { value } }) =>
              change({ role: roles.find((each) => each === value) ?? role })
            }
          />
          <TextInput
            size="xs"
            aria-label={`Product of role ${number}`}
            placeholder="of all products"
            maxLength={200}
            value={product}
            onChange={({ currentTarget: { value } }) => change({ product: value.trim() })}
          />
        </>
      )}
    </RowsField>
  );
}
