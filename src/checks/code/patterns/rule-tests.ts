import { languages, languageOf } from '../languages/all.ts';
import type { CompiledRules } from './compile-rules.ts';
import type { Follower } from './follow-file.ts';
import { matchModule } from './match-module.ts';
import type { UserExample, UserRule } from './rule-file.ts';

/** Code with comments that say where rules must find something: `ruleid: a, b` and `ok: a`, above the line. */
export interface RuleTestFile {
  readonly path: string;
  readonly text: string;
}

export interface RuleTestResult {
  readonly rule: UserRule;
  /** `untested`: nothing says what it must find, or what it must not. */
  readonly state: 'passed' | 'failed' | 'untested';
  /** One sentence each, with the place. */
  readonly failures: readonly string[];
  /** Places that must be found, and places that must not. */
  readonly hits: number;
  readonly oks: number;
}

/** What finds the rules in a file. */
interface Finding {
  readonly compiled: CompiledRules;
  /** Where rules that follow data find something in a file that is a program by itself. */
  readonly follow: Follower | undefined;
}

interface Expectation {
  readonly ids: readonly string[];
  /** 1-based: the line that the comment is about. */
  readonly line: number;
  readonly kind: 'ruleid' | 'ok' | 'todoruleid' | 'todook';
}

/** What is wrong with one test, and what was tested. */
interface Tally {
  readonly failures: string[];
  hits: number;
  oks: number;
}

/** Runs the examples of the rules and the comments in test files. Pure. */
export async function testRules(
  compiled: CompiledRules,
  files: readonly RuleTestFile[],
): Promise<readonly RuleTestResult[]> {
  // What follows data is loaded only where a rule does.
  const follow =
    compiled.followers.size === 0
      ? undefined
      : (await import('./follow-file.ts')).followerOf(compiled);
  const finding: Finding = { compiled, follow };
  const tallies = new Map<string, Tally>(
    compiled.rules.map(({ id }) => [id, { failures: [], hits: 0, oks: 0 }]),
  );
  for (const file of files) testFile(finding, file, tallies);
  return compiled.rules.map((rule) => {
    const tally = tallies.get(rule.id) ?? { failures: [], hits: 0, oks: 0 };
    testExamples(finding, rule, tally);
    return { rule, state: stateOf(tally), ...tally };
  });
}

function stateOf({ failures, hits, oks }: Tally): RuleTestResult['state'] {
  if (failures.length > 0) return 'failed';
  return hits === 0 || oks === 0 ? 'untested' : 'passed';
}

function testExamples(finding: Finding, rule: UserRule, tally: Tally): void {
  const { hit, ok } = rule.examples;
  for (const [examples, mustHit] of [
    [hit, true],
    [ok, false],
  ] as const) {
    for (const example of examples) {
      const found = linesFound(finding, fileOf(example, rule)).get(rule.id);
      const place = `example in line ${example.at.line}`;
      if (mustHit) tally.hits += 1;
      else tally.oks += 1;
      if (found === 'unreadable') tally.failures.push(`${place} cannot be read as code`);
      else if ((found !== undefined) !== mustHit) {
        tally.failures.push(`${place} ${mustHit ? 'is not found' : 'is found, and must not be'}`);
      }
    }
  }
}

function fileOf({ text, path }: UserExample, { languages: [first = ''] }: UserRule): RuleTestFile {
  return { text, path: path ?? `example${extensionOf(first)}` };
}

function extensionOf(id: string): string {
  const extensions = languages.find((language) => language.id === id)?.extensions ?? [];
  // TypeScript is the larger language.
  return [...extensions].find((extension) => extension === '.ts') ?? [...extensions][0] ?? '';
}

type Found = ReadonlyMap<string, ReadonlySet<number> | 'unreadable'>;

/** Lines where each rule finds something. */
function linesFound({ compiled, follow }: Finding, { path, text }: RuleTestFile): Found {
  const language = languageOf(path);
  const { module, trouble } = language?.lower(path, text) ?? { module: undefined, trouble: '' };
  if (module === undefined || trouble !== undefined) {
    return new Map(compiled.rules.map(({ id }) => [id, 'unreadable' as const]));
  }
  const lines = new Map<string, Set<number>>();
  const starts = lineStarts(text);
  const found = [
    ...matchModule(compiled, module, text).matches.map(({ rule: { id }, start }) => ({
      id,
      start,
    })),
    ...(follow?.(module, text) ?? []),
  ];
  for (const { id, start } of found) {
    const line = starts.findLastIndex((from) => from <= start) + 1;
    const known = lines.get(id);
    if (known === undefined) lines.set(id, new Set([line]));
    else known.add(line);
  }
  return lines;
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/gu), ({ index }) => index + 1)];
}

function testFile(finding: Finding, file: RuleTestFile, tallies: ReadonlyMap<string, Tally>): void {
  const expectations = expectationsIn(file.text);
  const found = linesFound(finding, file);
  for (const id of new Set(expectations.flatMap(({ ids }) => ids))) {
    const tally = tallies.get(id);
    const lines = found.get(id) ?? new Set<number>();
    if (tally === undefined) continue;
    if (lines === 'unreadable') {
      tally.failures.push(`${file.path} cannot be read as code`);
      continue;
    }
    const own = expectations.filter(({ ids }) => ids.includes(id));
    compare(file.path, own, lines, tally);
  }
}

function compare(
  path: string,
  expectations: readonly Expectation[],
  found: ReadonlySet<number>,
  tally: Tally,
): void {
  const expected = new Set<number>();
  for (const { kind, line } of expectations) {
    if (kind === 'ok') tally.oks += 1;
    if (kind === 'ruleid') tally.hits += 1;
    if (kind === 'ruleid' && !found.has(line)) tally.failures.push(`${path}:${line} is not found`);
    if (kind !== 'ok') expected.add(line);
  }
  for (const line of found) {
    if (!expected.has(line)) tally.failures.push(`${path}:${line} is found, and must not be`);
  }
}

/** Comments stand above the line that they are about; several may stand above each other. */
function expectationsIn(text: string): readonly Expectation[] {
  const found: Expectation[] = [];
  let open: Omit<Expectation, 'line'>[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const comment = expectationOf(line);
    if (comment === undefined) {
      found.push(...open.map((each) => ({ ...each, line: index + 1 })));
      open = [];
    } else open.push(comment);
  }
  return found;
}

function expectationOf(line: string): Omit<Expectation, 'line'> | undefined {
  const comment =
    /^\s*(?:\/\/|#|\/\*|\{\/\*|<!--)\s*(?<kind>ruleid|ok|todoruleid|todook)\s*:\s*(?<ids>[\w.-]{1,200}(?:\s*,\s*[\w.-]{1,200}){0,50})/u.exec(
      line.slice(0, 5_000),
    );
  const { kind, ids = '' } = comment?.groups ?? {};
  if (kind !== 'ruleid' && kind !== 'ok' && kind !== 'todoruleid' && kind !== 'todook') {
    return undefined;
  }
  return { kind, ids: ids.split(',').map((id) => id.trim()) };
}
