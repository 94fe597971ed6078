/**
 * Measures "where is log4j?" and what new advisories cost over 10,000 SBOMs of 200 to 1,000 components, on the embedded database and
 * on PostgreSQL, and writes sboms.md: `npm run build && node --import tsx bench/sboms.ts`. SBOMS=N for fewer.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { billJudge } from '../src/pipeline/components/judge-bill.ts';
import { packList } from '../src/service/advisories/bill-list.ts';
import { judgeDueSboms } from '../src/service/advisories/judge-sboms.ts';
import { lookUpPackages } from '../src/service/advisories/look-up-packages.ts';
import { openDatabase, type Database, type Queryable } from '../src/store/database.ts';
import { startEmbedded } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { indexOf } from '../test/components/advisory-index.ts';
import { corpusOf, lackingCorpus } from '../test/components/corpus.ts';
import { median } from './measure.ts';
import { repository } from './paths.ts';
import { withPostgres } from './postgres.ts';
import { generator } from './seeded.ts';
import { universe } from './sboms-data.ts';
import { percentile, serve, SERVICE, stop } from './served.ts';
import { withoutIndexes } from './without-indexes.ts';

const SBOMS = Number(process.env['SBOMS'] ?? 10_000);
const PRODUCTS = 500;
/** SBOMs that are stored in one statement. */
const AT_ONCE = 100;
/** Of one pull. Chosen: nine in ten of a day are about packages that an organisation does not have (malware of npm, mostly). */
const DELTA = { all: 100, inUse: 10 } as const;
const QUESTIONS = 200;
/** SBOMs that are scanned one by one, to tell what scanning all would take. */
const SCANNED = 200;
const SEED = 20_261_126;
const ECOSYSTEMS = ['npm', 'PyPI'] as const;
const never = new AbortController().signal;

type Records = Readonly<Record<string, readonly unknown[]>>;
const { names, listOf } = universe(SEED);
const none: Records = { npm: [], PyPI: [], NuGet: [], Maven: [], RubyGems: [], 'crates.io': [] };
const base: Records = {
  ...none,
  ...(lackingCorpus === false ? await corpusOf(ECOSYSTEMS) : {}),
};
const before = indexOf(base, '2026-11-25T00:00:00.000Z');
const after = indexOf(withDelta(), '2026-11-26T00:00:00.000Z');

/** With those of one pull more, some of them about packages in use. */
function withDelta(): Records {
  const random = generator(SEED);
  const npm = names.filter(({ ecosystem }) => ecosystem === 'npm');
  const more = Array.from({ length: DELTA.all }, (_, index) => {
    const used = npm[Math.floor(npm.length * random())]?.name ?? '';
    const name = index < DELTA.inUse ? used : `nobody-has-${index}`;
    return {
      id: `GHSA-bnch-${String(index).padStart(4, '0')}-0000`,
      modified: '2026-11-26T00:00:00Z',
      summary: 'A flaw of the benchmark',
      affected: [
        {
          package: { ecosystem: 'npm', name },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '3.0.0' }] }],
        },
      ],
      database_specific: { severity: 'HIGH' },
    };
  });
  return { ...base, npm: [...(base['npm'] ?? []), ...more] };
}

/** As `POST /v1/sboms` would have stored them, a hundred a statement. */
async function fill(database: Database): Promise<number> {
  await database.query(
    `insert into products (name) select 'product-' || n from generate_series(1, ${PRODUCTS}) n`,
  );
  const packages = await database.query<{ id: number; ecosystem: string; name: string }>(
    `insert into packages (ecosystem, name) select distinct ecosystem, name
     from jsonb_to_recordset($1::jsonb) as x(ecosystem text, name text) returning id, ecosystem, name`,
    [JSON.stringify(names)],
  );
  const ids = new Map(packages.map(({ id, ecosystem, name }) => [`${ecosystem} ${name}`, id]));
  let components = 0;
  await database.transaction(async (transaction) => {
    // What refers to something is made of it: nothing has to be looked up.
    await transaction.query(
      'set local session_replication_role = replica; set local statement_timeout = 0',
    );
    await withoutIndexes(transaction, 'sbom_components', async () => {
      for (let from = 0; from < SBOMS; from += AT_ONCE) {
        components += await fillSome(transaction, from, ids);
        if (from % 1_000 === 0) process.stderr.write(`  ${from} SBOMs\n`);
      }
    });
  });
  await database.query('vacuum analyze');
  return components;
}

async function fillSome(
  transaction: Queryable,
  from: number,
  ids: ReadonlyMap<string, number>,
): Promise<number> {
  const lists = Array.from({ length: Math.min(AT_ONCE, SBOMS - from) }, (_, at) =>
    listOf(from + at),
  );
  const sboms = await transaction.query<{ id: number }>(
    `insert into sboms (product_id, subject, digest, list)
     select p.id, 'subject-' || x.n, md5(x.n::text), decode(x.list, 'base64')
     from jsonb_to_recordset($1::jsonb) as x(n integer, list text)
     join products p on p.name = 'product-' || (1 + x.n % ${PRODUCTS}) order by x.n returning id`,
    [
      JSON.stringify(
        lists.map((list, at) => ({
          n: from + at,
          list: Buffer.from(packList(list)).toString('base64'),
        })),
      ),
    ],
  );
  const rows = lists.flatMap((list, at) =>
    list.components.map(({ ecosystem, name, version, direct }) => ({
      sbom: sboms[at]?.id,
      package: ids.get(`${ecosystem} ${name}`),
      version,
      direct,
    })),
  );
  await transaction.query(
    `insert into sbom_components (sbom_id, package_id, version, is_direct)
     select sbom, package, version, direct
     from jsonb_to_recordset($1::jsonb) as x(sbom bigint, package bigint, version text, direct boolean)
     order by 1, 2, 3`,
    [JSON.stringify(rows)],
  );
  return rows.length;
}

interface Figures {
  readonly components: number;
  readonly lookUpMs: number;
  readonly changed: number;
  readonly touched: number;
  readonly judgeMs: number;
  readonly asked: ReadonlyMap<string, readonly number[]>;
  readonly hits: number;
}

async function benchOn(url: string | undefined): Promise<Figures> {
  const data = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-sboms-'));
  const embedded = url === undefined ? await startEmbedded(path.join(data, 'database')) : undefined;
  const connection = embedded?.connection ?? { connectionString: url };
  const database = openDatabase({ connection, maxConnections: 4 });
  await migrate(database);
  const components = await fill(database);
  process.stderr.write(`  ${components} components stored\n`);
  await lookUpPackages(database, before, never);
  // As if all had been judged by the advisories of the day before.
  await database.query('update sboms set judged = due');
  let began = performance.now();
  const { packages: changed } = await lookUpPackages(database, after, never);
  const lookUpMs = performance.now() - began;
  began = performance.now();
  const touched = await judgeDueSboms(database, never);
  const judgeMs = performance.now() - began;
  process.stderr.write(`  ${changed} packages, ${touched} SBOMs: ${lookUpMs} ms, ${judgeMs} ms\n`);
  await database.close();
  await embedded?.stop();
  const { asked, hits } = await ask(data, url);
  rmSync(data, { recursive: true, force: true });
  return { components, lookUpMs, changed, touched, judgeMs, asked, hits };
}

const QUERIES: Readonly<Record<string, (index: number) => string>> = {
  'where is log4j?': () => 'name=log4j',
  'log4j below 2.17': () => `name=log4j&version=${encodeURIComponent('<2.17')}`,
  'any package, by its name': (index) =>
    `name=${encodeURIComponent(names[(index * 7_919) % names.length]?.name ?? 'log4j')}`,
};

/** Over HTTP, one question after the other. */
async function ask(
  data: string,
  url: string | undefined,
): Promise<Pick<Figures, 'asked' | 'hits'>> {
  const running = await serve(data, url);
  const headers = { authorization: `Bearer ${running.token}` };
  const asked = new Map<string, readonly number[]>();
  let hits = 0;
  for (const [what, query] of Object.entries(QUERIES)) {
    const times: number[] = [];
    for (let index = 0; index < QUESTIONS; index += 1) {
      const began = performance.now();
      const answer = await fetch(`${SERVICE}/v1/components?${query(index)}`, { headers });
      const text = await answer.text();
      times.push(performance.now() - began);
      if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
      if (what === 'where is log4j?') hits = subjectsIn(text);
    }
    asked.set(
      what,
      times.toSorted((a, b) => a - b),
    );
  }
  await stop(running);
  return { asked, hits };
}

function subjectsIn(text: string): number {
  const { products }: { readonly products: readonly { readonly subjects: number }[] } =
    JSON.parse(text);
  return products.reduce((sum, { subjects }) => sum + subjects, 0);
}

/** What judging costs without any of it: reading nothing, storing nothing. */
async function scanMs(): Promise<number> {
  const judge = await billJudge();
  const times = Array.from({ length: SCANNED }, (_, index) => {
    const list = listOf(index);
    const began = performance.now();
    judge.judge(list, after, '2026-11-26T00:00:00.000Z');
    return performance.now() - began;
  });
  return median(times) * SBOMS;
}

function ms(value: number): string {
  return value < 1_000 ? `${value.toFixed(0)} ms` : `${(value / 1_000).toFixed(1)} s`;
}

process.stderr.write('PostgreSQL\n');
const onServer = await withPostgres(({ url }) => benchOn(url));
process.stderr.write('embedded\n');
const onEmbedded = await benchOn(undefined);
const scanning = await scanMs();
const both = (value: (figures: Figures) => string): string =>
  `${value(onEmbedded)} | ${value(onServer)}`;
const questions = Object.keys(QUERIES).map((what) => {
  const p95 = ({ asked }: Figures): string => ms(percentile(asked.get(what) ?? [], 0.95));
  const middle = ({ asked }: Figures): string => ms(median(asked.get(what) ?? []));
  return `| ${what}, median of ${QUESTIONS} over HTTP | | ${both(middle)} |
| the same, p95 | at most 200 ms | ${both(p95)} |`;
});
writeFileSync(
  path.join(repository, 'bench', 'sboms.md'),
  `# 10,000 SBOMs, measured

Written by \`node --import tsx bench/sboms.ts\`, one run: ${SBOMS.toLocaleString('en')} SBOMs of ${PRODUCTS} products with ${onServer.components.toLocaleString('en')} components, real names, used as Zipf has it; advisories: the corpus of npm and PyPI. Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, load average ${(loadavg()[0] ?? 0).toFixed(1)}.

| what | goal | embedded | PostgreSQL |
| --- | --- | ---: | ---: |
${questions.join('\n')}
| subjects that have log4j | | ${both(({ hits }) => String(hits))} |
| ${DELTA.all} new advisories, ${DELTA.inUse} of them about packages in use: packages looked up, SBOMs found by the index | | ${both(({ lookUpMs }) => ms(lookUpMs))} |
| packages about which something else is known, SBOMs that it touches | | ${both(({ changed, touched }) => `${changed}, ${touched}`)} |
| these SBOMs judged, and what is new stored, by one worker | | ${both(({ judgeMs }) => ms(judgeMs))} |
| judging every SBOM instead, without reading or storing anything (computed from ${SCANNED}) | | ${ms(scanning)} | ${ms(scanning)} |
`,
);
