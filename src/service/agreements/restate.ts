import type { Standing } from '../../model/evidence.ts';
import type { Policy } from '../../model/policy.ts';
import type { Stage } from '../../model/stage.ts';
import { canonicalJson, digestOf } from '../../policy/canonical-json.ts';
import { comparePolicies, type Direction } from '../../policy/compare-policies.ts';
import { ladderOf } from '../../rollout/ladder.ts';
import { proposalsOf } from '../../rollout/propose.ts';
import { rankOf } from '../../rollout/written-stages.ts';
import { agreedPolicy } from '../../store/proposals.ts';
import { findPolicy } from '../../store/policies.ts';
import { Problem } from '../problem.ts';
import {
  frameOf,
  type NamedProduct,
  type ProductFrame,
  type Rollout,
} from '../rollout/product-frame.ts';
import { knownNames, parsedPolicy } from './known-names.ts';

/** What approvers are shown, as it is now. */
export interface Restated {
  /** Of all that an approval is one of. */
  readonly digest: string;
  readonly shown: readonly string[];
  /** Why it cannot be agreed on now; empty: it can. */
  readonly held: readonly string[];
  /** Of a stage: what it would change, and where. */
  readonly change?: {
    readonly from: Stage;
    readonly to: Stage;
    readonly version: number;
    readonly engine: number;
    readonly group: string;
  };
}

/**
 * What speaks for another stage of a rule, by the functions of the command line. An approval is one of this version of the rule,
 * these stages, these agreed numbers, and so many false alarms: further right findings make what was approved only stronger.
 */
export async function restateStage(
  rollout: Rollout,
  product: NamedProduct,
  { rule, to }: { readonly rule: string; readonly to: Stage },
): Promise<Restated> {
  const frame = await frameOf(rollout, product, new Date().toISOString());
  const { standing, sentences } = standingIn(frame, product.name, rule);
  const { stage: from, evidence } = standing;
  const { version, engine, counted } = evidence;
  const { settings, tolerance } = frame.frame;
  const falseAlarms = counted.answers.falsePositives;
  const shownFor = {
    format: 'lockstep-stage/1',
    product: product.name,
    rule,
    version,
    engine,
    from,
    to,
    falseAlarms,
    settings,
    tolerance,
  };
  return {
    digest: digestOf(canonicalJson(shownFor)),
    shown: [`${rule}: ${from} -> ${to}`, ...sentences(to)],
    held: heldBack(standing, to),
    change: { from, to, version, engine, group: settings.group },
  };
}

function standingIn(
  { facts, rules, policy }: ProductFrame,
  product: string,
  rule: string,
): { readonly standing: Standing; readonly sentences: (to: Stage) => readonly string[] } {
  const version = rules.find((each) => each.rule === rule);
  const now = new Date().toISOString();
  const ladder = ladderOf(facts, version === undefined ? [] : [version], {
    policy: policy.loaded.policy,
    product,
    now,
  });
  const [standing] = ladder.standings;
  if (standing === undefined) {
    throw new Problem(422, `no run of ${product} has named the rule ${rule}`);
  }
  const proposals = proposalsOf(ladder, policy.loaded.policy.rollout);
  return {
    standing,
    sentences: (to) => proposals.find((proposal) => proposal.to === to)?.evidence ?? [],
  };
}

/** A rule rises by one stage, and only on evidence; it may be lowered whenever both want that. */
function heldBack({ stage, next, held }: Standing, to: Stage): readonly string[] {
  if (to === stage) return [`it is at ${stage}`];
  if (rankOf(to) < rankOf(stage)) return [];
  return to === next ? held : [`it is at ${stage}: a rule rises by one stage`];
}

const words: Readonly<Record<Direction, string>> = {
  looser: 'loosens',
  tighter: 'tightens',
  governing: 'changes',
};

/** What a policy changes about the one of its repository that was agreed on last, or else reported. */
export async function restatePolicy(
  { database, policies }: Rollout,
  product: NamedProduct,
  { repository, policy: text }: { readonly repository: string; readonly policy: string },
): Promise<Restated> {
  const before = await policyBefore({ database, policies }, product, repository);
  const after = await parsedPolicy(text);
  const named = after.product.name;
  const changes = comparePolicies(before.policy, after, (await knownNames()).ruleIds);
  const held = [
    ...(named === '' || named === product.name ? [] : [`it is one of the product ${named}`]),
    ...(changes.length === 0 ? ['it means the same as what holds'] : []),
  ];
  const shownFor = {
    format: 'lockstep-policy/1',
    product: product.name,
    repository,
    before: digestOf(before.text),
    policy: digestOf(text),
  };
  return {
    digest: digestOf(canonicalJson(shownFor)),
    shown: changes.map(({ key, direction }) => `${words[direction]} ${key}`),
    held,
  };
}

/** What a repository's policy is compared with. */
async function policyBefore(
  { database, policies }: Pick<Rollout, 'database' | 'policies'>,
  { id }: NamedProduct,
  repository: string,
): Promise<{ readonly text: string; readonly policy: Policy }> {
  const agreed = await agreedPolicy(database, id, repository);
  const text = agreed?.text ?? (await findPolicy(database, id, repository))?.text ?? '';
  return { text, policy: (await policies.load(text)).policy };
}

/** What a change comes to as things are now: what is shown of it, and the digest of that. */
export function restate(
  rollout: Rollout,
  product: NamedProduct,
  body:
    | { readonly kind: 'stage'; readonly rule: string; readonly to: Stage }
    | { readonly kind: 'policy'; readonly repository: string; readonly policy: string },
): Promise<Restated> {
  return body.kind === 'stage'
    ? restateStage(rollout, product, body)
    : restatePolicy(rollout, product, body);
}
