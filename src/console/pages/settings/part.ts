import { getRouteApi } from '@tanstack/react-router';

const route = getRouteApi('/settings/$part');

/** Which page of a list of the settings the address names, and how another one is opened. */
export function usePart(): {
  readonly cursor: string | undefined;
  readonly go: (cursor: string | undefined) => void;
} {
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  return {
    cursor,
    go: (next) => void navigate({ search: (before) => ({ ...before, cursor: next }) }),
  };
}
