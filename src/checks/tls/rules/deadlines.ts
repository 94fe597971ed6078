import type { Fact } from '../observation.ts';
import { protocolVersions } from '../observation.ts';
import type { Deadline } from '../profile.ts';
import type { TlsRule, Verdict } from '../rule.ts';
import type { Subject } from '../subject.ts';
import type { Suite } from '../tables/suite.ts';
import { defineRule } from './define.ts';
import { groupName, isPostQuantum, offeredGroups } from './groups.ts';
import { areSuitesComplete, claimsOf, offeredSuites } from './offered.ts';
import { fail, notApplicable, pass, undecided } from './verdicts.ts';

/** What is in use of a thing that ends; `complete` says whether there may be more. */
interface Use {
  readonly found: readonly string[];
  readonly complete: Fact;
}

/** A profile's `Deadline.what` is a protocol version or one of these. */
export const deadlineSubjects = [
  'classical-key-agreement',
  'dhe',
  'rsa-key-exchange',
  'cbc',
  'pkcs1-signatures',
  'rsa-2048',
] as const;
type DeadlineSubject = (typeof deadlineSubjects)[number];

const uses: Readonly<Record<DeadlineSubject, (subject: Subject) => Use>> = {
  'classical-key-agreement': classicalOnly,
  dhe: (subject) => suitesLike(subject, ({ keyExchange }) => keyExchange === 'dhe'),
  'rsa-key-exchange': (subject) => suitesLike(subject, ({ keyExchange }) => keyExchange === 'rsa'),
  cbc: (subject) => suitesLike(subject, ({ mode }) => mode === 'cbc'),
  'pkcs1-signatures': (subject) =>
    leavesLike(subject, ({ signature }) => signature.name.endsWith('WithRSAEncryption')),
  'rsa-2048': (subject) =>
    leavesLike(subject, ({ key }) => key.type === 'rsa' && key.bits > 0 && key.bits < 3000),
};

const yes: Fact = { is: 'yes', why: 'known' };

/** Chosen: long enough to plan and pay for a change. */
const warningDays = 365;
const dayMs = 86_400_000;

const bsi = 'https://www.bsi.bund.de/dok/TR-02102';

export const deadlineRules: readonly TlsRule[] = [
  defineRule({
    slug: 'profile-deadline',
    title: 'The profile ends the use of something that is in use',
    severity: 'low',
    about: 'endpoint',
    what: 'The profile accepts something only until a date that is past (medium) or less than a year away (low), and the server uses it.',
    why: 'After the date the endpoint no longer complies; to change it takes longer than a scan.',
    fix: 'Plan the change that the evidence names before the date.',
    references: [bsi, 'https://csrc.nist.gov/pubs/ir/8547/ipd'],
    cwe: [1104],
    tags: ['profile', 'deadline'],
    hit: [[{ zone: 'ending' }, 'TLS 1.2 where the profile ends it this year']],
    ok: [
      [{ zone: 'bsi-tr-02102-2-2026' }, 'the end is years away'],
      [{}, 'a profile without dates'],
    ],
    judge(subject) {
      const verdicts = subject.profile.deadlines.map((deadline) =>
        judgeDeadline(subject, deadline),
      );
      return worst(verdicts) ?? notApplicable;
    },
  }),
  defineRule({
    slug: 'phase-out',
    title: 'The profile accepts something only for now',
    severity: 'info',
    about: 'suites',
    what: 'The server uses versions, suites or groups that the profile lists as to be replaced (phase-out).',
    why: 'They are still safe enough, but the next edition of the profile will not accept them any more.',
    fix: 'Replace them by what the profile lists as good or sufficient when the endpoint is next changed.',
    references: [
      'https://english.ncsc.nl/publications/publications/2021/january/19/it-security-guidelines-for-transport-layer-security-2.1',
    ],
    cwe: [1104],
    tags: ['profile'],
    hit: [
      [
        {
          zone: 'ncsc-nl-2025',
          addresses: [{ suites: { 'TLS1.2': { codes: [0xc02c, 0xc024] } } }],
        },
        'ECDHE with AES-CBC and SHA-384 under NCSC-NL 2025',
      ],
    ],
    ok: [[{ zone: 'ncsc-nl-2025' }, 'good and sufficient suites only']],
    judge: judgePhaseOut,
  }),
];

function judgeDeadline(subject: Subject, { what, until, source }: Deadline): Verdict {
  const leftDays = Math.floor((Date.parse(`${until}T23:59:59Z`) - Date.parse(subject.now)) / dayMs);
  if (Number.isNaN(leftDays) || leftDays > warningDays) return pass;
  const { found, complete } = useOf(subject, what);
  if (found.length === 0) return complete.is === 'yes' ? pass : undecided(what, complete);
  const isPast = leftDays < 0;
  const ends = isPast ? `ended on ${until}` : `ends on ${until}`;
  return fail(
    `${subject.profile.id} ${isPast ? 'has ended' : 'ends'} the use of something that is in use`,
    found.map((claim) => `${what} ${ends} (${source}): ${claim}`),
    isPast ? 'medium' : 'low',
  );
}

function useOf(subject: Subject, what: string): Use {
  const version = protocolVersions.find((each) => each === what);
  if (version !== undefined) {
    const fact = subject.facts.versions[version];
    if (fact.is === 'yes') return { found: [`${version}: ${fact.why}`], complete: yes };
    return { found: [], complete: fact.is === 'no' ? yes : fact };
  }
  const known = deadlineSubjects.find((each) => each === what);
  return known === undefined ? { found: [], complete: yes } : uses[known](subject);
}

function suitesLike({ facts }: Subject, fits: (suite: Suite) => boolean): Use {
  const found = offeredSuites(facts).filter(({ suite }) => suite !== undefined && fits(suite));
  return { found: claimsOf(found), complete: areSuitesComplete(facts) };
}

function leavesLike(
  { chains }: Subject,
  fits: (leaf: NonNullable<Subject['chains'][number]['leaf']>) => boolean,
): Use {
  const leaves = chains.flatMap(({ leaf }) => leaf ?? []);
  const found = leaves
    .filter(fits)
    .map(({ subject, key }) => `${subject}, ${key.type} ${key.bits}`);
  const complete: Fact =
    leaves.length > 0 ? yes : { is: 'not-tested', why: 'no certificate was seen' };
  return { found: [...new Set(found)], complete };
}

/** Key agreement without any post-quantum group. */
function classicalOnly({ facts }: Subject): Use {
  const accepted = facts.groups['TLS1.3'];
  if (facts.versions['TLS1.3'].is === 'no') {
    return { found: ['TLS 1.3 is not offered'], complete: yes };
  }
  if (accepted === undefined) {
    const version = facts.versions['TLS1.3'];
    const unasked: Fact = { is: 'not-tested', why: 'groups were not asked for' };
    return { found: [], complete: version.is === 'yes' ? unasked : version };
  }
  if (accepted.codes.some(isPostQuantum)) return { found: [], complete: yes };
  if (accepted.complete.is !== 'yes') return { found: [], complete: accepted.complete };
  return { found: [accepted.codes.map(groupName).join(', ')], complete: yes };
}

function judgePhaseOut({ facts, profile }: Subject): Verdict {
  const versions = profile.versions.phaseOut.filter((each) => facts.versions[each].is === 'yes');
  const suites = new Set(profile.suites?.phaseOut);
  const groups = new Set(profile.groups?.phaseOut);
  const found = [
    ...versions,
    ...claimsOf(offeredSuites(facts).filter(({ name }) => suites.has(name))),
    ...claimsOf(offeredGroups(facts).filter(({ name }) => groups.has(name))),
  ];
  if (found.length > 0) return fail(`${profile.id} accepts some of this only for now`, found);
  if (suites.size === 0 && groups.size === 0) return notApplicable;
  const complete = areSuitesComplete(facts);
  return complete.is === 'yes' ? pass : undecided('suites', complete);
}

/** One verdict of several: a failure that gathers all evidence, else what keeps it open. */
function worst(verdicts: readonly Verdict[]): Verdict | undefined {
  const failed = verdicts.flatMap((verdict) => (verdict.state === 'fail' ? [verdict] : []));
  const gravest = failed.find(({ severity }) => severity === 'medium') ?? failed[0];
  if (gravest !== undefined) {
    return { ...gravest, evidence: failed.flatMap(({ evidence }) => evidence) };
  }
  return (
    verdicts.find(({ state }) => state === 'inconclusive') ??
    verdicts.find((verdict) => verdict.state === 'not-applicable') ??
    verdicts[0]
  );
}
