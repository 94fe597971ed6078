import type { ComponentEvidence, Finding } from '../../../model/finding.ts';
import { groupBy } from '../../../model/group-by.ts';
import type { PlannedFinding, PlanStep, RemedyPlan } from '../../../model/remedy-plan.ts';
import type { Remedy } from '../../../model/remedy.ts';
import { greedyCover, type Cover } from './greedy-cover.ts';
import { riskOf } from './risk.ts';
import type { VersionOrder } from './versions.ts';

/** A step that may break its users costs as much as two that do not: chosen. */
const BREAKING_COST = 2;

/** Of the ways to mend a finding, those of which it is told first are better: a later one costs a tenth more. */
const LATER_COST = 1.1;

type Planned = Pick<Finding, 'fingerprint' | 'ruleId' | 'evidence' | 'location'>;

/** One way to mend one finding. */
interface Way {
  readonly finding: number;
  readonly remedy: Remedy;
  readonly ecosystem: string;
  /** 0: the best. */
  readonly rank: number;
}

type PlacedWay = Way & { readonly place: string; readonly path: string };

interface Candidate extends Cover {
  readonly changes: readonly Remedy[];
  /** Of the findings: the place of changes that name none. */
  readonly pathOf: string;
}

/**
 * The fewest changes that remove the most risk. Findings about the same package in the same place share one change, to the
 * highest version that one of them asks for: but for those marked `residual`, remedies lead only to versions against which
 * nothing is known. Findings of
 * other kinds are passed over. Deterministic: neither order nor clock matters.
 */
export function planOf(findings: readonly Planned[], order: VersionOrder): RemedyPlan {
  const sorted = findings
    .filter(({ evidence }) => evidence.kind === 'component')
    .toSorted((a, b) => compareTexts(a.fingerprint, b.fingerprint));
  const planned = sorted.map(plannedOf);
  const candidates = candidatesOf(waysOf(sorted), order);
  const weights = planned.map(({ risk }) => risk);
  const risk = sum(weights);
  const steps: PlanStep[] = [];
  const left = new Set(planned.keys());
  let gone = 0;
  for (const { index, covers } of greedyCover(candidates, weights)) {
    const removes = byRisk(covers.flatMap((each) => planned[each] ?? []));
    const removed = sum(removes.map((each) => each.risk));
    gone += removed;
    for (const each of covers) left.delete(each);
    steps.push({
      changes: candidates[index]?.changes ?? [],
      removes,
      risk: removed,
      cumulative: risk === 0 ? 0 : Math.min(1, rounded(gone / risk, 10_000)),
    });
  }
  return { steps, left: byRisk([...left].flatMap((each) => planned[each] ?? [])), risk };
}

function plannedOf({ fingerprint, ruleId, evidence }: Planned): PlannedFinding {
  const component = evidenceOf(evidence);
  return {
    fingerprint,
    component: component === undefined ? '' : `${component.name}@${component.version}`,
    problem: component?.advisories[0] ?? ruleId,
    risk: component === undefined ? 0 : riskOf(component),
  };
}

function evidenceOf(evidence: Finding['evidence']): ComponentEvidence | undefined {
  return evidence.kind === 'component' ? evidence : undefined;
}

function waysOf(findings: readonly Planned[]): readonly PlacedWay[] {
  return findings.flatMap(({ evidence, location }, finding) => {
    const component = evidenceOf(evidence);
    if (component === undefined) return [];
    const { ecosystem } = component;
    return component.remedies.map((remedy, rank) => ({
      finding,
      remedy,
      ecosystem,
      rank,
      path: location.path,
      place: placeOf(remedy, location.path),
    }));
  });
}

/** Changes in one place are one change: the same kind of edit of the same package in the same file. */
function placeOf(remedy: Remedy, path: string): string {
  return [remedy, ...(remedy.together ?? [])]
    .map((each) => ownPlace(each, path))
    .toSorted()
    .join('\x01');
}

function ownPlace({ kind, name, from, at, edit }: Remedy, path: string): string {
  const where = `${at?.path ?? path}\0${at?.line ?? 0}\0${edit?.inside ?? ''}`;
  // What is made anew stays within its range: another copy of the name gets another version.
  return `${kind}\0${name}\0${where}\0${kind === 'refresh' ? from : ''}`;
}

/** For each place and each version that is asked for there: what it mends, and what it costs. */
function candidatesOf(ways: readonly PlacedWay[], order: VersionOrder): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const alone = groupBy(
    ways.filter(({ remedy }) => remedy.together === undefined && !isResidual(remedy)),
    (way) => way.place,
  );
  for (const there of groupBy(ways, (way) => way.place).values()) {
    const clean = there.filter(({ remedy }) => !isResidual(remedy));
    // A version with other problems mends only what was said to go with exactly it.
    const others = there.filter(({ remedy }) => isResidual(remedy));
    for (const same of groupBy(others, ({ remedy }) => remedy.to).values()) {
      const [first] = same;
      if (first !== undefined) candidates.push(candidateOf(first, same));
    }
    const rising = clean.toSorted(
      (a, b) =>
        (order.compare(a.ecosystem, a.remedy.to, b.remedy.to) ?? 0) ||
        compareTexts(a.remedy.to, b.remedy.to) ||
        a.finding - b.finding,
    );
    const last = rising.at(-1);
    if (last === undefined) continue;
    // The highest mends all. A lower one is worth its own step only where it does not break what the highest breaks.
    const gentle = rising.findLast(({ remedy }) => !isBreaking(remedy));
    candidates.push(candidateOf(last, rising));
    if (gentle === undefined || gentle === last) continue;
    candidates.push(candidateOf(gentle, rising.slice(0, rising.indexOf(gentle) + 1)));
  }
  return candidates.map((each) => withParts(each, alone, order));
}

/** Several changes also mend what one of them mends by itself. */
function withParts(
  { pathOf, ...candidate }: Candidate,
  alone: ReadonlyMap<string, readonly PlacedWay[]>,
  order: VersionOrder,
): Candidate {
  if (candidate.changes.length === 1) return { pathOf, ...candidate };
  const covers = new Set(candidate.covers);
  for (const change of candidate.changes) {
    for (const { finding, remedy, ecosystem } of alone.get(ownPlace(change, pathOf)) ?? []) {
      if ((order.compare(ecosystem, remedy.to, change.to) ?? 1) <= 0) covers.add(finding);
    }
  }
  return { pathOf, ...candidate, covers: [...covers] };
}

function candidateOf(way: PlacedWay, mended: readonly Way[]): Candidate {
  const { together = [], ...first } = way.remedy;
  const changes: readonly Remedy[] = [first, ...together];
  const cost = sum(changes.map(({ breaking }) => (breaking ? BREAKING_COST : 1)));
  const isLater = mended.every(({ rank }) => rank > 0);
  return {
    changes,
    covers: [...new Set(mended.map(({ finding }) => finding))],
    cost: isLater ? cost * LATER_COST : cost,
    key: `${way.place} ${way.remedy.to}`,
    pathOf: way.path,
  };
}

function isResidual({ residual = false, together = [] }: Remedy): boolean {
  return residual || together.some((each) => each.residual === true);
}

function isBreaking({ breaking, together = [] }: Remedy): boolean {
  return breaking || together.some((each) => each.breaking);
}

function byRisk(findings: readonly PlannedFinding[]): readonly PlannedFinding[] {
  return findings.toSorted(
    (a, b) =>
      b.risk - a.risk ||
      compareTexts(a.component, b.component) ||
      compareTexts(a.problem, b.problem) ||
      compareTexts(a.fingerprint, b.fingerprint),
  );
}

function sum(numbers: readonly number[]): number {
  return rounded(
    numbers.reduce((all, each) => all + each, 0),
    100,
  );
}

function rounded(number: number, parts: number): number {
  return Math.round(number * parts) / parts;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
