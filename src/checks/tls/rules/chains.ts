import type { Certificate } from '../certificate/certificate.ts';
import type { ChainVerdict } from '../certificate/verdict.ts';
import type { Verdict } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { notApplicable, notAsked } from './verdicts.ts';

/** Chains that were shown for the name of the endpoint; what the default host shows to others has a rule of its own. */
export function namedChains({ facts, chains, observation }: Subject): readonly ChainVerdict[] {
  const wanted = observation.serverName ?? null;
  return chains.filter((_, index) => facts.chains[index]?.serverName === wanted);
}

/** Judges each chain; a server with two certificates fails with the worse one and names both. */
export function judgeChains(subject: Subject, judge: (chain: ChainVerdict) => Verdict): Verdict {
  if (subject.origin === 'configuration') return notApplicable;
  const verdicts = namedChains(subject).map(judge);
  const failed = verdicts.flatMap((verdict) => (verdict.state === 'fail' ? [verdict] : []));
  const [first] = failed.toSorted((a, b) => (a.message < b.message ? -1 : 1));
  if (first !== undefined) {
    return { ...first, evidence: [...new Set(failed.flatMap(({ evidence }) => evidence))] };
  }
  return (
    verdicts.find(({ state }) => state === 'inconclusive') ??
    verdicts.find(({ state }) => state === 'pass') ??
    verdicts[0] ??
    notAsked
  );
}

/** The same about the leaf of each chain. */
export function judgeLeaves(
  subject: Subject,
  judge: (leaf: Certificate, chain: ChainVerdict) => Verdict,
): Verdict {
  return judgeChains(subject, (chain) =>
    chain.leaf === undefined
      ? { state: 'inconclusive', detail: 'the certificate cannot be read' }
      : judge(chain.leaf, chain),
  );
}

/** `CN=shop.example (1a2b3c4d5e6f7081)`: enough to know the certificate again. */
export function named({ subject, fingerprint }: Certificate): string {
  return `${subject === '' ? 'certificate' : subject} (${fingerprint.slice(0, 16)})`;
}

const dayMs = 86_400_000;

/** Whole days from one time to another; NaN where one cannot be read. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / dayMs);
}
