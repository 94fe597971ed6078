import type { PlannedFinding, PlanStep, RemedyPlan } from '../model/remedy-plan.ts';
import type { RenderOptions } from './format.ts';
import { toJson, visible } from './safe-text.ts';
import { createPen, type Pen } from './terminal/pen.ts';
import { count, percent } from './words.ts';

/** Findings named below a step; with `verbose` all. */
const MAX_NAMED = 5;

export type PlanOptions = Pick<RenderOptions, 'width' | 'color' | 'verbose'>;

/** The plan for people: what to change in which order, and how much of the risk is then gone. */
export function planText(plan: RemedyPlan, options: PlanOptions): string {
  const pen = createPen({ ...options, hyperlinks: false, root: '' });
  const named = options.verbose ? Infinity : MAX_NAMED;
  const lines = [
    ...pen.labelled('', headLine(plan), 'bold'),
    ...plan.steps.flatMap((step, at) => ['', ...stepLines(step, { at, pen, named })]),
    ...leftLines(plan.left, pen, named),
  ];
  return `${lines.join('\n')}\n`;
}

/** For machines: the plan itself. */
export function planJson(plan: RemedyPlan): string {
  return toJson({ format: 'lockstep-plan/1', ...plan });
}

function headLine({ steps, left, risk }: RemedyPlan): string {
  const removed = steps.reduce((sum, step) => sum + step.removes.length, 0);
  if (removed + left.length === 0) return 'Nothing to mend.';
  if (steps.length === 0) {
    return `No change is known that removes any of ${count(left.length, 'finding')}.`;
  }
  const changes = steps.reduce((sum, step) => sum + step.changes.length, 0);
  const share = risk === 0 ? '' : `, ${percent(steps.at(-1)?.cumulative ?? 0)} of the risk`;
  const verb = changes === 1 ? 'removes' : 'remove';
  return `${count(changes, 'change')} ${verb} ${removed} of ${count(removed + left.length, 'finding')}${share}`;
}

interface Told {
  readonly at: number;
  readonly pen: Pen;
  readonly named: number;
}

function stepLines(step: PlanStep, { at, pen, named }: Told): readonly string[] {
  const [first, ...others] = step.changes;
  return [
    ...pen.labelled(`${at + 1}. `, sentence(first)),
    ...others.flatMap((each) => pen.labelled('   and ', sentence(each))),
    ...pen.labelled(
      '   ',
      `removes ${count(step.removes.length, 'finding')}; ${percent(step.cumulative)} of the risk is gone then`,
      'dim',
    ),
    ...problemLines(step.removes, pen, named),
  ];
}

function sentence(remedy: PlanStep['changes'][number] | undefined): string {
  if (remedy === undefined) return '';
  return `${visible(remedy.sentence)}${remedy.breaking ? ' (may break what uses it)' : ''}`;
}

function problemLines(
  findings: readonly PlannedFinding[],
  pen: Pen,
  named: number,
): readonly string[] {
  const rest = findings.length - named;
  return [
    ...findings
      .slice(0, named)
      .flatMap(({ component, problem }) =>
        pen.labelled('   ', `${visible(component)}: ${visible(problem)}`, 'dim'),
      ),
    ...(rest > 0 ? pen.labelled('   ', `and ${count(rest, 'more', 'more')}`, 'dim') : []),
  ];
}

function leftLines(left: readonly PlannedFinding[], pen: Pen, named: number): readonly string[] {
  if (left.length === 0) return [];
  return [
    '',
    ...pen.labelled('', `${count(left.length, 'finding')} without a known remedy`, 'yellow'),
    ...problemLines(left, pen, named),
  ];
}
