import type { Backtest, TriedStage } from '../../model/backtest.ts';
import { stages } from '../../model/stage.ts';
import { backtest as runBacktest } from '../../pipeline/backtest/backtest.ts';
import { MAX_CHANGES } from '../../pipeline/backtest/history-range.ts';
import type { HistoryRange } from '../../pipeline/backtest/request.ts';
import { loadChecks, productRegistry } from '../../pipeline/load-checks.ts';
import { knownPattern } from '../../policy/names.ts';
import type { BacktestFormat } from '../../report/backtest-format.ts';
import { backtestFormats } from '../../report/backtest.ts';
import { integerOf, usage, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { outputFile, put } from '../output-file.ts';
import { progressOn } from '../progress.ts';
import { colorFlag, engineFlags, requestOf } from '../run-command.ts';
import type { ExitCode, Shell } from '../shell.ts';
import { usesAscii, usesColor, widthOf } from '../shell.ts';

const DEFAULT_CHANGES = 200;
/** Chosen: rules number some hundred; nobody tries more stages than that by hand. */
const MAX_TRIED = 500;

/** `lockstep backtest [path]`. */
export const backtest: Command = {
  name: 'backtest',
  summary:
    'which changes of the past each rule would have stopped, and what became of its findings',
  operands: '[path]',
  maxOperands: 1,
  description: `Replays the changes of the branch, each commit or merge against its first parent, from git objects and the cache of
results, with the waivers, the stored baseline and the rules for comments as they stood then. For each rule it shows which changes
it would have stopped at block, with an upper bound, how long its findings lived, and how many people removed by
themselves. --policy and --stage try another policy. Nothing is written but the cache: not the log, not the policy.`,
  examples: [
    { line: 'lockstep backtest', does: `the last ${DEFAULT_CHANGES} changes` },
    { line: 'lockstep backtest --since 2026-01-01', does: 'all changes since that day' },
    {
      line: "lockstep backtest --stage 'secrets/*=block'",
      does: 'what if all secrets had blocked?',
    },
    { line: 'lockstep backtest -f html -o backtest.html', does: 'a page with charts' },
  ],
  flags: {
    last: { value: 'N', help: `how many changes (default: ${DEFAULT_CHANGES})` },
    since: { value: 'REF', help: 'the changes since this commit, or this day (YYYY-MM-DD)' },
    stage: {
      value: 'RULE=STAGE',
      multiple: true,
      help: 'try this stage instead of the one in the policy; secrets/*=block tries it for a check',
    },
    format: {
      value: 'NAME',
      short: 'f',
      help: `${backtestFormats.map(({ name }) => name).join(', ')} (default: terminal)`,
    },
    output: { value: 'FILE', short: 'o', help: 'write to this file' },
    verbose: { short: 'v', help: 'list every change that would have been stopped' },
    quiet: { short: 'q', help: 'no progress on standard error' },
    color: { value: 'WHEN', help: 'always, never or auto (default)' },
    ...engineFlags,
  },
  async run(input, shell) {
    const format = formatOf(input);
    const color = colorFlag('backtest', input);
    const file = outputFile(input, shell);
    const replayed = await replay(input, shell);
    if (replayed === undefined) {
      shell.stderr.write(`lockstep: no change to replay in this range
  A change is a commit that has a parent. Name another range: --last N, or --since REF.\n`);
      return 3;
    }
    const text = format.render(replayed, {
      width: widthOf(shell),
      color: file === undefined && usesColor(shell, shell.stdout, color),
      ascii: file === undefined && usesAscii(shell),
      verbose: input.has('verbose'),
    });
    put(text, file, shell);
    return exitCodeOf(replayed);
  },
};

async function replay(input: Arguments, shell: Shell): Promise<Backtest | undefined> {
  const choice = {
    command: 'backtest',
    mode: { kind: 'tree' },
    listsAll: false,
    endpoints: 'none',
  } as const;
  const request = {
    run: requestOf(choice, input, shell),
    range: rangeOf(input),
    tried: await triedStages(input),
  };
  const progress = progressOn(shell, input.has('quiet'));
  try {
    return await runBacktest(request, {
      signal: shell.signal,
      onProgress: (done, total, what) => progress.update(done, total, what),
    });
  } finally {
    progress.end();
  }
}

function rangeOf(input: Arguments): HistoryRange {
  const count = integerOf('backtest', 'last', input.value('last'), { min: 1, max: MAX_CHANGES });
  const from = input.value('since');
  if (from === undefined) return { kind: 'last', count: count ?? DEFAULT_CHANGES };
  return { kind: 'since', from, ...(count === undefined ? {} : { count }) };
}

async function triedStages(input: Arguments): Promise<readonly TriedStage[]> {
  const texts = input.uses.flatMap(({ name, value }) => (name === 'stage' ? (value ?? []) : []));
  if (texts.length === 0) return [];
  if (texts.length > MAX_TRIED) throw usage('backtest', `more than ${MAX_TRIED} --stage`);
  const checks = await loadChecks(productRegistry);
  const problemOf = knownPattern({
    ruleIds: checks.flatMap(({ rules }) => rules.map(({ id }) => id)),
    checkIds: checks.map(({ id }) => id),
  });
  return texts.map((text) => {
    const [rule = '', word = '', more] = text.split('=');
    const stage = stages.find((each) => each === word);
    if (stage === undefined || more !== undefined) {
      const form = `RULE=STAGE, for example secrets/*=block; stages: ${stages.join(', ')}`;
      throw usage('backtest', `--stage "${text}" is not understood`, form);
    }
    const problem = problemOf(rule);
    if (problem !== undefined) throw usage('backtest', problem.what, problem.repair);
    return { rule, stage };
  });
}

function formatOf(input: Arguments): BacktestFormat {
  const name = input.value('format') ?? 'terminal';
  const format = backtestFormats.find((each) => each.name === name);
  if (format !== undefined) return format;
  const names = backtestFormats.map((each) => each.name).join(', ');
  throw usage('backtest', `unknown format "${name}"`, `formats: ${names}`);
}

/** It decides nothing, so nothing blocks; but what was asked for was not all there. */
function exitCodeOf({ incomplete }: Backtest): ExitCode {
  const isCut = incomplete.some(
    ({ reason, what }) => reason === 'no-history' || what === 'history',
  );
  return isCut ? 2 : 0;
}
