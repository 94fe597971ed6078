import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

const WAIT_MS = 250;

/** A text that is looked for while it is typed; `/` comes here. */
export function SearchField({
  label,
  value,
  onChange,
  isSecond = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `/` goes to another one of the page. */
  readonly isSecond?: boolean;
}) {
  // What is typed, while it is; else what the address says.
  const [typed, setTyped] = useState<string>();
  const later = useDebouncedCallback(onChange, WAIT_MS);
  return (
    <TextInput
      className="search-field"
      size="xs"
      type="search"
      aria-label={label}
      placeholder={label}
      data-search={isSecond ? undefined : ''}
      value={typed ?? value}
      onBlur={() => setTyped(undefined)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Browsers empty a field of searches: who goes from here to the list that it found wants to keep that.
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}
