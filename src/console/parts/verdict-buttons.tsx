import { Button, Kbd, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../api/session.ts';
import { giveVerdict, usePendingOn, verdicts, type VerdictKind } from '../api/verdicts.ts';
import { useShortcuts } from '../shell/keys.ts';

const MAX_REASON = 2_000;

/** One click, or one key, is a verdict. */
export function VerdictButtons({
  finding,
  onGiven,
}: {
  readonly finding: number;
  readonly onGiven?: () => void;
}) {
  return useMay('judge') ? (
    <Buttons finding={finding} onGiven={onGiven} />
  ) : (
    <p className="verdict dim small">
      Your role gives no verdicts: ask an admin for that of a developer.
    </p>
  );
}

function Buttons({
  finding,
  onGiven,
}: {
  readonly finding: number;
  readonly onGiven: (() => void) | undefined;
}) {
  const [reason, setReason] = useState('');
  const pending = usePendingOn(finding);
  const give = (kind: VerdictKind): void => {
    giveVerdict([finding], kind, reason.trim());
    setReason('');
    onGiven?.();
  };
  useShortcuts(
    'Verdict',
    verdicts.map(({ kind, key, name }) => ({
      keys: key,
      does: name.toLowerCase(),
      act: () => give(kind),
    })),
  );
  return (
    <div className="verdict" role="group" aria-label="Your verdict">
      <div className="verdict-buttons">
        {verdicts.map(({ kind, key, name }) => (
          <Button
            key={kind}
            size="xs"
            variant={pending?.kind === kind ? 'filled' : 'default'}
            aria-pressed={pending?.kind === kind}
            rightSection={<Kbd size="xs">{key}</Kbd>}
            onClick={() => give(kind)}
          >
            {name}
          </Button>
        ))}
      </div>
      <TextInput
        size="xs"
        aria-label="Reason, if there is more to say"
        placeholder="Reason, if there is more to say"
        maxLength={MAX_REASON}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </div>
  );
}
