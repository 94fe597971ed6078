import { Type, type TProperties } from 'typebox';
import { answer } from '../answer.ts';

/** A decision without its record: break-glass uses, waivers in use and demotions are seen at a glance. */
export const decisionFields: TProperties = {
  number: Type.Integer({ description: 'of the run: 1 is the decision that it came with' }),
  cause: Type.String({
    description:
      'reported (by the command line) or imported (decided here); made again because of expiry, demotion or override',
  }),
  decidedAt: Type.String(),
  digest: Type.String({ description: 'of the digests of the record' }),
  validUntil: Type.Union([Type.String(), Type.Null()], {
    description: 'when a waiver or an override that it rests on ends',
  }),
  detail: answer({
    override: Type.Optional(
      answer({ by: Type.String(), reason: Type.String(), expires: Type.String() }),
    ),
    waivers: Type.Array(
      answer({
        rule: Type.String(),
        reason: Type.String(),
        expires: Type.String(),
        findings: Type.Integer(),
      }),
    ),
    demotions: Type.Array(
      answer({
        rule: Type.String(),
        to: Type.String(),
        since: Type.String(),
        because: Type.String(),
      }),
    ),
    notices: Type.Array(Type.String()),
  }),
};
