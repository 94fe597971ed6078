import type { Sealer } from '../../io/sealing.ts';

/** What is secret of a webhook: its address, which often holds a token, and what its messages are signed with. */
export interface ChannelSecret {
  readonly url: string;
  /** The present one, and the one before it until its receivers know the new one; none: it is not signed. */
  readonly signing: readonly string[];
}

/** Opens only for the channel that it was sealed for. */
export function sealSecret(sealer: Sealer, channel: string, secret: ChannelSecret): string {
  return sealer.seal(JSON.stringify(secret), placeOf(channel));
}

/** Undefined: it was sealed with a key that is not here, or was changed. */
export function openSecret(
  sealer: Sealer,
  channel: string,
  sealed: string | null,
): ChannelSecret | undefined {
  const text = sealed === null ? undefined : sealer.open(sealed, placeOf(channel));
  // oxlint-disable-next-line no-unsafe-type-assertion -- sealed by `sealSecret`
  return text === undefined ? undefined : (JSON.parse(text) as ChannelSecret);
}

/** The same secret under the key that closes now; undefined: it cannot be opened. */
export function resealed(sealer: Sealer, channel: string, sealed: string): string | undefined {
  const secret = openSecret(sealer, channel, sealed);
  return secret === undefined ? undefined : sealSecret(sealer, channel, secret);
}

function placeOf(channel: string): string {
  return `channel ${channel}`;
}
