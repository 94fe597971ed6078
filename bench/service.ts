/**
 * Measures the service on the embedded database and on PostgreSQL (where Debian's is installed) and writes service.md:
 * `npm run build && node --import tsx bench/service.ts`. Reports are sent over HTTP to `lockstep serve` as pipelines send them;
 * a million findings are written by SQL, as 1,000 products would have them, before the gate and the lists are asked.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { openDatabase } from '../src/store/database.ts';
import { startEmbedded } from '../src/store/embedded.ts';
import { postgresUrl } from '../src/store/tests/databases.ts';
import { median } from './measure.ts';
import { repository } from './paths.ts';
import { percentile, sarif, serve, SERVICE, stop, type Running } from './served.ts';
import { treeBytes } from './tree-bytes.ts';

const FINDINGS = { small: 10_000, large: 100_000, stored: 1_000_000 } as const;
const RATE = 200;
const SECONDS = 10;

interface Figure {
  readonly what: string;
  readonly goal: string;
  readonly value: string;
}

async function send(token: string, body: string, name: string): Promise<number> {
  const began = performance.now();
  const query = `product=${name}&repository=r&branch=main&commit=c${began}&default=true&format=sarif`;
  const answer = await fetch(`${SERVICE}/v1/runs?${query}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  return performance.now() - began;
}

/** Asks at a fixed rate, whether or not what was asked before is answered; milliseconds from when it was due. */
async function askAtRate(
  token: string,
  urlOf: (index: number) => string,
): Promise<readonly number[]> {
  const times: Promise<number>[] = [];
  const began = performance.now();
  for (let index = 0; index < RATE * SECONDS; index += 1) {
    const due = began + (index * 1_000) / RATE;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    times.push(askOnce(token, urlOf(index), due));
  }
  return (await Promise.all(times)).toSorted((a, b) => a - b);
}

async function askOnce(token: string, url: string, due: number): Promise<number> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status !== 200) throw new Error(`${answer.status} ${url}`);
  await answer.arrayBuffer();
  return performance.now() - due;
}

/** A thousand products with a run and a thousand findings each. */
async function fill(url: string | undefined, data: string): Promise<void> {
  const embedded = url === undefined ? await startEmbedded(path.join(data, 'database')) : undefined;
  const connection = embedded?.connection ?? { connectionString: url };
  const database = openDatabase({ connection, maxConnections: 1 });
  await database.transaction(async (transaction) => {
    await transaction.query('set local statement_timeout = 0');
    await transaction.query(
      `insert into products (name, tier) select 'product-' || n, 1 + n % 4 from generate_series(1, 1000) n`,
    );
    await transaction.query(
      `insert into streams (product_id, repository, branch, source, is_default, ran_at)
       select id, name, 'main', 'lockstep', true, now() from products where name like 'product-%'`,
    );
    await transaction.query(
      `insert into runs (id, stream_id, product_id, digest, format, tool, commit_id, ran_at, outcome, counts,
         reasons, incomplete, scope)
       select gen_random_uuid(), id, product_id, 'd', 'lockstep', 'lockstep', 'c', now(), 'pass', '{}', '[]', '[]', ''
       from streams where source = 'lockstep'`,
    );
    await transaction.query(
      `insert into findings (stream_id, product_id, fingerprint, identity, identity_moved, identity_loose,
         rule, rule_version, engine_version, cwe, severity, confidence, path, line, message, detail, stage,
         effect, state, first_run, first_seen_at, changed_run, changed_at)
       select r.stream_id, r.product_id, 'f' || n || ':0', 'f' || n, 'm' || n, 'l' || n,
         'code/rule-' || n % 160, 1, 1, '{89}', n % 5, n % 3, 'src/file-' || n % 97 || '.ts', n,
         'what is wrong, in a sentence', '{"evidence": {"kind": "code"}}', 'observe', 'observed',
         case when n % 4 = 0 then 'fixed' else 'open' end, r.id, now(), r.id, now()
       from runs r, generate_series(1, ${FINDINGS.stored / 1_000}) n where r.tool = 'lockstep'`,
    );
  });
  await database.query('analyze');
  await database.close();
  await embedded?.stop();
}

async function benchOn(url: string | undefined): Promise<readonly Figure[]> {
  const data = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-service-'));
  const figures: Figure[] = [];
  const add = (what: string, goal: string, value: string): void => {
    figures.push({ what, goal, value });
    process.stderr.write(`  ${what}: ${value}\n`);
  };
  const first = await serve(data, url);
  const { token } = first;
  await stop(first);
  const second = await serve(data, url);
  add('first start', 'at most 5 s', ms(first.startMs));
  add('start after', 'at most 2 s', ms(second.startMs));
  add('memory, idle', 'at most 500 MB', mb(second));
  const small: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    small.push(await send(token, sarif(FINDINGS.small, run), `small-${run}`));
    again.push(await send(token, sarif(FINDINGS.small, run + 1), `small-${run}`));
  }
  add('SARIF of 10,000 results', 'at most 5 s', ms(median(small)));
  add('again, with other lines', 'at most 2 s', ms(median(again)));
  let peak = 0;
  const look = setInterval(() => {
    peak = Math.max(peak, treeBytes(second.child.pid ?? 0));
  }, 50);
  const large = await send(token, sarif(FINDINGS.large, 0), 'large');
  clearInterval(look);
  add('SARIF of 100,000 results', 'at most 60 s', ms(large));
  add(
    'memory during that, database included where it is embedded',
    'server at most 500 MB',
    `${(peak / 1e6).toFixed(0)} MB`,
  );
  await stop(second);
  await fill(url, data);
  const third = await serve(data, url);
  const gate = await askAtRate(
    token,
    (index) => `${SERVICE}/v1/gate?product=product-${1 + (index % 1_000)}&commit=c`,
  );
  add(
    'gate at 200 requests/s, a million findings stored, p99',
    'at most 50 ms',
    ms(percentile(gate, 0.99)),
  );
  const lists: number[] = [];
  for (let index = 0; index < 200; index += 1) {
    const began = performance.now();
    const query =
      index % 2 === 0 ? `product=product-${1 + index}&state=open` : `rule=code/rule-${index % 160}`;
    await askOnce(token, `${SERVICE}/v1/findings?${query}`, began);
    lists.push(performance.now() - began);
  }
  add(
    'lists of findings, p95',
    'at most 100 ms',
    ms(
      percentile(
        lists.toSorted((a, b) => a - b),
        0.95,
      ),
    ),
  );
  await stop(third);
  rmSync(data, { recursive: true, force: true });
  return figures;
}

function ms(value: number): string {
  return value < 1_000 ? `${value.toFixed(0)} ms` : `${(value / 1_000).toFixed(1)} s`;
}

function mb({ child }: Running): string {
  return `${(treeBytes(child.pid ?? 0) / 1e6).toFixed(0)} MB`;
}

process.stderr.write('embedded\n');
const embeddedFigures = await benchOn(undefined);
const server = await postgresUrl();
process.stderr.write('PostgreSQL\n');
const serverFigures = server === undefined ? [] : await benchOn(server);
const rows = embeddedFigures.map(
  ({ what, goal, value }, index) =>
    `| ${what} | ${goal} | ${value} | ${serverFigures[index]?.value ?? 'not measured'} |`,
);
writeFileSync(
  path.join(repository, 'bench', 'service.md'),
  `# The service, measured

Written by \`node --import tsx bench/service.ts\`: medians of three where something is repeated, one run. Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, load average ${(loadavg()[0] ?? 0).toFixed(1)}.

| what | goal | embedded | PostgreSQL |
| --- | --- | ---: | ---: |
${rows.join('\n')}
`,
);
