import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMe } from '../api/session.ts';
import { flush, startSending, undoVerdict, usePending, verdictName } from '../api/verdicts.ts';
import { useShortcuts } from './keys.ts';

/** What was just said, and the way back. */
export function UndoBar() {
  const queries = useQueryClient();
  const { data: me } = useMe();
  const who = me?.name ?? '';
  useEffect(
    () =>
      startSending({
        who,
        queries,
        onFailed: ({ message }) =>
          notifications.show({
            color: 'red',
            title: 'A verdict was not stored',
            message: `${message}: give it again.`,
            autoClose: false,
          }),
      }),
    [queries, who],
  );
  const waiting = usePending();
  useShortcuts('Verdicts', [{ keys: 'z', does: 'take the last verdict back', act: undoVerdict }]);
  const last = waiting.at(-1);
  return (
    <div role="status" className="undo" data-shown={last !== undefined}>
      {last === undefined ? null : (
        <>
          <span>
            <strong>{verdictName(last.kind)}</strong>
            {last.findings.length > 1 ? ` · ${last.findings.length} findings` : ''}
            {waiting.length > 1 ? ` · and ${waiting.length - 1} before` : ''}
          </span>
          <Button size="compact-sm" variant="default" onClick={undoVerdict}>
            Undo (z)
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => void flush()}>
            Store now
          </Button>
        </>
      )}
    </div>
  );
}
