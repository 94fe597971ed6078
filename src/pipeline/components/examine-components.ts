import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readManifests, type ReadManifests } from '../../collect/manifests/read-manifests.ts';
import {
  textsAt,
  textsHeld,
  textsOnDisk,
  textsStaged,
  type Texts,
} from '../../collect/manifests/texts.ts';
import { lazyImports } from '../../collect/imports/read-imports.ts';
import { identify } from '../../fingerprint/identify.ts';
import type { AdvisoryData } from '../../model/advisory.ts';
import type { ComponentContext, ComponentEngine } from '../../model/component-check.ts';
import type { ComponentSettings } from '../../model/component-settings.ts';
import type { ComponentList } from '../../model/component.ts';
import { LockstepError } from '../../model/error.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Plan } from '../plan.ts';
import { dataNotes } from './data-notes.ts';
import { extentNotes } from './extent-notes.ts';
import type {
  ComponentCheck,
  ComponentWork,
  ExaminedComponents,
  OpenAdvisories,
} from './component-part.ts';
import { formatsFor } from './inventory.ts';
import { manifestsOfChange } from './manifest-paths.ts';
import { withOwnNames } from './own-names.ts';

/** Reads what lockfiles and manifests state, before and after the change, and has it judged. */
export async function examineComponents(
  work: ComponentWork,
  check: ComponentCheck,
  paths: readonly string[],
): Promise<ExaminedComponents> {
  const { plan } = work;
  const { head, base, settings } = await readStates(work, paths);
  const opened = head.lists.length === 0 ? {} : await opening(work.openAdvisories);
  const judging: Judging = {
    checkId: check.id,
    engine: await check.components(),
    context: {
      data: opened.data,
      settings,
      importsOf: lazyImports(work.target.root, plan.paths ?? []),
      now: work.now,
    },
  };
  const before =
    base === undefined ? nothing : judgeLists(base, judging, { before: undefined, isBase: true });
  const { judged: now, missed: unasked } = await judgeHead(work, {
    head,
    judging,
    before: base?.lists,
  });
  const installed = await lookInside(work, check.id);
  const missed = [
    ...head.missed,
    ...now.incomplete,
    ...(opened.faults?.(head.lists) ?? []),
    ...installed.missed,
    ...unasked,
  ];
  return {
    findings: [...now.findings, ...installed.findings],
    baseFindings: before.findings,
    incomplete: missed.map((each) => ({ checkId: check.id, ...each })),
    examined: new Set([...head.examined, ...installed.folders]),
    read: new Set(head.texts.keys()),
    checkId: check.id,
    lists: head.lists,
    notes: [
      ...dataNotes(head.lists, opened.data, work.now),
      ...extentNotes(head.lists),
      ...installed.notes,
    ],
  };
}

interface Head {
  readonly head: ReadManifests;
  readonly judging: Judging;
  readonly before: ComponentContext['before'];
}

/** With a registry the head is judged again and again until nothing is left to ask. */
async function judgeHead(
  { registry, signal }: ComponentWork,
  { head, judging, before }: Head,
): Promise<{ readonly judged: JudgedState; readonly missed: Inside['missed'] }> {
  if (registry === undefined) {
    return { judged: judgeLists(head, judging, { before, isBase: false }), missed: [] };
  }
  const { NpmUniverse, withUniverse } = await import('./universe/npm-universe.ts');
  const { privateNames, cooldownDays } = judging.context.settings;
  const universe = new NpmUniverse({
    baseUrl: registry.baseUrl,
    cacheFolder: registry.cacheDir === undefined ? undefined : join(registry.cacheDir, 'npm'),
    dates: cooldownDays > 0,
    isPrivate: (name) => privateNames.some(({ prefix }) => name.startsWith(prefix)),
    signal,
    allowHttp: false,
    wait: (ms) => delay(ms, undefined, { signal }),
  });
  const judged = await withUniverse(universe, () =>
    judgeLists(head, judging, { before, isBase: false, universe }),
  );
  return { judged, missed: universe.missed };
}

interface Inside {
  readonly findings: readonly Finding[];
  readonly missed: readonly Omit<Incomplete, 'checkId'>[];
  readonly notes: readonly string[];
  readonly folders: ReadonlySet<string>;
}

const noInstalled: Inside = { findings: [], missed: [], notes: [], folders: new Set() };

/** The code of what is installed; it belongs to no commit, so that nothing before is compared with it. */
async function lookInside(
  { target: { root }, installed: wish }: ComponentWork,
  checkId: string,
): Promise<Inside> {
  if (wish === undefined) return noInstalled;
  const { examineInstalled } = await import('./installed-packages.ts');
  const { detectionOfThreat } = await import('../../checks/components/installed-threats.ts');
  const { packages, folders, threats, missed } = examineInstalled(root, wish.yara);
  const findings = threats.flatMap(({ path, finding, ...installed }) =>
    identify({ checkId, path, text: '' }, [detectionOfThreat(installed, finding)]),
  );
  const count = packages === 1 ? '1 installed package was' : `${packages} installed packages were`;
  const none = 'No package is installed here that could be looked into.';
  return { findings, missed, folders, notes: [packages === 0 ? none : `${count} looked into.`] };
}

interface Opened {
  readonly data?: AdvisoryData | undefined;
  readonly faults?: (lists: readonly ComponentList[]) => readonly Omit<Incomplete, 'checkId'>[];
}

/** An index that cannot be used leaves each list unjudged; the run goes on and says so. */
async function opening(open: OpenAdvisories): Promise<Opened> {
  try {
    return { data: await open() };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    const detail = error.message;
    return {
      faults: (lists) => lists.map(({ path: what }) => ({ what, reason: 'no-data', detail })),
    };
  }
}

interface States {
  readonly head: ReadManifests;
  readonly base: ReadManifests | undefined;
  /** With the names that configuration files call the project's own; of a change those of its base. */
  readonly settings: ComponentSettings;
}

async function readStates(
  { target: { root }, plan, settings }: ComponentWork,
  paths: readonly string[],
): Promise<States> {
  const { base } = plan;
  const formats = await formatsFor(paths);
  const disk = textsHeld(heldIn(plan), textsOnDisk(root));
  if (base === undefined) {
    const head = await readManifests(paths, formats, disk);
    return { head, base: undefined, settings: await ownNames(head, settings, disk) };
  }
  const past = textsAt(root, base.commit);
  const present = plan.kind === 'staged' ? textsStaged(root, stagedIn(plan), past) : disk;
  const concerned = await manifestsOfChange(paths, formats, { root, texts: present });
  const former = concerned.map((path) => base.renames.get(path) ?? path);
  const head = await readManifests(concerned, formats, present);
  return {
    head,
    base: await readManifests([...new Set(former)].toSorted(), formats, past),
    settings: await ownNames(head, settings, past),
  };
}

function ownNames(
  { lists }: ReadManifests,
  settings: ComponentSettings,
  texts: Texts,
): Promise<ComponentSettings> {
  return withOwnNames(
    settings,
    lists.map(({ path }) => path),
    texts,
  );
}

function heldIn({ head }: Plan): ReadonlyMap<string, Uint8Array> {
  return new Map(
    head.flatMap(({ path, content }) => (content.kind === 'bytes' ? [[path, content.bytes]] : [])),
  );
}

function stagedIn({ head }: Plan): ReadonlyMap<string, string> {
  return new Map(
    head.flatMap(({ path, content }) => (content.kind === 'blob' ? [[path, content.oid]] : [])),
  );
}

interface Judging {
  readonly checkId: string;
  readonly engine: ComponentEngine;
  readonly context: Omit<ComponentContext, 'before' | 'isBase'>;
}

interface JudgedState {
  readonly findings: readonly Finding[];
  readonly incomplete: readonly Omit<Incomplete, 'checkId'>[];
}

const nothing: JudgedState = { findings: [], incomplete: [] };

function judgeLists(
  { lists, texts }: ReadManifests,
  { checkId, engine, context }: Judging,
  state: Pick<ComponentContext, 'before' | 'isBase' | 'universe'>,
): JudgedState {
  if (lists.length === 0) return nothing;
  const judged = engine.evaluate(lists, { ...context, ...state });
  const findings = judged.results.flatMap(({ path, detections }) =>
    identify({ checkId, path, text: texts.get(path) ?? '' }, detections),
  );
  return { findings, incomplete: judged.incomplete };
}
