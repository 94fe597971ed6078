import { getRouteApi } from '@tanstack/react-router';
import type { ComponentSearch } from '../../search.ts';

const route = getRouteApi('/components');

/** What the address asks for, and how another page or another filter is opened. */
export function useComponentSearch(): {
  readonly search: ComponentSearch;
  /** From the first page on. */
  readonly filter: (part: Partial<ComponentSearch>) => void;
  readonly go: (cursor: string | undefined) => void;
} {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return {
    search,
    filter: ({ ...part }) =>
      void navigate({ search: { ...search, ...part, cursor: undefined }, replace: true }),
    go: (cursor) => void navigate({ search: { ...search, cursor } }),
  };
}
