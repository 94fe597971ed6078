import { Button, NativeSelect } from '@mantine/core';
import { effectDays, type EffectDays } from '../../search.ts';

/** How many of the last days. */
export function Days({
  of,
  onChange,
}: {
  readonly of: EffectDays;
  readonly onChange: (days: EffectDays | undefined) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      aria-label="Days"
      value={of}
      data={effectDays.map((value) => ({ value, label: `${value} days` }))}
      onChange={({ currentTarget: { value } }) =>
        onChange(effectDays.find((each) => each === value))
      }
    />
  );
}

export function Print() {
  return (
    <Button size="xs" variant="default" onClick={() => window.print()}>
      Print
    </Button>
  );
}
