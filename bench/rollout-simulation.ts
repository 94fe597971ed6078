import type { Counts } from '../src/model/evidence.ts';
// Rules with a known precision, looked at after every verdict: how often, and when, is one promoted or demoted?
// node --import tsx bench/rollout-simulation.ts [rules]
import { worthOfNext } from '../src/rollout/count-verdicts.ts';
import { betaCdf, betaQuantile } from '../src/rollout/statistics/beta.ts';
import { cusumStep, standardCusum } from '../src/rollout/statistics/cusum.ts';
import { logEValue, logMean } from '../src/rollout/statistics/e-process.ts';
import { generator } from './seeded.ts';
import { table } from './simulation-table.ts';

const rules = Number(process.argv[2] ?? 10_000);
const maxVerdicts = 500;
const p0 = 0.9;
const risk = 0.05;

/** Each gate says whether it opens at these counts. */
const gates: Readonly<Record<string, (counts: Counts) => boolean>> = {
  'e-process': (counts) => logEValue(counts, p0) >= -Math.log(risk),
  // What Tricorder and Semgrep's users look at: the share alone, from ten verdicts on.
  'point estimate': ({ truePositives: s, falsePositives: k }) => s + k >= 10 && s / (s + k) >= p0,
  Wilson: ({ truePositives: s, falsePositives: k }) => wilsonLower(s, s + k) >= p0,
  'Clopper-Pearson': ({ truePositives: s, falsePositives: k }) =>
    s > 0 && betaQuantile(risk, s, k + 1) >= p0,
  Jeffreys: ({ truePositives: s, falsePositives: k }) =>
    1 - betaCdf(p0, s + 0.5, k + 0.5) >= 1 - risk,
};

function wilsonLower(s: number, n: number): number {
  const z = 1.645;
  const share = s / n;
  const middle = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return (middle - half) / (1 + (z * z) / n);
}

/** Answers of each gate for all counts that can occur, computed once. */
function openTable(open: (counts: Counts) => boolean): (s: number, k: number) => boolean {
  const width = maxVerdicts + 1;
  const known = new Int8Array(width * width);
  return (s, k) => {
    const at = s * width + k;
    if (known[at] === 0) known[at] = open({ truePositives: s, falsePositives: k }) ? 1 : -1;
    return known[at] === 1;
  };
}

interface World {
  readonly precision: number;
  /** Verdicts of one repository come together and agree more than chance: intra-class correlation and cluster size. */
  readonly correlation?: number;
  readonly cluster?: number;
  /** Share of verdicts that are wrong. */
  readonly noise?: number;
}

/** @yields Labels as people give them. */
function* labels(world: World, random: () => number): Generator<boolean> {
  const { precision, correlation = 0, cluster = 1, noise = 0 } = world;
  for (;;) {
    // With probability `correlation` a member copies its cluster's common label: an exchangeable correlation of its square root's square.
    const common = random() < precision;
    for (let member = 0; member < cluster; member++) {
      const own = random() < Math.sqrt(correlation) ? common : random() < precision;
      yield random() < noise ? !own : own;
    }
  }
}

interface Outcome {
  readonly promoted: number;
  readonly meanVerdicts: number;
}

function simulate(open: (s: number, k: number) => boolean, world: World): Outcome {
  const random = generator(20_261_125);
  let promoted = 0;
  let verdicts = 0;
  for (let rule = 0; rule < rules; rule++) {
    let s = 0;
    let k = 0;
    for (const isTrue of labels(world, random)) {
      if (isTrue) s += 1;
      else k += 1;
      if (open(s, k)) {
        promoted += 1;
        verdicts += s + k;
        break;
      }
      if (s + k >= maxVerdicts) break;
    }
  }
  return { promoted: promoted / rules, meanVerdicts: promoted === 0 ? 0 : verdicts / promoted };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const opened = Object.entries(gates).map(([name, open]) => [name, openTable(open)] as const);

function promotions(title: string, worlds: readonly (readonly [string, World])[]): void {
  const rows = worlds.map(([name, world]) => [
    name,
    ...opened.map(([, open]) => {
      const { promoted, meanVerdicts } = simulate(open, world);
      return promoted === 0 ? '0 %' : `${percent(promoted)} (${Math.round(meanVerdicts)})`;
    }),
  ]);
  table(title, ['world', ...opened.map(([name]) => name)], rows);
}

promotions(
  `Promoted within ${maxVerdicts} verdicts, looked at after each; gate: precision above ${p0}, risk ${percent(risk)}; in brackets the mean number of verdicts`,
  [0.85, 0.88, 0.9, 0.93, 0.95, 0.97, 0.99].map((precision) => [
    `precision ${precision}`,
    { precision },
  ]),
);
promotions('The same at the boundary, with verdicts that hang together or are wrong', [
  ['precision 0.90', { precision: 0.9 }],
  ['10 of a repository, correlation 0.3', { precision: 0.9, cluster: 10, correlation: 0.3 }],
  [
    '5 of a repository (the cap), correlation 0.3',
    { precision: 0.9, cluster: 5, correlation: 0.3 },
  ],
  ['1 of a repository, correlation 0.3', { precision: 0.9, cluster: 1, correlation: 0.3 }],
  ['5 % wrong labels, true precision 0.97', { precision: 0.97, noise: 0.05 }],
  ['10 % wrong labels, true precision 0.97', { precision: 0.97, noise: 0.1 }],
  ['5 % wrong labels, true precision 0.90', { precision: 0.9, noise: 0.05 }],
]);

/** Figures of the survey that the design began with, computed by another program: share promoted within 500 verdicts. */
const surveyed: readonly (readonly [gate: string, precision: number, share: number])[] = [
  ['e-process', 0.88, 0.007],
  ['e-process', 0.9, 0.034],
  ['e-process', 0.93, 0.46],
  ['e-process', 0.95, 0.95],
  ['Wilson', 0.88, 0.093],
  ['Wilson', 0.9, 0.268],
  ['Clopper-Pearson', 0.88, 0.067],
  ['Clopper-Pearson', 0.9, 0.227],
  ['Jeffreys', 0.88, 0.158],
  ['Jeffreys', 0.9, 0.345],
];
table(
  'Beside the survey that the design began with, which another program computed',
  ['gate', 'precision', 'survey', 'here'],
  surveyed.map(([name, precision, share]) => {
    const [, open] = opened.find(([gate]) => gate === name) ?? [];
    const here = open === undefined ? '' : percent(simulate(open, { precision }).promoted);
    return [name, String(precision), percent(share), here];
  }),
);

/** The e-process over what verdicts are worth, five of a repository, as `caps.correlation` has it. */
function simulateWorth(world: World, assumed: number): Outcome {
  const random = generator(20_261_125);
  const { cluster = 1 } = world;
  const runs = Math.min(rules, 3_000);
  let promoted = 0;
  let verdicts = 0;
  for (let rule = 0; rule < runs; rule++) {
    const counts = { truePositives: 0, falsePositives: 0 };
    let n = 0;
    for (const isTrue of labels(world, random)) {
      counts[isTrue ? 'truePositives' : 'falsePositives'] += worthOfNext(n % cluster, assumed);
      n += 1;
      if (isTrue && logEValue(counts, p0) >= -Math.log(risk)) {
        promoted += 1;
        verdicts += n;
        break;
      }
      if (n >= maxVerdicts) break;
    }
  }
  return { promoted: promoted / runs, meanVerdicts: promoted === 0 ? 0 : verdicts / promoted };
}

const assumptions = [0, 0.2, 0.3, 0.4];
table(
  'Five verdicts of a repository, worth less the more they are taken to hang together (`caps.correlation`)',
  ['world', ...assumptions.map((assumed) => `taken for ${assumed}`)],
  (
    [
      ['precision 0.90, independent', { precision: 0.9 }],
      ['precision 0.90, correlation 0.3', { precision: 0.9, correlation: 0.3 }],
      [
        'the same, seen through 5 % wrong labels',
        { precision: 0.944, correlation: 0.3, noise: 0.05 },
      ],
      ['precision 0.90 with 10 % wrong labels', { precision: 0.9, correlation: 0.3, noise: 0.1 }],
      ['precision 0.95, correlation 0.3', { precision: 0.95, correlation: 0.3 }],
      ['precision 0.97, independent', { precision: 0.97 }],
      ['precision 0.97, correlation 0.3', { precision: 0.97, correlation: 0.3 }],
      ['precision 0.99, correlation 0.3', { precision: 0.99, correlation: 0.3 }],
    ] satisfies readonly (readonly [string, World])[]
  ).map(([name, world]) => [
    name,
    ...assumptions.map((assumed) => {
      const { promoted, meanVerdicts } = simulateWorth({ ...world, cluster: 5 }, assumed);
      return promoted === 0 ? '0 %' : `${percent(promoted)} (${Math.round(meanVerdicts)})`;
    }),
  ]),
);

/** The gate for warn, with and without what labelled corpora say; looked at after each of 300 verdicts. */
const warnPrecision = 0.8;
const prior = { a: 12.5, b: 0.8 };
const warnGates: Readonly<Record<string, (counts: Counts) => boolean>> = {
  'uniform mixture': (counts) => logEValue(counts, warnPrecision) >= -Math.log(risk),
  'half the stake on the prior': (counts) =>
    logMean(logEValue(counts, warnPrecision), logEValue(counts, warnPrecision, prior)) >=
    -Math.log(risk),
  'posterior of 95 % from ten verdicts on': ({ truePositives: s, falsePositives: k }) =>
    s + k >= 10 && 1 - betaCdf(warnPrecision, prior.a + s, prior.b + k) >= 1 - risk,
};
const warnOpened = Object.values(warnGates).map((open) => openTable(open));
table(
  `Promoted to warn within ${maxVerdicts} verdicts; precision above ${warnPrecision}, prior Beta(${prior.a}, ${prior.b})`,
  ['precision', ...Object.keys(warnGates)],
  [0.7, 0.8, 0.85, 0.9, 0.97].map((precision) => [
    String(precision),
    ...warnOpened.map((open) => {
      const { promoted, meanVerdicts } = simulate(open, { precision });
      return promoted === 0 ? '0 %' : `${percent(promoted)} (${Math.round(meanVerdicts)})`;
    }),
  ]),
);

/** Verdicts until the chart demotes. */
function demotionDelay(precision: number): { readonly mean: number; readonly within50: number } {
  const random = generator(7);
  const runs = Math.min(rules, 2_000);
  let total = 0;
  let soon = 0;
  for (let run = 0; run < runs; run++) {
    let sum = 0;
    let n = 0;
    while (sum < standardCusum.threshold && n < 100_000) {
      sum = cusumStep(sum, random() >= precision, standardCusum);
      n += 1;
    }
    total += n;
    if (n <= 50) soon += 1;
  }
  return { mean: total / runs, within50: soon / runs };
}

table(
  'Verdicts until a blocking rule is demoted by the chart',
  ['precision', 'mean verdicts', 'demoted within 50'],
  [0.99, 0.97, 0.95, 0.9, 0.8, 0.6, 0.3].map((precision) => {
    const { mean, within50 } = demotionDelay(precision);
    return [String(precision), mean.toFixed(0), percent(within50)];
  }),
);
