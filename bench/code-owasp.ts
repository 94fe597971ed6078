/**
 * Scores the code check on OWASP's benchmarks of Java and Python: `OWASP_JAVA=<folder> OWASP_PYTHON=<folder>
 * node --import tsx bench/code-owasp.ts`, each a checkout of its repository; `--wrong <category>` (or `all`) lists the cases that
 * went wrong. The score is theirs: the share of real holes found less the share of false ones reported, averaged over
 * the categories. Nothing in the models is keyed to these sets: they are small, made by a program, and easy to fit.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isPropertiesPath, settingsOf } from '../src/checks/code/configuration/properties.ts';
import { analyse } from '../src/checks/code/engine/analyse.ts';
import type { Flow } from '../src/checks/code/engine/flows.ts';
import { languageOf } from '../src/checks/code/languages/all.ts';
import { knowledgeOf } from '../src/checks/code/models/knowledge.ts';

interface Case {
  readonly name: string;
  readonly category: string;
  readonly isReal: boolean;
}

interface BenchmarkSet {
  readonly name: string;
  readonly language: string;
  readonly root: string;
  readonly labels: string;
  readonly sources: string;
}

/** Rules that tell of a category of theirs. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  cmdi: ['command-injection'],
  codeinj: ['code-injection'],
  crypto: ['weak-cipher', 'cipher-ecb'],
  deserialization: ['unsafe-deserialisation'],
  hash: ['weak-hash'],
  ldapi: ['ldap-injection'],
  pathtraver: ['path-traversal'],
  redirect: ['open-redirect'],
  securecookie: ['cookie-not-secure'],
  sqli: ['sql-injection'],
  trustbound: ['trust-boundary'],
  weakrand: ['predictable-random', 'predictable-secret'],
  xpathi: ['xpath-injection'],
  xss: ['xss-reflected'],
  xxe: ['xxe', 'xml-parser-unsafe'],
};

const SETS: readonly BenchmarkSet[] = [
  {
    name: 'BenchmarkJava 1.2',
    language: 'java',
    root: process.env['OWASP_JAVA'] ?? '',
    labels: 'expectedresults-1.2.csv',
    sources: 'src/main',
  },
  {
    name: 'BenchmarkPython 0.1',
    language: 'python',
    root: process.env['OWASP_PYTHON'] ?? '',
    labels: 'expectedresults-0.1.csv',
    sources: '.',
  },
];

const { values: options } = parseArgs({ options: { wrong: { type: 'string' } } });

for (const set of SETS) if (set.root !== '') score(set);

function score(set: BenchmarkSet): void {
  const cases = readCases(path.join(set.root, set.labels));
  const started = performance.now();
  const flows = flowsBelow(path.join(set.root, set.sources), set.language);
  const seconds = (performance.now() - started) / 1000;
  const reported = reportedBy(flows);
  const isReported = ({ name, category }: Case): boolean =>
    (RULES[category] ?? []).some((rule) => reported.get(name)?.has(rule) ?? false);
  const rows = [...new Set(cases.map(({ category }) => category))].toSorted().map((category) => {
    const all = cases.filter((each) => each.category === category);
    const real = share(
      all.filter(({ isReal }) => isReal),
      isReported,
    );
    const unreal = share(
      all.filter(({ isReal }) => !isReal),
      isReported,
    );
    return { category, real, unreal, score: real - unreal };
  });
  const mean = rows.reduce((sum, row) => sum + row.score, 0) / rows.length;
  print(`${set.name}: ${percent(mean)} of 100, ${seconds.toFixed(1)} s`);
  for (const row of rows) {
    const [real, unreal] = [percent(row.real), percent(row.unreal)];
    print(
      `  ${row.category.padEnd(16)}${real.padStart(6)}${unreal.padStart(6)}${percent(row.score).padStart(7)}`,
    );
  }
  for (const each of cases) {
    const isAsked = options.wrong === 'all' || options.wrong === each.category;
    if (!isAsked || isReported(each) === each.isReal) continue;
    print(`  ${each.isReal ? 'missed' : 'false '} ${each.name} ${each.category}`);
  }
}

function readCases(file: string): readonly Case[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/u);
  return lines.flatMap((line): readonly Case[] => {
    const [name = '', category = '', real = ''] = line.split(',').map((cell) => cell.trim());
    return /^BenchmarkTest\d+$/u.test(name) ? [{ name, category, isReal: real === 'true' }] : [];
  });
}

function flowsBelow(root: string, id: string): readonly Flow[] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const modules = files.flatMap((full) => {
    const language = languageOf(full);
    if (language?.id !== id) return [];
    return [language.lower(path.relative(root, full), readFileSync(full, 'utf8')).module];
  });
  const settings = files
    .filter((full) => isPropertiesPath(full))
    .flatMap((full) => settingsOf(readFileSync(full, 'utf8')));
  return analyse(modules, knowledgeOf(), { aliases: [], settings }).flows;
}

/** Rules by the name of the case whose file a flow goes through. */
function reportedBy(flows: readonly Flow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { rule, sink, steps } of flows) {
    for (const place of [sink, ...steps]) {
      const name = path.parse(place.path).name;
      found.set(name, (found.get(name) ?? new Set()).add(rule));
    }
  }
  return found;
}

function share(cases: readonly Case[], isReported: (each: Case) => boolean): number {
  return cases.length === 0 ? 0 : cases.filter(isReported).length / cases.length;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function percent(value: number): string {
  return (value * 100).toFixed(1);
}
