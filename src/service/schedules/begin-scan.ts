import type { Queryable } from '../../store/database.ts';
import { lockEndpoint } from '../../store/endpoints.ts';
import { lockRepository } from '../../store/repositories.ts';
import { createScan, type LastScan, type NewScan } from '../../store/scans.ts';
import { keepScan, type Scheduled } from '../../store/schedules.ts';

/** A job that is silent for so long has been lost with its queue: another may begin. Far above what any scan takes. */
const LOST_MS = 6 * 3_600_000;

/** Gives a scan to whichever worker has time, within the transaction. */
export type SendScan = (transaction: Queryable, id: string) => Promise<void>;

/**
 * Has something of the inventory examined, and returns the id of the scan: of the one that waits or runs, where there is one, so
 * that two never overlap. Undefined: there is no such thing.
 */
export async function beginScan(
  transaction: Queryable,
  { table, id, by }: { readonly table: Scheduled; readonly id: number; readonly by: string },
  send: SendScan,
): Promise<string | undefined> {
  const wanted =
    table === 'repositories'
      ? await ofRepository(transaction, id)
      : await ofEndpoint(transaction, id);
  if (wanted === undefined) return undefined;
  const { lastScan, ...scan } = wanted;
  if (lastScan !== null && isUnderWay(lastScan)) return lastScan.id;
  const created = await createScan(transaction, { ...scan, input: undefined, createdBy: by });
  await send(transaction, created);
  await keepScan(transaction, table, id, created);
  return created;
}

type Wanted = Omit<NewScan, 'input' | 'createdBy'> & { readonly lastScan: LastScan | null };

async function ofRepository(transaction: Queryable, id: number): Promise<Wanted | undefined> {
  const found = await lockRepository(transaction, id, undefined);
  if (found === undefined) return undefined;
  const { productId, url, branch, checks, credentials, lastScan } = found;
  const isDefault = found.default;
  return {
    check: 'check',
    productId,
    subject: { kind: 'repository', url, branch, isDefault, checks, credentials },
    repositoryId: id,
    lastScan,
  };
}

async function ofEndpoint(transaction: Queryable, id: number): Promise<Wanted | undefined> {
  const found = await lockEndpoint(transaction, id, undefined);
  if (found === undefined) return undefined;
  const { productId, host, port, lastScan } = found;
  const subject = { kind: 'endpoint', host, port } as const;
  return { check: 'tls', productId, subject, endpointId: id, lastScan };
}

function isUnderWay({ state, createdAt }: LastScan): boolean {
  const isOpen = state === 'queued' || state === 'running';
  return isOpen && Date.now() - Date.parse(createdAt) < LOST_MS;
}
