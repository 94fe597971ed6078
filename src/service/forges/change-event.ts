import { hash } from 'node:crypto';
import type { ChangeFacts } from '../../store/changes.ts';
import type { ForgeKind } from '../../store/forges.ts';
import { isBranchName } from '../repositories/git-url.ts';
import { githubChange } from './github-event.ts';
import { gitlabChange } from './gitlab-event.ts';
import { headerOf, type Webhook } from './is-signed.ts';

/** What a webhook says, as far as it concerns us. */
export type ChangeEvent =
  | {
      readonly state: 'change';
      readonly facts: ChangeFacts;
      /** As the repository may be called in the inventory. */
      readonly urls: readonly string[];
    }
  /** It is about something else. */
  | { readonly state: 'other'; readonly what: string }
  | { readonly state: 'unreadable'; readonly why: string };

/** Reads a webhook whose signature is right. */
export function readEvent(kind: ForgeKind, webhook: Webhook, now: Date): ChangeEvent {
  const event = eventIn(kind, webhook);
  if (event.state !== 'change') return event;
  const { facts } = event;
  if (!isBranchName(facts.base)) {
    return unreadable('it names no branch that it is to be merged into');
  }
  const at = Date.parse(facts.updatedAt);
  if (Number.isNaN(at)) return unreadable('it does not say when it was changed');
  // A clock that is ahead of ours must not let its next event look older.
  const updatedAt = new Date(Math.min(at, now.getTime())).toISOString();
  const source = isBranchName(facts.source) ? facts.source : '';
  return { ...event, facts: { ...facts, source, updatedAt } };
}

function eventIn(kind: ForgeKind, webhook: Webhook): ChangeEvent {
  let payload: unknown;
  try {
    payload = JSON.parse(webhook.body.toString('utf8'));
  } catch {
    return unreadable(
      'its body is no JSON: set the content type of the webhook to application/json',
    );
  }
  return kind === 'github'
    ? githubChange(headerOf(webhook, 'x-github-event') ?? '', payload)
    : gitlabChange(payload);
}

function unreadable(why: string): ChangeEvent {
  return { state: 'unreadable', why };
}

/**
 * By what a webhook is known when it comes again: the id that the forge gave it, which not every forge signs, and what it says. An
 * attempt of the forge to deliver it once more has both.
 */
export function keysOf(kind: ForgeKind, webhook: Webhook): readonly string[] {
  const names = kind === 'github' ? ['x-github-delivery'] : ['webhook-id', 'idempotency-key'];
  const id = names.map((name) => headerOf(webhook, name)).find((value) => value !== undefined);
  const digest = `body ${hash('sha256', webhook.body, 'hex')}`;
  return id === undefined ? [digest] : [`id ${id.slice(0, MAX_ID_LENGTH)}`, digest];
}

const MAX_ID_LENGTH = 200;
