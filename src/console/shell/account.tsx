import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { signOut, useMe } from '../api/session.ts';

/** Light or dark, and the way out. */
export function Account() {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const shown = useComputedColorScheme('light');
  const { data } = useMe();
  const other = shown === 'light' ? 'dark' : 'light';
  return (
    <>
      <div className="who">
        <span className="small clamp" title={data?.name}>
          {data?.displayName || data?.name.replace(/^person /u, '')}
        </span>
        {data?.kind === 'person' ? (
          <button type="button" className="plain" onClick={() => void signOut()}>
            Sign out
          </button>
        ) : null}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${other} colours`}
        title={`${other} colours`}
        onClick={() => setColorScheme(other)}
      >
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="currentColor">
          <path d="M8 1a7 7 0 1 0 0 14zM8 2.500a5.500 5.500 0 0 1 0 11z" />
        </svg>
      </ActionIcon>
    </>
  );
}
