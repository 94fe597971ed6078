import type { ProtocolVersion } from '../observation.ts';
import type { Subject } from '../subject.ts';
import { offeredSuites } from './offered.ts';

/**
 * Attacks that follow from what a rule found, as further claims in its evidence: the same cause is not told again as
 * another finding. Keys are slugs of rules.
 */
const consequences: Readonly<Record<string, (subject: Subject) => readonly string[]>> = {
  sslv2: () => ['DROWN (CVE-2016-0800)'],
  sslv3: (subject) => (usesCbc(subject, 'SSLv3') ? ['POODLE (CVE-2014-3566)'] : []),
  tls10: (subject) => (usesCbc(subject, 'TLS1.0') ? ['BEAST (CVE-2011-3389)'] : []),
  'suite-export': exported,
  'suite-rc4': () => ['RC4 biases (CVE-2013-2566, CVE-2015-2808)'],
  'suite-64bit-block': () => ['SWEET32 (CVE-2016-2183)'],
  'suite-cbc': ({ facts }) =>
    facts.features['encrypt-then-mac'].is === 'yes'
      ? []
      : ['LUCKY13 (CVE-2013-0169), where the library is not mended'],
  'dh-weak': ({ facts }) =>
    facts.dh.some(({ bits }) => bits <= 1024) ? ['Logjam (CVE-2015-4000)'] : [],
  compression: () => ['CRIME (CVE-2012-4929)'],
};

/** `makes POODLE (CVE-2014-3566) possible`, for each attack that follows. */
export function consequencesOf(slug: string, subject: Subject): readonly string[] {
  const attacks = Object.hasOwn(consequences, slug) ? consequences[slug]?.(subject) : undefined;
  return (attacks ?? []).map((attack) => `makes possible: ${attack}`);
}

function usesCbc({ facts }: Subject, version: ProtocolVersion): boolean {
  return offeredSuites(facts, [version]).some(({ suite }) => suite?.mode === 'cbc');
}

function exported({ facts }: Subject): readonly string[] {
  const suites = offeredSuites(facts).flatMap(({ suite }) => (suite?.isExport ? [suite] : []));
  return [
    ...(suites.some(({ keyExchange }) => keyExchange === 'rsa') ? ['FREAK (CVE-2015-0204)'] : []),
    ...(suites.some(({ keyExchange }) => keyExchange === 'dhe') ? ['Logjam (CVE-2015-4000)'] : []),
  ];
}
