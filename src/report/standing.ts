import type {
  Forecast,
  GateEvidence,
  RingEvidence,
  RuleEvidence,
  RulePrior,
  Standing,
} from '../model/evidence.ts';
import { progress, standingLines, type LadderOptions } from './ladder.ts';
import { visible } from './safe-text.ts';
import { createPen, type Pen } from './terminal/pen.ts';
import { count, percent } from './words.ts';

/** Names that are listed; more are counted. */
const MAX_NAMES = 8;
const MAX_STOPPED = 10;

/** One rule with all that its standing is computed from, in each ring: for people. */
export function standingText(
  standing: Standing,
  rings: readonly RingEvidence[],
  options: LadderOptions,
): string {
  const pen = createPen({ ...options, hyperlinks: false, root: '' });
  const { evidence, forecast } = standing;
  const lines = [
    ...standingLines(standing, pen),
    ...row(pen, 'version', `${evidence.version} of the rule, ${evidence.engine} of the engine`),
    ...row(pen, 'prior', priorSentence(evidence.prior)),
    ...evidenceLines(evidence, forecast, pen),
    ...stoppedLines(forecast, pen),
    ...rings
      .filter(({ counts }) => !counts)
      .flatMap((other) => [
        ...pen.labelled('  ', `if the ring were "${other.ring}"`, 'bold'),
        ...evidenceLines(other.evidence, other.forecast, pen),
      ]),
  ];
  return `${lines.join('\n')}\n`;
}

function row(pen: Pen, label: string, text: string): readonly string[] {
  return pen.labelled(`  ${label.padEnd(13)}`, visible(text));
}

function evidenceLines(evidence: RuleEvidence, forecast: Forecast, pen: Pen): readonly string[] {
  const { counted, drawn, unanswered } = evidence;
  return [
    ...row(pen, 'verdicts', verdictsSentence(evidence)),
    ...row(pen, 'precision', precisionSentence(evidence.block)),
    ...row(pen, 'warn gate', gateSentence(evidence.warn)),
    ...row(pen, 'block gate', gateSentence(evidence.block)),
    ...row(pen, 'people', peopleSentence(evidence)),
    ...row(pen, 'reviewers', namesSentence(counted.reviewers)),
    ...row(pen, 'repositories', namesSentence(counted.repositories)),
    ...row(
      pen,
      'sample',
      `${count(drawn, 'finding')} drawn so far, ${unanswered} of them without a verdict`,
    ),
    ...row(
      pen,
      'forecast',
      `would have stopped ${forecast.blocked} of ${count(forecast.builds, 'build')}; at most ${percent(forecast.upperBound)} of them`,
    ),
  ];
}

function stoppedLines({ stopped }: Forecast, pen: Pen): readonly string[] {
  return stopped
    .slice(0, MAX_STOPPED)
    .flatMap(({ at, repository, commit, branch, author }) =>
      pen.labelled(
        '    ',
        visible(
          `${at.slice(0, 10)} ${repository} ${commit.slice(0, 10)} ${branch} ${author}`.trim(),
        ),
      ),
    );
}

function priorSentence(prior: RulePrior | undefined): string {
  if (prior === undefined) return 'none: no labelled corpus says anything of this version';
  const { truePositives, falsePositives, weight, a, b } = prior;
  return (
    `${truePositives} right, ${falsePositives} false in labelled corpora, each worth ${weight.toFixed(2)} of a verdict: ` +
    `Beta(${a.toFixed(1)}, ${b.toFixed(1)})`
  );
}

function verdictsSentence({ counted }: RuleEvidence): string {
  const { answers, implicit, unclear, overridden, capped, uncounted } = counted;
  const parts = [
    `${answers.truePositives} right, ${answers.falsePositives} false`,
    unclear > 0 && `${unclear} unclear`,
    implicit > 0 && `${implicit} mended in their own change`,
    overridden > 0 && `${overridden} overridden`,
    capped > 0 && `${capped} beyond the caps`,
    uncounted > 0 && `${uncounted} not drawn or not new`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

function precisionSentence({ verdicts, counts, interval }: GateEvidence): string {
  const given = verdicts.truePositives + verdicts.falsePositives;
  if (given === 0) return 'unknown: no verdicts';
  const share = counts.truePositives / (counts.truePositives + counts.falsePositives);
  return `${percent(share)}; between ${percent(interval.low)} and ${percent(interval.high)} (90 %)`;
}

function gateSentence(gate: GateEvidence): string {
  const { precision, risk, logE, logThreshold, logCarried, isSeeded, posterior } = gate;
  const carried = logCarried > 0 ? `, of it ${power(logCarried)} from the version before` : '';
  const seeded = isSeeded ? ' (seeded: open by the prior only)' : '';
  const likely =
    posterior === undefined ? '' : `; with the prior ${percent(posterior)} likely to exceed it`;
  return `${progress(gate)}; precision above ${percent(precision)} at a risk of ${percent(risk)}; e-value ${power(logE)} of ${power(logThreshold)}${carried}${seeded}${likely}`;
}

function peopleSentence({ counted }: RuleEvidence): string {
  const { reviewers, repositories, agreement, doubles } = counted;
  return (
    `${count(reviewers.length, 'reviewer')} in ${count(repositories.length, 'repository', 'repositories')}; ` +
    (agreement === undefined
      ? 'nothing was judged twice'
      : `kappa ${agreement.toFixed(2)} over ${doubles} judged twice`)
  );
}

function namesSentence(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  const listed = names.slice(0, MAX_NAMES).join(', ');
  return `${listed === '' ? 'none' : listed}${more > 0 ? ` and ${more} more` : ''}`;
}

function power(logarithm: number): string {
  const value = Math.exp(logarithm);
  return Number.isFinite(value) ? value.toPrecision(3) : `e^${logarithm.toFixed(0)}`;
}
