import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { satisfies } from '../src/checks/components/versions/constraint.ts';
import { parserOf, type VersionOrder } from '../src/checks/components/versions/compare.ts';
import { fixtures, lackingFixtures } from '../test/components/fixtures.ts';

/** Chosen: a lockfile of 5,000 components against 20 ranges each is compared in well under a second. */
const MIN_PER_SECOND = 100_000;
const MEASURED_MS = 500;

/** Beginning of a file name of osv-scalibr's `semantic/testdata` → ecosystem, and a constraint of its language. */
const schemes: readonly (readonly [string, string, string])[] = [
  ['semver', 'npm', '^1.2.3 || >=2.0.0 <3'],
  ['pypi', 'PyPI', '>=1.2,<2,!=1.5.*'],
  ['maven', 'Maven', '[1.2,2)'],
  ['nuget', 'NuGet', '[1.2,2)'],
  ['packagist', 'Packagist', '^1.2 || ^2.0'],
  ['rubygems', 'RubyGems', '~> 1.2, != 1.5'],
  ['pub', 'Pub', '^1.2.3'],
  ['debian', 'Debian', ''],
  ['alpine', 'Alpine', ''],
  ['redhat', 'Red Hat', ''],
  ['cran', 'CRAN', ''],
  ['hackage', 'Hackage', ''],
];

/** All versions that the fixtures of a scheme name. */
function versionsOf(scheme: string): readonly string[] {
  const folder = path.join(fixtures('version-order'), 'osv-scalibr/semantic/testdata');
  return ['versions-generated', 'versions']
    .map((name) => path.join(folder, `${scheme}-${name}.txt`))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => /^[^#/\s]+ [<=>] \S+$/u.test(line))
    .flatMap((line) => {
      const [a = '', , b = ''] = line.split(' ');
      return [a, b];
    });
}

/** How often a second something is done for one of `count`, in turn. */
function rate(count: number, work: (index: number) => unknown): number {
  const started = performance.now();
  let done = 0;
  while (performance.now() - started < MEASURED_MS) {
    for (let index = 0; index < count; index += 1) work(index);
    done += count;
  }
  return Math.round((done / (performance.now() - started)) * 1000);
}

function orderOf(ecosystem: string): VersionOrder {
  const order = parserOf(ecosystem);
  if (order === undefined) throw new Error(`no order of ${ecosystem}`);
  return order;
}

if (lackingFixtures !== false) throw new Error(lackingFixtures);
const shown = new Intl.NumberFormat('en');
const slow: string[] = [];
const lines = [
  '| ecosystem | parsed per second | compared | constraints told |',
  '| --- | --: | --: | --: |',
];
for (const [scheme, ecosystem, constraint] of schemes) {
  const order = orderOf(ecosystem);
  const versions = versionsOf(scheme);
  const keys = versions.flatMap((text) => order.parse(text) ?? []);
  const parsed = rate(versions.length, (index) => order.parse(versions[index] ?? ''));
  const compared = rate(keys.length - 1, (index) =>
    order.compare(keys[index] ?? '', keys[index + 1] ?? ''),
  );
  const told =
    constraint === ''
      ? ''
      : shown.format(
          rate(versions.length, (index) => satisfies(ecosystem, versions[index] ?? '', constraint)),
        );
  if (Math.min(parsed, compared) < MIN_PER_SECOND) slow.push(ecosystem);
  lines.push(`| ${ecosystem} | ${shown.format(parsed)} | ${shown.format(compared)} | ${told} |`);
}
process.stdout.write(`${lines.join('\n')}\n`);
if (slow.length > 0) throw new Error(`below ${MIN_PER_SECOND} a second: ${slow.join(', ')}`);
