// The tls check beside its peers: `npm run build && node --import tsx bench/tls.ts [good|weak|old|distance|loss|mass|suites]`.
import { existsSync } from 'node:fs';
import { product } from './paths.ts';
import { writeSection } from './report.ts';
import { benchLoss } from './tls-loss-bench.ts';
import { benchMass } from './tls-mass-bench.ts';
import { isInside, runInside } from './tls-namespace.ts';
import { tableText, type TableSection } from './tls-rows.ts';
import { benchDistance, benchGood, benchOld, benchWeak } from './tls-speed-bench.ts';
import { benchSuites } from './tls-suites-bench.ts';

const benches: readonly (readonly [string, () => Promise<TableSection>])[] = [
  ['good', benchGood],
  ['weak', benchWeak],
  ['old', benchOld],
  ['distance', benchDistance],
  ['loss', benchLoss],
  ['mass', benchMass],
  ['suites', benchSuites],
];
const report = {
  name: 'tls-report.md',
  title: 'Measurements of the tls check',
  command: 'node --import tsx bench/tls.ts',
};

if (!existsSync(product)) throw new Error('build first: npm run build');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some(([known]) => known === name));
if (unknown.length > 0) throw new Error(`no such bench: ${unknown.join(', ')}`);
const code = isInside ? undefined : runInside();
if (code === undefined) {
  const note = 'no network namespace: connections of others are counted too\n';
  if (!isInside) process.stderr.write(note);
  for (const [name, bench] of benches) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stderr.write(`${name}\n`);
    // Written after each: what was measured is not lost when a later bench fails.
    writeSection(tableText(await bench()), report);
  }
} else process.exitCode = code;
