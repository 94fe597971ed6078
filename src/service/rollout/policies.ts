import type { StageChange } from '../../rollout/set-stage.ts';
import { closedOnIncomplete, withAgreedStages } from '../../rollout/agreed-stages.ts';
import { signaturesFor } from '../../policy/agreement-chain.ts';
import { digestOf } from '../../policy/canonical-json.ts';
import { comparePolicies } from '../../policy/compare-policies.ts';
import { defaultLoadedPolicy } from '../../policy/default-policy.ts';
import { withNamesIn } from '../../policy/names.ts';
import { parsePolicy, type LoadedPolicy } from '../../policy/parse-policy.ts';
import type { Queryable } from '../../store/database.ts';
import { findPolicy, type StoredPolicy } from '../../store/policies.ts';
import { agreedPolicy, agreedStages } from '../../store/proposals.ts';
import { knownNames } from '../agreements/known-names.ts';

/** A policy by which the service decides. */
export interface ServicePolicy extends Pick<StoredPolicy, 'name' | 'digest' | 'text'> {
  readonly loaded: LoadedPolicy;
}

/** What of a product is asked for. */
export interface PolicyWanted {
  /** Whose policy; left out: the one that was seen last. */
  readonly repository?: string;
  /** Foreign tools whose rules are looked at. */
  readonly tools: readonly string[];
  /** It decides on a report of a foreign tool. */
  readonly isForeign?: boolean;
}

/** Texts that are kept ready to decide with. */
const MAX_KEPT = 200;

/** Policies of products, each text read once. What is kept follows from the text alone. */
export class Policies {
  /** By digest. */
  readonly #loaded = new Map<string, LoadedPolicy>();

  /** What runs reported, with the stages that were agreed on here; the built-in default where none was reported. */
  async policyOf(
    database: Queryable,
    productId: number,
    { repository, tools, isForeign = false }: PolicyWanted,
  ): Promise<ServicePolicy> {
    const { name, text } = await this.#written(database, productId, repository);
    const { policy } = await this.load(text);
    const agreed = await agreedStages(database, productId);
    const staged = withAgreedStages(text, policy.rules, { agreed: shortened(agreed), tools });
    const whole = isForeign ? closedOnIncomplete(staged) : staged;
    return {
      name: whole === text ? name : `${name}, with the stages agreed on in the service`,
      text: whole,
      digest: digestOf(whole),
      loaded: await this.load(whole),
    };
  }

  /** What was reported, unless it loosens what both parties agreed on here last: judged as agreements by keys are. */
  async #written(
    database: Queryable,
    productId: number,
    repository: string | undefined,
  ): Promise<Pick<StoredPolicy, 'name' | 'text'>> {
    const stored = await findPolicy(database, productId, repository);
    const { name = 'built-in default', text = '' } = stored ?? {};
    const whose = repository ?? stored?.repository ?? '';
    const agreed = await agreedPolicy(database, productId, whose);
    if (agreed === undefined || agreed.text === text) return { name, text };
    const [held, found] = [await this.load(agreed.text), await this.load(text)];
    const { ruleIds } = await knownNames();
    const changes = comparePolicies(held.policy, found.policy, ruleIds);
    return signaturesFor(changes, held.policy) === 'none'
      ? { name, text }
      : { name: `agreement in the service (proposal ${agreed.proposal})`, text: agreed.text };
  }

  /**
   * Ready to decide with. Names in it are taken as known: a rule may have been retired since, or be one of a foreign tool. Throws
   * LockstepError('policy').
   */
  async load(text: string): Promise<LoadedPolicy> {
    if (text === '') return defaultLoadedPolicy;
    const digest = digestOf(text);
    const known = this.#loaded.get(digest);
    if (known !== undefined) return known;
    const loaded = await parsePolicy(
      text,
      'lockstep.yaml',
      withNamesIn(text, { ruleIds: [], checkIds: [] }),
    );
    if (this.#loaded.size >= MAX_KEPT) this.#loaded.clear();
    this.#loaded.set(digest, loaded);
    return loaded;
  }
}

function shortened(agreed: readonly StageChange[]): readonly StageChange[] {
  return agreed.map(({ rule, to }) => ({ rule, to }));
}
