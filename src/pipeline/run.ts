import { resolveBase } from '../collect/base.ts';
import { openTarget, type OpenTarget } from '../collect/target.ts';
import { monotonicMs } from '../io/clock.ts';
import type { Check } from '../model/check.ts';
import type { GitBase } from '../model/git.ts';
import type { Policy } from '../model/policy.ts';
import type { TlsSettings } from '../model/tls-settings.ts';
import { assemble, type RunResult } from './assemble.ts';
import { compare } from './compare.ts';
import { Crew } from './crew.ts';
import {
  examineComponentPart,
  type ComponentWork,
  type ExaminedComponents,
} from './components/component-part.ts';
import { withComponents } from './components/with-components.ts';
import { vexInForce } from './components/vex-in-force.ts';
import { examineEndpointPart, settingsInForce } from './endpoints/endpoint-part.ts';
import type { ExaminedEndpoints } from './endpoints/examine-endpoints.ts';
import { withEndpoints } from './endpoints/with-endpoints.ts';
import { examinePlan, type Examined } from './examination.ts';
import { gather } from './gather.ts';
import { judge } from './judge.ts';
import { loadChecks, productRegistry } from './load-checks.ts';
import { planHistory, planStaged } from './plan-git.ts';
import { planBuffers } from './plan-buffers.ts';
import { planDiff, planNothing, planText } from './plan-text.ts';
import { planSince, planTree } from './plan-tree.ts';
import type { Plan } from './plan.ts';
import { lowerProgramPart, type JoinProgram } from './program/program-part.ts';
import { withOwnRules, withProgram } from './program/with-program.ts';
import { policyInForce } from './policy-in-force.ts';
import type { Mode, RunEnvironment, RunRequest } from './request.ts';
import { rolloutOf } from './rollout-in-force.ts';
import { selectChecks } from './select-checks.ts';
import { storedBaseline } from './stored-baseline.ts';
import { openCaches } from './stored-cache.ts';

/** Makes one run. What changes is rarely in the cache: there a worker is started while git is still being asked. */
export async function run(request: RunRequest, environment: RunEnvironment): Promise<RunResult> {
  const registry = environment.registry ?? productRegistry;
  const isChange = request.mode.kind !== 'tree' && request.mode.kind !== 'endpoints';
  const crew = environment.session?.crew ?? new Crew(registry);
  if (isChange) crew.prepare();
  try {
    return await goThrough(request, { ...environment, registry, crew });
  } finally {
    if (environment.session === undefined) crew.stop();
  }
}

interface Surroundings extends RunEnvironment {
  readonly registry: string;
  readonly crew: Crew;
}

/** The way through the house: target → collect → check → identify → judge → report. */
async function goThrough(request: RunRequest, environment: Surroundings): Promise<RunResult> {
  const started = monotonicMs();
  const { mode, now, key } = request;
  const { signal } = environment;
  const target = environment.session?.target ?? (await openTarget(request.path, signal));
  const known = await loadChecks(environment.registry);
  const base = mode.kind === 'since' ? await resolveBase(target, mode.ref, signal) : undefined;
  const policy = await policyInForce(target, request, base, known);
  const selected = selectChecks(known, request.checkIds ?? policy.loaded.policy.checks);
  const stored = mode.kind === 'since' ? undefined : storedBaseline(target, request);
  const place = { target, base, policy: policy.loaded.policy, checks: known };
  const rollout = await rolloutOf(place, request);
  const plan = await planWork(target, { mode, base }, policy.loaded.policy, signal);
  const work = { target, plan, checks: selected, policy: policy.loaded.policy, request };
  const settings = await settingsInForce(work, base);
  const vex = await vexInForce(work, base);
  const { files, endpoints, components, join } = await examineAll(work, settings, environment);
  const program = await join();
  const [all, checks] = [withOwnRules(known, program), withOwnRules(selected, program)];
  const { examined } = files;
  const inFiles = withProgram(gather(plan, examined), program);
  const gathered = withEndpoints(withComponents(inFiles, components), endpoints);
  const compared = compare(plan, gathered, { keyId: key.keyId, checks, stored, endpoints });
  const branch = target.git?.branch ?? '';
  const judgement = judge(plan, gathered, compared, {
    loaded: policy.loaded,
    all,
    checks,
    now,
    branch,
    endpoints,
    demotions: rollout.demotions,
    override: rollout.override,
    vexOf: vex.answers,
  });
  const timing = {
    wallMs: Math.round(monotonicMs() - started),
    threads: request.threads,
    cachedUnits: examined.cachedUnits,
    bytesRead: examined.bytesRead,
  };
  return assemble({
    target,
    plan,
    checks,
    policy: policy.source,
    loaded: policy.loaded,
    gathered,
    compared,
    judgement,
    notes: [
      ...files.notes,
      ...program.notes,
      ...components.notes,
      ...endpoints.notes,
      ...vex.notes,
      ...rollout.notes,
      ...(policy.notes ?? []),
    ],
    timing,
    request,
    endpoints,
    components,
    program,
  });
}

async function planWork(
  target: OpenTarget,
  { mode, base }: { readonly mode: Mode; readonly base: GitBase | undefined },
  policy: Policy,
  signal: AbortSignal,
): Promise<Plan> {
  switch (mode.kind) {
    case 'tree':
      return planTree(target, policy, signal);
    case 'since':
      return planSince(target, { ref: mode.ref, commit: base?.commit ?? mode.ref }, policy, signal);
    case 'staged':
      return planStaged(target, policy, signal);
    case 'history':
      return planHistory(target, policy, signal);
    case 'diff':
      return planDiff(target, policy, mode.bytes);
    case 'stdin':
      return planText(mode.name, mode.bytes);
    case 'buffers':
      return planBuffers(target, policy, mode, signal);
    case 'endpoints':
      return planNothing();
  }
}

interface Work {
  readonly target: OpenTarget;
  readonly plan: Plan;
  readonly checks: readonly Check[];
  readonly policy: Policy;
  readonly request: RunRequest;
}

interface ExaminedParts extends FilesAndProgram {
  readonly endpoints: ExaminedEndpoints;
  readonly components: ExaminedComponents;
}

interface FilesAndProgram {
  readonly files: ExaminedFiles;
  readonly join: JoinProgram;
}

interface ExaminedFiles {
  readonly examined: Examined;
  readonly notes: readonly string[];
}

/** Files on their threads, endpoints over the network, manifests here, at the same time; when one fails the others end too. */
async function examineAll(
  work: Work,
  settings: TlsSettings,
  surroundings: Surroundings,
): Promise<ExaminedParts> {
  const failed = new AbortController();
  const signal = AbortSignal.any([surroundings.signal, failed.signal]);
  const { onProgress, network } = surroundings;
  try {
    const [endpoints, inFiles, components] = await Promise.all([
      examineEndpointPart(work, settings, {
        signal,
        network,
        onProgress: (done, total) => onProgress?.(done, total, 'endpoints'),
      }),
      examineFiles(work, settings, { ...surroundings, signal }),
      examineComponentPart({
        ...work,
        settings: work.policy.components,
        openAdvisories: surroundings.openAdvisories ?? noAdvisories,
        registry: registryOf(work.request),
        signal,
        installed: work.request.installed,
        now: work.request.now,
      }),
    ]);
    return { ...inFiles, endpoints, components };
  } catch (error) {
    failed.abort();
    throw error;
  }
}

/** Each file by itself, then for the program that they are, on the same threads. */
async function examineFiles(
  work: Work,
  tls: TlsSettings,
  surroundings: Surroundings,
): Promise<FilesAndProgram> {
  const files = await examineWork(work, tls, surroundings);
  const { code: settings, limits } = work.policy;
  const { crew, signal, onProgress, session } = surroundings;
  const join = await lowerProgramPart({
    ...work,
    settings,
    limits,
    crew,
    tls,
    signal,
    session,
    onProgress: onProgress ?? (() => undefined),
  });
  return { files, join };
}

/** Examines the head and its base in one go, and remembers the results. */
async function examineWork(
  { target, plan, checks, policy, request }: Work,
  tls: TlsSettings,
  { signal, onProgress, crew }: Surroundings,
): Promise<ExaminedFiles> {
  const { maxFileBytes, unitTimeoutMs } = policy.limits;
  const caches = openCaches(target.root, request, { checks, maxFileBytes, tls });
  const checkIds = checks.map(({ id }) => id);
  const wanted = new Set(checks.flatMap(({ needs }) => needs.files));
  // A check that judges lockfiles as a whole, or endpoints, wants no file by itself.
  const files = wanted.size === 0 ? [] : [...plan.head, ...(plan.base?.files ?? [])];
  const examined = await examinePlan(files, {
    root: target.root,
    crew,
    task: { checkIds, key: request.key.key, maxFileBytes, tls },
    threads: request.threads,
    unitTimeoutMs,
    signal,
    cacheOf: (kind) => caches.of(kind),
    wanted,
    onProgress: (done, total) => onProgress?.(done, total, 'files'),
  });
  const failed = caches.save(plan);
  const notes = [target.notes, plan.notes ?? [], request.key.note ?? [], failed ?? []].flat();
  return { examined, notes };
}

function noAdvisories(): Promise<undefined> {
  return Promise.resolve(undefined);
}

function registryOf({ registry, cacheDir }: RunRequest): ComponentWork['registry'] {
  return registry === undefined ? undefined : { baseUrl: registry, cacheDir };
}
