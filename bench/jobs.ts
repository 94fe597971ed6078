/**
 * Measures that no job is lost, and writes jobs.md: `node --import tsx bench/jobs.ts`. 1,000 jobs, three workers that are processes of
 * their own, one of them killed with SIGKILL every half second or so and started again, one in five only halted for longer
 * than its lease. A trigger in the database counts how often each job came to an end.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { openJobQueue } from '../src/service/jobs/job-queue.ts';
import { startFleet } from '../src/service/jobs/tests/worker-fleet.ts';
import { migrate } from '../src/store/migrate.ts';
import { createScan } from '../src/store/scans.ts';
import { testDatabases, type TestDatabase } from '../src/store/tests/databases.ts';
import { repository } from './paths.ts';
import { generator } from './seeded.ts';

const JOBS = 1_000;
const WORKERS = 3;
const LEASE_SECONDS = 2;
const SEED = 7;

interface Figures {
  readonly name: string;
  readonly kills: number;
  readonly halts: number;
  readonly attempts: number;
  readonly lost: number;
  readonly twice: number;
  readonly seconds: number;
}

function onError(error: Error): void {
  process.stderr.write(`${error.message}\n`);
}

async function benchOn(kind: TestDatabase): Promise<Figures> {
  const database = await kind.open();
  await migrate(database);
  await database.query(
    `create table ends (scan_id uuid);
     create function note_end() returns trigger language plpgsql as
     $$ begin insert into ends values (new.id); return null; end $$;
     create trigger ends_are_noted after update on scans for each row
     when (old.state is distinct from new.state and new.state in ('finished', 'failed'))
     execute function note_end()`,
  );
  const queue = await openJobQueue(database, { leaseSeconds: LEASE_SECONDS, onError });
  await database.query('delete from jobs.job');
  await database.transaction(async (transaction) => {
    for (let count = 0; count < JOBS; count += 1) {
      const scanId = await createScan(transaction, {
        check: 'code',
        productId: undefined,
        subject: { kind: 'snippet', name: 'a.js' },
        input: undefined,
        createdBy: 'bench',
      });
      await queue.send(transaction, 'scan', { scanId });
    }
  });
  const fleet = await startFleet({
    connection: await kind.connection(),
    size: WORKERS,
    leaseSeconds: LEASE_SECONDS,
    parallel: 4,
    longestMs: 300,
  });
  const chance = generator(SEED);
  const began = performance.now();
  let [kills, halts] = [0, 0];
  const left = async (): Promise<number> => {
    const [row] = await database.query<{ count: number }>(
      `select count(*) from scans where state in ('queued', 'running')`,
    );
    return row?.count ?? 0;
  };
  while ((await left()) > 0) {
    const index = Math.floor(chance() * WORKERS);
    if (chance() < 0.2) {
      halts += 1;
      await fleet.halt(index, LEASE_SECONDS * 1_500);
    } else {
      kills += 1;
      await fleet.replace(index, 'SIGKILL');
    }
  }
  const seconds = (performance.now() - began) / 1_000;
  await fleet.stop();
  const [ends] = await database.query<{ all: number; different: number }>(
    'select count(*) as all, count(distinct scan_id) as different from ends',
  );
  const [tries] = await database.query<{ attempts: number }>(
    'select sum(attempts) as attempts from scans',
  );
  await queue.stop();
  await database.close();
  const { all, different } = ends ?? { all: 0, different: 0 };
  return {
    name: kind.name,
    kills,
    halts,
    attempts: tries?.attempts ?? 0,
    lost: JOBS - different,
    twice: all - different,
    seconds,
  };
}

const rows: string[] = [];
for (const kind of testDatabases()) {
  const { name, kills, halts, attempts, lost, twice, seconds } = await benchOn(kind);
  rows.push(
    `| ${name} | ${kills} | ${halts} | ${attempts} | ${lost} | ${twice} | ${seconds.toFixed(0)} s |`,
  );
}
writeFileSync(
  path.join(repository, 'bench', 'jobs.md'),
  `# No job is lost, measured

Written by \`node --import tsx bench/jobs.ts\`: ${JOBS.toLocaleString('en')} jobs, ${WORKERS} workers (4 jobs at a time each, up to 0.3 s a job, a lease of ${LEASE_SECONDS} s), one of them after another killed with SIGKILL and started again, one in five halted for ${LEASE_SECONDS * 1.5} s instead. Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores.

| database | killed | halted | attempts | jobs lost | results stored twice | time |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`,
);
process.exit(0);
