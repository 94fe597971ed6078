import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../api/session.ts';
import { giveVerdict, verdictName, type VerdictKind } from '../api/verdicts.ts';

/**
 * The verdict that the link of a comment has brought here. It is given by a press of the button and not by the link: whatever follows
 * links for people says nothing of findings.
 */
export function ChosenVerdict({
  finding,
  kind,
}: {
  readonly finding: number;
  readonly kind: VerdictKind;
}) {
  const navigate = useNavigate();
  const leave = (): void =>
    void navigate({
      to: '/findings/$finding',
      params: { finding: String(finding) },
      replace: true,
    });
  if (!useMay('judge')) return null;
  return (
    <section className="chosen" aria-label="The verdict of the link">
      <p>
        The link says: <strong>{verdictName(kind)}</strong>. It is not stored yet.
      </p>
      <Button
        size="xs"
        onClick={() => {
          giveVerdict([finding], kind);
          leave();
        }}
      >
        Give this verdict
      </Button>
      <Button size="xs" variant="default" onClick={leave}>
        Not this one
      </Button>
    </section>
  );
}
