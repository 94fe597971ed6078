import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import { addGroupRole, listGroupRoles, removeGroupRole } from '../../store/group-roles.ts';
import { answer, textOrNull } from '../answer.ts';
import type { Routes } from '../context.ts';
import { storedGrant, wantedRole } from '../grant-shapes.ts';
import { Problem } from '../problem.ts';

const groupRole = Type.Object({
  id: Type.Integer(),
  group: Type.String(),
  role: Type.String(),
  product: textOrNull,
  createdBy: Type.String(),
  createdAt: Type.String(),
});

/** Roles of the groups that the identity provider tells. */
export const groupRoleRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/group-roles',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'What everybody of a group is',
        tags: ['People'],
        response: { 200: answer({ groupRoles: Type.Array(groupRole) }) },
      },
    },
    async () => ({ groupRoles: await listGroupRoles(database) }),
  );
  app.post(
    '/v1/group-roles',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Give a role to everybody of a group, of one product or of all',
        tags: ['People'],
        body: Type.Object(
          {
            group: Type.String({
              minLength: 1,
              maxLength: 300,
              description: 'as the provider says it',
            }),
            role: wantedRole,
            product: Type.Optional(Type.String({ maxLength: 200, description: 'else all' })),
          },
          { additionalProperties: false, examples: [{ group: 'security-team', role: 'security' }] },
        ),
        response: { 201: answer({ id: Type.Integer() }), 422: Type.Ref('Problem') },
      },
    },
    async ({ body: { group, ...wanted }, principal }, reply) => {
      const grant = await storedGrant(database, wanted);
      const actor = principal?.name ?? '';
      const id = await database.transaction(async (transaction) => {
        const added = await addGroupRole(transaction, { group, ...grant, createdBy: actor });
        await appendAudit(transaction, {
          actor,
          action: 'group-role.add',
          subject: `group ${group}`,
          detail: { id: added, role: wanted.role, product: wanted.product ?? null },
        });
        return added;
      });
      return reply.status(201).send({ id });
    },
  );
  app.delete(
    '/v1/group-roles/:id',
    {
      config: { permission: 'administer' },
      schema: {
        summary: 'Take the role back, from the next request on',
        tags: ['People'],
        params: Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
        response: { 204: Type.Null(), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      await database.transaction(async (transaction) => {
        const removed = await removeGroupRole(transaction, id);
        if (removed === undefined) throw new Problem(404, `group role ${id}`);
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'group-role.remove',
          subject: `group ${removed.group}`,
          detail: { id, role: removed.role },
        });
      });
      return reply.status(204).send(null);
    },
  );
};
