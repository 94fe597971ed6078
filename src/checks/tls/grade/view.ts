import type { ChainVerdict } from '../certificate/verdict.ts';
import {
  type Accepted,
  type AddressObservation,
  type Fact,
  type ProtocolVersion,
  protocolVersions,
} from '../observation.ts';
import type { Suite } from '../tables/suite.ts';
import { suiteByCode } from '../tables/suites.ts';

/** What a grade is computed from: one address of an endpoint, with what became of each of its chains. */
export interface Gradable {
  readonly facts: AddressObservation;
  /** In the order of `facts.chains`. */
  readonly chains: readonly ChainVerdict[];
  readonly observation: { readonly serverName?: string; readonly starttls?: string };
}

/** A suite that the server accepts in one version; undefined where the table does not know its code. */
export interface Offered {
  readonly version: ProtocolVersion;
  readonly code: number;
  readonly suite: Suite | undefined;
}

/** The facts of one address, as conditions ask for them. */
export interface View {
  readonly facts: AddressObservation;
  /** Those for the name that was asked for; without a name those of the default host. */
  readonly chains: readonly ChainVerdict[];
  readonly suites: readonly Offered[];
  /** Whether `suites` is all: no version and no suite is in doubt. */
  readonly complete: Fact;
  readonly isStarttls: boolean;
}

export function viewOf({ facts, chains, observation }: Gradable): View {
  return {
    facts,
    chains: chainsForName(facts, chains, observation.serverName),
    suites: protocolVersions.flatMap((version) =>
      (facts.suites[version]?.codes ?? []).map((code) => ({
        version,
        code,
        suite: suiteByCode(code),
      })),
    ),
    complete: completeness(facts),
    isStarttls: observation.starttls !== undefined,
  };
}

/** What the default host shows to those who ask for no name says nothing of the name that was asked for. */
function chainsForName(
  { chains }: AddressObservation,
  verdicts: readonly ChainVerdict[],
  serverName: string | undefined,
): readonly ChainVerdict[] {
  const wanted = serverName ?? null;
  return verdicts.filter((_, index) => chains[index]?.serverName === wanted);
}

function completeness(facts: AddressObservation): Fact {
  for (const version of protocolVersions) {
    const offered = facts.versions[version];
    if (isOpen(offered)) return { is: offered.is, why: `${version}: ${offered.why}` };
    if (offered.is !== 'yes') continue;
    const suites: Accepted | undefined = facts.suites[version];
    if (suites === undefined) return { is: 'not-tested', why: `suites of ${version}` };
    if (suites.complete.is !== 'yes') {
      const is = suites.complete.is === 'not-tested' ? 'not-tested' : 'inconclusive';
      return { is, why: `suites of ${version}: ${suites.complete.why}` };
    }
  }
  return { is: 'yes', why: 'all versions and suites were asked' };
}

/** Neither yes nor no. */
export function isOpen({ is }: Fact): boolean {
  return is === 'inconclusive' || is === 'not-tested';
}
