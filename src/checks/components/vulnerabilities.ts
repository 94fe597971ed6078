import type { AdvisoryData } from '../../model/advisory.ts';
import type { ComponentContext } from '../../model/component-check.ts';
import type { Component, ComponentList } from '../../model/component.ts';
import type { ComponentEvidence, Detection } from '../../model/finding.ts';
import { normaliseName } from '../../model/package-name.ts';
import type { Remedy } from '../../model/remedy.ts';
import { called, detectionAt } from './detection.ts';
import { VersionMatcher } from './match/affects.ts';
import { knownOf, type KnownProblem } from './known.ts';
import type { Hit, Matched, Problem } from './match/hits.ts';
import { DependencyPaths } from './match/paths.ts';
import type { Reach } from './reach/reach-facts.ts';
import { reachOf } from './reach/reach.ts';
import type { KnownForRemedies } from './remedy/known.ts';
import { remediesOf } from './remedy/remedies-of.ts';
import { isLongUsed, ruleOf } from './which-rule.ts';
import { versionOrder } from './version-order.ts';

/** Copies of one version that are looked at one by one. */
const MAX_COPIES = 20;

/** What the advisories say of one list. */
export function vulnerabilitiesOf(
  list: ComponentList,
  { hits }: Matched,
  context: ComponentContext & { readonly data: AdvisoryData },
): readonly Detection[] {
  if (hits.length === 0) return [];
  const around = {
    ...context,
    list,
    paths: new DependencyPaths(list),
    isAffected: askerOf(context.data),
  };
  return hits.flatMap((hit) => detectionsOf(hit, around));
}

interface Surroundings extends ComponentContext {
  readonly data: AdvisoryData;
  readonly list: ComponentList;
  readonly paths: DependencyPaths;
  readonly isAffected: KnownForRemedies['isAffected'];
}

function detectionsOf(hit: Hit, around: Surroundings): readonly Detection[] {
  const component = around.list.components[hit.indexes[0]];
  if (component === undefined) return [];
  const whole: Component = { ...component, ...widest(hit, around.list) };
  const knownProblems = hit.problems.map((problem) =>
    knownOf(component.ecosystem, problem, around.data),
  );
  const isMalicious = knownProblems.some((known) => known.isMalicious);
  const isEstablished = isMalicious && isLongUsed(component, around.data);
  const fixable = hit.problems.filter(({ fixedIn }) => fixedIn.length > 0);
  const forAll = remediesOfHit(
    hit,
    { problems: fixable, isMalicious },
    exceptUnfixable(hit, around),
  );
  return hit.problems.map((problem, at) => {
    const known = knownProblems[at] ?? knownOf(component.ecosystem, problem, around.data);
    const { reach, facts } = reachOfHit(hit, problem, around);
    return detectionAt(whole, {
      ruleId: ruleOf(whole, { problem, known, isEstablished }),
      message: messageOf(whole, problem, known),
      severity: known.severity,
      confidence: 'high',
      about: problem.ids[0] ?? '',
      evidence: {
        ...evidenceOf(problem, known),
        ...cameBy(hit, around),
        reach,
        // One step for all of them, else mending this one is better than nothing.
        remedies:
          problem.fixedIn.length > 0 && forAll.length > 0
            ? forAll
            : remediesOfHit(hit, { problems: [problem], isMalicious: known.isMalicious }, around),
        facts: [...factsOf(known), ...facts],
      },
    });
  });
}

/** The copy that is reached counts for all. */
function reachOfHit({ indexes }: Hit, { records }: Problem, around: Surroundings): Reach {
  const imports = records.find((record) => record.imports !== undefined)?.imports;
  const reaches = indexes
    .slice(0, MAX_COPIES)
    .map((index) => reachOf(around.list, index, around.importsOf, imports));
  const best = (['imported', 'unknown', 'not-imported'] as const)
    .flatMap((each) => reaches.find(({ reach }) => reach === each) ?? [])
    .at(0);
  return best ?? { reach: 'unknown', facts: [] };
}

/** What nothing mends is in every version: it must not keep what can be mended from being mended in one step. */
function exceptUnfixable({ problems }: Hit, around: Surroundings): Surroundings {
  const ids = new Set(
    problems
      .filter(({ fixedIn }) => fixedIn.length === 0)
      .flatMap(({ records }) => records.map(({ id }) => id)),
  );
  if (ids.size === 0) return around;
  const { data } = around;
  const isAffected = askerOf({
    matches: (ecosystem, name) => data.matches(ecosystem, name).filter(({ id }) => !ids.has(id)),
  });
  return { ...around, isAffected };
}

interface Wanted {
  readonly problems: readonly Problem[];
  readonly isMalicious: boolean;
}

/** Each copy may have come in by another way; what mends several is told once. */
function remediesOfHit(
  { indexes }: Hit,
  { problems, isMalicious }: Wanted,
  { list, isAffected, settings, now, universe }: Surroundings,
): readonly Remedy[] {
  const matcher = new VersionMatcher(list.components[indexes[0]]?.ecosystem ?? '');
  const asked: KnownForRemedies = {
    fixes: [...new Set(problems.flatMap(({ fixedIn }) => fixedIn))],
    isAffected,
    isUnmended: (version) =>
      problems.some(({ records }) =>
        records.some((record) => matcher.affects(record, version) === 'yes'),
      ),
    order: versionOrder,
    malicious: isMalicious,
    ...(universe === undefined ? {} : { universe }),
    cooldown: { days: settings.cooldownDays, now },
  };
  const remedies = indexes.slice(0, MAX_COPIES).flatMap((index) => remediesOf(list, index, asked));
  return [...new Map(remedies.map((remedy) => [remedy.sentence, remedy])).values()];
}

/** Asks the data about other versions than the present one; each name is matched once. */
function askerOf(data: Pick<AdvisoryData, 'matches'>): KnownForRemedies['isAffected'] {
  const matchers = new Map<string, VersionMatcher>();
  return (ecosystem, name, version) => {
    const matcher = matchers.get(ecosystem) ?? new VersionMatcher(ecosystem);
    matchers.set(ecosystem, matcher);
    return data
      .matches(ecosystem, normaliseName(ecosystem, name))
      .some((advisory) => matcher.affects(advisory, version) === 'yes');
  };
}

/** Several copies of one version: what one of them is, the package is. */
function widest(
  { indexes }: Hit,
  { components }: ComponentList,
): Pick<Component, 'direct' | 'scope'> {
  const copies = indexes.flatMap((index) => components[index] ?? []);
  const scopes = new Set(copies.map(({ scope }) => scope));
  const scope = (['prod', 'optional', 'peer', 'dev'] as const).find((each) => scopes.has(each));
  return { direct: copies.some(({ direct }) => direct), scope: scope ?? 'prod' };
}

function messageOf(component: Component, { ids }: Problem, known: KnownProblem): string {
  const [id = '', ...others] = ids;
  const cve = others.find((other) => other.startsWith('CVE-'));
  const named = cve === undefined ? id : `${id}, ${cve}`;
  const what = known.isMalicious ? 'is reported as malicious' : 'is vulnerable';
  const summary = known.summary === '' ? '' : `: ${shortened(known.summary)}`;
  return `${called(component)} ${what}${summary} (${named}).`;
}

const MAX_SUMMARY = 140;

/** The first sentence, at a word; all of it is in the advisory. */
function shortened(summary: string): string {
  const sentence = /^.{20,400}?[.!?](?= [A-Z])/u.exec(summary)?.[0] ?? summary;
  const text = sentence.replace(/[.\s]{1,10}$/u, '');
  if (text.length <= MAX_SUMMARY) return text;
  return `${text.slice(0, text.lastIndexOf(' ', MAX_SUMMARY))} …`;
}

function evidenceOf(problem: Problem, known: KnownProblem): Partial<ComponentEvidence> {
  const { cvss, cwe, exploitedSince, exploitProbability } = known;
  return {
    advisories: problem.ids,
    fixedIn: problem.fixedIn.slice(0, 10),
    ...(cvss === undefined ? {} : { cvss }),
    ...(cwe.length === 0 ? {} : { cwe }),
    ...(exploitedSince === undefined ? {} : { exploitedSince }),
    ...(exploitProbability === undefined ? {} : { exploitProbability }),
  };
}

function factsOf({ cvss, word, cwe }: KnownProblem): readonly string[] {
  return [
    ...(cvss === undefined ? [statedSeverity(word)] : []),
    ...(cwe.length === 0 ? [] : [cwe.map((number) => `CWE-${number}`).join(', ')]),
  ];
}

function statedSeverity(word: string): string {
  return word === '' ? 'no severity is stated' : `severity as stated: ${word.toLowerCase()}`;
}

/** The shortest way to any of the copies, and how many ways lead to them in all. */
function cameBy(
  hit: Hit,
  { list, paths }: Surroundings,
): Pick<ComponentEvidence, 'path' | 'pathCount' | 'declaredAt'> {
  const ways = hit.indexes.map((index) => paths.shortest(index)).filter((way) => way.length > 0);
  const [shortest = []] = ways.toSorted((a, b) => a.length - b.length);
  const declared = list.requirements.find(({ component }) => component === shortest[0]);
  return {
    ...(declared === undefined ? {} : { declaredAt: declared.declaredAt }),
    path: shortest.flatMap((index) => {
      const step = list.components[index];
      return step === undefined ? [] : [`${step.name}@${step.version}`];
    }),
    pathCount: hit.indexes.reduce((sum, index) => sum + paths.count(index), 0),
  };
}
