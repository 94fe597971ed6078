import { Button, NativeSelect, TextInput } from '@mantine/core';
import { roles, type Grant } from './roles.ts';

/** What somebody may do: a role each, of one product or of all. */
export function Grants({
  of,
  onChange,
}: {
  readonly of: readonly Grant[];
  readonly onChange: (grants: readonly Grant[]) => void;
}) {
  const change = (index: number, part: Partial<Grant>): void =>
    onChange(of.map((grant, at) => (at === index ? { ...grant, ...part } : grant)));
  return (
    <fieldset className="grants">
      <legend>Roles</legend>
      {of.map(({ role, product }, index) => (
        // Rows have no other name than their place.
        // oxlint-disable-next-line no-array-index-key
        <div key={index} className="row">
          <NativeSelect
            size="xs"
            aria-label={`Role ${index + 1}`}
            value={role}
            data={[...roles]}
            onChange={({ currentTarget: { value } }) =>
              change(index, { role: roles.find((each) => each === value) ?? role })
            }
          />
          <TextInput
            size="xs"
            aria-label={`Product of role ${index + 1}`}
            placeholder="of all products"
            maxLength={200}
            value={product}
            onChange={({ currentTarget: { value } }) => change(index, { product: value.trim() })}
          />
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange(of.filter((_, at) => at !== index))}
          >
            Remove<span className="unseen"> role {index + 1}</span>
          </Button>
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onChange([...of, { role: 'developer', product: '' }])}
      >
        Add a role
      </Button>
    </fieldset>
  );
}
