import type { OpenTarget } from '../../collect/target.ts';
import { identify } from '../../fingerprint/identify.ts';
import type { AdvisoryData } from '../../model/advisory.ts';
import type { Check } from '../../model/check.ts';
import type { ComponentEngine } from '../../model/component-check.ts';
import type { ComponentSettings } from '../../model/component-settings.ts';
import type { ComponentList } from '../../model/component.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Plan } from '../plan.ts';
import { manifestsOfChange, pathsOfPlan } from './manifest-paths.ts';
import { readManifests, type ReadManifests } from './read-manifests.ts';
import { textsAt, textsOnDisk, textsStaged, type Texts } from './texts.ts';

/** What became of the components of a run. */
export interface ExaminedComponents {
  readonly findings: readonly Finding[];
  /** The same of the state before the change, by the same advisories: what is only known since is not new. */
  readonly baseFindings: readonly Finding[];
  readonly incomplete: readonly Incomplete[];
  /** Files of the head that were read whole. */
  readonly examined: ReadonlySet<string>;
  /** Id of the check; undefined where no check asks. */
  readonly checkId?: string;
  readonly lists: readonly ComponentList[];
}

export const noComponents: ExaminedComponents = {
  findings: [],
  baseFindings: [],
  incomplete: [],
  examined: new Set(),
  lists: [],
};

/** Opens the advisories of this machine; undefined where there are none. */
export type OpenAdvisories = () => AdvisoryData | undefined;

export interface ComponentWork {
  readonly target: OpenTarget;
  readonly plan: Plan;
  readonly checks: readonly Check[];
  readonly settings: ComponentSettings;
  readonly openAdvisories: OpenAdvisories;
  /** ISO 8601. */
  readonly now: string;
}

/** Reads what lockfiles and manifests state, before and after the change, and has it judged. */
export async function examineComponents(work: ComponentWork): Promise<ExaminedComponents> {
  const { plan, checks } = work;
  const check = checks.find(({ components }) => components !== undefined);
  const part = check?.components;
  if (check === undefined || part === undefined || !hasWholeFiles(plan)) return noComponents;
  const paths = pathsOfPlan(plan, part.mayRead);
  if (paths.length === 0) return { ...noComponents, checkId: check.id };
  const engine = await part.load();
  const states = await readStates(work, engine, paths);
  const data = work.openAdvisories();
  const judging: Judging = { checkId: check.id, engine, data, ...work };
  const before = await judgeLists(states.base, { ...judging, before: [] });
  const now = await judgeLists(states.head, { ...judging, before: states.base.lists });
  const missed = [...states.head.incomplete, ...now.incomplete];
  return {
    findings: now.findings,
    baseFindings: before.findings,
    incomplete: missed.map((each) => ({ checkId: check.id, ...each })),
    examined: states.head.examined,
    checkId: check.id,
    lists: states.head.lists,
  };
}

/** A history, a diff or a text alone has no whole lockfile. */
function hasWholeFiles(plan: Plan): boolean {
  return plan.kind === 'directory' || plan.kind === 'file' || plan.kind === 'staged';
}

async function readStates(
  { target: { root }, plan }: ComponentWork,
  { formats }: ComponentEngine,
  paths: readonly string[],
): Promise<{ readonly head: ReadManifests; readonly base: ReadManifests }> {
  const { base } = plan;
  if (base === undefined) {
    const head = await readManifests(paths, formats, textsOnDisk(root));
    return { head, base: await readManifests([], formats, textsOnDisk(root)) };
  }
  const past: Texts = textsAt(root, base.commit);
  const present = plan.kind === 'staged' ? textsStaged(root, plan.head, past) : textsOnDisk(root);
  const concerned = await manifestsOfChange(paths, formats, { root, texts: present });
  const former = concerned.map((path) => base.renames.get(path) ?? path);
  return {
    head: await readManifests(concerned, formats, present),
    base: await readManifests([...new Set(former)].toSorted(), formats, past),
  };
}

interface Judging extends ComponentWork {
  readonly checkId: string;
  readonly engine: ComponentEngine;
  readonly data: AdvisoryData | undefined;
}

async function judgeLists(
  { lists, texts }: ReadManifests,
  {
    checkId,
    engine,
    data,
    settings,
    now,
    before,
  }: Judging & { readonly before: readonly ComponentList[] },
): Promise<{
  readonly findings: readonly Finding[];
  readonly incomplete: readonly Omit<Incomplete, 'checkId'>[];
}> {
  if (lists.length === 0) return { findings: [], incomplete: [] };
  const judged = await engine.evaluate(lists, { data, settings, before, now });
  const findings = judged.results.flatMap(({ path, detections }) =>
    identify({ checkId, path, text: texts.get(path) ?? '' }, detections),
  );
  return { findings, incomplete: judged.incomplete };
}
