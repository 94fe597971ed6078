import { openLineFile, type LineFile } from '../../io/line-file.ts';
import type { Check } from '../../model/check.ts';
import type {
  EndpointEngine,
  EndpointRecord,
  EndpointSetting,
} from '../../model/endpoint-check.ts';
import type { EndpointSummary } from '../../model/endpoint-summary.ts';
import type { Endpoint, ScanMode } from '../../model/endpoint.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Network } from '../../model/network.ts';
import type { Policy } from '../../model/policy.ts';
import type { TlsSettings } from '../../model/tls-settings.ts';
import { canonicalJson, digestOf } from '../../policy/canonical-json.ts';
import type { EndpointRequest, RunRequest } from '../request.ts';
import { judgeEndpoints, type JudgedEndpoints } from './judge-endpoints.ts';
import { LastObservations } from './last-observations.ts';
import { observeAll, type Assignment, type Observed } from './observe-all.ts';
import { checkNames, endpointOfRecord, inventoryOf, namedEndpoints } from './plan-endpoints.ts';
import { readRecords } from './records.ts';

/** Pauses before what was lost is asked again (the numbers of the prober's prototype: 3 of 3 runs right with 10 % of resets). */
const BACKOFF_MS: readonly number[] = [250, 1_000, 4_000];

/** What became of the endpoints of a run. */
export interface ExaminedEndpoints {
  readonly findings: readonly Finding[];
  readonly incomplete: readonly Incomplete[];
  readonly summaries: readonly EndpointSummary[];
  /** Id of the check that examined them; undefined when there were none. */
  readonly checkId?: string;
  readonly count: number;
  /** Whether the absence of this finding of an endpoint means that it is gone. */
  readonly hasDecided: (finding: Finding) => boolean;
  /** Of the observations that were judged, and of those that they were compared with, in their order. */
  readonly observations?: { readonly count: number; readonly digest: string };
  readonly notes: readonly string[];
  /** Every endpoint of the inventory was planned. */
  readonly whole: boolean;
}

export const noEndpoints: ExaminedEndpoints = {
  findings: [],
  incomplete: [],
  summaries: [],
  count: 0,
  hasDecided: () => false,
  notes: [],
  whole: true,
};

export interface EndpointSurroundings {
  readonly root: string;
  /** From the root: the policy's file; undefined where it lies elsewhere. */
  readonly policyPath: string | undefined;
  readonly policy: Policy;
  readonly settings: TlsSettings;
  readonly checks: readonly Check[];
  readonly signal: AbortSignal;
  readonly network: (signal: AbortSignal) => Promise<Network>;
  readonly onProgress: (done: number, total: number) => void;
}

/** Examines endpoints with the check that can: plan, observe, judge. */
export async function examineEndpoints(
  request: EndpointRequest,
  run: RunRequest,
  surroundings: EndpointSurroundings,
): Promise<ExaminedEndpoints> {
  const check = surroundings.checks.find(({ endpoints }) => endpoints !== undefined);
  const engine = check?.endpoints;
  if (check === undefined || engine === undefined) return noEndpoints;
  const plan = planOf(request, surroundings, engine);
  if (plan.endpoints.length === 0) return noEndpoints;
  const mode = request.mode ?? surroundings.policy.tls.mode;
  const last = new LastObservations(
    request.from.kind === 'replay' ? undefined : run.cacheDir,
    surroundings.root,
    run.key.key,
  );
  const work: Work = { request, run, surroundings, check, engine, plan, mode };
  const observed = await observePlanned(work);
  const records = observed.flatMap(({ record }) => record ?? []);
  const of = settingsOf(work, records, last);
  const { settings } = surroundings;
  const judged = await judgeEndpoints(records, { check, engine, settings, of, now: run.now });
  const reached = judged.summaries.filter(({ state }) => state !== 'unreachable');
  const names = new Set(reached.map(({ name }) => name));
  const kept = records.filter(({ endpoint }) => names.has(endpoint));
  const note = last.keep(kept, mode);
  return resultOf(work, observed, { judged, records, of, notes: note === undefined ? [] : [note] });
}

interface EndpointPlan {
  /** In the order of the report. */
  readonly endpoints: readonly Endpoint[];
  /** Observations that are there already, by endpoint. */
  readonly known: ReadonlyMap<string, EndpointRecord>;
  readonly recording: LineFile | undefined;
  /** Names that the inventory declares; undefined without an inventory. */
  readonly declared: ReadonlySet<string> | undefined;
  readonly whole: boolean;
}

interface Work {
  readonly request: EndpointRequest;
  readonly run: RunRequest;
  readonly surroundings: EndpointSurroundings;
  readonly check: Check;
  readonly engine: EndpointEngine;
  readonly plan: EndpointPlan;
  readonly mode: ScanMode;
}

function planOf(
  request: EndpointRequest,
  { policy, root, policyPath, checks }: EndpointSurroundings,
  engine: EndpointEngine,
): EndpointPlan {
  checkNames(request, policy, checks);
  const inventory = inventoryOf(policy, { root, policyPath, checks });
  const names = new Set(inventory.map(({ name }) => name));
  const declared = names.size === 0 ? undefined : names;
  const { from, zone, profile, record } = request;
  if (from.kind === 'replay') {
    const byName = new Map(inventory.map((endpoint) => [endpoint.name, endpoint]));
    const records = readRecords(from.file, engine);
    const known = new Map(records.map((each) => [each.endpoint, each]));
    const endpoints = records.map((each) =>
      endpointOfRecord(each.endpoint, policy, byName, request),
    );
    return { endpoints, known, recording: undefined, declared, whole: false };
  }
  const endpoints =
    from.kind === 'named'
      ? namedEndpoints(from.endpoints, policy, inventory, request)
      : inventory
          .filter((endpoint) => zone === undefined || endpoint.zone === zone)
          .map((endpoint) => (profile === undefined ? endpoint : { ...endpoint, profile }));
  const mode = record?.resume === true ? 'continue' : 'new';
  // Opened first: what was torn at its end is dropped there, and so is not read.
  const recording = record === undefined ? undefined : openLineFile(record.file, mode);
  const recorded = record?.resume === true ? readRecords(record.file, engine, 'ignored') : [];
  return {
    endpoints,
    known: new Map(recorded.map((each) => [each.endpoint, each])),
    recording,
    declared,
    whole: from.kind === 'inventory' && zone === undefined,
  };
}

/** In the order of the plan; without what a stopped run did not come to. */
async function observePlanned(work: Work): Promise<readonly Observed[]> {
  const { plan } = work;
  const missing = plan.endpoints.filter(({ name }) => !plan.known.has(name));
  try {
    const fresh = missing.length === 0 ? [] : await observeMissing(work, missing);
    const byName = new Map(missing.map(({ name }, index) => [name, fresh[index]]));
    return plan.endpoints.flatMap(({ name }): readonly Observed[] => {
      const record = plan.known.get(name);
      const result = record === undefined ? byName.get(name) : { record, incomplete: [] };
      return result === undefined ? [] : [result];
    });
  } finally {
    plan.recording?.close();
  }
}

async function observeMissing(
  { request, run, surroundings, check, engine, plan, mode }: Work,
  missing: readonly Endpoint[],
): Promise<readonly (Observed | undefined)[]> {
  const { policy, settings, signal, network, onProgress } = surroundings;
  const zones = new Map(settings.zones.map((zone) => [zone.name, zone]));
  const { limits } = policy.tls;
  const perAddress = request.parallel ?? limits.perAddress;
  const endpointTimeoutMs = request.timeoutMs ?? limits.endpointTimeoutMs;
  return observeAll(
    missing.map((endpoint): Assignment => {
      const zone = zones.get(endpoint.zone);
      const named = request.from.kind === 'named' && request.intrusive === true;
      return {
        endpoint,
        isPublic: zone?.isPublic ?? true,
        intrusive: named || zone?.intrusive === true,
      };
    }),
    {
      checkId: check.id,
      engine,
      network: await network(signal),
      limits: { ...limits, perAddress },
      isParallelGiven: request.parallel !== undefined,
      options: {
        mode,
        now: run.now,
        revocation: request.revocation === true,
        parallel: perAddress,
        connectTimeoutMs: Math.min(limits.connectTimeoutMs, endpointTimeoutMs),
        handshakeTimeoutMs: Math.min(limits.handshakeTimeoutMs, endpointTimeoutMs),
        endpointTimeoutMs,
        backoffMs: BACKOFF_MS,
      },
      onRecord: (record) => plan.recording?.append(JSON.stringify(record)),
      onProgress,
    },
  );
}

function settingsOf(
  { request, engine, plan, mode }: Work,
  records: readonly EndpointRecord[],
  last: LastObservations,
): ReadonlyMap<string, EndpointSetting> {
  const earlier =
    request.previousFile === undefined ? undefined : readRecords(request.previousFile, engine);
  const given = earlier && new Map(earlier.map((record) => [record.endpoint, record]));
  const observed = new Set(records.map(({ endpoint }) => endpoint));
  return new Map(
    plan.endpoints.flatMap((endpoint): readonly [string, EndpointSetting][] => {
      const { name } = endpoint;
      if (!observed.has(name)) return [];
      const previous = given === undefined ? last.of(name, mode, engine) : given.get(name);
      const isDeclared = plan.declared?.has(name);
      const setting = {
        endpoint,
        ...(isDeclared === undefined ? {} : { isDeclared }),
        ...(previous === undefined ? {} : { previous }),
      };
      return [[name, setting]];
    }),
  );
}

interface JudgedRecords {
  readonly judged: JudgedEndpoints;
  readonly records: readonly EndpointRecord[];
  readonly of: ReadonlyMap<string, EndpointSetting>;
  readonly notes: readonly string[];
}

function resultOf(
  { check, plan, surroundings }: Work,
  observed: readonly Observed[],
  { judged, records, of, notes }: JudgedRecords,
): ExaminedEndpoints {
  const missed = plan.endpoints.length - observed.length;
  const { undecided } = judged;
  return {
    findings: judged.findings,
    incomplete: [
      ...observed.flatMap(({ incomplete }) => incomplete),
      ...judged.incomplete,
      ...(missed === 0 ? [] : [cancelled(check.id, missed)]),
    ],
    summaries: judged.summaries,
    checkId: check.id,
    count: records.length,
    hasDecided: ({ ruleId, location: { path } }) => undecided.get(path)?.has(ruleId) === false,
    observations: { count: records.length, digest: digestOfRecords(records, of) },
    notes,
    whole: plan.whole && !surroundings.signal.aborted,
  };
}

function cancelled(checkId: string, count: number): Incomplete {
  const what = `${count} ${count === 1 ? 'endpoint' : 'endpoints'}`;
  return {
    checkId,
    what,
    reason: 'cancelled',
    detail: 'the run was stopped before they were examined',
  };
}

/** Record by record, so that many of them need not lie in memory as one text. */
function digestOfRecords(
  records: readonly EndpointRecord[],
  of: ReadonlyMap<string, EndpointSetting>,
): string {
  const digests = records.map((record) => {
    const previous = of.get(record.endpoint)?.previous;
    return [digestOf(canonicalJson(record)), previous && digestOf(canonicalJson(previous))];
  });
  return digestOf(canonicalJson(digests));
}
