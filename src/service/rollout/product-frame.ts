import type { RuleVersion } from '../../model/evidence.ts';
import { entriesInRing, type EvidenceFrame } from '../../rollout/evidence.ts';
import { isForeign, knownRules, toolOf } from '../../rollout/known-rules.ts';
import type { KeptEntry, LogFacts } from '../../rollout/log/log-facts.ts';
import type { Database } from '../../store/database.ts';
import { LogFolds } from './log-folds.ts';
import { Policies, type ServicePolicy } from './policies.ts';

/** What evidence and decisions of the service are made from. */
export interface Rollout {
  readonly database: Database;
  readonly folds: LogFolds;
  readonly policies: Policies;
}

export function openRolloutOf(database: Database): Rollout {
  return { database, folds: new LogFolds(database), policies: new Policies() };
}

/** A product by its id and name. */
export interface NamedProduct {
  readonly id: number;
  readonly name: string;
}

/** A product with its log and its policy: all that the functions of `src/rollout` ask for. */
export interface ProductFrame {
  readonly policy: ServicePolicy;
  readonly facts: LogFacts;
  /** Entries of its ring, in order of time. */
  readonly entries: readonly KeptEntry[];
  /** Every rule that its log names. */
  readonly rules: readonly RuleVersion[];
  readonly frame: EvidenceFrame;
}

/** Reads what is new in the log, and the policy as it was reported and agreed on. */
export async function frameOf(
  { database, folds, policies }: Rollout,
  { id, name }: NamedProduct,
  now: string,
): Promise<ProductFrame> {
  const reported = await policies.policyOf(database, id, { tools: [] });
  const { ring } = reported.loaded.policy.rollout;
  const facts = await folds.factsOf(ring === 'product' ? id : 'all');
  const rules = knownRules(facts, ({ product }) => product === name);
  const tools = [...new Set(rules.filter(isForeign).map(({ rule }) => toolOf(rule)))];
  const policy = await policies.policyOf(database, id, { tools });
  const { rollout: settings, tolerance } = policy.loaded.policy;
  const frame = { settings, tolerance, product: name, now };
  return { policy, facts, entries: entriesInRing(facts.entries, frame), rules, frame };
}
