import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { SearchField } from '../../parts/search-field.tsx';
import {
  checks,
  exposures,
  levels,
  silences,
  tiers,
  waiverStates,
  type ProductSearch,
} from '../../search.ts';

type Change = (part: ProductSearch) => void;

/** One word of several, or none of them. */
interface Select<Key extends keyof ProductSearch> {
  readonly key: Key;
  readonly label: string;
  readonly any: string;
  readonly words: readonly NonNullable<ProductSearch[Key]>[];
  readonly say: (word: string) => string;
}

const selects: readonly Select<
  'level' | 'tier' | 'exposure' | 'lacks' | 'silent' | 'waivers' | 'agreed'
>[] = [
  {
    key: 'level',
    label: 'Threat',
    any: 'any threat',
    words: levels,
    say: (word) => (word === '5' ? 'threat 5' : `threat ${word} and more`),
  },
  {
    key: 'tier',
    label: 'Tier',
    any: 'any tier',
    words: tiers,
    say: (word) => (word === '0' ? 'tier unknown' : `tier ${word}`),
  },
  {
    key: 'exposure',
    label: 'Exposure',
    any: 'any exposure',
    words: exposures,
    say: (word) => (word === 'unknown' ? 'exposure unknown' : word),
  },
  {
    key: 'lacks',
    label: 'Coverage',
    any: 'any coverage',
    words: checks,
    say: (word) => `${word} never looked`,
  },
  {
    key: 'silent',
    label: 'Age of data',
    any: 'of any age',
    words: silences,
    say: (word) => `no run for ${word} ${word === '1' ? 'day' : 'days'}`,
  },
  {
    key: 'waivers',
    label: 'Waivers',
    any: 'with or without waivers',
    words: waiverStates,
    say: (word) =>
      ({ some: 'with waivers', ending: 'waivers end soon' })[word] ?? 'waivers expired',
  },
  {
    key: 'agreed',
    label: 'Agreement',
    any: 'agreed or not',
    words: ['true', 'false'],
    say: (word) => (word === 'true' ? 'policy agreed' : 'policy not agreed'),
  },
];

/** What the list is narrowed to. */
export function ProductFilters({
  search,
  change,
}: {
  readonly search: ProductSearch;
  readonly change: Change;
}) {
  return (
    <div className="filters" role="group" aria-label="Filter">
      {selects.map(({ key, label, any, words, say }) => (
        <NativeSelect
          key={key}
          size="xs"
          aria-label={label}
          value={search[key] ?? ''}
          data={[
            { value: '', label: any },
            ...words.map((value) => ({ value, label: say(value) })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            change({ [key]: words.find((each) => each === value) })
          }
        />
      ))}
      <SearchField
        label="Owner"
        value={search.owner ?? ''}
        onChange={(owner) => change({ owner })}
        isSecond
      />
      {Object.keys(search).length === 0 ? null : (
        <Link to="/products" className="small">
          clear
        </Link>
      )}
    </div>
  );
}
