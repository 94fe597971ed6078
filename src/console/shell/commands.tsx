import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../api/request.ts';
import { MIN_FINDING_TEXT } from '../search.ts';
import type { Page } from './pages.ts';

const MIN_TEXT = 2;

/** The command palette: pages, products by their name, and what is typed as findings or components. */
export function Commands({ pages }: { readonly pages: readonly Page[] }) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [late] = useDebouncedValue(text.trim(), 150);
  const { data } = useQuery({
    queryKey: ['palette', late],
    enabled: late.length >= MIN_TEXT,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      request('GET /v1/standing', { query: { text: late, order: 'name', limit: 6 }, signal }),
  });
  const found: SpotlightActionData[] =
    late.length < MIN_TEXT
      ? []
      : [
          ...(data?.products ?? []).map(({ name }) => ({
            id: `product ${name}`,
            label: name,
            description: 'product',
            onClick: () => void navigate({ to: '/products/$product', params: { product: name } }),
          })),
          ...(late.length < MIN_FINDING_TEXT
            ? []
            : [
                {
                  id: 'findings',
                  label: `Findings with “${late}”`,
                  onClick: () => void navigate({ to: '/findings', search: { text: late } }),
                },
              ]),
          {
            id: 'components',
            label: `Where is ${late}?`,
            description: 'components of all products',
            onClick: () => void navigate({ to: '/components', search: { name: late } }),
          },
        ];
  const actions: SpotlightActionData[] = pages
    .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
    .map(({ to, name, key }) => ({
      id: to,
      label: name,
      description: `g ${key}`,
      onClick: () => void navigate({ to }),
    }));
  return (
    <Spotlight
      actions={[...actions, ...found]}
      // Products were looked for by the service.
      filter={(_, all) => [...all]}
      query={text}
      onQueryChange={setText}
      shortcut={['mod + K']}
      lockScroll={false}
      nothingFound="Nothing of that name"
      searchProps={{ placeholder: 'Page, product, or what you look for', 'aria-label': 'Go to' }}
      scrollable
      maxHeight={360}
    />
  );
}
