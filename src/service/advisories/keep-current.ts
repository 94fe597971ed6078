import { hash } from 'node:crypto';
import { hostname } from 'node:os';
import { openAdvisories } from '../../advisories/open-advisories.ts';
import type { Database } from '../../store/database.ts';
import { hasLookedUp } from '../../store/packages.ts';
import { countDueSboms } from '../../store/sboms.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { every } from '../jobs/periodic.ts';
import { judgeDueSboms } from './judge-sboms.ts';
import { lookUpPackages } from './look-up-packages.ts';
import { pullCurrent, pullNew, type AdvisorySource } from './pull-current.ts';
import { readLicences } from './read-licences.ts';

export interface AdvisorySettings {
  /** Where the advisories of this machine are kept. */
  readonly folder: string;
  /** Undefined: they are not fetched by the service. */
  readonly source: AdvisorySource | undefined;
}

export interface KeepCurrentOptions extends AdvisorySettings {
  readonly database: Database;
  readonly queue: JobQueue;
  /** Jobs that judge SBOMs in this process at a time; 0: none. */
  readonly parallel: number;
  readonly onError: (error: Error) => void;
}

/** OSV's export changes all day long. */
const PULL_EVERY_SECONDS = 3_600;
/** How long an SBOM that was sent waits at most until it is judged. */
const LOOK_EVERY_SECONDS = 10;
/** SBOMs for which one more job is worth its while. */
const SBOMS_PER_JOB = 100;
const MAX_JOBS = 8;
/** Less than after which a job is given to another. */
const JOB_TIMEOUT_MS = 10 * 60_000;

/**
 * Keeps what is known of packages up to date: fetches advisories onto this machine, looks up packages when they have changed or are
 * new, and has the SBOMs judged again to which it makes a difference, by whichever worker has time. Returns what ends it.
 */
export function keepCurrent(options: KeepCurrentOptions): () => Promise<void> {
  const { database, queue, folder, source, parallel, onError } = options;
  queue.work('match', parallel, async (_data, signal) => {
    const until = AbortSignal.any([signal, AbortSignal.timeout(JOB_TIMEOUT_MS)]);
    await judgeDueSboms(database, until);
  });
  // Each machine has its own advisories.
  const machine = hash('sha256', `${hostname()}\0${folder}`, 'hex').slice(0, 16);
  const periodic = { database, onError: onceEach(onError) };
  const asked = new Set<string>();
  const stops = [
    every(periodic, `look-up ${machine}`, LOOK_EVERY_SECONDS, async (signal) => {
      if (source !== undefined) await pullNew(database, source, { folder, signal, onError }, asked);
      await look(options, signal);
    }),
    every(periodic, 'read-licences', LOOK_EVERY_SECONDS, async (signal) => {
      await readLicences(database, signal);
    }),
  ];
  if (source !== undefined) {
    stops.push(
      every(periodic, `pull ${machine}`, PULL_EVERY_SECONDS, (signal) =>
        pullCurrent(database, source, { folder, signal, onError }),
      ),
    );
  }
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function look(
  { database, queue, folder }: KeepCurrentOptions,
  signal: AbortSignal,
): Promise<void> {
  const data = openAdvisories(folder);
  try {
    if (data !== undefined) await lookUpPackages(database, data, signal);
  } finally {
    data?.close();
  }
  await askForJobs(database, queue);
}

/** Jobs for what is due, unless there are some. A lost one is asked for again the next time. */
async function askForJobs(database: Database, queue: JobQueue): Promise<void> {
  const { due } = await countDueSboms(database);
  // Before anybody has looked up packages, none of them can be judged.
  if (due === 0 || !(await hasLookedUp(database))) return;
  const open = (await queue.counts()).find(({ kind }) => kind === 'match');
  if (open !== undefined && open.waiting + open.active > 0) return;
  const jobs = Math.min(MAX_JOBS, Math.ceil(due / SBOMS_PER_JOB));
  await database.transaction(async (transaction) => {
    for (let job = 0; job < jobs; job += 1) await queue.send(transaction, 'match', {});
  });
}

/** What goes on being wrong is told once. */
function onceEach(onError: (error: Error) => void): (error: Error) => void {
  let told = '';
  return (error) => {
    if (error.message !== told) onError(error);
    told = error.message;
  };
}
