import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import {
  createChannel,
  deleteChannel,
  findChannel,
  listChannels,
  lockChannel,
  updateChannel,
} from '../../store/channels.ts';
import { addWritten, hasWaitingTest } from '../../store/deliveries.ts';
import { productIdOf } from '../../store/products.ts';
import { may, reaches, reachOf, type Principal } from '../access.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { readChannel } from '../notify/channel-input.ts';
import { changeable, channelShape as shape, shown } from '../notify/show-channel.ts';
import { openSecret } from '../notify/channel-secret.ts';
import { Problem } from '../problem.ts';
import { requireVersion } from '../version-of.ts';
import { changes, creation } from './channel-shapes.ts';

const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const madeSecret = Type.Optional(
  Type.String({ description: 'what its messages are signed with; shown this once' }),
);

/** Where people are told: who configures a product has channels of it, who administers all those of all products. */
export const channelRoutes: Routes = (app, { database, transports }) => {
  const found = async (id: string, principal: Principal | undefined): Promise<Found> => {
    const channel = await findChannel(database, id, reachOf(principal, 'configure'));
    if (channel === undefined) throw new Problem(404, `channel ${id}`);
    return channel;
  };
  const owned = async (id: string, principal: Principal | undefined): Promise<Found> => {
    const channel = await found(id, principal);
    if (channel.productId !== null || may(principal, 'administer')) return channel;
    throw new Problem(403, 'a channel of all products is for whoever administers them');
  };
  app.get(
    '/v1/channels',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Channels, in order of name; never what is secret of them',
        tags: ['Notifications'],
        response: { 200: answer({ channels: Type.Array(shape) }) },
      },
    },
    async ({ principal }) => {
      const channels = await listChannels(database, reachOf(principal, 'configure'));
      return { channels: channels.map((each) => shown(each, transports)) };
    },
  );
  app.post(
    '/v1/channels',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Make a channel',
        tags: ['Notifications'],
        body: creation,
        response: {
          201: answer({ id: Type.String(), signingSecret: madeSecret }),
          403: Type.Ref('Problem'),
          404: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ body: { kind, product, ...input }, principal }, reply) => {
      const productId = await productFor(product, principal, (name) => productIdOf(database, name));
      const [id, now, actor] = [randomUUID(), new Date(), principal?.name ?? ''];
      const { stored, made } = await readChannel({ id, kind, input, now }, transports);
      await database.transaction(async (transaction) => {
        await createChannel(transaction, { ...stored, id, productId, kind, createdBy: actor, now });
        await appendAudit(transaction, {
          actor,
          action: 'channel.create',
          subject: `channel ${stored.name}`,
          detail: { id, kind, product: product ?? null, target: stored.target },
        });
      });
      return reply.status(201).send({ id, ...(made === undefined ? {} : { signingSecret: made }) });
    },
  );
  app.get(
    '/v1/channels/:id',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'One channel',
        tags: ['Notifications'],
        params,
        response: { 200: shape, 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }) => shown(await found(id, principal), transports),
  );
  app.patch(
    '/v1/channels/:id',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Change a channel; what is not named stays',
        tags: ['Notifications'],
        params,
        body: changes,
        response: {
          200: answer({ channel: shape, signingSecret: madeSecret }),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, body: { version, ...input }, principal }) => {
      const { secret, keyId, ...channel } = await owned(id, principal);
      const opened = transports.sealer && openSecret(transports.sealer, id, secret);
      const before = { ...channel, secret: opened, sealed: { secret, keyId } };
      const { stored, made } = await readChannel(
        { id, kind: channel.kind, input, present: before, now: new Date() },
        transports,
      );
      await database.transaction(async (transaction) => {
        const present = await lockChannel(transaction, id);
        if (present === undefined) throw new Problem(404, `channel ${id}`);
        requireVersion(version, changeable(present));
        await updateChannel(transaction, id, stored);
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'channel.change',
          subject: `channel ${stored.name}`,
          detail: { id, changed: Object.keys(input).toSorted().join(' '), target: stored.target },
        });
      });
      const changed = shown(await found(id, principal), transports);
      return { channel: changed, ...(made === undefined ? {} : { signingSecret: made }) };
    },
  );
  app.delete(
    '/v1/channels/:id',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Delete a channel, with what was to be sent to it',
        tags: ['Notifications'],
        params,
        response: { 204: Type.Null(), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      const { name } = await owned(id, principal);
      await database.transaction(async (transaction) => {
        await deleteChannel(transaction, id);
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'channel.delete',
          subject: `channel ${name}`,
          detail: { id },
        });
      });
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/v1/channels/:id/test',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Send a message that says nothing, at once; its delivery tells what came of it',
        tags: ['Notifications'],
        params,
        response: {
          202: answer({ delivery: Type.Integer() }),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      const { name } = await owned(id, principal);
      if (await hasWaitingTest(database, id)) {
        throw new Problem(409, 'the test before is still on its way');
      }
      const at = new Date().toISOString();
      const delivery = await addWritten(database, {
        channel: id,
        key: `test ${randomUUID()}`,
        dueAt: at,
        message: {
          type: 'test',
          title: `This is a test of the channel ${name}`,
          sections: [
            { heading: 'It works', lines: [{ text: `Asked for by ${principal?.name}` }], more: 0 },
          ],
          at,
        },
      });
      return reply.status(202).send({ delivery });
    },
  );
};

type Found = NonNullable<Awaited<ReturnType<typeof findChannel>>>;

/** Undefined: of all products. */
async function productFor(
  product: string | undefined,
  principal: Principal | undefined,
  idOf: (name: string) => Promise<number | undefined>,
): Promise<number | undefined> {
  if (product === undefined) {
    if (may(principal, 'administer')) return undefined;
    throw new Problem(
      403,
      'a channel of all products is made by whoever administers them: name a product',
    );
  }
  const id = await idOf(product);
  if (id === undefined || !reaches(principal, 'configure', id)) {
    throw new Problem(404, `product ${product}`);
  }
  return id;
}
