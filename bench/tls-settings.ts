import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { readersFor } from '../src/checks/tls/settings/select.ts';

/** Files over this are not source code that people wrote. */
const maxFileBytes = 2_000_000;
const maxTotalBytes = 50_000_000;
const rounds = 7;

const [folder = 'node_modules'] = process.argv.slice(2);
const files: { readonly name: string; readonly bytes: Buffer }[] = [];
let total = 0;
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(?:[cm]?[jt]s|json|ya?ml|sh|conf)$/.test(entry.name)) continue;
  const name = path.join(entry.parentPath, entry.name);
  const bytes = readFileSync(name);
  if (bytes.length > maxFileBytes) continue;
  files.push({ name, bytes });
  total += bytes.length;
  if (total > maxTotalBytes) break;
}

const times: number[] = [];
let chosen = 0;
for (let round = 0; round < rounds; round += 1) {
  const start = performance.now();
  chosen = files.filter(({ name, bytes }) => readersFor(name, bytes).length > 0).length;
  times.push(performance.now() - start);
}
const median = times.toSorted((one, other) => one - other)[rounds >> 1] ?? 0;
process.stdout.write(
  `${files.length} files, ${(total / 1e6).toFixed(1)} MB, ${chosen} with TLS settings: ${median.toFixed(0)} ms (median of ${rounds})\n`,
);
