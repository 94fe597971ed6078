import type { JudgedFinding } from '../../model/decision.ts';
import type { ComponentEvidence } from '../../model/finding.ts';
import type { VerdictEntry } from '../../model/log-entry.ts';
import type { Waiver } from '../../model/policy.ts';
import type { VexUse } from '../../model/vex-use.ts';
import { openVexReason } from './reasons.ts';

export type ClaimStatus = 'affected' | 'under_investigation' | 'fixed' | 'not_affected';

/** What the product says of one vulnerability in one of its components, whatever the format. */
export interface VexClaim {
  /** The CVE, where there is one. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly component: Pick<ComponentEvidence, 'purl' | 'name' | 'version'>;
  readonly status: ClaimStatus;
  /** Of `not_affected`: as OpenVEX calls it; empty where only the prose tells. */
  readonly reason: string;
  /** Prose: why it is not affected; empty of other states. */
  readonly impact: string;
  /** Prose: what to do, of `affected`; empty of other states. */
  readonly action: string;
  /** Of `affected`: the risk was accepted. */
  readonly isAccepted: boolean;
  /** Of `not_affected`: the advisory does not fit the component at all. */
  readonly isFalseAlarm: boolean;
  /** Versions that mend it, ascending. */
  readonly fixedIn: readonly string[];
  /** One sentence on the problem. */
  readonly description: string;
}

/** What people decided, which findings alone do not tell. */
export interface Decided {
  /** Of the policy, as `JudgedFinding.waiver` counts them. */
  readonly waivers: readonly Waiver[];
  /** By fingerprint. */
  readonly verdicts: ReadonlyMap<string, VerdictEntry>;
}

/**
 * The claims that follow from a run and from what people decided, one for each vulnerability and component, in order of
 * both. A waiver accepts a risk: then the product is affected. What nobody decided is under investigation. Where findings
 * of the same differ, the most careful claim counts.
 */
export function claimsOf(
  findings: readonly JudgedFinding[],
  decided: Decided,
): readonly VexClaim[] {
  const claims = new Map<string, VexClaim>();
  const inOrder = findings.toSorted((a, b) =>
    a.finding.fingerprint < b.finding.fingerprint ? -1 : 1,
  );
  for (const judged of inOrder) {
    const claim = claimOf(judged, decided);
    if (claim === undefined) continue;
    const key = `${claim.id}\n${claim.component.purl}`;
    const known = claims.get(key);
    if (known === undefined || care(claim.status) < care(known.status)) claims.set(key, claim);
  }
  return [...claims].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
}

const careful: readonly ClaimStatus[] = [
  'affected',
  'under_investigation',
  'fixed',
  'not_affected',
];

function care(status: ClaimStatus): number {
  return careful.indexOf(status);
}

function claimOf(judged: JudgedFinding, decided: Decided): VexClaim | undefined {
  const { evidence, message } = judged.finding;
  if (evidence.kind !== 'component' || evidence.purl === '') return undefined;
  const id = evidence.advisories.find((each) => each.startsWith('CVE-')) ?? evidence.advisories[0];
  if (id === undefined) return undefined;
  const { purl, name, version, fixedIn } = evidence;
  return {
    id,
    aliases: evidence.advisories.filter((each) => each !== id),
    component: { purl, name, version },
    fixedIn,
    description: message,
    ...nothingSaid,
    ...answerOf(judged, decided, fixedIn),
  };
}

type Answer = Pick<VexClaim, 'status'> &
  Partial<Pick<VexClaim, 'reason' | 'impact' | 'action' | 'isAccepted' | 'isFalseAlarm'>>;

const nothingSaid = {
  reason: '',
  impact: '',
  action: '',
  isAccepted: false,
  isFalseAlarm: false,
} as const;

function answerOf(
  { finding, waiver, vex }: JudgedFinding,
  { waivers, verdicts }: Decided,
  fixedIn: readonly string[],
): Answer {
  if (finding.state === 'fixed') return { status: 'fixed' };
  if (vex !== undefined) return restated(vex);
  const verdict = verdicts.get(finding.fingerprint);
  const accepted = waiver === undefined ? undefined : waivers[waiver];
  const judged = verdict === undefined ? undefined : answerBy(verdict, fixedIn);
  // That it does not apply says more than that somebody can live with it.
  if (accepted === undefined || judged?.status === 'not_affected') return judged ?? undecided;
  return affected(`Accepted until ${accepted.expires}: ${accepted.reason}`, fixedIn);
}

const undecided: Answer = { status: 'under_investigation' };

function restated({ status, justification, impact, author, statement }: VexUse): Answer {
  if (status === 'fixed') return { status };
  const reason = openVexReason(justification);
  const source = `as ${author || 'somebody unnamed'} says in ${statement}`;
  const prose = [reason === '' ? justification : '', impact, source];
  return { status, reason, impact: prose.filter((text) => text !== '').join(', ') };
}

/** A verdict carries no word of a list, so its prose is the reason. */
function answerBy(entry: VerdictEntry, fixedIn: readonly string[]): Answer {
  switch (entry.verdict) {
    case 'false-positive-not-applicable':
      return { status: 'not_affected', impact: withReason('Does not apply', entry) };
    case 'false-positive-wrong': {
      const impact = withReason('The report is wrong', entry);
      return { status: 'not_affected', impact, isFalseAlarm: true };
    }
    case 'true-positive-accepted':
      return affected(withReason('Accepted', entry), fixedIn);
    case 'true-positive-fixed':
      return { status: 'affected', action: mending(fixedIn) };
    case 'not-useful':
    case 'unclear':
      return undecided;
  }
}

function withReason(what: string, { at, reason }: VerdictEntry): string {
  return `${what}, judged on ${at.slice(0, 10)}${reason === '' ? '' : `: ${reason}`}`;
}

function affected(text: string, fixedIn: readonly string[]): Answer {
  const end = /[.!?]$/.test(text) ? '' : '.';
  return { status: 'affected', isAccepted: true, action: `${text}${end} ${mending(fixedIn)}` };
}

function mending(fixedIn: readonly string[]): string {
  return fixedIn.length === 0
    ? 'No version is known that mends it.'
    : `Versions that mend it: ${fixedIn.join(', ')}.`;
}
