import type { ObserveOptions } from '../../../model/endpoint-check.ts';
import type { Network } from '../../../model/network.ts';
import type { Observation } from '../observation.ts';
import { judgeChain } from './judge-chain.ts';
import { askRevocation, type Issued } from './revocation.ts';
import { bySubject } from './roots.ts';

/** For finding the issuer alone: whom the zone trusts is judged later. */
const zone = { name: '', isPublic: true, anchors: [], onlyOwnAnchors: false };

/** The observation with what the authorities say of its leaves. */
export async function withRevocation(
  observation: Observation,
  network: Network,
  { handshakeTimeoutMs, now }: Pick<ObserveOptions, 'handshakeTimeoutMs' | 'now'>,
): Promise<Observation> {
  const issued = new Map<string, Issued>();
  for (const { chains } of observation.addresses) {
    for (const chain of chains) {
      const { path } = judgeChain(chain, observation, { zone, known: bySubject([]) });
      const [leaf, issuer] = path;
      if (leaf !== undefined && issuer !== undefined) {
        issued.set(leaf.fingerprint, { leaf, issuer });
      }
    }
  }
  const revocation = await askRevocation([...issued.values()], observation, network, {
    timeoutMs: handshakeTimeoutMs,
    now,
  });
  return { ...observation, revocation };
}
