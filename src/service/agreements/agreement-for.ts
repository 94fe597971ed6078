import { digestOf } from '../../policy/canonical-json.ts';
import type { Queryable } from '../../store/database.ts';
import { agreedPolicy, agreedStages, findProposal } from '../../store/proposals.ts';
import { namesOf } from './approve.ts';

/** What both parties agreed on last, of a repository of a product; as `GET /v1/agreement` answers. */
export interface Agreement {
  readonly policy: {
    readonly text: string;
    readonly digest: string;
    readonly at: string;
    readonly proposal: number;
    readonly by: string;
  } | null;
  readonly stages: Awaited<ReturnType<typeof agreedStages>>;
}

export async function agreementFor(
  database: Queryable,
  productId: number,
  repository: string,
): Promise<Agreement> {
  const policy = await agreedPolicy(database, productId, repository);
  const proposal = policy && (await findProposal(database, policy.proposal));
  return {
    policy:
      policy === undefined
        ? null
        : { ...policy, digest: digestOf(policy.text), by: namesOf(proposal?.approvals ?? []) },
    stages: await agreedStages(database, productId),
  };
}
