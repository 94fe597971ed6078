/**
 * Measures what the pages of the console ask for, with a million findings of 1,000 products, on the embedded database and on PostgreSQL,
 * and their first load in Chromium, and writes console.md: `npm run build && node --import tsx bench/console.ts`. FINDINGS=N for fewer.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../src/store/database.ts';
import { startEmbedded } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import { firstLooks, signedIn, type FirstLook } from './console-browser.ts';
import { fillOrganisation } from './console-data.ts';
import { requestKinds } from './console-kinds.ts';
import { askAll, askedOf, type RequestFigure } from './console-requests.ts';
import { repository } from './paths.ts';
import { withPostgres } from './postgres.ts';
import { serve, stop } from './served.ts';

const SIZE = { products: 1_000, findings: Number(process.env['FINDINGS'] ?? 1_000_000) } as const;
/** Of each request. */
const TIMES = 40;
/** Chosen: lists and pages of the console. */
const GOAL_MS = 200;
const GOAL_LOOK = { ms: 1_000, scriptBytes: 300 * 1_024 } as const;
const PAGES = ['/products', '/findings', '/findings?by=rule'];

interface Figures {
  readonly fillMs: number;
  readonly requests: readonly RequestFigure[];
  readonly looks: readonly FirstLook[] | undefined;
}

async function benchOn(url: string | undefined): Promise<Figures> {
  const data = mkdtempSync(path.join(tmpdir(), 'lockstep-bench-console-'));
  const embedded = url === undefined ? await startEmbedded(path.join(data, 'database')) : undefined;
  const connection = embedded?.connection ?? { connectionString: url };
  const database = openDatabase({ connection, maxConnections: 1 });
  await migrate(database);
  const began = performance.now();
  await fillOrganisation(database, SIZE);
  const fillMs = performance.now() - began;
  process.stderr.write(`  filled in ${(fillMs / 1_000).toFixed(0)} s\n`);
  const asked = await askedOf(database);
  const cookie = await signedIn(database);
  await database.close();
  await embedded?.stop();
  const running = await serve(data, url);
  try {
    const requests = await askAll(asked, TIMES);
    const looks = await firstLooks(cookie, PAGES);
    return { fillMs, requests, looks };
  } finally {
    await stop(running);
    rmSync(data, { recursive: true, force: true });
  }
}

const load = loadavg()[0] ?? 0;
process.stderr.write('PostgreSQL\n');
const { version, ...onServer } = await withPostgres(async (postgres) => ({
  ...(await benchOn(postgres.url)),
  version: postgres.version,
}));
process.stderr.write('embedded\n');
const onEmbedded = await benchOn(undefined);

function cells({ requests }: Figures, index: number): string {
  const { medianMs = NaN, p95Ms = NaN } = requests[index] ?? {};
  const p95 = `${p95Ms.toFixed(0)} ms`;
  return `${medianMs.toFixed(0)} ms | ${p95Ms > GOAL_MS ? `**${p95}**` : p95}`;
}
const rows = requestKinds.map(
  ({ page, what }, index) =>
    `| ${page} | ${what} | ${cells(onEmbedded, index)} | ${cells(onServer, index)} |`,
);
const missed = (figures: Figures): number =>
  figures.requests.filter(({ p95Ms }) => p95Ms > GOAL_MS).length;
const looks = (onEmbedded.looks ?? []).map(({ page, coldMs, warmMs, scriptBytes }, index) => {
  const other = onServer.looks?.[index];
  return `| \`${page}\` | ${(scriptBytes / 1_024).toFixed(0)} KiB | ${coldMs.toFixed(0)} ms, ${warmMs.toFixed(0)} ms | ${other?.coldMs.toFixed(0) ?? '?'} ms, ${other?.warmMs.toFixed(0) ?? '?'} ms |`;
});
writeFileSync(
  path.join(repository, 'bench', 'console.md'),
  `# The console, measured

Written by \`node --import tsx bench/console.ts\`, one run: ${SIZE.findings.toLocaleString('en')} findings of ${SIZE.products.toLocaleString('en')} products, of which a few have most; 800 rules, used as Zipf has it; with branches, runs, verdicts and decisions (\`console-data.ts\`). Each request ${TIMES} times over HTTP, one after the other and not each time the same, by somebody who may see all where nothing else is said. Node ${process.versions.node}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, load average before it began ${load.toFixed(1)}.

Goal: p95 of at most ${GOAL_MS} ms. Above it: ${missed(onEmbedded)} of ${requestKinds.length} on the embedded database, ${missed(onServer)} on PostgreSQL ${version} with the settings that it comes with.

| page | what | embedded, median | p95 | PostgreSQL, median | p95 |
| --- | --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

## The first look

From the start of the navigation until a row of the list is there: with nothing in the browser's cache, and with everything. Medians of seven, Chromium on the same machine. Goals: at most ${GOAL_LOOK.scriptBytes / 1_024} KiB of script, packed; at most ${GOAL_LOOK.ms} ms.

| page | script | embedded, cold and warm | PostgreSQL |
| --- | ---: | ---: | ---: |
${looks.join('\n')}
`,
);
