import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useShortcuts } from '../shell/keys.ts';

/** Pages of a list: the address says which one. */
export function Pager({
  cursor,
  next,
  go,
}: {
  readonly cursor: string | undefined;
  readonly next: string | undefined;
  readonly go: (cursor: string | undefined) => void;
}) {
  const { history } = useRouter();
  const back = (): void => {
    if (cursor !== undefined && history.canGoBack()) history.back();
  };
  const forward = (): void => {
    if (next !== undefined) go(next);
  };
  useShortcuts('Pages', [
    { keys: ']', does: 'next page', act: forward },
    { keys: '[', does: 'page before', act: back },
  ]);
  if (cursor === undefined && next === undefined) return null;
  return (
    <nav className="pager" aria-label="Pages">
      <Button
        variant="default"
        size="xs"
        disabled={cursor === undefined}
        onClick={() => go(undefined)}
      >
        First page
      </Button>
      <Button variant="default" size="xs" disabled={next === undefined} onClick={forward}>
        Next page
      </Button>
    </nav>
  );
}
