import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { RuleVersion } from '../../model/evidence.ts';
import { isForeign } from '../../rollout/known-rules.ts';
import { patchOf } from '../../rollout/patch.ts';
import { setStages } from '../../rollout/set-stage.ts';
import { rankOf } from '../../rollout/written-stages.ts';
import { findPolicy } from '../../store/policies.ts';
import type { Proposal } from '../../store/proposals.ts';
import { Problem } from '../problem.ts';
import { frameOf, type Rollout } from '../rollout/product-frame.ts';
import { namesOf } from './approve.ts';

const POLICY_FILE = 'lockstep.yaml';

/** An agreed proposal as a change of the policy in git, with who agreed and on what in its message. Throws Problem. */
export async function patchFor(
  rollout: Rollout,
  proposal: Proposal,
  repository: string | undefined,
): Promise<string> {
  const { id, state, kind, productId, product, digest, approvals, closedAt } = proposal;
  if (state !== 'agreed') throw new Problem(409, `proposal ${id} is ${state}`);
  const named = kind === 'policy' ? proposal.repository : repository;
  const { text: before = '' } = (await findPolicy(rollout.database, productId, named)) ?? {};
  const agreed = `Agreed by ${namesOf(approvals)} on ${closedAt?.slice(0, 10) ?? ''}: proposal ${id} of ${product}, ${digest}`;
  return kind === 'policy'
    ? policyPatch(before, proposal, agreed)
    : stagePatch(before, proposal, { agreed, version: await ownVersion(rollout, proposal) });
}

/** Of a rule of Lockstep: stages of others are kept in the service, for no policy in git can name them. */
async function ownVersion(
  rollout: Rollout,
  { productId: id, product: name, rule }: Proposal,
): Promise<RuleVersion> {
  const { rules } = await frameOf(rollout, { id, name }, new Date().toISOString());
  const version = rules.find((each) => each.rule === rule);
  if (version !== undefined && !isForeign(version)) return version;
  throw new Problem(409, `${rule} is no rule of Lockstep: its stage is kept here, not in git`);
}

function stagePatch(
  before: string,
  { rule, from, to, shown }: Proposal,
  { agreed, version }: { readonly agreed: string; readonly version: RuleVersion },
): string {
  if (from === '' || to === '') return '';
  const start = before === '' ? 'version: 1\n' : before;
  const cause = rankOf(to) > rankOf(from) ? 'promotion' : 'demotion';
  const evidence = [...shown.slice(1), agreed];
  return patchOf(POLICY_FILE, {
    before,
    after: setStages(start, [{ rule, to }]),
    proposals: [{ ...version, written: from, from, to, cause, evidence }],
  });
}

function policyPatch(before: string, { policy, shown }: Proposal, agreed: string): string {
  const diff = createTwoFilesPatch(
    `a/${POLICY_FILE}`,
    `b/${POLICY_FILE}`,
    before,
    policy,
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  );
  const body = [...shown, agreed].map((sentence) => `  - ${sentence}\n`).join('');
  return `Subject: [PATCH] policy: as agreed\n\n${body}\n---\ndiff --git a/${POLICY_FILE} b/${POLICY_FILE}\n${diff}`;
}
