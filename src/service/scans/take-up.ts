import { hash } from 'node:crypto';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { readLine } from '../../rollout/log/read-line.ts';
import type { Database } from '../../store/database.ts';
import { decisionsOn } from '../../store/decisions.ts';
import { keepSight, type EndpointSight } from '../../store/endpoints.ts';
import { appendLog, type LogLine } from '../../store/log.ts';
import { runOrigin } from '../../store/runs.ts';
import type { ScanEnd, ScanWork } from '../../store/scans.ts';
import { decisionsNow } from '../decisions/decisions-now.ts';
import { receiveRecord } from '../decisions/receive-record.ts';
import { summaryOf } from '../forges/change-summary.ts';
import { BadReport } from '../ingest/bad-report.ts';
import { lockstepReport } from '../ingest/lockstep-report.ts';
import { receiveReport, type Sent } from '../ingest/receive-report.ts';
import { Problem } from '../problem.ts';
import { logLineOf } from '../rollout/log-line.ts';
import type { Rollout } from '../rollout/product-frame.ts';
import type { Examined } from './examine.ts';

type Finished = Extract<Examined, { readonly state: 'finished' }>;

/**
 * What becomes of a scan: of something in the inventory a run, as a pipeline would have reported it; else its report is kept with
 * the scan. Done again, by a worker that took over, it is the same run: its digest is that of the scan.
 */
export async function takeUp(
  rollout: Rollout,
  work: ScanWork,
  examined: Examined,
): Promise<ScanEnd> {
  if (examined.state === 'failed') return examined;
  const { database } = rollout;
  const { exitCode, report } = examined;
  try {
    const { subject, product } = work;
    if (subject.kind === 'repository' && product !== null && examined.fetched !== undefined) {
      const place = { product, repository: subject.url, ...examined.fetched };
      const sent = { ...place, isDefault: subject.isDefault, format: lockstepReport };
      return await takeUpRepository(rollout, work, examined, sent);
    }
    const parsed = parse(report);
    if (subject.kind === 'change') return await takeUpChange(rollout, work, examined, parsed);
    if (work.endpointId === null || product === null) {
      return { state: 'finished', exitCode, report: parsed };
    }
    const sight = sightIn(parsed, examined);
    if (sight === undefined) return { state: 'failed', detail: 'its report names no endpoint' };
    const runId = await storeAs(work, report, database, {
      product,
      repository: sight.name,
      branch: LIVE,
      commit: 'none',
      source: 'tls',
      isDefault: true,
      format: lockstepReport,
    });
    const { endpointId } = work;
    await database.transaction((transaction) => keepSight(transaction, endpointId, sight));
    return { state: 'finished', exitCode, report: parsed, runId };
  } catch (error) {
    if (!(error instanceof BadReport || error instanceof Problem)) throw error;
    return { state: 'failed', detail: `its report cannot be stored: ${error.message}` };
  }
}

async function takeUpRepository(
  rollout: Rollout,
  work: ScanWork,
  { exitCode, report, record }: Finished,
  sent: Sent,
): Promise<ScanEnd> {
  const runId = await storeAs(work, report, rollout.database, sent);
  if (record !== undefined) await keepRecord(rollout, runId, record);
  return { state: 'finished', exitCode, report: null, runId };
}

/** With it come the policy that was in force and what it says of the product, as from a pipeline. */
async function keepRecord(
  rollout: Rollout,
  runId: string,
  record: string,
): Promise<{ readonly isNew: boolean; readonly productId: number }> {
  const run = await runOrigin(rollout.database, runId, undefined);
  if (run === undefined) throw new BadReport('its run is gone');
  const isNew = await receiveRecord(rollout, run, record);
  return { isNew, productId: run.productId };
}

/**
 * A change: its run, the record of its decision, and that decision as it is here, where rules may have been demoted, or somebody has let
 * the commit through.
 */
async function takeUpChange(
  rollout: Rollout,
  work: ScanWork,
  { exitCode, report, record, log = [], fetched }: Finished,
  parsed: object,
): Promise<ScanEnd> {
  const { subject, product } = work;
  if (subject.kind !== 'change' || product === null || fetched === undefined) {
    throw new BadReport('it is of no product');
  }
  if (record === undefined) throw new BadReport('it has no decision');
  const summary = summaryOf(parsed);
  const { database } = rollout;
  const runId = await storeAs(work, report, database, {
    product,
    repository: subject.url,
    ...fetched,
    isDefault: false,
    format: lockstepReport,
  });
  const { isNew, productId } = await keepRecord(rollout, runId, record);
  if (isNew) {
    const lines = log.flatMap((line) => runLine(line, product) ?? []);
    await database.transaction((transaction) => appendLog(transaction, productId, lines));
  }
  const commit = { product, commit: fetched.commit };
  await decisionsNow(rollout, commit, await decisionsOn(database, commit));
  return { state: 'finished', exitCode, report: summary, runId };
}

/**
 * The run as the rollout log has it: evidence is counted from it. Whatever else the change would add is said by commits and comments
 * that nobody has looked at yet.
 */
function runLine(text: string, product: string): LogLine | undefined {
  const read = readLine(text, false);
  if ('what' in read || read.entry.kind !== 'run') return undefined;
  const { id: _, ...entry } = read.entry;
  return logLineOf({ ...entry, product });
}

/** What an endpoint has in the place of a branch. */
const LIVE = 'live';

async function storeAs(
  { id }: ScanWork,
  report: Buffer,
  database: Database,
  sent: Sent,
): Promise<string> {
  const digest = hash('sha256', `scan ${id}`, 'hex');
  const stored = await receiveReport(database, { digest, read: () => chunksOf(report) }, sent);
  return stored.id;
}

const CHUNK_BYTES = 2 ** 16;

/**
 * In pieces: what reads them hands on what it has found after each.
 *
 * @yields a piece
 */
async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
    yield bytes.subarray(at, at + CHUNK_BYTES);
  }
}

function parse(report: Buffer): object {
  try {
    const parsed: unknown = JSON.parse(report.toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch (error) {
    throw new BadReport('it is torn', { cause: error });
  }
  throw new BadReport('it is no object');
}

/** Of schema/report.schema.json what is kept of an endpoint. */
const isEndpointReport = Compile(
  Type.Object({
    endpoints: Type.Array(
      Type.Object({
        name: Type.String(),
        observedAt: Type.String(),
        state: Type.Union([
          Type.Literal('observed'),
          Type.Literal('partial'),
          Type.Literal('unreachable'),
        ]),
        grade: Type.Object({ letter: Type.String() }),
        certificates: Type.Array(Type.Object({ notAfter: Type.String() })),
        unknown: Type.Array(Type.String()),
        drift: Type.Array(Type.String()),
      }),
    ),
    incomplete: Type.Array(Type.Object({ detail: Type.String() })),
  }),
);

function sightIn(
  report: object,
  { observation }: Finished,
): (EndpointSight & { readonly name: string }) | undefined {
  if (!isEndpointReport.Check(report)) return undefined;
  const [seen] = report.endpoints;
  if (seen === undefined) return undefined;
  const { name, state, observedAt, grade, certificates, unknown, drift } = seen;
  return {
    name,
    state,
    observedAt,
    grade: grade.letter,
    certificateEndsAt: certificates.map(({ notAfter }) => notAfter).toSorted()[0],
    doubts: [...new Set([...report.incomplete.map(({ detail }) => detail), ...unknown])],
    drift,
    observation,
  };
}
