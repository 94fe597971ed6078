import type { LogEntry, PolicyEntry, StageEntry, WrittenStage } from '../model/log-entry.ts';
import type { Stage } from '../model/stage.ts';
import { rankOf } from './written-stages.ts';

/** A rule that got a higher stage, as `rollout apply` recorded it or as runs saw it in the policy. */
export interface TakenPromotion extends Omit<WrittenStage, 'stage'> {
  readonly to: Stage;
  /** ISO 8601. */
  readonly at: string;
  /** Of the entry that tells it. */
  readonly id: string;
}

/**
 * A stage that was given up for a shorter time was not: checkouts with an old policy make it look so. Chosen: what the
 * default asks for (`minimum.days`), before which no evidence proposes it again.
 */
const SETTLED_MS = 14 * 86_400_000;

/**
 * Promotions in order of time, whoever wrote them into a policy and however. Of what runs saw counts a rule whose stage
 * in its repository's policy rose to one that holds nowhere else in the ring, was recorded nowhere, and did not hold
 * until a few days before. The first policy of a repository, and rules that are new in it, are no promotion.
 * `entries` of a ring, in order of time.
 */
export function promotionsTaken(entries: readonly LogEntry[]): readonly TakenPromotion[] {
  const history = new History();
  return entries.flatMap((entry) => {
    if (entry.kind === 'stage' && entry.cause === 'promotion') return history.record(entry);
    return entry.kind === 'policy' ? history.see(entry) : [];
  });
}

type StagesOfRules = ReadonlyMap<string, Stage>;

/** What is known of written stages up to a point in time. */
class History {
  /** By product and repository. */
  readonly #policies = new Map<string, StagesOfRules>();
  /** Last time that a rule was known to have at least this stage, in milliseconds; by rule and stage. */
  readonly #held = new Map<string, number>();

  record({ rule, version, engine, to, at, id }: StageEntry): readonly TakenPromotion[] {
    this.#hold(rule, to, at);
    return [{ rule, version, engine, to, at, id }];
  }

  see(entry: PolicyEntry): readonly TakenPromotion[] {
    const { at, id, product, repository, rules } = entry;
    const key = `${product}\0${repository}`;
    const before = this.#policies.get(key);
    const risen = rules.flatMap(({ stage: to, ...version }): TakenPromotion[] => {
      const was = before?.get(version.rule);
      if (was === undefined || rankOf(to) <= rankOf(was)) return [];
      return this.#isHeld(version.rule, to, at) ? [] : [{ ...version, to, at, id }];
    });
    // Until now the policy before held.
    for (const [rule, stage] of before ?? []) this.#hold(rule, stage, at);
    this.#policies.set(key, new Map(rules.map(({ rule, stage }) => [rule, stage])));
    return risen;
  }

  #hold(rule: string, stage: Stage, at: string): void {
    if (rankOf(stage) >= rankOf('warn')) this.#held.set(`${rule} warn`, Date.parse(at));
    if (rankOf(stage) >= rankOf('block')) this.#held.set(`${rule} block`, Date.parse(at));
  }

  #isHeld(rule: string, stage: Stage, at: string): boolean {
    const last = this.#held.get(`${rule} ${stage}`);
    if (last !== undefined && Date.parse(at) - last < SETTLED_MS) return true;
    return [...this.#policies.values()].some(
      (stages) => rankOf(stages.get(rule) ?? 'observe') >= rankOf(stage),
    );
  }
}
