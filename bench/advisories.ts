// How long it takes to fetch advisories, whole and what changed, and to open what was fetched.
// npm run build && node --import tsx bench/advisories.ts
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openAdvisories } from '../src/advisories/open-advisories.ts';
import { corpusOf } from '../test/components/corpus.ts';
import { advisoryExport } from './components-data.ts';
import { measure, median, type Command } from './measure.ts';
import { product, repository } from './paths.ts';
import { measureRows, sectionText } from './section.ts';
import { scratchPath } from './tools.ts';

const MAX_IMPORT_MS = 5_000;
const MAX_IMPORT_BYTES = 300e6;
const MAX_DELTA_MS = 1_000;
const CHANGED = 100;

const real = await advisoryExport('real');
const many = await advisoryExport('many');
const changed = await withChanges();
let fresh = 0;

const pulled = scratchPath('pulled');
await measure(pull(real.folder, pulled));
const rows = await measureRows([
  {
    what: 'pull of npm, whole: 34,397 records',
    command: () => pull(real.folder, scratchPath(`whole-${fresh++}`)),
  },
  { what: `pull of what changed: ${CHANGED} records`, command: () => pull(changed, copied()) },
  {
    what: 'pull of npm, whole: 284,397 records',
    command: () => pull(many.folder, scratchPath(`many-${fresh++}`)),
  },
]);
const [whole, delta] = rows;
if (whole === undefined || delta === undefined) throw new Error('no runs');
const text = sectionText(
  {
    title: 'Fetching and opening',
    about: [
      "from a folder in the layout of OSV's export, without KEV and EPSS",
      `the archive of npm: ${megabytesOf(path.join(real.folder, 'npm', 'all.zip'))} MB, with 250,000 invented records ${megabytesOf(path.join(many.folder, 'npm', 'all.zip'))} MB`,
      `opening the index of 284,397 records in a process that runs: ${openMs().toFixed(1)} ms`,
    ],
    rows,
    goals: [
      {
        text: `34,397 records within ${MAX_IMPORT_MS / 1000} s`,
        met: whole.wallMs <= MAX_IMPORT_MS,
      },
      { text: `and ${MAX_IMPORT_BYTES / 1e6} MB`, met: whole.peakBytes <= MAX_IMPORT_BYTES },
      {
        text: `${CHANGED} changed records within ${MAX_DELTA_MS / 1000} s`,
        met: delta.wallMs <= MAX_DELTA_MS,
      },
    ],
    load: loadavg()[0] ?? 0,
  },
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`,
);
const page = `# Advisories

\`npm run build && node --import tsx bench/advisories.ts\`; [README.md](README.md) says how it measures.

${text}`;
writeFileSync(path.join(repository, 'bench', 'advisories.md'), page);
process.stdout.write(text);

function pull(folder: string, into: string): Command {
  const mirror = pathToFileURL(`${folder}${path.sep}`).href;
  const lists = ['--kev', 'none', '--epss', 'none'];
  return {
    program: process.execPath,
    args: [
      product,
      'advisories',
      'pull',
      'npm',
      '--mirror',
      mirror,
      '--dir',
      into,
      '--quiet',
      ...lists,
    ],
    good: [0],
  };
}

/** The index as it was pulled, so that each run has the same to do. */
function copied(): string {
  const folder = scratchPath(`copy-${fresh++}`);
  cpSync(pulled, folder, { recursive: true });
  return folder;
}

/** The export a day later: as many records have another date, and lie there one by one as OSV's do. */
async function withChanges(): Promise<string> {
  const folder = scratchPath('changed');
  const npm = path.join(folder, 'npm');
  mkdirSync(npm, { recursive: true });
  const { npm: records = [] } = await corpusOf(['npm']);
  const later = new Map<string, string>();
  for (const record of records.slice(0, CHANGED)) {
    const fields = new Map<string, unknown>(Object.entries(record ?? {}));
    const id = String(fields.get('id'));
    fields.set('modified', '2026-11-24T00:00:00Z');
    later.set(id, '2026-11-24T00:00:00Z');
    writeFileSync(path.join(npm, `${id}.json`), JSON.stringify(Object.fromEntries(fields)));
  }
  const list = readFileSync(path.join(real.folder, 'npm', 'modified_id.csv'), 'utf8');
  const lines = list.split('\n').map((line) => {
    const [, id = ''] = line.split(',', 2);
    const date = later.get(id);
    return date === undefined ? line : `${date},${id}`;
  });
  const first = lines.filter((line) => line.startsWith('2026-11-24'));
  const rest = lines.filter((line) => !line.startsWith('2026-11-24'));
  writeFileSync(path.join(npm, 'modified_id.csv'), [...first, ...rest].join('\n'));
  return folder;
}

function openMs(): number {
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    openAdvisories(many.index)?.close();
    return performance.now() - start;
  });
  return median(times);
}

function megabytesOf(file: string): string {
  return (statSync(file).size / 1e6).toFixed(0);
}
