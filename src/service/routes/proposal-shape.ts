import { Type, type TProperties } from 'typebox';
import { answer, textOrNull } from '../answer.ts';

/** A proposal as answers have it. */
export const proposalShape: TProperties = {
  id: Type.Integer(),
  product: Type.String(),
  kind: Type.String({ description: 'stage or policy' }),
  state: Type.String({ description: 'open, agreed, rejected or withdrawn' }),
  repository: Type.String({ description: 'of a policy; of a stage empty: all of the product' }),
  rule: Type.String(),
  from: Type.String(),
  to: Type.String(),
  policy: Type.String({ description: 'of a policy: its text' }),
  digest: Type.String({ description: 'of what is shown: what an approval is one of' }),
  shown: Type.Array(Type.String(), { description: 'the evidence, or the difference' }),
  reason: Type.String(),
  createdBy: Type.String(),
  createdAt: Type.String(),
  closedBy: Type.String(),
  closedAt: textOrNull,
  approvals: Type.Array(answer({ name: Type.String(), side: Type.String(), at: Type.String() })),
  missing: Type.Array(Type.String(), { description: 'parties that have yet to approve' }),
};
