import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  compileRules,
  slugOf,
  type RuleProblem,
} from '../../checks/code/patterns/compile-rules.ts';
import { testRules, type RuleTestResult } from '../../checks/code/patterns/rule-tests.ts';
import {
  importSemgrep,
  type ImportOutcome,
} from '../../checks/code/patterns/semgrep/import-rules.ts';
import { checks } from '../../checks/registry.ts';
import { now } from '../../io/clock.ts';
import { LockstepError } from '../../model/error.ts';
import { ownRuleFiles } from '../../pipeline/program/own-rule-files.ts';
import { usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { outputFile, put } from '../output-file.ts';
import { printable } from '../printable.ts';
import { readRuleFolder, textOf, type RuleFolder } from '../rule-files.ts';
import type { ExitCode, Shell } from '../shell.ts';

const defaultFolder = '.lockstep/rules';

/** `lockstep rules test|import`. */
export const rules: Command = {
  name: 'rules',
  summary: 'test rules of your own for the code check, or bring them over from Semgrep',
  operands: 'test [path] | import <file>',
  maxOperands: 2,
  description: `"test" checks a rule file, or all of a folder (default: ${defaultFolder} and what "code: { rules }" of the
policy names), runs their examples, and looks for the comments "ruleid: <id>" and "ok: <id>" in code beside them: no-shell.js beside no-shell.yaml. Exit code 0: all as it
should be; 1: a rule finds what it must not, or does not find what it must; 2: a rule file cannot be used; 3: there is no rule.
"import" turns rules in Semgrep's syntax into a rule file. What cannot be expressed is listed by rule and left out: nothing is
imported that would find something else. Exit code 0: all were imported; 1: some were not; 2: the file cannot be read; 3: none was.`,
  examples: [
    { line: 'lockstep rules test', does: 'the rules of the target here' },
    {
      line: 'lockstep rules test --strict rules/no-shell.yaml',
      does: 'one file; each rule must have tests',
    },
    {
      line: 'lockstep rules import semgrep.yaml -o .lockstep/rules/ours.yaml',
      does: 'bring rules over',
    },
  ],
  flags: {
    strict: { help: 'test: a rule without a hit and an ok fails too' },
    output: { value: 'FILE', short: 'o', help: 'import: write to this file' },
  },
  run(input, shell) {
    const [word, operand] = input.positionals;
    if (word === 'test') return test(operand, input, shell);
    if (word === 'import' && operand !== undefined) return importFile(operand, input, shell);
    if (word === 'import') throw usage('rules', 'which file is to be imported?');
    throw usage('rules', 'what is to be done?', 'test or import');
  },
};

async function test(
  operand: string | undefined,
  input: Arguments,
  shell: Shell,
): Promise<ExitCode> {
  const name = operand ?? defaultFolder;
  const folder =
    operand === undefined ? await rulesHere(shell) : readRuleFolder(shell.cwd, operand);
  const { compiled, problems } = await compileRules(folder.rules);
  if (problems.length > 0) throw unusable(problems);
  if (compiled.rules.length + compiled.models.length === 0) {
    shell.stderr.write(`lockstep: no rule in ${printable(name)}\n`);
    return 3;
  }
  const isStrict = input.has('strict');
  const results = await testRules(compiled, folder.tests);
  const width = Math.max(...results.map(({ rule }) => nameOf(rule.id).length), 0);
  for (const result of results) shell.stdout.write(printable(linesOf(result, width)));
  const failed = results.filter(
    ({ state }) => state === 'failed' || (isStrict && state === 'untested'),
  );
  const untested = results.filter(({ state }) => state === 'untested').length;
  const passed = results.filter(({ state }) => state === 'passed').length;
  shell.stdout.write(
    `\n${passed} passed, ${results.length - passed - untested} failed, ${untested} untested\n`,
  );
  return failed.length > 0 ? 1 : 0;
}

/** All that hold here: those of the folder, and those that the policy names. */
async function rulesHere(shell: Shell): Promise<RuleFolder> {
  const asking = { path: shell.cwd, now: now(shell.env).toISOString() };
  const { root, files } = await ownRuleFiles(asking, checks, shell.signal);
  const named = files
    .filter(({ path: file }) => !file.startsWith(`${defaultFolder}/`))
    .map(({ path: file }) =>
      readRuleFolder(shell.cwd, path.relative(shell.cwd, path.join(root, file))),
    );
  if (named.length > 0 && !existsSync(path.join(shell.cwd, defaultFolder))) return merged(named);
  return merged([readRuleFolder(shell.cwd, defaultFolder), ...named]);
}

function merged(folders: readonly RuleFolder[]): RuleFolder {
  return {
    rules: folders.flatMap(({ rules: each }) => each),
    tests: folders.flatMap(({ tests }) => tests),
  };
}

function linesOf({ rule, state, failures, hits, oks }: RuleTestResult, width: number): string {
  const words = { passed: 'ok      ', failed: 'FAILED  ', untested: 'untested' };
  const head = `${words[state]}  ${nameOf(rule.id).padEnd(width)}  ${counted(hits, 'hit')}, ${counted(oks, 'ok')}`;
  return `${[head, ...failures.map((failure) => `            ${failure}`)].join('\n')}\n`;
}

/** What findings of it are reported as. */
function nameOf(id: string): string {
  return `code/${slugOf(id)}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

const maxProblemsShown = 20;

/** Every fault with its place. */
function unusable(problems: readonly RuleProblem[]): LockstepError {
  const lines = problems.slice(0, maxProblemsShown).map(({ path: file, at, what, repair }) => {
    const mend = repair === undefined ? '' : `; ${repair}`;
    return `  ${file}:${at.line}:${at.column}: ${what}${mend}`;
  });
  if (problems.length > lines.length) lines.push('  and more');
  return new LockstepError('rules', `the rules cannot be used\n${lines.join('\n')}`);
}

async function importFile(name: string, input: Arguments, shell: Shell): Promise<ExitCode> {
  const file = outputFile(input, shell);
  const imported = await importSemgrep(textOf(path.resolve(shell.cwd, name)));
  if ('problem' in imported) {
    throw new LockstepError('rules', `${name} cannot be imported: ${imported.problem}`, {
      repair: 'give a file with rules in the syntax of Semgrep',
    });
  }
  const { text, outcomes } = imported;
  for (const outcome of outcomes) shell.stderr.write(printable(`${outcomeText(name, outcome)}\n`));
  const count = outcomes.filter(({ state }) => state === 'imported').length;
  shell.stderr.write(`${count} of ${outcomes.length} rules imported\n`);
  if (count === 0) return 3;
  put(text, file, shell);
  return count < outcomes.length ? 1 : 0;
}

function outcomeText(name: string, outcome: ImportOutcome): string {
  if (outcome.state === 'not-imported') {
    return `left out  ${name}:${outcome.line}: ${outcome.from}: ${outcome.why}`;
  }
  const notes = outcome.notes.length === 0 ? '' : ` (${outcome.notes.join('; ')})`;
  return `imported  ${outcome.from} as ${nameOf(outcome.id)}${notes}`;
}
