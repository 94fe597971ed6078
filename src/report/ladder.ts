import type { GateEvidence, Ladder, RingEvidence, Standing } from '../model/evidence.ts';
import { progressText } from '../model/progress-text.ts';
import type { Stage } from '../model/stage.ts';
import type { RenderOptions } from './format.ts';
import { visible } from './safe-text.ts';
import { createPen, type Pen, type Style } from './terminal/pen.ts';
import { count, thousands, percent } from './words.ts';

const stageStyles: Readonly<Record<Stage, Style>> = {
  block: 'red',
  warn: 'yellow',
  observe: 'dim',
};
const order: readonly Stage[] = ['block', 'warn', 'observe'];

export type LadderOptions = Pick<RenderOptions, 'width' | 'color' | 'verbose'>;

/** Where every rule stands, how far it is from the next stage, and what holds it: for people. */
export function ladderText(ladder: Ladder, options: LadderOptions): string {
  const pen = createPen({ ...options, hyperlinks: false, root: '' });
  const shown = ladder.standings.filter((standing) => options.verbose || isMoving(standing));
  const rest = ladder.standings.length - shown.length;
  const lines = [
    ...headLines(ladder, pen),
    '',
    ...order.flatMap((stage) => sectionLines(stage, shown, pen)),
    ...(rest === 0
      ? []
      : pen.labelled(
          '',
          `${count(rest, 'rule')} in observe without a verdict: run with --verbose to list`,
          'dim',
        )),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * For machines: the ladder itself, all numbers as they were computed; infinite ones are null. `rings` where one rule was
 * asked for.
 */
export function ladderJson(ladder: Ladder, rings?: readonly RingEvidence[]): string {
  const whole = {
    format: 'lockstep-ladder/1',
    ...ladder,
    ...(rings === undefined ? {} : { rings }),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

function isMoving({ stage, evidence, demotion, forecast }: Standing): boolean {
  const { counted } = evidence;
  const said = counted.answers.truePositives + counted.answers.falsePositives + counted.implicit;
  return (
    stage !== 'observe' ||
    demotion !== undefined ||
    said + counted.unclear + counted.uncounted + forecast.blocked > 0
  );
}

function headLines(
  { product, standings, ring, entries, now }: Ladder,
  pen: Pen,
): readonly string[] {
  const at = order
    .map((stage) => `${standings.filter((one) => one.stage === stage).length} at ${stage}`)
    .join(', ');
  return [
    ...pen.labelled('', `${visible(product)}: ${at}`, 'bold'),
    ...pen.labelled(
      '',
      `${thousands(entries)} entries of the log, ${count(ring.builds, 'build')} in 28 days, ` +
        `${count(ring.wrongBlocks, 'wrong block')}, ${count(ring.promotions, 'promotion')} this week; ${now.slice(0, 10)}`,
      'dim',
    ),
  ];
}

function sectionLines(stage: Stage, standings: readonly Standing[], pen: Pen): readonly string[] {
  const own = standings
    .filter((standing) => standing.stage === stage)
    .toSorted((a, b) => nearness(a) - nearness(b) || (a.rule < b.rule ? -1 : 1));
  if (own.length === 0) return [];
  return [
    pen.paint(stage, stageStyles[stage], 'bold'),
    ...own.flatMap((standing) => standingLines(standing, pen)),
    '',
  ];
}

/** Verdicts to the next gate; those that will not get there last. */
function nearness({ next, evidence }: Standing): number {
  if (next !== 'warn' && next !== 'block') return 0;
  return evidence[next].needed ?? Infinity;
}

/** A rule, its next gate, and what holds it. */
export function standingLines(
  { rule, next, held, demotion, evidence }: Standing,
  pen: Pen,
): readonly string[] {
  const head = pen.labelled('  ', visible(rule), 'bold');
  const fallen =
    demotion === undefined
      ? []
      : pen.labelled(
          '    ↓ ',
          visible(
            `demoted to ${demotion.to} since ${demotion.since.slice(0, 10)}, because ${demotion.because}`,
          ),
          'red',
        );
  if (next !== 'warn' && next !== 'block') {
    return [...head, ...fallen, ...pen.labelled('    ', intervalSentence(evidence.block))];
  }
  const gate = evidence[next];
  const status =
    held.length === 0
      ? pen.labelled('    ↑ ', `may rise to ${next}: ${progress(gate)}`, 'green')
      : [
          ...pen.labelled(`    → ${next}: `, progress(gate)),
          ...held
            .slice(gate.needed === 0 ? 0 : 1)
            .flatMap((why) => pen.labelled('      held by ', visible(why))),
        ];
  return [...head, ...fallen, ...status];
}

/** How far it is to a gate. */
export function progress(gate: GateEvidence): string {
  return gate.needed === undefined ? `${progressText(gate)}, too many false` : progressText(gate);
}

function intervalSentence({ verdicts, interval }: GateEvidence): string {
  const n = verdicts.truePositives + verdicts.falsePositives;
  return n === 0
    ? 'no verdicts: it blocks by agreement'
    : `${n} verdicts, ${verdicts.falsePositives} false; precision ${percent(interval.low)} to ${percent(interval.high)}`;
}
