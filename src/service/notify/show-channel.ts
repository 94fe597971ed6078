import { Type, type TSchema } from 'typebox';
import { channelKinds, type Channel } from '../../store/channels.ts';
import { FAILING_FROM } from '../../store/deliveries.ts';
import { answer, textOrNull } from '../answer.ts';
import { versionOf, versionShape } from '../version-of.ts';
import { severityOf } from './channel-input.ts';
import type { Transports } from './send.ts';

/** What `shown` gives. */
export const channelShape: TSchema = answer({
  id: Type.String(),
  name: Type.String(),
  product: Type.Union([Type.String(), Type.Null()], { description: 'null: of all products' }),
  kind: Type.Union(channelKinds.map((kind) => Type.Literal(kind))),
  target: Type.Array(Type.String(), { description: 'the host of a webhook, addresses of mail' }),
  events: Type.Array(Type.String()),
  severity: Type.String(),
  effect: Type.String(),
  branches: Type.String(),
  digest: Type.Union([
    Type.Object({ at: Type.String(), timeZone: Type.String(), sendEmpty: Type.Boolean() }),
    Type.Null(),
  ]),
  quietHours: Type.Union([
    Type.Object({ from: Type.String(), to: Type.String(), timeZone: Type.String() }),
    Type.Null(),
  ]),
  enabled: Type.Boolean(),
  health: Type.String({
    description: 'ok, failing, or unsendable: this service cannot send to it',
  }),
  problem: Type.String({ description: 'what came of the last attempt, where it failed' }),
  failingSince: textOrNull,
  nextDigestAt: textOrNull,
  createdBy: Type.String(),
  createdAt: Type.String(),
  version: versionShape,
});

/** A channel as the API has it; never what is secret of it. */
export function shown(channel: Channel, { sealer, mail }: Transports): object {
  const { settings, failures, keyId, isEnabled, digestAt, target, ...rest } = channel;
  const { leastSeverity, leastEffect, ...other } = settings;
  const canSend =
    channel.kind === 'mail'
      ? mail !== undefined
      : keyId !== null && sealer?.keyIds.includes(keyId) === true;
  const health = failures >= FAILING_FROM ? 'failing' : 'ok';
  return {
    ...rest,
    ...other,
    target: target.split('\n'),
    severity: severityOf(leastSeverity),
    effect: leastEffect,
    enabled: isEnabled,
    nextDigestAt: digestAt,
    health: canSend ? health : 'unsendable',
    version: versionOf(changeable(channel)),
  };
}

/** What people change of one, as far as it is shown. */
export function changeable({ name, target, settings, isEnabled }: Channel): object {
  return { name, target, settings, isEnabled };
}
