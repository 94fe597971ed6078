import type { JudgedFinding } from '../../model/decision.ts';
import type { VerdictKind } from '../../model/log-entry.ts';
import type { RunResult } from '../../pipeline/assemble.ts';
import { placeOf } from '../../pipeline/entries-of-run.ts';
import { findingPage } from '../../report/finding-page.ts';
import { verdictEntry } from '../../rollout/verdict-entry.ts';
import { triageQueue } from '../../rollout/triage-queue.ts';
import { integerOf, type Arguments } from '../args.ts';
import type { Command } from '../command.ts';
import { keysOf } from '../keys.ts';
import { logOfRun, openLog, type OpenLog } from '../log.ts';
import { logFlags } from '../service-access.ts';
import { printable } from '../printable.ts';
import { colorFlag, engineFlags, makeRun } from '../run-command.ts';
import type { Shell } from '../shell.ts';
import { usesColor, usesHyperlinks, widthOf } from '../shell.ts';

const answers: Readonly<Record<string, VerdictKind>> = {
  f: 'true-positive-fixed',
  a: 'true-positive-accepted',
  w: 'false-positive-wrong',
  n: 'false-positive-not-applicable',
  u: 'not-useful',
  c: 'unclear',
};

const KEYS =
  '[f] right, to be fixed  [a] right, accepted  [w] wrong  [n] not applicable here  [u] not useful  [c] unclear\n' +
  '[s] skip  [b] back  [h] about the rule  [q] quit';

/** `lockstep triage [path]`. */
export const triage: Command = {
  name: 'triage',
  summary: 'judge findings one by one, drawn by chance: the evidence for promotion',
  operands: '[path]',
  maxOperands: 1,
  description: `Shows the findings that wait for your verdict, one at a time, in the order that the agreed seed gives: nobody picks
what is easy. Asked about are findings that a change brought, as this run (with --since) or the log knows. Each answer is
written at once. Keys: f, a, w, n, u, c for a verdict; s skip, b back, h about the rule, q quit. Without a terminal the
letters are read from standard input.`,
  examples: [
    { line: 'lockstep triage', does: 'what the log says that changes brought' },
    { line: 'lockstep triage --since origin/main', does: 'what this branch brings' },
  ],
  flags: {
    since: { value: 'REF', help: 'what differs from the merge base with this ref' },
    by: { value: 'NAME', help: 'who answers (default: user.email of git)' },
    limit: { value: 'N', help: 'stop after so many answers' },
    color: { value: 'WHEN', help: 'always, never or auto (default)' },
    ...logFlags,
    ...engineFlags,
    quiet: { short: 'q', help: 'no progress on standard error' },
  },
  async run(input, shell) {
    const ref = input.value('since');
    const mode =
      ref === undefined ? ({ kind: 'tree' } as const) : ({ kind: 'since', ref } as const);
    const limit = integerOf('triage', 'limit', input.value('limit'), { min: 1, max: 100_000 });
    const result = await makeRun({ command: 'triage', mode, listsAll: true }, input, shell);
    const log = await openLog(logOfRun('triage', result), input, shell);
    const by = await log.author(input, shell);
    const place = placeOf(result, log.facts);
    const settings = result.policy.rollout;
    const queue = triageQueue(result.report.decision.findings, log.facts.entries, {
      settings,
      by,
      brought: place.brought,
    });
    if (queue.length === 0) {
      shell.stdout.write('Nothing waits for your verdict.\n');
      return 0;
    }
    const session = new Session({ result, log, by, queue }, input, shell);
    const given = await session.run(limit ?? queue.length);
    const left = queue.length - given;
    shell.stdout.write(
      printable(`\n${given} verdicts by ${by} in ${log.name}; ${left} findings still wait.\n`),
    );
    return 0;
  },
};

interface Work {
  readonly result: RunResult;
  readonly log: OpenLog;
  readonly by: string;
  readonly queue: readonly JudgedFinding[];
}

/** One sitting: shows a finding, takes a key, writes the answer. */
class Session {
  readonly #work: Work;
  readonly #input: Arguments;
  readonly #shell: Shell;
  readonly #answered = new Set<number>();
  #at = 0;

  constructor(work: Work, input: Arguments, shell: Shell) {
    this.#work = work;
    this.#input = input;
    this.#shell = shell;
  }

  /** Returns how many findings were judged. */
  async run(limit: number): Promise<number> {
    this.#show();
    for await (const key of keysOf(this.#shell)) {
      if (key === 'q' || !(await this.#take(key))) break;
      if (this.#answered.size >= limit || this.#at >= this.#work.queue.length) break;
    }
    return this.#answered.size;
  }

  /** False: there is nothing to show any more. */
  async #take(key: string): Promise<boolean> {
    const judged = this.#work.queue[this.#at];
    if (judged === undefined) return false;
    const verdict = answers[key];
    if (verdict !== undefined) {
      await this.#record(judged, verdict);
      this.#at += 1;
    } else if (key === 's') this.#at += 1;
    else if (key === 'b') this.#at = Math.max(0, this.#at - 1);
    else if (key !== 'h') return true;
    this.#show(key === 'h');
    return true;
  }

  async #record(judged: JudgedFinding, verdict: VerdictKind): Promise<void> {
    const { result, log, by } = this.#work;
    const place = placeOf(result, log.facts);
    await log.append([verdictEntry(judged, { verdict, source: 'triage', by, reason: '' }, place)]);
    this.#answered.add(this.#at);
    this.#shell.stdout.write(`→ ${verdict}\n`);
  }

  #show(withRule = false): void {
    const { queue, result } = this.#work;
    const judged = queue[this.#at];
    if (judged === undefined) return;
    const { stdout } = this.#shell;
    const page = findingPage(result.report, judged, {
      width: widthOf(this.#shell),
      color: usesColor(this.#shell, stdout, colorFlag('triage', this.#input)),
      hyperlinks: usesHyperlinks(this.#shell),
      verbose: withRule,
      root: result.root,
    });
    stdout.write(`\n${this.#at + 1} of ${queue.length}\n${page}${KEYS}\n`);
  }
}
