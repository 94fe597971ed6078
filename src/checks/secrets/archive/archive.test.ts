import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import type { Emission } from '../../../model/check.ts';
import { secrets } from '../index.ts';
import { withCrc } from '../rules/checksum.ts';
import { fill } from '../rules/fill.ts';
import { limits } from './limits.ts';
import { defaultTlsSettings } from '../../../model/tls-settings.ts';

const text = Buffer.from(`token = "${withCrc('ghp_', fill(30))}"\n`);

function examine(path: string, bytes: Uint8Array): readonly Emission[] {
  const context = { keyedHash: (): string => '0'.repeat(24), tls: defaultTlsSettings };
  return [...secrets.examine({ path, bytes, fileClass: 'archive' }, context)];
}

/** Members with a secret, and reasons of what was not examined. */
function told(
  path: string,
  bytes: Uint8Array,
): { inner: readonly string[]; reasons: readonly string[] } {
  const all = examine(path, bytes);
  return {
    inner: all.flatMap((each) => (each.kind === 'finding' ? [each.finding.inner ?? ''] : [])),
    reasons: all.flatMap((each) => (each.kind === 'incomplete' ? [each.reason] : [])),
  };
}

function tarOf(files: Readonly<Record<string, Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => [
    tarHeader(name, content.length),
    content,
    Buffer.alloc((512 - (content.length % 512)) % 512),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function tarHeader(name: string, size: number, type = '0'): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write(size.toString(8).padStart(11, '0'), 124);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write('ustar', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

describe('zip', () => {
  test('packed and stored members are examined under their names', () => {
    const archive = zipSync({ 'a/packed.txt': text, 'b.txt': [text, { level: 0 }] });
    assert.deepEqual(told('x.zip', archive), { inner: ['a/packed.txt', 'b.txt'], reasons: [] });
  });

  test('a path that leads out of the archive is only a label', () => {
    assert.deepEqual(told('x.zip', zipSync({ '../../etc/passwd': text })).inner, [
      '../../etc/passwd',
    ]);
  });

  test('binary members and archives inside are passed over', () => {
    const inner = zipSync({ 'deep.txt': text });
    const archive = zipSync({
      'inner.zip': inner,
      'x.bin': Buffer.concat([Buffer.alloc(1), text]),
    });
    assert.deepEqual(told('x.zip', archive), { inner: [], reasons: [] });
  });

  test('a bomb is told as a limit and the other members are examined', () => {
    const bomb = new Uint8Array(limits.entryBytes + 1);
    const archive = zipSync({ 'bomb.txt': bomb, 'z.txt': text });
    assert.deepEqual(told('x.zip', archive), { inner: ['z.txt'], reasons: ['limit'] });
  });

  test('what inflates more than 200 times is a limit although its header lies', () => {
    const size = 4 * limits.ratioFromBytes;
    const archive = Buffer.from(zipSync({ 'a.txt': new Uint8Array(size) }));
    const central = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    archive.writeUInt32LE(10, central + 24);
    assert.deepEqual(told('x.zip', archive).reasons, ['limit']);
  });

  test('entries that share bytes are refused', () => {
    const archive = Buffer.from(zipSync({ 'a.txt': text, 'b.txt': text }));
    const second = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    archive.writeUInt32LE(0, second + 42);
    assert.deepEqual(told('x.zip', archive), { inner: ['a.txt'], reasons: ['unreadable'] });
  });

  test('an encrypted member is told as unreadable', () => {
    const archive = Buffer.from(zipSync({ 'a.txt': text }));
    const central = archive.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    archive.writeUInt16LE(1, central + 8);
    assert.deepEqual(told('x.zip', archive), { inner: [], reasons: ['unreadable'] });
  });

  test('more entries than the bound are told', () => {
    const files = Object.fromEntries(
      Array.from({ length: limits.entries + 1 }, (_, index) => [`${index}`, new Uint8Array(1)]),
    );
    assert.deepEqual(told('x.zip', zipSync(files, { level: 0 })).reasons, ['limit']);
  });
});

describe('tar and gzip', () => {
  test('members of a tar and of a tar.gz are examined', () => {
    const tar = tarOf({ 'a.txt': text, 'b/c.txt': text });
    assert.deepEqual(told('x.tar', tar).inner, ['a.txt', 'b/c.txt']);
    assert.deepEqual(told('x.tgz', gzipSync(tar)).inner, ['a.txt', 'b/c.txt']);
  });

  test('long names of GNU tar and of pax are used', () => {
    const long = `${'d/'.repeat(80)}a.txt`;
    const gnu = Buffer.from(`${long}\0`);
    const pax = Buffer.from(`200 path=${long}\n`);
    for (const [type, content] of [
      ['L', gnu],
      ['x', pax],
    ] as const) {
      const named = Buffer.concat([
        tarHeader('long', content.length, type),
        content,
        Buffer.alloc(512 - (content.length % 512)),
        tarOf({ 'short.txt': text }),
      ]);
      assert.deepEqual(told('x.tar', named).inner, [long]);
    }
  });

  test('a single file in gzip is named after it', () => {
    assert.deepEqual(told('logs/app.log.gz', gzipSync(text)).inner, ['app.log']);
  });

  test('a gzip bomb is a limit', () => {
    const bomb = gzipSync(Buffer.alloc(8 * limits.ratioFromBytes));
    assert.deepEqual(told('x.gz', bomb), { inner: [], reasons: ['limit'] });
  });

  test('a header whose size leads past the end ends the archive as unreadable', () => {
    const tar = Buffer.concat([
      tarHeader('a', text.length),
      text,
      Buffer.alloc(512),
      tarHeader('b', 9e9),
    ]);
    assert.deepEqual(told('x.tar', tar).reasons, ['unreadable']);
  });
});

test('a cut archive is unreadable, never clean', () => {
  const zip = zipSync({ 'a.txt': text });
  assert.deepEqual(told('x.zip', zip.subarray(0, zip.length - 30)).reasons, ['unreadable']);
  assert.deepEqual(told('x.gz', gzipSync(text).subarray(0, 30)).reasons, ['unreadable']);
  assert.deepEqual(told('x.7z', Buffer.from('7z\u00bc\u00af')).reasons, ['unreadable']);
});

test('UTF-16 members are read as text', () => {
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text.toString(), 'utf16le')]);
  assert.deepEqual(told('x.zip', zipSync({ 'a.txt': wide })).inner, ['a.txt']);
});

test('damaged bytes anywhere do no harm', () => {
  const archives = [
    Buffer.from(zipSync({ 'a.txt': text, 'b.txt': [text, { level: 0 }] })),
    tarOf({ 'a.txt': text }),
    gzipSync(tarOf({ 'a.txt': text })),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...archives),
      fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 6 }),
      (archive, changes) => {
        const damaged = Buffer.from(archive);
        for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
        examine('x', damaged);
      },
    ),
  );
});
