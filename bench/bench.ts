import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { benchHistory } from './history-bench.ts';
import { benchHostile } from './hostile-bench.ts';
import { benchOwn } from './own-bench.ts';
import { product } from './paths.ts';
import { writeSection } from './report.ts';
import { sectionText, type Section } from './section.ts';
import { benchTree } from './tree-bench.ts';

const benches: readonly (readonly [string, () => Promise<Section>])[] = [
  ['tree', benchTree],
  ['history', benchHistory],
  ['own', benchOwn],
  ['hostile', benchHostile],
];

if (!existsSync(product)) throw new Error('build first: npm run build');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some(([known]) => known === name));
if (unknown.length > 0) throw new Error(`no such bench: ${unknown.join(', ')}`);
const machine = `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}`;
for (const [name, bench] of benches) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  const section = { ...(await bench()), load: loadavg()[0] ?? 0 };
  // Written after each: what was measured is not lost when a later bench fails.
  writeSection(sectionText(section, machine));
}
