import { readBlobs, readFileAt } from '../../collect/blobs.ts';
import type { MainlineStep } from '../../collect/mainline.ts';
import type { Policy } from '../../model/policy.ts';
import { LockstepError } from '../../model/error.ts';
import type { KnownNames } from '../../policy/names.ts';
import { MAX_POLICY_BYTES, parsePolicy } from '../../policy/parse-policy.ts';
import { POLICY_FILE } from '../policy-file-name.ts';

/** The waivers, and what comments may do, as they were agreed when a change was made. */
export type PastPolicy = Pick<Policy, 'waivers' | 'suppressions'>;

/**
 * The policy that was in force at the base of each step, in their order; undefined where there was none, or where this
 * version cannot read it.
 */
export async function pastPolicies(
  root: string,
  steps: readonly MainlineStep[],
  names: KnownNames,
): Promise<{ readonly policies: readonly (PastPolicy | undefined)[]; readonly unread: number }> {
  const last = steps.at(-1);
  if (last === undefined) return { policies: [], unread: 0 };
  const now = await readFileAt(root, last.commit.oid, POLICY_FILE, MAX_POLICY_BYTES);
  const changed = steps.map(({ changes }) =>
    changes.find(({ base, current }) => [base?.path, current?.path].includes(POLICY_FILE)),
  );
  const texts = await blobTexts(root, new Set(changed.flatMap((one) => one?.base?.oid ?? [])));
  const known = new Map<string, Promise<PastPolicy | undefined>>();
  const policies: (PastPolicy | undefined)[] = [];
  let text = textOf(now);
  let unread = 0;
  // Backwards: at each change of the file git tells what stood there before.
  for (const change of changed.toReversed()) {
    if (change !== undefined) text = texts.get(change.base?.oid ?? '');
    const parsed = text === undefined ? undefined : (known.get(text) ?? parse(text, names));
    if (text !== undefined && parsed !== undefined) known.set(text, parsed);
    const policy = await parsed;
    if (text !== undefined && policy === undefined) unread += 1;
    policies.push(policy);
  }
  return { policies: policies.toReversed(), unread };
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
}

async function blobTexts(
  root: string,
  oids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for await (const blob of readBlobs(root, oids, { maxBytes: MAX_POLICY_BYTES })) {
    if (blob.state === 'read') texts.set(blob.oid, Buffer.from(blob.bytes).toString('utf8'));
  }
  return texts;
}

/** An old policy may name rules that are gone, or lack what is asked today: then nothing of it is known. */
async function parse(text: string, names: KnownNames): Promise<PastPolicy | undefined> {
  try {
    const { policy } = await parsePolicy(text, POLICY_FILE, names);
    return policy;
  } catch (error) {
    if (error instanceof LockstepError) return undefined;
    throw error;
  }
}
