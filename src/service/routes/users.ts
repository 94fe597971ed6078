import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import type { Queryable } from '../../store/database.ts';
import { hasAdmin, lockAdmins, setGrants, type StoredGrant } from '../../store/grants.ts';
import { endSessionsOf } from '../../store/sessions.ts';
import { createLink } from '../../store/sign-in-links.ts';
import { createUser, findUser, listUsers, setDisabled, type User } from '../../store/users.ts';
import { answer, pageOf, textOrNull } from '../answer.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { storedGrant, toldGrant, wantedGrant } from '../grant-shapes.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { shown } from '../people/identity-from.ts';
import { Problem } from '../problem.ts';
import { requireVersion, versionOf, versionShape, wantedVersion } from '../version-of.ts';

const user = {
  id: Type.Integer(),
  name: Type.String({ description: 'as the audit log has it' }),
  displayName: Type.String(),
  email: Type.String(),
  issuer: Type.Union([Type.String(), Type.Null()], {
    description: 'who says who they are; null: they sign in by links and tokens',
  }),
  groups: Type.Array(Type.String()),
  grants: Type.Array(toldGrant, {
    description: 'those that an admin gave: what a change replaces',
  }),
  groupGrants: Type.Array(toldGrant, { description: 'those of their groups, besides' }),
  createdBy: Type.String(),
  createdAt: Type.String(),
  signedInAt: textOrNull,
  disabledAt: textOrNull,
  version: versionShape,
};
const link = {
  link: Type.String({ description: 'opens once; give it to that person and to nobody else' }),
  expiresAt: Type.String(),
};
const params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) });
const grants = Type.Array(wantedGrant, { maxItems: 500 });
/** A link is sent by mail or chat, and opened some days later. */
const LINK_MS = 3 * 86_400_000;

/** People, and what they may do. */
export const userRoutes: Routes = (app, context) => {
  app.get(
    '/v1/users',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'People in order of name',
        tags: ['People'],
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('users', Type.Object(user)) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const [after = ''] = readCursor(cursor, ['string']) ?? [];
      const users = await listUsers(context.database, { after: String(after), limit });
      return { users: users.map(told), next: nextCursor(users, limit, ({ name }) => [name]) };
    },
  );
  invite(app, context);
  change(app, context);
  links(app, context);
};

function invite(app: App, { database, origin }: ServiceContext): void {
  app.post(
    '/v1/users',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Invite somebody: with a link that opens once',
        description:
          'Whoever signs in by the identity provider is known from then on, and needs no invitation, only roles.',
        tags: ['People'],
        body: Type.Object(
          { name: Type.String({ minLength: 1, maxLength: 100 }), grants },
          {
            additionalProperties: false,
            examples: [
              { name: 'developer@shop.example', grants: [{ role: 'developer', product: 'shop' }] },
            ],
          },
        ),
        response: {
          201: answer({ id: Type.Integer(), ...link }),
          409: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ body, principal }, reply) => {
      const name = shown(body.name, 100);
      if (name === '') throw new Problem(422, 'name: nothing of it can be shown');
      const wanted = await Promise.all(body.grants.map((each) => storedGrant(database, each)));
      const actor = principal?.name ?? '';
      const made = await database.transaction(async (transaction) => {
        const id = await createUser(transaction, { name, createdBy: actor });
        if (id === undefined) throw new Problem(409, `name: there is a ${name} already`);
        await setGrants(transaction, id, wanted);
        await appendAudit(transaction, {
          actor,
          action: 'user.invite',
          subject: `user ${name}`,
          detail: { id, grants: grantsText(body.grants) },
        });
        return { id, ...(await linkFor(transaction, { id, actor, origin: origin() })) };
      });
      return reply.status(201).send(made);
    },
  );
}

function change(app: App, { database }: ServiceContext): void {
  app.patch(
    '/v1/users/:id',
    {
      config: { permission: 'administer' },
      schema: {
        summary:
          'Change what somebody may do, or disable them; it holds from their next request on',
        tags: ['People'],
        params,
        body: Type.Object(
          {
            grants: Type.Optional(grants),
            disabled: Type.Optional(Type.Boolean({ description: 'true also ends their sessions' })),
            version: wantedVersion,
          },
          { additionalProperties: false, minProperties: 1, examples: [{ disabled: true }] },
        ),
        response: {
          200: answer(user),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, body, principal }) => {
      const { disabled, version } = body;
      const wanted =
        body.grants && (await Promise.all(body.grants.map((each) => storedGrant(database, each))));
      return database.transaction(async (transaction) => {
        await lockAdmins(transaction);
        const before = await found(transaction, id);
        requireVersion(version, settingsOf(before));
        await apply(transaction, id, { disabled, wanted });
        if (!(await hasAdmin(transaction))) {
          throw new Problem(
            409,
            'nobody could administer Lockstep any more; make somebody else an admin first',
          );
        }
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'user.change',
          subject: `user ${before.name}`,
          detail: {
            id,
            ...(disabled === undefined ? {} : { disabled }),
            ...(body.grants === undefined ? {} : { grants: grantsText(body.grants) }),
          },
        });
        return told(await found(transaction, id));
      });
    },
  );
  app.delete(
    '/v1/users/:id/sessions',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Sign somebody out everywhere',
        tags: ['People'],
        params,
        response: { 204: Type.Null(), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      await database.transaction(async (transaction) => {
        const { name } = await found(transaction, id);
        const count = await endSessionsOf(transaction, id);
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'session.end-all',
          subject: `user ${name}`,
          detail: { count },
        });
      });
      return reply.status(204).send(null);
    },
  );
}

function links(app: App, { database, origin }: ServiceContext): void {
  app.post(
    '/v1/users/:id/links',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Another link for somebody who cannot sign in; earlier ones open nothing any more',
        tags: ['People'],
        params,
        response: { 201: answer(link), 404: Type.Ref('Problem'), 409: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      const actor = principal?.name ?? '';
      const made = await database.transaction(async (transaction) => {
        const { issuer } = await found(transaction, id);
        if (issuer !== null) throw new Problem(409, `they sign in at ${issuer}`);
        return linkFor(transaction, { id, actor, origin: origin() });
      });
      return reply.status(201).send(made);
    },
  );
}

async function linkFor(
  transaction: Queryable,
  { id, actor, origin }: { readonly id: number; readonly actor: string; readonly origin: string },
): Promise<{ readonly link: string; readonly expiresAt: string }> {
  const expiresAt = new Date(Date.now() + LINK_MS).toISOString();
  const secret = await createLink(transaction, { userId: id, createdBy: actor, expiresAt });
  await appendAudit(transaction, {
    actor,
    action: 'user.link',
    subject: `user ${id}`,
    detail: { id, expiresAt },
  });
  return { link: `${origin}/auth/link/${secret}`, expiresAt };
}

async function apply(
  transaction: Queryable,
  id: number,
  {
    disabled,
    wanted,
  }: {
    readonly disabled: boolean | undefined;
    readonly wanted: readonly StoredGrant[] | undefined;
  },
): Promise<void> {
  if (wanted !== undefined) await setGrants(transaction, id, wanted);
  if (disabled !== undefined) await setDisabled(transaction, id, disabled);
  if (disabled === true) await endSessionsOf(transaction, id);
}

async function found(database: Queryable, id: number): Promise<User> {
  const known = await findUser(database, id);
  if (known === undefined) throw new Problem(404, `user ${id}`);
  return known;
}

/** What an admin changes of somebody. */
function settingsOf({ grants: given, disabledAt }: User): object {
  return { grants: given, disabled: disabledAt !== null };
}

function told(known: User): User & { readonly version: string } {
  return { ...known, version: versionOf(settingsOf(known)) };
}

/** `developer of shop, viewer of all`. */
function grantsText(
  wanted: readonly { readonly role: string; readonly product?: string }[],
): string {
  return wanted.map(({ role, product }) => `${role} of ${product ?? 'all'}`).join(', ');
}
