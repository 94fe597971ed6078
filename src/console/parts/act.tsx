import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { RequestFailed } from '../api/request.ts';
import { Faulty, faultOf, type Form } from './form.ts';

interface Doing {
  /** What is done; what it answers is shown by `result`. */
  readonly act: () => Promise<unknown>;
  /** What is asked for anew afterwards, by the beginning of its key. */
  readonly changes: readonly string[];
}

function useDoing({ act, changes }: Doing, onDone: () => void) {
  const queries = useQueryClient();
  const askAnew = async (): Promise<void> => {
    await Promise.all(changes.map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      onDone();
      await askAnew();
    },
    // Somebody was faster: what is there now is shown behind the form, and in it when it is opened again.
    onError: async (error) => {
      if (error instanceof RequestFailed && error.status === 409) await askAnew();
    },
  });
}

/** A button that does something, once it was asked whether it is meant. */
export function Act({
  label,
  about,
  question,
  isDangerous = false,
  ...doing
}: Doing & {
  readonly label: string;
  /** Of what, for whoever does not see the row. */
  readonly about: string;
  /** Nothing: it is done at once. */
  readonly question?: ReactNode;
  readonly isDangerous?: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const doIt = useDoing(doing, () => setOpen(false));
  const colour: ButtonProps = isDangerous ? { color: 'red' } : {};
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={question === undefined && doIt.isPending}
        onClick={() => (question === undefined ? doIt.mutate() : setOpen(true))}
      >
        {label}
        <span className="unseen"> {about}</span>
      </Button>
      {question === undefined ? (
        <Refused error={doIt.error} />
      ) : (
        <Modal opened={isOpen} onClose={() => setOpen(false)} title={`${label}: ${about}`}>
          <div className="form">
            <p>{question}</p>
            <Refused error={doIt.error} />
            <Button {...colour} loading={doIt.isPending} onClick={() => doIt.mutate()}>
              {label}
            </Button>
          </div>
        </Modal>
      )}
    </>
  );
}

/** A button that opens a form, and what came of sending it. What is wrong with a field is told there, and the field has the focus. */
export function FormAct<Values extends object>({
  label,
  about = '',
  isSmall = false,
  send,
  result,
  form,
  onOpen,
  children,
  ...doing
}: Doing & {
  readonly label: string;
  /** Of what, for whoever does not see the row. */
  readonly about?: string;
  readonly isSmall?: boolean;
  /** On the button that sends it. */
  readonly send: string;
  /** What is shown in place of the form once it was sent; nothing: the form closes. */
  readonly result?: (data: unknown) => ReactNode;
  /** Nothing: there is nothing to fill in. */
  readonly form?: Form<Values>;
  /** Fills the form. */
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLFormElement>(null);
  const sending = useDoing(doing, () => setOpen(result !== undefined));
  const fault = faultOf(sending.error, Object.keys(form?.values ?? {}));
  useEffect(() => {
    if (sending.error !== null) focusFaulty(place.current);
  }, [sending.error]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    sending.mutate();
  };
  const open = (): void => {
    onOpen?.();
    sending.reset();
    setOpen(true);
  };
  return (
    <>
      <Button
        size={isSmall ? 'compact-xs' : 'compact-sm'}
        variant={isSmall ? 'default' : 'filled'}
        onClick={open}
      >
        {label}
        {about === '' ? null : <span className="unseen"> {about}</span>}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={about === '' ? label : `${label}: ${about}`}
      >
        {sending.isSuccess && result !== undefined ? (
          result(sending.data)
        ) : (
          <form className="form" onSubmit={submit} ref={place}>
            <Faulty value={fault}>{children}</Faulty>
            {fault === undefined ? <Refused error={sending.error} /> : null}
            <Button type="submit" loading={sending.isPending}>
              {send}
            </Button>
          </form>
        )}
      </Modal>
    </>
  );
}

function focusFaulty(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

function Refused({ error }: { readonly error: Error | null }) {
  return error === null ? null : (
    <p className="error small" role="alert">
      {error.message}
    </p>
  );
}

/** A secret that is shown this once. */
export function ShownOnce({
  secret,
  children,
}: {
  readonly secret: string;
  readonly children: ReactNode;
}) {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <div className="form">
      <p>{children}</p>
      <pre className="excerpt secret">{secret}</pre>
      <Button onClick={() => void copy()}>{isCopied ? 'Copied' : 'Copy'}</Button>
    </div>
  );
}
