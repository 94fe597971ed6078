import type { Ladder, Proposal, Standing } from '../model/evidence.ts';

/**
 * What the evidence asks for: every demotion that the policy does not say yet, and the promotions that nothing holds, the
 * strongest evidence first and no more than the week still allows.
 */
export function proposalsOf(
  { standings, ring }: Ladder,
  { promotionsPerWeek }: { readonly promotionsPerWeek: number },
): readonly Proposal[] {
  const down = standings.flatMap((standing) => demotionProposal(standing));
  const up = standings
    .filter(({ next, held }) => next !== undefined && held.length === 0)
    .toSorted((a, b) => surplus(b) - surplus(a) || (a.rule < b.rule ? -1 : 1))
    .slice(0, Math.max(0, promotionsPerWeek - ring.promotions))
    .flatMap((standing) => promotionProposal(standing));
  return [...down, ...up];
}

/** How far the evidence is beyond what the gate takes, as a logarithm. */
function surplus({ next, evidence }: Standing): number {
  if (next !== 'warn' && next !== 'block') return -Infinity;
  return evidence[next].logE - evidence[next].logThreshold;
}

function demotionProposal({ rule, demotion, evidence, written, stage }: Standing): Proposal[] {
  if (demotion === undefined || stage !== demotion.to || written === stage) return [];
  const { version, engine } = evidence;
  const from = demotion.to === 'warn' ? 'block' : 'warn';
  const because = `demoted since ${demotion.since.slice(0, 10)}, because ${demotion.because}`;
  return [
    {
      rule,
      version,
      engine,
      written,
      from,
      to: demotion.to,
      cause: 'demotion',
      evidence: [because],
    },
  ];
}

function promotionProposal({
  rule,
  written,
  stage,
  next,
  evidence,
  forecast,
}: Standing): Proposal[] {
  if (next !== 'warn' && next !== 'block') return [];
  const { counted, version, engine, since = '' } = evidence;
  const { verdicts, counts, precision, risk, logE, interval } = evidence[next];
  const n = verdicts.truePositives + verdicts.falsePositives;
  const worth = counts.truePositives + counts.falsePositives;
  return [
    {
      rule,
      version,
      engine,
      written,
      from: stage,
      to: next,
      cause: 'promotion',
      evidence: [
        `${n} verdicts, ${verdicts.falsePositives} false alarms, by ${counted.reviewers.length} people in ${counted.repositories.length} repositories${n - worth < 0.05 ? '' : `, worth ${worth.toFixed(1)} independent ones`}`,
        `precision between ${percent(interval.low)} and ${percent(interval.high)} (90 %), to exceed ${percent(precision)}`,
        `e-value ${Math.exp(Math.min(logE, 700)).toPrecision(3)}, needed ${(1 / risk).toFixed(0)}: wrong with probability ${percent(risk)} at most`,
        ...(evidence[next].isSeeded
          ? ['seeded: without the labels of corpora it would not suffice yet']
          : []),
        `would have stopped ${forecast.blocked} of ${forecast.builds} builds, ${percent(forecast.upperBound)} at most`,
        `observed since ${since.slice(0, 10)}`,
      ],
    },
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
