import {
  dropQueuedScans,
  lockChange,
  repositoryOfChange,
  saveChange,
  setChangeScan,
  type ChangedRepository,
  type ChangeFacts,
  type KnownChange,
} from '../../store/changes.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { rememberDelivery, type SealedForge } from '../../store/forges.ts';
import { createScan } from '../../store/scans.ts';
import type { ScanRunner } from '../context.ts';
import { keysOf, readEvent, type ChangeEvent } from './change-event.ts';
import type { Webhook } from './is-signed.ts';

/** What became of a webhook. */
export interface Heeded {
  readonly state:
    /** The change is examined. */
    | 'scanning'
    /** What is known of the change is told to the forge. */
    | 'reporting'
    /** Nothing is examined any more. */
    | 'closed'
    | 'ignored';
  /** Why it was ignored. */
  readonly detail: string;
}

/** How old what a webhook tells may be. GitHub delivers again what is three days old at most; webhooks are remembered for longer. */
const MAX_AGE_MS = 4 * 86_400_000;

/**
 * Does what a webhook asks for whose signature is right, once, however often it comes. Undefined: it cannot be read, and `why` is told.
 */
export function receiveEvent(
  database: Database,
  forge: SealedForge,
  webhook: Webhook,
  { scans, now }: { readonly scans: Pick<ScanRunner, 'send' | 'tell'>; readonly now: Date },
): Promise<Heeded | { readonly state: 'unreadable'; readonly why: string }> {
  const event = readEvent(forge.kind, webhook, now);
  return database.transaction(async (transaction) => {
    const isNew = await rememberDelivery(transaction, forge.id, keysOf(forge.kind, webhook));
    if (event.state === 'unreadable') return event;
    if (!isNew) return ignored('it came before');
    if (event.state === 'other') return ignored(`it is about ${event.what}`);
    if (now.getTime() - Date.parse(event.facts.updatedAt) > MAX_AGE_MS) {
      return ignored('what it tells is too old');
    }
    const repository = await repositoryOf(transaction, forge, event);
    if (repository === undefined) {
      return ignored('its repository is not in the inventory: add it to a product first');
    }
    return heed(transaction, { forge, repository, facts: event.facts }, scans);
  });
}

function ignored(detail: string): Heeded {
  return { state: 'ignored', detail };
}

/** Only what lies below the address of the forge: its token is for nothing else. */
function repositoryOf(
  transaction: Queryable,
  { url }: SealedForge,
  { urls, facts }: Extract<ChangeEvent, { state: 'change' }>,
): Promise<ChangedRepository | undefined> {
  const own = urls.filter((each) => each.toLowerCase().startsWith(`${url.toLowerCase()}/`));
  return repositoryOfChange(transaction, own, facts.base);
}

async function heed(
  transaction: Queryable,
  {
    forge,
    repository,
    facts,
  }: {
    readonly forge: SealedForge;
    readonly repository: ChangedRepository;
    readonly facts: ChangeFacts;
  },
  scans: Pick<ScanRunner, 'send' | 'tell'>,
): Promise<Heeded> {
  const before = await lockChange(transaction, forge.id, facts);
  // Webhooks overtake one another.
  if (before !== undefined && facts.updatedAt < before.updatedAt) {
    return ignored('a later one has come before it');
  }
  const place = { forge: forge.id, repository: repository.id };
  const id = await saveChange(transaction, place, facts);
  if (!facts.isOpen) {
    await dropQueuedScans(transaction, id, null);
    return { state: 'closed', detail: '' };
  }
  if (!needsScan(before, facts)) {
    await scans.tell(transaction, id);
    return { state: 'reporting', detail: '' };
  }
  const scan = await createScan(transaction, {
    check: 'check',
    productId: repository.productId,
    subject: {
      kind: 'change',
      url: repository.url,
      branch: branchOf(forge, facts),
      head: facts.head,
      base: facts.base,
      checks: repository.checks,
      forge: forge.id,
      installation: facts.installation,
    },
    input: undefined,
    createdBy: `forge ${forge.name}`,
    changeId: id,
  });
  await setChangeScan(transaction, id, scan);
  await scans.send(transaction, scan);
  await scans.tell(transaction, id);
  return { state: 'scanning', detail: '' };
}

/** What was examined is not examined again for a new title; what failed is, whatever happens to the change. */
function needsScan(before: KnownChange | undefined, { head, base }: ChangeFacts): boolean {
  if (before?.head !== head || before.base !== base) return true;
  return before.scan === null || before.scan.state === 'failed';
}

/** As git has it on the forge (`refs/pull/7/head`): no branch of anybody is called so, whatever a fork calls its own. */
function branchOf({ kind }: SealedForge, { number }: ChangeFacts): string {
  return kind === 'github' ? `pull/${number}/head` : `merge-requests/${number}/head`;
}
