import type { AddressObservation, Fact, ProtocolVersion } from '../observation.ts';
import { protocolVersions } from '../observation.ts';
import type { Verdict } from '../rule.ts';
import type { Subject } from '../subject.ts';
import type { Suite } from '../tables/suite.ts';
import { suiteByCode } from '../tables/suites.ts';
import { fail, notApplicable, pass, undecided } from './verdicts.ts';

/** A suite that the server takes in one version; `suite` is undefined for a code that no registry knows. */
export interface OfferedSuite {
  readonly version: ProtocolVersion;
  readonly name: string;
  readonly suite: Suite | undefined;
}

/** Of SSL 2.0 the rule about the protocol says all: each of its suites is broken with it. */
const versionsWithSuites: readonly ProtocolVersion[] = protocolVersions.filter(
  (version) => version !== 'SSLv2',
);
const beforeTls13 = versionsWithSuites.filter((version) => version !== 'TLS1.3');

export function offeredSuites(
  { suites }: AddressObservation,
  versions: readonly ProtocolVersion[] = versionsWithSuites,
): readonly OfferedSuite[] {
  return versions.flatMap((version) =>
    (suites[version]?.codes ?? []).map((code) => {
      const suite = suiteByCode(code);
      return { version, suite, name: suite?.name ?? `0x${code.toString(16).padStart(4, '0')}` };
    }),
  );
}

/** Whether nothing else is offered than what is known: the versions were told, and all suites of those that there are. */
export function areSuitesComplete(
  facts: AddressObservation,
  versions: readonly ProtocolVersion[] = versionsWithSuites,
): Fact {
  for (const version of versions) {
    const offered = facts.versions[version];
    const accepted = facts.suites[version];
    if (offered.is === 'no') continue;
    if (accepted === undefined) {
      const why = `suites of ${version}: ${offered.why}`;
      return { is: offered.is === 'inconclusive' ? 'inconclusive' : 'not-tested', why };
    }
    if (accepted.complete.is !== 'yes') {
      const is = accepted.complete.is === 'not-tested' ? 'not-tested' : 'inconclusive';
      return { is, why: `suites of ${version}: ${accepted.complete.why}` };
    }
  }
  return { is: 'yes', why: 'all versions and suites were asked' };
}

/** Fails with the suites that fit; passes only when it is known that there are no others. */
export function judgeSuites(
  { facts }: Subject,
  fits: (suite: Suite, offered: OfferedSuite) => boolean,
  message: string,
  versions: readonly ProtocolVersion[] = beforeTls13,
): Verdict {
  const found = offeredSuites(facts, versions).filter(
    (offered) => offered.suite !== undefined && fits(offered.suite, offered),
  );
  if (found.length > 0) return fail(message, claimsOf(found));
  const complete = areSuitesComplete(facts, versions);
  return complete.is === 'yes' ? pass : undecided('suites', complete);
}

/** Fails when suites are offered and none of them fits. */
export function judgeAllSuites(
  { facts }: Subject,
  fits: (suite: Suite) => boolean,
  message: string,
): Verdict {
  // Whatever the suite, TLS 1.3 has forward secrecy and authenticated encryption.
  if (facts.versions['TLS1.3'].is === 'yes') return pass;
  const offered = offeredSuites(facts);
  if (offered.some(({ suite }) => suite === undefined || fits(suite))) return pass;
  const complete = areSuitesComplete(facts);
  if (complete.is !== 'yes') return undecided('suites', complete);
  return offered.length === 0 ? notApplicable : fail(message, claimsOf(offered));
}

/** `TLS1.0, TLS1.1: TLS_RSA_WITH_RC4_128_SHA`, one for each name: what several versions share is told once. */
export function claimsOf(
  offered: readonly { readonly version: ProtocolVersion; readonly name: string }[],
): readonly string[] {
  const versions = new Map<string, ProtocolVersion[]>();
  for (const { version, name } of offered) {
    const known = versions.get(name);
    if (known === undefined) versions.set(name, [version]);
    else known.push(version);
  }
  return [...versions].map(([name, where]) => `${where.join(', ')}: ${name}`);
}

/** What a rule with a graver message says already, so that one suite is not told three times. */
export function isBroken(suite: Suite): boolean {
  return (
    suite.cipher === 'NULL' ||
    suite.authentication === 'none' ||
    suite.isExport ||
    suite.cipher === 'RC4' ||
    suite.bits < 112 ||
    suite.blockBits === 64
  );
}
