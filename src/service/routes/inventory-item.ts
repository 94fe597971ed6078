import { Type, type TInteger, type TObject } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import type { Queryable } from '../../store/database.ts';
import { forget, type Scheduled } from '../../store/schedules.ts';
import { reachOf, type Permission, type Principal } from '../access.ts';
import type { App, ServiceContext } from '../context.ts';
import { Problem } from '../problem.ts';

export const itemParams: TObject<{ id: TInteger }> = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
});

/** A kind of things in the inventory: how one is locked and called. */
export interface InventoryKind<Item> {
  readonly table: Scheduled;
  /** In messages and the audit log. */
  readonly word: string;
  /** `shop.example:443 of shop`. */
  readonly nameOf: (item: Item) => string;
  /** Undefined: there is none, or none of these products. Held until the end of the transaction. */
  readonly lock: (
    transaction: Queryable,
    id: number,
    only: readonly number[] | undefined,
  ) => Promise<Item | undefined>;
}

/** One that whoever asks may do that with; throws Problem(404). Held until the end of the transaction. */
export async function lockedItem<Item>(
  transaction: Queryable,
  { lock, word }: InventoryKind<Item>,
  {
    id,
    principal,
    permission,
  }: {
    readonly id: number;
    readonly principal: Principal | undefined;
    readonly permission: Permission;
  },
): Promise<Item> {
  const item = await lock(transaction, id, reachOf(principal, permission));
  if (item === undefined) throw new Problem(404, `${word} ${id}`);
  return item;
}

/** The entry of the audit log that tells what was done to one. */
export async function auditItem<Item>(
  transaction: Queryable,
  kind: InventoryKind<Item>,
  {
    item,
    verb,
    principal,
    detail,
  }: {
    readonly item: Item;
    readonly verb: 'add' | 'change' | 'delete';
    readonly principal: Principal | undefined;
    readonly detail: Parameters<typeof appendAudit>[1]['detail'];
  },
): Promise<void> {
  await appendAudit(transaction, {
    actor: principal?.name ?? '',
    action: `${kind.word}.${verb}`,
    subject: `${kind.word} ${kind.nameOf(item)}`,
    detail,
  });
}

/** The route that takes one out of the inventory. */
export function removing<Item>(
  app: App,
  { database }: ServiceContext,
  kind: InventoryKind<Item>,
  { tag, summary }: { readonly tag: string; readonly summary: string },
): void {
  app.delete(
    `/v1/${kind.table}/:id`,
    {
      config: { permission: 'configure' },
      schema: {
        summary,
        tags: [tag],
        params: itemParams,
        response: { 204: Type.Null(), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      await database.transaction(async (transaction) => {
        const asked = { id, principal, permission: 'configure' } as const;
        const item = await lockedItem(transaction, kind, asked);
        await forget(transaction, kind.table, id);
        await auditItem(transaction, kind, { item, verb: 'delete', principal, detail: { id } });
      });
      return reply.status(204).send(null);
    },
  );
}
