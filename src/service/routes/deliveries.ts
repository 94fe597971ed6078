import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import {
  deliveryStates,
  findDelivery,
  listDeliveries,
  reviveDelivery,
} from '../../store/deliveries.ts';
import { reachOf } from '../access.ts';
import { answer, pageOf, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';

const delivery = {
  id: Type.Integer(),
  channel: Type.String(),
  channelName: Type.String(),
  state: Type.String({ description: 'open: still written; waiting; sent; dead: given up' }),
  title: textOrNull,
  attempts: Type.Integer(),
  dueAt: Type.String(),
  detail: Type.String({ description: 'what came of the last attempt' }),
  createdAt: Type.String(),
  endedAt: textOrNull,
};
const params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });

/** Messages to channels, and what became of them. */
export const deliveryRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/deliveries',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Messages to channels, the latest first; `state=dead`: those that were given up',
        tags: ['Notifications'],
        querystring: Type.Object({
          state: Type.Optional(Type.Union(deliveryStates.map((state) => Type.Literal(state)))),
          channel: Type.Optional(Type.String({ format: 'uuid' })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('deliveries', answer(delivery)) },
      },
    },
    async ({ query: { state, channel, limit, cursor }, principal }) => {
      const [before = Number.MAX_SAFE_INTEGER] = readCursor(cursor, ['number']) ?? [];
      const only = reachOf(principal, 'configure');
      const page = { state, channel, only, before: Number(before), limit };
      const deliveries = await listDeliveries(database, page);
      return { deliveries, next: nextCursor(deliveries, limit, ({ id }) => [id]) };
    },
  );
  app.get(
    '/v1/deliveries/:id',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'One message, with what it says',
        tags: ['Notifications'],
        params,
        response: {
          200: answer({ ...delivery, message: Type.Any() }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, principal }) => {
      const found = await findDelivery(database, id, reachOf(principal, 'configure'));
      if (found === undefined) throw new Problem(404, `delivery ${id}`);
      return found;
    },
  );
  app.post(
    '/v1/deliveries/:id/retry',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Send a message anew that was given up, under the same id',
        tags: ['Notifications'],
        params,
        response: {
          202: answer({ state: Type.String() }),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      const found = await findDelivery(database, id, reachOf(principal, 'configure'));
      if (found === undefined) throw new Problem(404, `delivery ${id}`);
      const isRevived = await database.transaction(async (transaction) => {
        if (!(await reviveDelivery(transaction, id, new Date()))) return false;
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'delivery.retry',
          subject: `delivery ${id} to channel ${found.channelName}`,
          detail: { id, channel: found.channel },
        });
        return true;
      });
      if (!isRevived) {
        throw new Problem(409, `delivery ${id} was not given up: it is ${found.state}`);
      }
      return reply.status(202).send({ state: 'waiting' });
    },
  );
};
