import { isGpgSignature, verifyGpgSignature } from '../io/gpg-signature.ts';
import type { SignatureState } from '../io/signing-program.ts';
import { verifySshSignature } from '../io/ssh-signature.ts';
import { AGREEMENT_NAMESPACE, type AllowedSigners } from '../policy/allowed-signers.ts';

export interface SignatureToVerify {
  readonly statement: string;
  readonly at: string;
  readonly principal: string;
  readonly signature: string;
}

/** Whether a signature is one of that person, under these keys. */
export async function verifySignature(
  { statement: text, at, principal, signature }: SignatureToVerify,
  allowed: AllowedSigners,
): Promise<SignatureState> {
  const keys = allowed.openpgp.get(principal) ?? [];
  if (isGpgSignature(signature)) {
    if (keys.length > 0) return verifyGpgSignature({ text, signature, keys, at });
    return {
      state: 'invalid',
      detail: `the allowed signers have no OpenPGP key of ${principal}`,
    };
  }
  if (!allowed.principals.includes(principal)) {
    return { state: 'invalid', detail: `the allowed signers have no key of ${principal}` };
  }
  const signers = allowed.text;
  return verifySshSignature({
    text,
    namespace: AGREEMENT_NAMESPACE,
    signature,
    signers,
    principal,
    at,
  });
}
