import { Type } from 'typebox';
import { stages } from '../../model/stage.ts';
import {
  closeProposal,
  createProposal,
  findProposal,
  listProposals,
  type NewProposal,
  type Proposal,
} from '../../store/proposals.ts';
import { productIdOf } from '../../store/products.ts';
import { reachOf, reaches, type Permission, type Principal } from '../access.ts';
import { approve, approverOf, missingOf, restated, tell } from '../agreements/approve.ts';
import { patchFor } from '../agreements/patch.ts';
import { restate } from '../agreements/restate.ts';
import { answer, pageOf } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';
import { reachedProduct } from '../products.ts';
import { proposalShape } from './proposal-shape.ts';

const MAX_POLICY_CHARACTERS = 2 ** 18;
const name = Type.String({ minLength: 1, maxLength: 200 });
const reason = Type.String({ minLength: 1, maxLength: 2_000 });
const params = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
});
const digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' });

/** Changes of a stage or of a policy, on which one person of each party agrees. */
export const proposalRoutes: Routes = (app, { database, rollout }) => {
  const proposalOf = async (
    id: number,
    principal: Principal | undefined,
    permission: Permission,
  ): Promise<Proposal> => {
    const found = await findProposal(database, id);
    if (found === undefined || !reaches(principal, permission, found.productId)) {
      throw new Problem(404, `proposal ${id}`);
    }
    return found;
  };
  app.get(
    '/v1/proposals',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What is proposed, and what became of it, the latest first',
        tags: ['Agreements'],
        querystring: Type.Object({
          product: Type.Optional(name),
          state: Type.Optional(
            Type.Union(
              (['open', 'agreed', 'rejected', 'withdrawn'] as const).map((each) =>
                Type.Literal(each),
              ),
            ),
          ),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('proposals', answer(proposalShape)) },
      },
    },
    async ({ query: { product, state, limit, cursor }, principal }) => {
      const productId = product === undefined ? undefined : await productIdOf(database, product);
      if (product !== undefined && productId === undefined) return { proposals: [] };
      const [before = Number.MAX_SAFE_INTEGER] = readCursor(cursor, ['number']) ?? [];
      const only = reachOf(principal, 'read');
      const page = { only, productId, state, before: Number(before), limit };
      const rows = await listProposals(database, page);
      return { proposals: rows.map(seen), next: nextCursor(rows, limit, ({ id }) => [id]) };
    },
  );
  app.get(
    '/v1/proposals/:id',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'One proposal; an open one as it is now, with what holds it',
        tags: ['Agreements'],
        params,
        response: {
          200: answer({ ...proposalShape, held: Type.Array(Type.String()) }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, principal }) => {
      const proposal = await proposalOf(id, principal, 'read');
      if (proposal.state !== 'open') return { ...seen(proposal), held: [] };
      const { held, shown, ...now } = await restated(rollout, proposal);
      const approvals = proposal.approvals.filter((each) => each.digest === now.digest);
      const from = now.change?.from ?? proposal.from;
      return { ...seen({ ...proposal, digest: now.digest, shown, approvals, from }), held };
    },
  );
  app.get(
    '/v1/proposals/:id/patch',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'What was agreed as a patch of lockstep.yaml, for git am',
        description:
          'With it the policy in git says the same as what was agreed here, also for runs that cannot reach the service.',
        tags: ['Agreements'],
        params,
        querystring: Type.Object({
          repository: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
        }),
        produces: ['text/x-patch'],
        response: { 404: Type.Ref('Problem'), 409: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, query: { repository }, principal }, reply) => {
      const proposal = await proposalOf(id, principal, 'read');
      return reply.type('text/x-patch').send(await patchFor(rollout, proposal, repository));
    },
  );
  app.post(
    '/v1/proposals',
    {
      config: { permission: 'judge' },
      schema: {
        summary: 'Propose another stage of a rule, or another policy',
        description: 'A stage that the evidence does not carry is refused.',
        tags: ['Agreements'],
        body: Type.Union(
          [
            Type.Object(
              {
                kind: Type.Literal('stage'),
                product: name,
                rule: name,
                to: Type.Union(stages.map((stage) => Type.Literal(stage))),
                reason,
              },
              { additionalProperties: false },
            ),
            Type.Object(
              {
                kind: Type.Literal('policy'),
                product: name,
                repository: Type.String({ minLength: 1, maxLength: 500 }),
                policy: Type.String({ minLength: 1, maxLength: MAX_POLICY_CHARACTERS }),
                reason,
              },
              { additionalProperties: false },
            ),
          ],
          {
            examples: [
              {
                kind: 'stage',
                product: 'shop',
                rule: 'semgrep/sqli',
                to: 'warn',
                reason: '34 of 43 verdicts are clean.',
              },
            ],
          },
        ),
        response: {
          201: answer({
            id: Type.Integer(),
            digest: Type.String(),
            shown: Type.Array(Type.String()),
          }),
          409: Type.Ref('Problem'),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ body, principal }, reply) => {
      const wanted = { name: body.product, permission: 'judge' } as const;
      const product = await reachedProduct(database, principal, wanted);
      const { change, held, ...now } = await restate(rollout, product, body);
      if (held.length > 0) throw new Problem(409, `it cannot be proposed now: ${held.join('; ')}`);
      const id = await database.transaction(async (transaction) => {
        const given: NewProposal = {
          productId: product.id,
          ...emptied,
          ...body,
          ...now,
          ...(change === undefined ? {} : { from: change.from }),
          createdBy: principal?.name ?? '',
          userId: principal?.userId,
        };
        const made = await createProposal(transaction, given);
        const proposal = await findProposal(transaction, made);
        if (proposal !== undefined) {
          await tell(transaction, proposal, { actor: given.createdBy, action: 'proposal.make' });
        }
        return made;
      });
      return reply.status(201).send({ id, ...now });
    },
  );
  app.post(
    '/v1/proposals/:id/approve',
    {
      config: { permission: 'approve' },
      schema: {
        summary: 'Approve what is shown, for the party that you are of',
        description:
          'Agreed once another person of the other party has approved the same. Only people who are signed in can; the one who proposed may be one of them.',
        tags: ['Agreements'],
        params,
        body: Type.Object(
          { digest },
          { additionalProperties: false, examples: [{ digest: `sha256:${'0'.repeat(64)}` }] },
        ),
        response: {
          200: answer(proposalShape),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, body, principal }) => {
      const proposal = await proposalOf(id, principal, 'approve');
      const approver = approverOf(principal, proposal);
      await approve(rollout, proposal, { approver, digest: body.digest });
      return seen(await proposalOf(id, principal, 'approve'));
    },
  );
  app.post(
    '/v1/proposals/:id/reject',
    {
      config: { permission: 'approve' },
      schema: {
        summary: 'Say no, for the party that you are of; the proposal is over',
        tags: ['Agreements'],
        params,
        response: {
          200: answer(proposalShape),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, principal }) => {
      const proposal = await proposalOf(id, principal, 'approve');
      approverOf(principal, proposal);
      return end(proposal, principal, 'rejected');
    },
  );
  app.post(
    '/v1/proposals/:id/withdraw',
    {
      config: { permission: 'judge' },
      schema: {
        summary: 'Take back what you have proposed',
        tags: ['Agreements'],
        params,
        response: {
          200: answer(proposalShape),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
        },
      },
    },
    async ({ params: { id }, principal }) => {
      const proposal = await proposalOf(id, principal, 'judge');
      const isOwn =
        proposal.createdBy === principal?.name ||
        (proposal.userId !== null && proposal.userId === principal?.userId);
      if (!isOwn) throw new Problem(403, `${proposal.createdBy} has proposed this`);
      return end(proposal, principal, 'withdrawn');
    },
  );
  const end = async (
    { id }: Proposal,
    principal: Principal | undefined,
    state: 'rejected' | 'withdrawn',
  ): Promise<object> => {
    const by = principal?.name ?? '';
    await database.transaction(async (transaction) => {
      const current = await findProposal(transaction, id, { isHeld: true });
      if (current?.state !== 'open') {
        throw new Problem(409, `proposal ${id} is ${current?.state ?? 'gone'}`);
      }
      await closeProposal(transaction, id, { state, by, at: new Date().toISOString() });
      const action = state === 'rejected' ? 'proposal.reject' : 'proposal.withdraw';
      await tell(transaction, current, { actor: by, action });
    });
    return seen(await proposalOf(id, principal, 'read'));
  };
};

/** What the other kind has. */
const emptied = { repository: '', rule: '', from: '', to: '', policy: '' } as const;

function seen(proposal: Proposal): object {
  const missing = proposal.state === 'open' ? missingOf(proposal.approvals) : [];
  return { ...proposal, missing };
}
