import { Type, type TProperties, type TSchema } from 'typebox';

export const stageCounts: TSchema = Type.Object({
  observe: Type.Integer(),
  warn: Type.Integer(),
  block: Type.Integer(),
});
const signed = Type.Array(
  Type.Object({
    party: Type.String({ description: 'development or security' }),
    name: Type.String(),
  }),
);
/** What both parties agreed on. */
export const agreementShape: TProperties = {
  way: Type.String({ description: 'keys, in git; or service, by a proposal here' }),
  at: Type.String(),
  by: signed,
};

/** In what state of process a product is, as its lists and its page say it. */
export const processShape: TProperties = {
  open: Type.Array(Type.Integer(), {
    description: 'Open findings on default branches: critical, high, medium, low, info',
  }),
  owners: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: Type.String({
        description:
          'person or group: made its owner here; party: whom its policy names for development',
      }),
    }),
  ),
  checks: Type.Array(
    Type.Object({
      check: Type.String(),
      at: Type.Union([Type.String(), Type.Null()], {
        description: 'when it last looked at all of a default branch; null: never',
      }),
      stages: Type.Union([stageCounts, Type.Null()], {
        description:
          'how many of its rules stand where, in the repository that enforces most; null: no policy has told, or it does not run',
      }),
      fallen: Type.Integer({ description: 'rules of it that have lost a stage by themselves' }),
    }),
    { description: 'What is not named does not run by any policy and never looked' },
  ),
  waivers: Type.Object({
    inForce: Type.Integer(),
    ending: Type.Integer({ description: 'of those in force: within 14 days' }),
    expired: Type.Integer({ description: 'and still in a policy' }),
  }),
  policies: Type.Object({
    repositories: Type.Integer({ description: 'that have told their policy' }),
    agreed: Type.Integer({ description: 'of those: on whose policy both parties agreed' }),
    latest: Type.Union([Type.Object(agreementShape), Type.Null()], {
      description: 'the latest agreement',
    }),
  }),
};
