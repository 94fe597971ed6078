import { allDemotions } from '../../rollout/all-demotions.ts';
import { appendAudit } from '../../store/audit.ts';
import { replaceDemotions, takeNote, unnotedUpTo } from '../../store/demotions.ts';
import { productsOfLargerRings } from '../../store/policies.ts';
import { productNames } from '../../store/products.ts';
import { frameOf, type NamedProduct, type Rollout } from './product-frame.ts';

/**
 * Works out which rules of a product the log demotes, and keeps it: at once after something that may have changed it was
 * added, in this process or, where that one died, in the next that asks. The demotions are those that every run of the
 * command line computes from the same log.
 */
export async function noteDemotions(rollout: Rollout, product: NamedProduct): Promise<void> {
  const upTo = await unnotedUpTo(rollout.database, product.id);
  if (upTo === undefined) return;
  const now = new Date().toISOString();
  const { entries, rules, frame } = await frameOf(rollout, product, now);
  const demotions = allDemotions(entries, rules, frame);
  await rollout.database.transaction(async (transaction) => {
    if (!(await takeNote(transaction, product.id, upTo))) return;
    const fresh = await replaceDemotions(transaction, product.id, demotions);
    for (const { rule, to, because } of fresh) {
      await appendAudit(transaction, {
        actor: 'lockstep',
        action: 'rule.demote',
        subject: `rule ${rule} of ${product.name}`,
        detail: { to, because },
      });
    }
  });
}

/** The same for all whom an entry of this product concerns: those too whose ring is larger than themselves. */
export async function noteAll(rollout: Rollout, product: NamedProduct): Promise<void> {
  await noteDemotions(rollout, product);
  const others = await productsOfLargerRings(rollout.database);
  for (const [id, name] of await productNames(rollout.database, others)) {
    if (id !== product.id) await noteDemotions(rollout, { id, name });
  }
}
