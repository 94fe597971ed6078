import type { OpenTarget } from '../../collect/target.ts';
import { readManifests, type ReadManifests } from '../../collect/manifests/read-manifests.ts';
import { textsAt, textsOnDisk, textsStaged } from '../../collect/manifests/texts.ts';
import { identify } from '../../fingerprint/identify.ts';
import type { AdvisoryData } from '../../model/advisory.ts';
import type { Check } from '../../model/check.ts';
import type { ComponentContext, ComponentEngine } from '../../model/component-check.ts';
import type { ComponentSettings } from '../../model/component-settings.ts';
import type { ComponentList } from '../../model/component.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Plan } from '../plan.ts';
import { formatsFor } from './inventory.ts';
import { manifestsOfChange, pathsOfPlan } from './manifest-paths.ts';

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
  if (check?.components === undefined || !hasWholeFiles(plan)) return noComponents;
  const paths = pathsOfPlan(plan);
  if (paths.length === 0) return { ...noComponents, checkId: check.id };
  const states = await readStates(work, paths);
  const judging: Judging = {
    checkId: check.id,
    engine: await check.components(),
    context: {
      data: work.openAdvisories(),
      settings: work.settings,
      importsOf: () => undefined,
      now: work.now,
    },
  };
  const { head, base } = states;
  const before = base === undefined ? nothing : judgeLists(base, judging, undefined);
  const now = judgeLists(head, judging, base?.lists);
  const missed = [...head.missed, ...now.incomplete];
  return {
    findings: now.findings,
    baseFindings: before.findings,
    incomplete: missed.map((each) => ({ checkId: check.id, ...each })),
    examined: head.examined,
    checkId: check.id,
    lists: head.lists,
  };
}

/** A history, a diff or a text alone has no whole lockfile. */
function hasWholeFiles(plan: Plan): boolean {
  return plan.kind === 'directory' || plan.kind === 'file' || plan.kind === 'staged';
}

interface States {
  readonly head: ReadManifests;
  readonly base: ReadManifests | undefined;
}

async function readStates(
  { target: { root }, plan }: ComponentWork,
  paths: readonly string[],
): Promise<States> {
  const { base } = plan;
  const formats = await formatsFor(paths);
  const disk = textsOnDisk(root);
  if (base === undefined) {
    return { head: await readManifests(paths, formats, disk), base: undefined };
  }
  const past = textsAt(root, base.commit);
  const present = plan.kind === 'staged' ? textsStaged(root, stagedIn(plan), past) : disk;
  const concerned = await manifestsOfChange(paths, formats, { root, texts: present });
  const former = concerned.map((path) => base.renames.get(path) ?? path);
  return {
    head: await readManifests(concerned, formats, present),
    base: await readManifests([...new Set(former)].toSorted(), formats, past),
  };
}

function stagedIn({ head }: Plan): ReadonlyMap<string, string> {
  return new Map(
    head.flatMap(({ path, content }) => (content.kind === 'blob' ? [[path, content.oid]] : [])),
  );
}

interface Judging {
  readonly checkId: string;
  readonly engine: ComponentEngine;
  readonly context: Omit<ComponentContext, 'before'>;
}

interface JudgedState {
  readonly findings: readonly Finding[];
  readonly incomplete: readonly Omit<Incomplete, 'checkId'>[];
}

const nothing: JudgedState = { findings: [], incomplete: [] };

function judgeLists(
  { lists, texts }: ReadManifests,
  { checkId, engine, context }: Judging,
  before: ComponentContext['before'],
): JudgedState {
  if (lists.length === 0) return nothing;
  const judged = engine.evaluate(lists, { ...context, before });
  const findings = judged.results.flatMap(({ path, detections }) =>
    identify({ checkId, path, text: texts.get(path) ?? '' }, detections),
  );
  return { findings, incomplete: judged.incomplete };
}
