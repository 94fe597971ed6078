import { defaultRollout, rings, type RolloutSettings } from '../model/rollout-settings.ts';
import type { Reader } from '../model/yaml/reader.ts';
import { defaulting, integer, map, object, oneOf, quantity, text } from '../model/yaml/reader.ts';

const standard = defaultRollout;
const share = quantity({ '%': 0.01 }, { min: 0, max: 1 });
const risk = quantity({ '%': 0.01 }, { min: 0.000_1, max: 0.5 });
const precision = quantity({ '%': 0.01 }, { min: 0.01, max: 0.99 });
/** A folder inside the target. */
const folder = text(200, {
  schema: { pattern: '^[^/\\\\]+(/[^/\\\\]+)*$' },
  check: (value) =>
    value.includes('\\') || value.split('/').some((part) => ['', '.', '..'].includes(part))
      ? { what: 'not a folder inside the target', repair: 'write it as .lockstep/log' }
      : undefined,
});

const warn = object({
  precision: defaulting(precision, standard.warnPrecision),
  risk: defaulting(risk, standard.warnRisk),
});
const block = object({ risk: defaulting(risk, standard.blockRisk) });
const minimum = object({
  days: defaulting(integer(0, 365), standard.minDays),
  reviewers: defaulting(integer(1, 100), standard.minReviewers),
  repositories: defaulting(integer(1, 10_000), standard.minRepositories),
});
const caps = object({
  'per-repository': defaulting(integer(1, 100_000), standard.maxPerRepository),
  'per-copy': defaulting(integer(1, 100_000), standard.maxPerCopy),
  correlation: defaulting(share, standard.correlation),
  'promotions-per-week': defaulting(integer(0, 1_000), standard.promotionsPerWeek),
});
const sample = object({
  share: defaulting(share, standard.sampleShare),
  seed: defaulting(text(200), standard.sampleSeed),
});

const file = object({
  group: defaulting(text(200), standard.group),
  ring: defaulting(oneOf([...rings]), standard.ring),
  log: defaulting(folder, standard.log),
  warn: defaulting(warn, { precision: standard.warnPrecision, risk: standard.warnRisk }),
  block: defaulting(block, { risk: standard.blockRisk }),
  minimum: defaulting(minimum, {
    days: standard.minDays,
    reviewers: standard.minReviewers,
    repositories: standard.minRepositories,
  }),
  caps: defaulting(caps, {
    'per-repository': standard.maxPerRepository,
    'per-copy': standard.maxPerCopy,
    correlation: standard.correlation,
    'promotions-per-week': standard.promotionsPerWeek,
  }),
  unclear: defaulting(share, standard.maxUnclear),
  unanswered: defaulting(share, standard.maxUnanswered),
  agreement: defaulting(share, standard.minAgreement),
  carry: defaulting(share, standard.carry),
  'new-version': defaulting(oneOf(['restart', 'keep']), standard.newVersion),
  'forecast-days': defaulting(integer(1, 3_650), standard.forecastDays),
  sample: defaulting(sample, { share: standard.sampleShare, seed: standard.sampleSeed }),
  'breaker-repositories': defaulting(integer(1, 100), standard.breakerRepositories),
});

/** `rollout:` of the policy: how rules rise and fall. */
export const rolloutReader: Reader<RolloutSettings> = map(file, (given) => ({
  group: given.group,
  ring: given.ring,
  log: given.log,
  warnPrecision: given.warn.precision,
  warnRisk: given.warn.risk,
  blockRisk: given.block.risk,
  minDays: given.minimum.days,
  minReviewers: given.minimum.reviewers,
  minRepositories: given.minimum.repositories,
  maxPerRepository: given.caps['per-repository'],
  maxPerCopy: given.caps['per-copy'],
  correlation: given.caps.correlation,
  promotionsPerWeek: given.caps['promotions-per-week'],
  maxUnclear: given.unclear,
  maxUnanswered: given.unanswered,
  minAgreement: given.agreement,
  carry: given.carry,
  newVersion: given['new-version'],
  forecastDays: given['forecast-days'],
  sampleShare: given.sample.share,
  sampleSeed: given.sample.seed,
  breakerRepositories: given['breaker-repositories'],
}));
