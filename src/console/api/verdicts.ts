import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { request, RequestFailed } from './request.ts';

/** The verdicts, with the keys that `lockstep triage` has for them. */
export const verdicts = [
  { kind: 'true-positive-fixed', key: 'f', name: 'Right, to be fixed', tone: 'good' },
  { kind: 'true-positive-accepted', key: 'a', name: 'Right, accepted', tone: 'good' },
  { kind: 'false-positive-wrong', key: 'w', name: 'Wrong', tone: 'bad' },
  { kind: 'false-positive-not-applicable', key: 'n', name: 'Not applicable here', tone: 'bad' },
  { kind: 'not-useful', key: 'u', name: 'Not useful', tone: 'bad' },
  { kind: 'unclear', key: 'c', name: 'Unclear', tone: 'plain' },
] as const;
export type VerdictKind = (typeof verdicts)[number]['kind'];
export const verdictKinds: readonly VerdictKind[] = verdicts.map(({ kind }) => kind);

/** As people say it. */
export function verdictName(kind: string): string {
  return verdicts.find((each) => each.kind === kind)?.name ?? kind;
}

/** A verdict that can still be taken back. */
export interface Pending {
  readonly findings: readonly number[];
  readonly kind: VerdictKind;
  readonly reason: string;
  /** When it is sent, in the milliseconds of `Date.now`. */
  readonly due: number;
}

/**
 * The rollout log is only added to, so a verdict that was sent cannot be taken back: it is sent when the time to undo it is
 * over, or when the page goes away.
 */
const UNDO_MS = 6_000;

let waiting: readonly Pending[] = [];
const timers = new Map<Pending, number>();
const listeners = new Set<() => void>();

export function usePending(): readonly Pending[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
}

/** What is about to be said of a finding; undefined: nothing. */
export function usePendingOn(finding: number): Pending | undefined {
  return usePending().findLast(({ findings }) => findings.includes(finding));
}

/** How verdicts are sent: the frame sets it, once it knows whom to tell of failures. */
let sending:
  | {
      /** Who gives them. */
      readonly who: string;
      readonly queries: QueryClient;
      readonly onFailed: (error: Error) => void;
    }
  | undefined;

/** Sends what waits when the page goes away. Returns what undoes it. */
export function startSending(to: NonNullable<typeof sending>): () => void {
  sending = to;
  giveUnsent(to.who);
  window.addEventListener('pagehide', onHidden);
  document.addEventListener('visibilitychange', onHidden);
  return () => {
    window.removeEventListener('pagehide', onHidden);
    document.removeEventListener('visibilitychange', onHidden);
  };
}

function onHidden(): void {
  if (document.visibilityState === 'hidden') void flush();
}

export function giveVerdict(findings: readonly number[], kind: VerdictKind, reason = ''): void {
  // Of two words on one finding within the time, the second is meant.
  for (const earlier of waiting) {
    if (earlier.findings.every((each) => findings.includes(each))) drop(earlier);
  }
  const pending: Pending = { findings, kind, reason, due: Date.now() + UNDO_MS };
  timers.set(
    pending,
    window.setTimeout(() => void send(pending), UNDO_MS),
  );
  set([...waiting, pending]);
}

/** Takes the last one back; undefined: it is too late. */
export function undoVerdict(): Pending | undefined {
  const last = waiting.at(-1);
  if (last !== undefined) drop(last);
  return last;
}

/** Sends all of them now. */
export async function flush(): Promise<void> {
  await Promise.all(waiting.map(send));
}

async function send(pending: Pending): Promise<void> {
  drop(pending);
  const { findings, kind, reason } = pending;
  // All at once: of a page that goes away nothing is sent that waits for an answer.
  const answers = await Promise.allSettled(
    findings.map((id) =>
      request('POST /v1/findings/{id}/verdicts', {
        path: { id },
        body: { verdict: kind, reason },
        keepalive: true,
      }),
    ),
  );
  const errors = answers.map((each): unknown =>
    each.status === 'rejected' ? each.reason : undefined,
  );
  const unsent = findings.filter((_, index) => hasEnded(errors[index]));
  if (unsent.length > 0) keepUnsent({ findings: unsent, kind, reason });
  const failed = errors.find((error) => error instanceof Error && !hasEnded(error));
  if (failed instanceof Error) sending?.onFailed(failed);
  // A verdict can move its rule.
  for (const queryKey of [['findings'], ['finding'], ['triage'], ['groups'], ['rules'], ['rule']]) {
    void sending?.queries.invalidateQueries({ queryKey });
  }
}

function hasEnded(error: unknown): boolean {
  return error instanceof RequestFailed && error.status === 401;
}

/** Of this tab, until it is closed: what the service did not take because nobody was signed in. */
const UNSENT = 'lockstep.unsent';

interface Unsent {
  readonly who: string;
  readonly verdicts: readonly Omit<Pending, 'due'>[];
}

function readUnsent(): Unsent | undefined {
  const text = sessionStorage.getItem(UNSENT);
  return text === null ? undefined : JSON.parse(text);
}

function keepUnsent(verdict: Unsent['verdicts'][number]): void {
  const kept: Unsent = {
    who: sending?.who ?? '',
    verdicts: [...(readUnsent()?.verdicts ?? []), verdict],
  };
  sessionStorage.setItem(UNSENT, JSON.stringify(kept));
}

/** Gives them again, with the time to undo them; what another person has said is not said by this one. */
function giveUnsent(who: string): void {
  const unsent = readUnsent();
  if (unsent === undefined) return;
  sessionStorage.removeItem(UNSENT);
  if (unsent.who !== who) return;
  for (const { findings, kind, reason } of unsent.verdicts) giveVerdict(findings, kind, reason);
}

function drop(pending: Pending): void {
  window.clearTimeout(timers.get(pending));
  timers.delete(pending);
  set(waiting.filter((each) => each !== pending));
}

function set(next: readonly Pending[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}
