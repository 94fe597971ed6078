import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFault, type Form } from './form.ts';

/** Names of fields that hold such a value. */
type Holding<Values, Value> = {
  readonly [Key in keyof Values & string]: Values[Key] extends Value ? Key : never;
}[keyof Values & string];

interface Field<Values, Name> {
  readonly form: Form<Values>;
  readonly name: Name;
  readonly label: string;
  readonly description?: ReactNode;
}

/** A part of the values: a computed key widens to string. */
function partOf<Values>(name: keyof Values, value: unknown): Partial<Values> {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the fields below give what they have taken
  return { [name]: value } as Partial<Values>;
}

/** What most texts of the service have at most. */
const MAX_TEXT = 500;

/** A line of text. Spaces before it are none. */
export function TextField<Values, Name extends Holding<Values, string>>({
  form: { values, set },
  name,
  isRequired = false,
  maxLength = MAX_TEXT,
  ...shown
}: Field<Values, Name> & { readonly isRequired?: boolean; readonly maxLength?: number }) {
  const error = useFault(name);
  return (
    <TextInput
      {...shown}
      required={isRequired}
      maxLength={maxLength}
      error={error}
      value={String(values[name])}
      onChange={({ currentTarget: { value } }) => set(partOf(name, value.trimStart()))}
    />
  );
}

/** The product that something is of: nothing where it is of all. */
export function ProductField<Values extends { readonly product: string }>({
  form,
  isRequired = false,
}: {
  readonly form: Form<Values>;
  /** It is of one. */
  readonly isRequired?: boolean;
}) {
  const error = useFault('product');
  return (
    <TextInput
      label="Product"
      description={isRequired ? 'Whose it is.' : 'Nothing: all of them.'}
      required={isRequired}
      maxLength={200}
      error={error}
      value={form.values.product}
      onChange={({ currentTarget: { value } }) =>
        form.set(partOf<Values>('product', value.trimStart()))
      }
    />
  );
}

/** One of some words. */
export function ChoiceField<Values, Name extends Holding<Values, string>>({
  form: { values, set },
  name,
  choices,
  ...shown
}: Field<Values, Name> & {
  readonly choices: readonly (string | { readonly value: string; readonly label: string })[];
}) {
  const error = useFault(name);
  return (
    <NativeSelect
      {...shown}
      error={error}
      value={String(values[name])}
      data={[...choices]}
      onChange={({ currentTarget: { value } }) => set(partOf(name, value))}
    />
  );
}

export function NumberField<Values, Name extends Holding<Values, number>>({
  form: { values, set },
  name,
  ...shown
}: Field<Values, Name> & { readonly min: number; readonly max: number }) {
  const error = useFault(name);
  return (
    <NumberInput
      {...shown}
      error={error}
      value={Number(values[name])}
      onChange={(value) => set(partOf(name, Number(value)))}
    />
  );
}

export function YesField<Values, Name extends Holding<Values, boolean>>({
  form: { values, set },
  name,
  ...shown
}: Field<Values, Name>) {
  const error = useFault(name);
  return (
    <Checkbox
      {...shown}
      error={error}
      checked={values[name] === true}
      onChange={({ currentTarget: { checked } }) => set(partOf(name, checked))}
    />
  );
}

/** Some of some words. */
export function SeveralField<Values, Name extends Holding<Values, readonly string[]>>({
  form: { values, set },
  name,
  choices,
  ...shown
}: Field<Values, Name> & {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}) {
  const error = useFault(name);
  const chosen: unknown = values[name];
  return (
    <Checkbox.Group
      {...shown}
      error={error}
      value={Array.isArray(chosen) ? chosen : []}
      onChange={(value) => set(partOf(name, value))}
    >
      <div className="checks">
        {choices.map((choice) => (
          <Checkbox key={choice.value} {...choice} size="xs" />
        ))}
      </div>
    </Checkbox.Group>
  );
}
