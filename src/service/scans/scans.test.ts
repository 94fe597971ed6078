import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { pack } from 'tar-stream';
import { testDatabases } from '../../store/tests/databases.ts';
import { testService, type Answered, type TestService } from '../tests/service.ts';

const VULNERABLE = `const { exec } = require('child_process');
require('express')().get('/', (req, res) => exec('ls ' + req.query.name));
`;

for (const kind of testDatabases()) {
  describe(`checks as services on ${kind.name}`, () => {
    let service: TestService;
    before(async () => {
      service = await testService(kind);
    });
    after(() => service.stop());

    const archive = (bytes: Buffer, check = 'code'): Promise<Answered> =>
      service.ask({
        method: 'POST',
        url: `/v1/checks/${check}/archive`,
        as: 'developer',
        body: bytes,
        headers: { 'content-type': 'application/octet-stream' },
      });

    test('a snippet of code is examined at once, and the answer is the report', async () => {
      const { status, body } = await service.ask({
        method: 'POST',
        url: '/v1/checks/code',
        as: 'developer',
        body: { name: 'app.js', text: VULNERABLE },
      });
      assert.equal(status, 200);
      assert.equal(`${body.state} ${body.exitCode}`, 'finished 0');
      assert.deepEqual(body.report.findings.map(({ rule }: { rule: string }) => rule).slice(0, 1), [
        'code/command-injection',
      ]);
    });

    test('a secret is masked in what is stored', async () => {
      const token = `ghp_${['a1B2c3D4e5F6g7H8i9', 'J0k1L2m3N4o5P6q7R8'].join('')}`;
      const { body } = await service.ask({
        method: 'POST',
        url: '/v1/checks/secrets',
        as: 'developer',
        body: { name: '.env', text: `TOKEN=${token}\n` },
      });
      assert.equal(body.state, 'finished');
      const rows = await service.database.query(
        `select s::text from scans s union all select encode(bytes, 'escape') from scan_inputs`,
      );
      assert.ok(!JSON.stringify(rows).includes(token.slice(8)));
    });

    test('an archive of any kind is examined, without its links and its .git', async () => {
      const tar = await tarOf([
        { name: 'src/app.js', text: VULNERABLE },
        { name: 'src/link.js', linkTo: '/etc/passwd' },
        { name: '.git/hooks/post-checkout', text: 'exit 1' },
      ]);
      const zip = Buffer.from(zipSync({ 'src/app.js': Buffer.from(VULNERABLE) }));
      for (const bytes of [tar, gzipSync(tar), zip]) {
        const { status, body } = await archive(bytes);
        assert.equal(status, 200);
        assert.equal(body.report.findings[0].location.path, 'src/app.js');
      }
    });

    describe('a hostile archive fails with its reason', () => {
      const cases: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
        'no archive': () => Buffer.from('hello'),
        'an empty one': () => tarOf([]),
        'a path that leads out': () => tarOf([{ name: '../../evil.js', text: 'x' }]),
        'a path from the root': () => tarOf([{ name: '/tmp/evil.js', text: 'x' }]),
        'the same place twice': () =>
          tarOf([
            { name: 'a.js', text: 'x' },
            { name: './a.js', text: 'y' },
          ]),
        'a zip bomb': () =>
          Buffer.from(zipSync({ 'a.js': new Uint8Array(600 * 2 ** 20) }, { level: 1 })),
        'a torn one': async () =>
          (await tarOf([{ name: 'a.js', text: VULNERABLE }])).subarray(0, 600),
      };
      for (const [name, make] of Object.entries(cases)) {
        test(name, async () => {
          const { status, body } = await archive(await make());
          if (status === 413) return;
          assert.equal(`${status} ${body.state}`, '200 failed');
          assert.match(body.detail, /archive/u);
        });
      }
    });

    test('only endpoints of the inventory are examined, as a job whose states are told', async () => {
      await service.token('owner', 'shop');
      const unknown = await service.ask({
        method: 'POST',
        url: '/v1/checks/tls',
        as: 'owner',
        body: { endpoint: 999 },
      });
      assert.equal(unknown.status, 404);
      const added = await service.ask({
        method: 'POST',
        url: '/v1/endpoints',
        as: 'owner',
        body: { product: 'shop', host: '127.0.0.1', port: 9 },
      });
      const asked = await service.ask({
        method: 'POST',
        url: '/v1/checks/tls',
        as: 'owner',
        body: { endpoint: added.body.id },
      });
      assert.equal(`${asked.status} ${asked.body.state}`, '202 queued');
      const events = await service.app.inject({
        url: `/v1/scans/${asked.body.id}/events`,
        headers: { authorization: `Bearer ${await service.token('viewer')}` },
      });
      assert.match(events.payload, /^event: state\ndata: \{"state":"/u);
      const { body } = await service.ask({ url: `/v1/scans/${asked.body.id}`, as: 'viewer' });
      assert.equal(body.state, 'finished');
      // Nobody listens there: not examined is no pass.
      assert.equal(
        body.report.decision.outcome === 'pass' && body.report.incomplete.length === 0,
        false,
      );
    });
  });
}

interface TarFile {
  readonly name: string;
  readonly text?: string;
  readonly linkTo?: string;
}

async function tarOf(files: readonly TarFile[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, text = '', linkTo } of files) {
    if (linkTo === undefined) archive.entry({ name }, text);
    else archive.entry({ name, type: 'symlink', linkname: linkTo });
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) {
    if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
