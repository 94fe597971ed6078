import type { EndpointResult } from '../../model/endpoint-check.ts';
import type { Detection } from '../../model/finding.ts';
import type { IncompleteReason } from '../../model/incomplete.ts';
import { serversAtHand } from './fixes/server-at-hand.ts';
import { type Merged, mergeVerdicts } from './merge-verdicts.ts';
import type { Observation } from './observation.ts';
import type { TlsRule } from './rule.ts';
import { tlsRules } from './rules/all.ts';
import { driftOf } from './rules/drift.ts';
import { resolveProfile } from './profiles/resolve.ts';
import type { Aspect, Subject } from './subject.ts';
import { type EvaluationContext, neighboursOf, subjectsOf } from './subjects.ts';
import { summarise } from './summary.ts';

/** Judges what was observed. Pure: the same records, settings and time give the same results, whatever their order. */
export function evaluateObservations(
  observations: readonly Observation[],
  context: EvaluationContext,
): readonly EndpointResult[] {
  const neighbours = neighboursOf(observations);
  return observations.map((observation) => {
    const subjects = subjectsOf(observation, context, neighbours);
    return judgeEndpoint(observation, subjects, context);
  });
}

function judgeEndpoint(
  observation: Observation,
  subjects: readonly Subject[],
  { settings, now }: EvaluationContext,
): EndpointResult {
  const servers = serversAtHand(settings.servers, observation.addresses);
  const answering = subjects.filter(isAnswering);
  const detections: Detection[] = [];
  const undecided: string[] = [];
  const open = new Set<string>();
  for (const rule of tlsRules) {
    const scope = rule.about === 'endpoint' ? subjects : answering;
    const merged = mergeVerdicts(rule, scope);
    if (merged.state === 'fail') detections.push(detectionOf(rule, merged, servers, observation));
    if (merged.state === 'undecided') {
      undecided.push(rule.id);
      for (const detail of merged.details) open.add(detail);
    }
    // An address that did not answer may have what the others do not.
    if (merged.state !== 'fail' && scope.length < subjects.length) undecided.push(rule.id);
  }
  return {
    endpoint: observation.endpoint,
    detections,
    incomplete: incompleteOf(subjects, [...open]),
    undecided: [...new Set(undecided)],
    summary: summarise({
      observation,
      subjects,
      profile: subjects[0]?.profile ?? resolveProfile(settings, settings.profile),
      now,
      drift: driftSince(subjects),
      snippet: (about) => snippetFor(about, servers, detections),
    }),
  };
}

/** What the rule about drift tells, for the page of the endpoint. */
function driftSince(subjects: readonly Subject[]): readonly string[] {
  const changes = subjects.flatMap(({ facts, observation, previous }) =>
    previous === undefined ? [] : driftOf(facts, observation, previous),
  );
  return [...new Set(changes)].slice(0, maxDrift);
}

const maxDrift = 60;

/** Only of an address that answers in TLS there is anything to judge besides that it does not. */
function isAnswering({ facts }: Subject): boolean {
  return facts.reachable.is === 'yes' && facts.speaksTls.is === 'yes';
}

function detectionOf(
  rule: TlsRule,
  merged: Extract<Merged, { state: 'fail' }>,
  servers: ReturnType<typeof serversAtHand>,
  observation: Observation,
): Detection {
  const { subject } = merged;
  return {
    ruleId: rule.id,
    message: merged.message,
    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    excerpt: { text: '', highlight: { start: 0, length: 0 } },
    // The rule and the endpoint are the identity; what was seen may change from one run to the next.
    anchor: { scope: [observation.endpoint], statement: '' },
    severity: merged.severity,
    confidence: 'high',
    evidence: {
      kind: 'tls',
      facts: merged.evidence,
      snippets: servers.flatMap((server) => {
        const text = rule.snippet?.(server, subject);
        return text === undefined ? [] : [{ server, text }];
      }),
      profile: subject.profile.id,
    },
  };
}

/** An incomplete endpoint names so many of the things that could not be told. */
const maxOpen = 12;

function incompleteOf(
  subjects: readonly Subject[],
  open: readonly string[],
): EndpointResult['incomplete'] {
  const entries: { reason: IncompleteReason; detail: string }[] = [];
  const unreached = subjects.filter(({ facts }) => facts.reachable.is !== 'yes');
  if (unreached.length === subjects.length) {
    const detail = unreached.map(({ facts }) => `${facts.address}: ${facts.reachable.why}`);
    return [{ reason: 'unreachable', detail: listed(detail) }];
  }
  const lost = subjects.flatMap(({ facts }) => {
    if (facts.reachable.is !== 'yes') return [`${facts.address}: ${facts.reachable.why}`];
    return facts.speaksTls.is === 'inconclusive'
      ? [`${facts.address}: whether it speaks TLS: ${facts.speaksTls.why}`]
      : [];
  });
  const all = [...lost, ...open];
  if (all.length > 0) {
    entries.push({ reason: 'inconclusive', detail: `could not be told: ${listed(all)}` });
  }
  return entries;
}

function listed(items: readonly string[]): string {
  const shown = items.slice(0, maxOpen).join('; ');
  return items.length > maxOpen ? `${shown}; and ${items.length - maxOpen} more` : shown;
}

/** What the first rule about these settings that failed asks to write; only where it is known for which server. */
function snippetFor(
  about: Aspect,
  servers: ReturnType<typeof serversAtHand>,
  detections: readonly Detection[],
): { readonly server: string; readonly text: string } | undefined {
  if (servers.length !== 1) return undefined;
  const concerned = new Set(tlsRules.filter((rule) => rule.about === about).map(({ id }) => id));
  return detections
    .filter(({ ruleId }) => concerned.has(ruleId))
    .flatMap(({ evidence }) => (evidence.kind === 'tls' ? evidence.snippets : []))[0];
}
