import type { OpenTarget } from '../collect/target.ts';
import type { Check } from '../model/check.ts';
import { LockstepError } from '../model/error.ts';
import { signaturesFor } from '../policy/agreement-chain.ts';
import { digestOf } from '../policy/canonical-json.ts';
import { comparePolicies } from '../policy/compare-policies.ts';
import { policyDifference } from '../policy/difference.ts';
import { withNamesIn } from '../policy/names.ts';
import { parsePolicy, type LoadedPolicy } from '../policy/parse-policy.ts';
import { withAgreedStages } from '../rollout/agreed-stages.ts';
import { productNameOf } from '../rollout/log/run-entry.ts';
import { knownProfiles } from './endpoints/known-profiles.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import type { RunRequest } from './request.ts';
import type { ServiceAgreement } from './service-agreement.ts';
import { targetName } from './target-name.ts';

/**
 * The policy that was found with what both parties agreed on in a service: it holds as it was agreed where the one in git would
 * loosen it, by the comparison that agreements by keys are judged by, and a rule has the stage that was agreed where git has a
 * lower one. A service that cannot be reached is told, and changes nothing.
 */
export async function withServiceAgreement(
  target: OpenTarget,
  found: PolicyInForce,
  { agreements }: Pick<RunRequest, 'agreements'>,
  checks: readonly Check[],
): Promise<PolicyInForce> {
  if (agreements === undefined) return found;
  const product = productNameOf(found.loaded.policy.product, targetName(target));
  const repository = target.git?.remote ?? targetName(target);
  const agreed = await agreements.read(product, repository);
  if (typeof agreed === 'string') {
    const note = `What was agreed on in ${agreements.name} cannot be read: ${agreed}. The policy in git decides.`;
    return { ...found, notes: [note] };
  }
  try {
    const judged = await judgedByService(found, agreed, { name: agreements.name, checks });
    return await withStages(judged, agreed, { name: agreements.name, checks });
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    // A service of another version may know what this one does not.
    const note = `What was agreed on in ${agreements.name} cannot be used: ${error.message}. The policy in git decides.`;
    return { ...found, notes: [note] };
  }
}

interface Judging {
  readonly name: string;
  readonly checks: readonly Check[];
}

async function judgedByService(
  found: PolicyInForce,
  { policy: agreed }: ServiceAgreement,
  { name, checks }: Judging,
): Promise<PolicyInForce> {
  if (agreed === undefined || agreed.text === found.source.text) return found;
  const loaded = await load(agreed.text, name, checks);
  const ruleIds = ruleIdsOf(checks);
  const change = policyDifference(loaded.policy, found.loaded.policy, ruleIds);
  const changes = comparePolicies(loaded.policy, found.loaded.policy, ruleIds);
  if (change === undefined || signaturesFor(changes, loaded.policy) === 'none') return found;
  const differs = `${found.source.name} is not in force: ${change}, and that needs both parties (${name}). In force is what ${agreed.by} agreed on there on ${agreed.at.slice(0, 10)}.`;
  return sourced(loaded, agreed.text, {
    name: `agreement in ${name}`,
    differs: [differs, ...(found.source.differs === undefined ? [] : [found.source.differs])],
  });
}

async function withStages(
  found: PolicyInForce,
  { stages }: ServiceAgreement,
  { name, checks }: Judging,
): Promise<PolicyInForce> {
  const known = new Set(ruleIdsOf(checks));
  const agreed = stages.filter(({ rule }) => known.has(rule));
  const { text, differs } = found.source;
  const staged = withAgreedStages(text, found.loaded.policy.rules, { agreed, tools: [] });
  if (staged === text) return found;
  return sourced(await load(staged, name, checks), staged, {
    name: `${found.source.name}, with the stages agreed on in ${name}`,
    differs: differs === undefined ? [] : [differs],
  });
}

function sourced(
  loaded: LoadedPolicy,
  text: string,
  { name, differs }: { readonly name: string; readonly differs: readonly string[] },
): PolicyInForce {
  const source = { name, digest: digestOf(text), text };
  return {
    loaded,
    source: differs.length === 0 ? source : { ...source, differs: differs.join(' ') },
  };
}

function load(text: string, name: string, checks: readonly Check[]): Promise<LoadedPolicy> {
  const names = { ruleIds: ruleIdsOf(checks), checkIds: checks.map(({ id }) => id) };
  const options = { ...withNamesIn(text, names), ...knownProfiles(checks) };
  return parsePolicy(text, `the policy agreed on in ${name}`, options);
}

function ruleIdsOf(checks: readonly Check[]): readonly string[] {
  return checks.flatMap(({ rules }) => rules.map(({ id }) => id));
}
