/**
 * Whether the code check sees real vulnerabilities, and is silent once they were fixed: fetches the commits of
 * `code-fixes-list.json` into the folder that LOCKSTEP_FIXES names, examines the state before each fix and after it, and
 * writes `code-fixes.md`. Counted are findings whose rule is about the weakness of the advisory and that end in files
 * that the fix touches or pass them; where some pass functions that it changes, only these. Half of the repositories, by a hash of their names, are held out: nobody looks at those while working on the
 * check. `--part development` looks at these alone, `--only python` (or a repository, or `CWE-22`) at some, and neither
 * writes anything; `--ways` prints how the data comes there.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { analyse } from '../src/checks/code/engine/analyse.ts';
import type { ModuleIr, Span } from '../src/checks/code/ir/ir.ts';
import { languageOf, languages } from '../src/checks/code/languages/all.ts';
import { aliasesIn } from '../src/checks/code/languages/stated-names.ts';
import { knowledgeOf } from '../src/checks/code/models/knowledge.ts';
import { codeRules } from '../src/checks/code/rules/index.ts';
import { isTestPath } from '../src/checks/code/test-path.ts';
import { classifyBytes, classifyPath } from '../src/collect/classify.ts';
import { corpora, repository } from './paths.ts';
import { shellOut } from './shell-out.ts';

/** A vulnerability that was fixed in public. Facts only, from the advisory and from git. */
interface Case {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly fix: string;
  /** Its first parent. */
  readonly vulnerable: string;
  /** Empty: it was published without a number. */
  readonly advisory: string;
  readonly cwe: number;
  readonly language: string;
  /** Sources that the fix touches, without tests, with the lines of both states. */
  readonly files: Readonly<Record<string, Readonly<Record<State, Lines>>>>;
}

type State = 'before' | 'after';

/** First and last of each place. */
type Lines = readonly (readonly [number, number])[];

interface Seen {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  /** Stays the same when lines move: rule, file, names around it and the text of its line. */
  readonly identity: string;
  /** It ends in a function that the fix changes, or passes one. */
  readonly isNear: boolean;
  readonly way: readonly string[];
}

type Part = 'development' | 'held out';

interface Outcome {
  readonly item: Case;
  readonly part: Part;
  readonly before: readonly Seen[];
  readonly after: readonly Seen[];
  readonly verdict: 'missed' | 'silent' | 'fewer' | 'same';
}

/** Weaknesses that rules about another number describe as well: the parents and siblings in MITRE's tree. */
const alike: Readonly<Record<number, readonly number[]>> = {
  22: [22, 23, 36, 59, 73],
  78: [77, 78, 88],
  79: [79, 80, 83, 116],
  89: [89, 564, 943],
  94: [94, 95, 96, 470, 913, 917, 1336],
  611: [611, 776, 827],
  1321: [471, 915, 1321],
  1333: [185, 400, 625, 730, 1333],
  1336: [94, 95, 1336],
};

const folder = path.resolve(process.env['LOCKSTEP_FIXES'] ?? path.join(corpora, 'fixes'));
const cwesOf = new Map(codeRules.map(({ id, cwe }) => [id.slice('code/'.length), cwe]));
const { values: options } = parseArgs({
  options: { part: { type: 'string' }, only: { type: 'string' }, ways: { type: 'boolean' } },
});
const outcomes: Outcome[] = [];
for (const item of readList().filter(isWanted)) {
  const outcome = outcomeOf(item);
  if (outcome === undefined) continue;
  outcomes.push(outcome);
  if (outcome.part !== 'held out') print(outcome);
}
if (options.part === undefined && options.only === undefined) {
  writeFileSync(path.join(repository, 'bench', 'code-fixes.md'), report());
}

function readList(): readonly Case[] {
  const text = readFileSync(path.join(repository, 'bench', 'code-fixes-list.json'), 'utf8');
  // oxlint-disable-next-line no-unsafe-type-assertion -- written beside this bench
  return JSON.parse(text) as readonly Case[];
}

function partOf({ repository: name }: Case): Part {
  const first = createHash('sha256').update(name).digest()[0] ?? 0;
  return first % 2 === 0 ? 'development' : 'held out';
}

function isWanted(item: Case): boolean {
  const { only, part = partOf(item) } = options;
  const name = `${item.language} ${item.repository} CWE-${item.cwe}`;
  return part === partOf(item) && (only === undefined || name.includes(only));
}

function outcomeOf(item: Case): Outcome | undefined {
  const roots = [item.vulnerable, item.fix].map((commit) => obtain(item.repository, commit));
  const [first, second] = roots;
  if (first === undefined || second === undefined) return undefined;
  const all = { before: seenIn(first, item, 'before'), after: seenIn(second, item, 'after') };
  const isTold = all.before.some(({ isNear }) => isNear);
  const [before, after] = [all.before, all.after].map((each) =>
    each.filter(({ isNear }) => isNear || !isTold),
  );
  if (before === undefined || after === undefined) return undefined;
  return { item, part: partOf(item), before, after, verdict: verdictOf(before, after) };
}

function verdictOf(before: readonly Seen[], after: readonly Seen[]): Outcome['verdict'] {
  if (before.length === 0) return 'missed';
  if (after.length === 0) return 'silent';
  const left = after.map(({ identity }) => identity);
  return before.every(({ identity }) => left.includes(identity)) ? 'same' : 'fewer';
}

/** The folder of a work tree; undefined when it could not be fetched. */
function obtain(name: string, commit: string): string | undefined {
  const root = path.join(folder, `${name.replace('/', '+')}@${commit.slice(0, 12)}`);
  if (existsSync(root)) return root;
  const part = `${root}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  try {
    shellOut('git', ['init', '--quiet', part]);
    const url = `https://github.com/${name}`;
    shellOut('git', ['-C', part, 'fetch', '--quiet', '--depth', '1', url, commit]);
    shellOut('git', ['-C', part, 'checkout', '--quiet', commit]);
    shellOut('mv', [part, root]);
    return root;
  } catch {
    process.stderr.write(`${name} could not be fetched and is left out\n`);
    rmSync(part, { recursive: true, force: true });
    return undefined;
  }
}

/** Findings about the weakness that end in a file that the fix touches, or pass one. */
function seenIn(root: string, { cwe, files: touched }: Case, state: State): readonly Seen[] {
  const files = filesBelow(root);
  const modules = [...files].flatMap(([name, text]) => {
    const language = languageOf(name);
    return language === undefined ? [] : [language.lower(name, text).module];
  });
  const changed = new Map(
    modules.flatMap((module) => {
      const lines = touched[module.path]?.[state];
      const text = files.get(module.path) ?? '';
      return lines === undefined ? [] : [[module.path, changedIn(module, text, lines)]];
    }),
  );
  const about = alike[cwe] ?? [cwe];
  const { flows } = analyse(modules, knowledgeOf(), { aliases: aliasesBelow(root) });
  return flows.flatMap(({ rule, sink, scope, steps }) => {
    const isAbout = (cwesOf.get(rule) ?? []).some((each) => about.includes(each));
    const places = [sink, ...steps].filter((place) => Object.hasOwn(touched, place.path));
    if (!isAbout || places.length === 0) return [];
    const isNear = places.some(
      ({ path: name, start }) =>
        changed.get(name)?.some((span) => span.start <= start && start < span.end) ?? false,
    );
    const way = steps.map((step) => `${step.what}: ${placeText(files, step)}`);
    const line = lineOf(files.get(sink.path) ?? '', sink.start);
    const text = (files.get(sink.path) ?? '').split('\n')[line - 1]?.replaceAll(/\s+/gu, '') ?? '';
    const identity = [rule, sink.path, ...scope, text].join(' ');
    return [{ rule, path: sink.path, line, identity, isNear, way }];
  });
}

/** The functions that hold changed lines; of lines outside of all functions these alone. */
function changedIn({ functions }: ModuleIr, text: string, lines: Lines): readonly Span[] {
  const starts = [0, ...[...text.matchAll(/\n/gu)].map(({ index }) => index + 1)];
  return lines.map(([first, last]) => {
    const start = starts[first - 1] ?? 0;
    const end = starts[last] ?? text.length;
    const around = functions.slice(1).filter((fn) => fn.start < end && start < fn.end);
    const [inner] = around.toSorted(
      (left, right) => left.end - left.start - right.end + right.start,
    );
    return inner ?? { start, end };
  });
}

function filesBelow(root: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of namesBelow(root)) {
    if (languageOf(name) === undefined || isTestPath(name)) continue;
    if (classifyPath(name) !== undefined) continue;
    const bytes = readFileSync(path.join(root, name));
    if (classifyBytes(name, bytes) === 'text') files.set(name, bytes.toString('utf8'));
  }
  return files;
}

function namesBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((name) => !/(?:^|\/)(?:\.git|node_modules)\//u.test(name))
    .toSorted();
}

function aliasesBelow(root: string): ReturnType<typeof aliasesIn> {
  const stated = namesBelow(root).flatMap((name) =>
    languages.flatMap(({ isConfiguration, statedIn }) =>
      isConfiguration?.(path.basename(name)) === true
        ? (statedIn?.(name, readFileSync(path.join(root, name), 'utf8')) ?? [])
        : [],
    ),
  );
  return aliasesIn(stated);
}

function placeText(
  files: ReadonlyMap<string, string>,
  place: { readonly path: string; readonly start: number; readonly end: number },
): string {
  const text = files.get(place.path) ?? '';
  const shown = text.slice(place.start, Math.min(place.end, place.start + 90));
  return `${place.path}:${lineOf(text, place.start)} ${shown.replaceAll(/\s+/gu, ' ')}`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function print({ item, before, after, verdict }: Outcome): void {
  const lines = Object.entries(item.files).map(
    ([file, spans]) => `${file}:${spans.before.join(' ')}`,
  );
  const of = `${item.repository} ${item.fix.slice(0, 10)} CWE-${item.cwe}`;
  process.stdout.write(
    `${verdict} ${of} ${before.length} -> ${after.length}  ${lines.join(' | ')}\n`,
  );
  if (options.ways !== true) return;
  for (const [state, all] of Object.entries({ before, after })) {
    for (const { rule, path: file, line, way } of all) {
      process.stdout.write(`  ${state} ${rule} ${file}:${line}\n    ${way.join('\n    ')}\n`);
    }
  }
}

function report(): string {
  const parts: readonly Part[] = ['development', 'held out'];
  return [
    '# Real vulnerabilities before and after their fixes',
    '',
    'Written by `node --import tsx bench/code-fixes.ts`, which says what is counted. `code-fixes-list.json` has the commits,',
    'from public advisories. Seen: something was reported before the fix. Silent: nothing is after it. Fewer: some of it',
    'is not any more.',
    '',
    ...parts.flatMap(partText),
    '## Cases',
    '',
    '| repository | fix | CWE | part | before | after | |',
    '| --- | --- | ---: | --- | ---: | ---: | --- |',
    ...outcomes.map(({ item, part, before, after, verdict }) => {
      const fix = item.fix.slice(0, 10);
      return `| ${item.repository} | \`${fix}\` | ${item.cwe} | ${part} | ${before.length} | ${after.length} | ${verdict} |`;
    }),
    '',
  ].join('\n');
}

function partText(part: Part): readonly string[] {
  const of = outcomes.filter((each) => each.part === part);
  const kinds = [...new Set(of.map(kindOf))].toSorted();
  return [
    `## ${part === 'development' ? 'Development' : 'Held out'}`,
    '',
    '| | cases | seen | silent | fewer | same |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    row('all', of),
    ...kinds.map((kind) =>
      row(
        kind,
        of.filter((each) => kindOf(each) === kind),
      ),
    ),
    '',
  ];
}

function row(name: string, each: readonly Outcome[]): string {
  const count = (wanted: Outcome['verdict']): number =>
    each.filter(({ verdict }) => verdict === wanted).length;
  const seen = each.length - count('missed');
  return `| ${name} | ${each.length} | ${seen} | ${count('silent')} | ${count('fewer')} | ${count('same')} |`;
}

function kindOf({ item }: Outcome): string {
  return `${item.language}, CWE-${item.cwe}`;
}
