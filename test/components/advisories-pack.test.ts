import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { readHeld } from '../../src/advisories/held.ts';
import { openAdvisories } from '../../src/advisories/open-advisories.ts';
import { exportAdvisories, importAdvisories } from '../../src/advisories/pack.ts';
import { LockstepError } from '../../src/model/error.ts';
import { indexOf } from './advisory-index.ts';
import { recordOf } from './osv-server.ts';

const key = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const records = Array.from({ length: 200 }, (_, at) => recordOf(`A-${at}`, `name-${at}`));
const isRefused = (error: unknown): boolean =>
  error instanceof LockstepError && error.code === 'advisories';

const none = (): { keyid: string; sig: Uint8Array } => ({ keyid: '', sig: new Uint8Array() });

function packed(pulled?: string): string {
  const { folder } = indexOf({ npm: records }, pulled);
  const file = path.join(folder, 'advisories.pack');
  exportAdvisories(folder, file, (payload) => ({
    keyid: 'test',
    sig: sign(null, payload, key.privateKey),
  }));
  return file;
}

async function take(
  file: string,
  folder: string,
  more: { older?: boolean; key?: typeof key } = {},
) {
  const { publicKey } = more.key ?? key;
  const request = {
    folder,
    older: more.older ?? false,
    signal: new AbortController().signal,
    wait: async () => undefined,
    onWait: () => undefined,
  };
  return importAdvisories(file, request, (payload, signature) =>
    verify(null, payload, publicKey, signature),
  );
}

function idsIn(folder: string, name: string): readonly string[] {
  const data = openAdvisories(folder);
  assert.ok(data);
  const ids = data.matches('npm', name).map(({ id }) => id);
  data.close();
  return ids;
}

describe('advisories in one signed file', () => {
  it('arrive as they left, beside ecosystems that it does not have', async () => {
    const file = packed();
    const there = indexOf({ PyPI: [], npm: [recordOf('B-1', 'old')] });
    await take(file, there.folder);
    assert.deepEqual([idsIn(there.folder, 'name-7'), idsIn(there.folder, 'old')], [['A-7'], []]);
    const held = readHeld(there.folder);
    assert.deepEqual(
      held?.ecosystems.map(({ ecosystem }) => ecosystem),
      ['PyPI', 'npm'],
    );
    const fresh = mkdtempSync(path.join(tmpdir(), 'lockstep-import-'));
    await take(file, path.join(fresh, 'new', 'folder'));
    assert.deepEqual(idsIn(path.join(fresh, 'new', 'folder'), 'name-199'), ['A-199']);
  });

  it('are refused with another key, with any byte changed or cut off, and nothing changes', async () => {
    const file = packed();
    const there = indexOf({ npm: [recordOf('B-1', 'old')] });
    const before = readFileSync(path.join(there.folder, 'current.json'), 'utf8');
    await assert.rejects(take(file, there.folder, { key: other }), isRefused);
    const whole = readFileSync(file);
    const changed = path.join(there.folder, 'changed.pack');
    const places = [
      ...Array.from({ length: 40 }, (_, at) => at * 7),
      whole.length - 1,
      whole.length >> 1,
    ];
    for (const at of places) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(changed, bytes);
      // The hint at the key is not signed, and says nothing.
      if (whole.toString('latin1', at - 4, at + 4).includes('test')) continue;
      await assert.rejects(take(changed, there.folder), isRefused, `byte ${at}`);
    }
    for (const length of [0, 10, 500, whole.length - 1]) {
      writeFileSync(changed, whole.subarray(0, length));
      await assert.rejects(take(changed, there.folder), isRefused);
    }
    await assert.rejects(take(path.join(there.folder, 'nothing'), there.folder), isRefused);
    assert.equal(readFileSync(path.join(there.folder, 'current.json'), 'utf8'), before);
    assert.deepEqual(idsIn(there.folder, 'old'), ['B-1']);
  });

  it('are refused when they are older than what is there, unless that is what is wanted', async () => {
    const file = packed('2025-01-01T00:00:00.000Z');
    const there = indexOf({ npm: [recordOf('B-1', 'old')] });
    await assert.rejects(take(file, there.folder), /are of 2025-01-01/u);
    await take(file, there.folder, { older: true });
    assert.deepEqual(idsIn(there.folder, 'name-7'), ['A-7']);
  });

  it('cannot be written where there are none', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-export-'));
    assert.throws(() => exportAdvisories(folder, path.join(folder, 'x'), none), isRefused);
  });
});
