import type { EndpointSummary, GradeSummary } from '../../model/endpoint-summary.ts';
import { gradeOf } from './grade/grade.ts';
import { improvementsOf } from './grade/improvements.ts';
import { gradeSchemes, lockstep2026 } from './grade/schemes.ts';
import type { Observation } from './observation.ts';
import type { Profile } from './profile.ts';
import type { Aspect, Subject } from './subject.ts';
import { attacksOf } from './summary/attacks.ts';
import { certificatesOf, trustOf } from './summary/certificates.ts';
import { answering } from './summary/facts.ts';
import { propertiesOf } from './summary/properties.ts';
import { protocolsOf } from './summary/protocols.ts';
import { groupsOf, suitesOf } from './summary/suites.ts';
import { unknownOf } from './summary/unknown.ts';

/** Doubts that are named; they have few causes. */
const maxDoubts = 6;

export interface SummaryInput {
  readonly observation: Observation;
  /** One for each address, in the order of `observation.addresses`. */
  readonly subjects: readonly Subject[];
  readonly profile: Profile;
  /** ISO 8601: what days left and expiry are counted from. */
  readonly now: string;
  /** What changed since the last observation, one short claim each. */
  readonly drift: readonly string[];
  /** What to write for settings of this kind into the configuration of the server at hand. */
  readonly snippet?: (
    about: Aspect,
  ) => { readonly server: string; readonly text: string } | undefined;
}

/** The state of one endpoint for people. Pure; nothing is judged here that a profile or a scheme does not say. */
export function summarise(input: SummaryInput): EndpointSummary {
  const { observation, subjects, profile, now, drift } = input;
  const told = answering(subjects);
  const { state: trust, quality, detail } = trustOf(told, now);
  return {
    name: observation.endpoint,
    profile: profile.id,
    observedAt: observation.at,
    addresses: observation.addresses.map(({ address }) => address),
    state: stateOf(subjects, told, observation),
    grade: gradeSummary(input),
    trust: { state: trust, quality, detail },
    certificates: certificatesOf(told, now),
    protocols: told.length === 0 ? [] : protocolsOf(told, profile),
    suites: suitesOf(told, profile),
    groups: groupsOf(told, profile),
    properties: propertiesOf(told, profile),
    attacks: told.length === 0 ? [] : attacksOf(told),
    unknown: unknownOf(subjects, observation.resolved),
    drift,
    connections: observation.addresses.reduce((sum, { connections }) => sum + connections, 0),
    durationMs: observation.durationMs,
  };
}

function stateOf(
  subjects: readonly Subject[],
  told: readonly Subject[],
  { resolved }: Observation,
): EndpointSummary['state'] {
  if (!subjects.some(({ facts }) => facts.reachable.is === 'yes')) return 'unreachable';
  const isWhole = unknownOf(subjects, resolved).length === 0;
  return isWhole && told.length > 0 ? 'observed' : 'partial';
}

function gradeSummary({ observation, subjects, now, snippet }: SummaryInput): GradeSummary {
  const grade = gradeOf(subjects, lockstep2026);
  const { letter, best, worst, score, caps, doubts } = grade;
  const isQuick = letter === '?' && observation.prober.mode === 'quick';
  const hint = isQuick ? ['the quick mode does not ask for all; --mode full does'] : [];
  const trustLetter = trustOf(answering(subjects), now).letter;
  return {
    letter,
    ...(letter === '?' ? { range: { best, worst } } : {}),
    ...(score === undefined ? {} : { score }),
    scheme: lockstep2026.id,
    caps: caps.map((cap) => ({ reason: cap.reason, letter: cap.letter })),
    doubts: [...new Set([...hint, ...doubts.map(({ why }) => why)])].slice(0, maxDoubts),
    improvements: improvementsOf(subjects, lockstep2026).map((each) => {
      const text = snippet?.(each.about);
      return {
        change: each.change,
        grade: each.grade,
        ...(text === undefined ? {} : { snippet: text }),
      };
    }),
    others: gradeSchemes
      .filter(({ id }) => id !== lockstep2026.id)
      .map((scheme) => {
        const plain = gradeOf(subjects, scheme).letter;
        return {
          scheme: scheme.id,
          letter: scheme.trustReplacesLetter ? (trustLetter ?? plain) : plain,
        };
      }),
  };
}
