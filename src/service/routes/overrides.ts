import { Type } from 'typebox';
import type { NewLogEntry } from '../../model/log-entry.ts';
import type { RuleVersion } from '../../model/evidence.ts';
import { appendAudit } from '../../store/audit.ts';
import { openChangesAt } from '../../store/changes.ts';
import { decisionsOn, findDecision, type GateDecision } from '../../store/decisions.ts';
import { appendLog } from '../../store/log.ts';
import { answer } from '../answer.ts';
import { authorOf } from '../author.ts';
import type { Routes } from '../context.ts';
import { decideAgain } from '../decisions/decide-again.ts';
import { unpacked } from '../decisions/stored-decision.ts';
import { Problem } from '../problem.ts';
import { reachedProduct } from '../products.ts';
import { logLineOf } from '../rollout/log-line.ts';
import { noteAll } from '../rollout/note-demotions.ts';
import { frameOf, type NamedProduct, type Rollout } from '../rollout/product-frame.ts';
import { decisionsNow } from '../decisions/decisions-now.ts';

/** As long as `lockstep check --override` lets a commit through. */
const OVERRIDE_MS = 24 * 3_600_000;

/** Breaking the glass: a commit is let through for a day, and it counts against the rules that stopped it. */
export const overrideRoutes: Routes = (app, { database, rollout, scans }) => {
  app.post(
    '/v1/overrides',
    {
      config: { permission: 'judge' },
      schema: {
        summary: 'Let a commit through for 24 hours although it was stopped',
        description:
          'The log keeps who and why; every rule that stopped it gets a false alarm until somebody judges the finding.',
        tags: ['Gate'],
        body: Type.Object(
          {
            product: Type.String({ minLength: 1, maxLength: 200 }),
            commit: Type.String({ minLength: 1, maxLength: 100 }),
            reason: Type.String({ minLength: 1, maxLength: 2_000 }),
          },
          {
            additionalProperties: false,
            examples: [
              {
                product: 'shop',
                commit: 'c1',
                reason: 'Customers cannot pay; it is mended tomorrow.',
              },
            ],
          },
        ),
        response: {
          201: answer({ expires: Type.String(), by: Type.String(), runs: Type.Integer() }),
          404: Type.Ref('Problem'),
          409: Type.Ref('Problem'),
        },
      },
    },
    async ({ body: { product: name, commit, reason }, principal }, reply) => {
      const product = await reachedProduct(database, principal, { name, permission: 'judge' });
      const place = { product: name, commit };
      const decisions = await decisionsNow(rollout, place, await decisionsOn(database, place));
      const stopped = decisions.filter(
        ({ outcome, decision }) =>
          decision !== null && (outcome === 'block' || outcome === 'incomplete'),
      );
      if (stopped.length === 0) {
        throw new Problem(409, `nothing that was decided here stops ${commit}`);
      }
      const by = await authorOf(database, principal);
      const at = new Date().toISOString();
      const expires = new Date(Date.parse(at) + OVERRIDE_MS).toISOString();
      const entries = await entriesFor(
        rollout,
        { product, commit, stopped },
        { by, reason, at, expires },
      );
      await database.transaction(async (transaction) => {
        await appendLog(transaction, product.id, entries.map(logLineOf));
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'gate.override',
          subject: `commit ${commit} of ${name}`,
          detail: { reason, expires },
        });
      });
      await noteAll(rollout, product);
      for (const { run: id, productId } of stopped) {
        await decideAgain(rollout, { id, productId }, 'override');
      }
      for (const change of await openChangesAt(database, product.id, commit)) {
        await scans.tell(database, change);
      }
      return reply.status(201).send({ expires, by, runs: stopped.length });
    },
  );
};

interface Stopped {
  readonly product: NamedProduct;
  readonly commit: string;
  readonly stopped: readonly GateDecision[];
}

/** An entry of the log for each run that was stopped, as `lockstep check --override` writes it. */
async function entriesFor(
  rollout: Rollout,
  { product, commit, stopped }: Stopped,
  said: {
    readonly by: string;
    readonly reason: string;
    readonly at: string;
    readonly expires: string;
  },
): Promise<readonly NewLogEntry[]> {
  const { rules: known, frame } = await frameOf(rollout, product, said.at);
  const entries: NewLogEntry[] = [];
  for (const { run } of stopped) {
    const found = await findDecision(rollout.database, run);
    if (found === undefined) continue;
    const { subject, input, result } = unpacked(found.record, `the decision on run ${run}`);
    const blocking = input.findings.filter(
      (_, index) => result.judgements[index]?.effect === 'blocks',
    );
    const ruleIds = [...new Set(blocking.map(({ ruleId }) => ruleId))].toSorted();
    entries.push({
      kind: 'override',
      ...said,
      product: product.name,
      group: frame.settings.group,
      repository: subject.git?.remote ?? subject.name,
      decision: found.digest,
      commit,
      rules: ruleIds.map((rule) => versionOf(rule, known)),
      fingerprints: blocking.map(({ fingerprint }) => fingerprint).toSorted(),
    });
  }
  return entries;
}

function versionOf(rule: string, known: readonly RuleVersion[]): RuleVersion {
  return known.find((each) => each.rule === rule) ?? { rule, version: 0, engine: 0 };
}
