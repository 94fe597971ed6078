import type { Sealer } from '../../io/sealing.ts';

/** What a forge is asked with. */
export type ForgeLogin =
  /** Of a person, a bot, a project or a group. */
  | { readonly kind: 'token'; readonly token: string }
  /** A GitHub App, which makes tokens for some minutes out of its private key (PEM). */
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: string };

/** What is secret of a forge. */
export interface ForgeSecret {
  readonly login: ForgeLogin;
  /** What its webhooks are signed with: the present one, and the one before it until the next change. */
  readonly signing: readonly string[];
}

/** Opens only for the forge that it was sealed for. */
export function sealForgeSecret(sealer: Sealer, forge: string, secret: ForgeSecret): string {
  return sealer.seal(JSON.stringify(secret), placeOf(forge));
}

/** Undefined: it was sealed with a key that is not here, or was changed. */
export function openForgeSecret(
  sealer: Sealer,
  forge: string,
  sealed: string,
): ForgeSecret | undefined {
  const text = sealer.open(sealed, placeOf(forge));
  // oxlint-disable-next-line no-unsafe-type-assertion -- sealed by `sealForgeSecret`
  return text === undefined ? undefined : (JSON.parse(text) as ForgeSecret);
}

function placeOf(forge: string): string {
  return `forge ${forge}`;
}
