import { Button, Modal } from '@mantine/core';
import { noteKnown, signIn, useHasEnded } from '../api/known.ts';

/** Says that nobody is signed in any more, without taking away what is on the page. */
export function SessionEnded() {
  const hasEnded = useHasEnded();
  return (
    // Whoever closes it to copy what they have typed is told again by the next request.
    <Modal opened={hasEnded} onClose={noteKnown} title="Your session has ended" lockScroll={false}>
      <div className="form">
        <p>
          Sign in again, and you come back to this page. Verdicts that are not stored yet are kept;
          what you have typed besides is not: copy it first.
        </p>
        <Button onClick={signIn}>Sign in again</Button>
      </div>
    </Modal>
  );
}
