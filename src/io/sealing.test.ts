import assert from 'node:assert/strict';
import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readOrMakeSealer, readSealer } from './sealing.ts';
import { tempTree } from './tests/temp-tree.ts';

describe('sealing', () => {
  test('what is sealed opens with the same key, at the same place, and says nothing of itself', (context) => {
    const file = path.join(tempTree(context, {}), 'data', 'secret-key');
    const sealer = readOrMakeSealer(file);
    const sealed = sealer.seal('hooks.example/T0/ä', 'channel 1');
    assert.ok(!sealed.includes('hooks'));
    assert.notEqual(sealer.seal('hooks.example/T0/ä', 'channel 1'), sealed);
    assert.equal(readOrMakeSealer(file).open(sealed, 'channel 1'), 'hooks.example/T0/ä');
    assert.equal(sealer.open(sealed, 'channel 2'), undefined);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  test('what was changed, cut off or made up does not open', (context) => {
    const sealer = readOrMakeSealer(path.join(tempTree(context, {}), 'key'));
    const sealed = sealer.seal('secret', 'x');
    const flipped = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const text of [flipped, sealed.slice(0, 30), sealed.replace('s1.', 's2.'), 'a.b.c', '']) {
      assert.equal(sealer.open(text, 'x'), undefined);
    }
  });

  test('a new key above the old one closes from then on; the old one still opens', (context) => {
    const root = tempTree(context, {});
    const [file, other] = [path.join(root, 'key'), path.join(root, 'other')];
    const old = readOrMakeSealer(file);
    const sealed = old.seal('secret', 'x');
    const next = readOrMakeSealer(other);
    assert.equal(next.open(sealed, 'x'), undefined);
    writeFileSync(file, `${readFileSync(other, 'utf8')}${readFileSync(file, 'utf8')}`);
    const both = readSealer(file);
    assert.deepEqual(both.keyIds, [next.keyId, old.keyId]);
    assert.equal(both.open(sealed, 'x'), 'secret');
    assert.equal(next.open(both.seal('secret', 'x'), 'x'), 'secret');
  });

  test('a key file that cannot be used is told, without what is in it; a link to one is followed', (context) => {
    const root = tempTree(context, { short: 'c2VjcmV0\n', empty: '\n' });
    for (const name of ['short', 'empty', 'missing']) {
      assert.throws(
        () => readSealer(path.join(root, name)),
        (error: Error) => error.message.includes(name) && !error.message.includes('c2Vjc'),
      );
    }
    readOrMakeSealer(path.join(root, 'real'));
    symlinkSync('real', path.join(root, 'link'));
    assert.equal(readSealer(path.join(root, 'link')).keyIds.length, 1);
  });
});
