import { Type, type TUnsafe } from 'typebox';
import { notedEffects, notificationKinds } from '../../model/notification.ts';
import { severities } from '../../model/severity.ts';
import { channelKinds, type ChannelKind } from '../../store/channels.ts';
import type { ChannelChanges } from '../notify/channel-input.ts';
import { TIME_OF_DAY } from '../notify/daily-times.ts';
import { SIGNING_SECRET } from '../notify/signature.ts';
import { wantedVersion } from '../version-of.ts';

const timeOfDay = Type.String({ pattern: TIME_OF_DAY, description: 'HH:MM' });
const timeZone = Type.String({
  maxLength: 60,
  description: 'of the IANA database: Europe/Berlin',
});
/** Addresses of one channel: larger circles have a list of their own. */
const MAX_RECIPIENTS = 20;

const fields = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  url: Type.Optional(
    Type.String({ maxLength: 2_000, description: 'of slack and webhook; never shown again' }),
  ),
  to: Type.Optional(
    Type.Array(Type.String({ maxLength: 254 }), { minItems: 1, maxItems: MAX_RECIPIENTS }),
  ),
  signingSecret: Type.Optional(
    Type.String({ pattern: SIGNING_SECRET, description: 'of a webhook; made where it is missing' }),
  ),
  events: Type.Optional(
    Type.Array(Type.Union(notificationKinds.map((kind) => Type.Literal(kind))), { minItems: 1 }),
  ),
  severity: Type.Optional(Type.Union(severities.map((severity) => Type.Literal(severity)))),
  effect: Type.Optional(Type.Union(notedEffects.map((effect) => Type.Literal(effect)))),
  branches: Type.Optional(Type.Union([Type.Literal('default'), Type.Literal('all')])),
  digest: Type.Optional(
    Type.Union([
      Type.Object(
        {
          at: timeOfDay,
          timeZone,
          sendEmpty: Type.Optional(Type.Boolean({ description: 'also when nothing has happened' })),
        },
        { additionalProperties: false },
      ),
      Type.Null(),
    ]),
  ),
  quietHours: Type.Optional(
    Type.Union([
      Type.Object({ from: timeOfDay, to: timeOfDay, timeZone }, { additionalProperties: false }),
      Type.Null(),
    ]),
  ),
  enabled: Type.Optional(Type.Boolean()),
};

/** A new one, as requests have it. */
export interface NewChannel extends ChannelChanges {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly product?: string;
}

/** Changes of one. */
export interface ChangedChannel extends ChannelChanges {
  readonly version?: string;
}

/** What a new one is said to be. */
export const creation: TUnsafe<NewChannel> = Type.Unsafe<NewChannel>(
  Type.Object(
    {
      ...fields,
      kind: Type.Union(channelKinds.map((kind) => Type.Literal(kind))),
      product: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          description: 'missing: of all products, for whoever administers them',
        }),
      ),
    },
    {
      additionalProperties: false,
      examples: [
        {
          name: 'on-call',
          kind: 'webhook',
          url: 'https://hooks.shop.example/lockstep',
          severity: 'high',
        },
      ],
    },
  ),
);

/** What is changed of one. */
export const changes: TUnsafe<ChangedChannel> = Type.Unsafe<ChangedChannel>(
  Type.Object(
    {
      ...fields,
      name: Type.Optional(fields.name),
      newSigningSecret: Type.Optional(
        Type.Boolean({
          description: 'make one; the one before signs too, until the next change of it',
        }),
      ),
      version: wantedVersion,
    },
    { additionalProperties: false, examples: [{ severity: 'critical' }] },
  ),
);
