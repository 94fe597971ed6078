import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { readSealer } from '../../io/sealing.ts';
import { findForge } from '../../store/forges.ts';
import { testDatabases } from '../../store/tests/databases.ts';
import { testService } from '../tests/service.ts';
import { openForgeSecret } from './forge-secret.ts';
import { resealForges } from './reseal-forges.ts';

test('a new key seals what the one before it has sealed, which can then be taken away', async () => {
  const [kind] = testDatabases();
  assert.ok(kind !== undefined);
  const service = await testService(kind);
  try {
    const { database, keyFile } = service;
    const body = {
      name: 'forge',
      kind: 'gitlab',
      url: 'https://forge.example',
      token: 'of-nobody',
    };
    const made = await service.ask({ method: 'POST', url: '/v1/forges', as: 'admin', body });
    const { id } = made.body;
    const old = readFileSync(keyFile, 'utf8');
    const key = `${randomBytes(32).toString('base64')}\n`;
    writeFileSync(keyFile, `${key}${old}`);
    await resealForges(database, readSealer(keyFile));
    writeFileSync(keyFile, key);
    const sealed = (await findForge(database, id))?.secret ?? '';
    const secret = openForgeSecret(readSealer(keyFile), id, sealed);
    assert.deepEqual(secret?.login, { kind: 'token', token: 'of-nobody' });
    assert.deepEqual(secret?.signing, [made.body.webhookSecret]);
    // It opens for no other forge.
    assert.equal(openForgeSecret(readSealer(keyFile), 'another', sealed), undefined);
    const rows = await database.query(`select from audit where action = 'forge.reseal'`);
    assert.equal(rows.length, 1);
    await resealForges(database, readSealer(keyFile));
    assert.equal(
      (await database.query(`select from audit where action = 'forge.reseal'`)).length,
      1,
    );
  } finally {
    await service.stop();
  }
});
