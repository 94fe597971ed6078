import path from 'node:path';
import { now } from '../../io/clock.ts';
import { writeWhole } from '../../io/files.ts';
import type { EffectSummary } from '../../model/effect.ts';
import { openRollout } from '../../pipeline/open-rollout.ts';
import { effectHtml, effectJson, effectMarkdown } from '../../report/effect.ts';
import { effectOf } from '../../rollout/effect.ts';
import { entriesInRing } from '../../rollout/evidence.ts';
import { integerOf, usage } from '../args.ts';
import type { Command } from '../command.ts';
import { openLog, warnOfProblems } from '../log.ts';
import { logFlags } from '../service-access.ts';
import { engineFlags, requestOf } from '../run-command.ts';

const DEFAULT_DAYS = 30;
const MAX_DAYS = 3_650;
const DAY_MS = 86_400_000;

const formats: Readonly<Record<string, (effect: EffectSummary) => string>> = {
  markdown: effectMarkdown,
  html: effectHtml,
  json: effectJson,
};

/** `lockstep effect [path]`. */
export const effect: Command = {
  name: 'effect',
  summary: 'one page for the meeting: what observing found, what was noise, what it cost',
  operands: '[path]',
  maxOperands: 1,
  description: `Sums up the log of the last days: what was found and what people said of it, which builds would have been blocked and
rightly so, what was fixed without being told, false alarms for each developer and week, and the time of a run. Pure: the
same log gives the same page. Exit code 3 when the log has no run of a change in these days.`,
  examples: [
    { line: 'lockstep effect --days 30', does: 'Markdown on standard output' },
    { line: 'lockstep effect -f html -o effect.html', does: 'a page to show' },
  ],
  flags: {
    days: { value: 'N', help: `how many days (default: ${DEFAULT_DAYS})` },
    format: { value: 'NAME', short: 'f', help: 'markdown (default), html or json' },
    output: { value: 'FILE', short: 'o', help: 'write to this file' },
    ...logFlags,
    ...(engineFlags['policy'] === undefined ? {} : { policy: engineFlags['policy'] }),
  },
  async run(input, shell) {
    const days =
      integerOf('effect', 'days', input.value('days'), { min: 1, max: MAX_DAYS }) ?? DEFAULT_DAYS;
    const name = input.value('format') ?? 'markdown';
    const render = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (render === undefined) {
      throw usage(
        'effect',
        `unknown format "${name}"`,
        `formats: ${Object.keys(formats).join(', ')}`,
      );
    }
    const time = now(shell.env).toISOString();
    const choice = { command: 'effect', mode: { kind: 'tree' }, listsAll: false } as const;
    const opened = await openRollout(requestOf(choice, input, shell), shell.signal);
    const log = await openLog({ command: 'effect', ...opened }, input, shell);
    warnOfProblems(log, shell);
    const { policy, product } = opened;
    const frame = { settings: policy.rollout, tolerance: policy.tolerance, product, now: time };
    const from = new Date(Date.parse(time) - days * DAY_MS).toISOString();
    const entries = log.read((kind, at) => kind !== 'run' || at >= from);
    const summary = effectOf(entriesInRing(entries, frame), {
      product,
      now: time,
      days,
    });
    if (summary.builds === 0) {
      shell.stderr.write(
        `lockstep: no run of a change in the last ${days} days is in the log (check --since REF --log DIR)\n`,
      );
      return 3;
    }
    const text = render(summary);
    const file = input.value('output');
    if (file === undefined) shell.stdout.write(text);
    else writeWhole(path.resolve(shell.cwd, file), text);
    return 0;
  },
};
