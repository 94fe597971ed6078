import type { Sealer } from '../../io/sealing.ts';
import { appendAudit } from '../../store/audit.ts';
import type { Database } from '../../store/database.ts';
import { forgesSealedWith, setForgeSecret } from '../../store/forges.ts';
import { openForgeSecret, sealForgeSecret } from './forge-secret.ts';

/** Seals with the first key what another key of the file has sealed: then that one can be taken away. */
export async function resealForges(database: Database, sealer: Sealer | undefined): Promise<void> {
  const old = sealer?.keyIds.filter((id) => id !== sealer.keyId) ?? [];
  if (sealer === undefined || old.length === 0) return;
  await database.transaction(async (transaction) => {
    let count = 0;
    for (const { id, secret } of await forgesSealedWith(transaction, old)) {
      const opened = openForgeSecret(sealer, id, secret);
      if (opened === undefined) continue;
      const sealed = sealForgeSecret(sealer, id, opened);
      await setForgeSecret(transaction, id, { secret: sealed, keyId: sealer.keyId });
      count += 1;
    }
    if (count === 0) return;
    await appendAudit(transaction, {
      actor: 'serve',
      action: 'forge.reseal',
      subject: 'forges',
      detail: { count, key: sealer.keyId },
    });
  });
}
