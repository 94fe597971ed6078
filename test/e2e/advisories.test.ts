import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openAdvisories } from '../../src/advisories/open-advisories.ts';
import { tempTree } from '../../src/io/tests/temp-tree.ts';
import { osvServer, publish, recordOf, type OsvServer } from '../components/osv-server.ts';
import { assertCode, assertRefused, User } from './lockstep.ts';

const records = Array.from({ length: 300 }, (_, at) => recordOf(`A-${at}`, `name-${at}`));
const noLists = ['--kev', 'none', '--epss', 'none'];
const lock = JSON.stringify({
  name: 'app',
  lockfileVersion: 3,
  packages: { '': { name: 'app' }, 'node_modules/left-pad': { version: '1.0.0' } },
});

interface Scene {
  readonly user: User;
  readonly osv: OsvServer;
  readonly folder: string;
  readonly cwd: string;
  readonly pull: readonly string[];
}

async function scene(context: TestContext): Promise<Scene> {
  const osv = await osvServer(context);
  publish(osv.files, records);
  const folder = path.join(tempTree(context), 'advisories');
  const pull = ['advisories', 'pull', '--mirror', osv.url, '--dir', folder, ...noLists];
  return { user: new User(context), osv, folder, cwd: tempTree(context), pull };
}

function idsIn(folder: string, name: string): readonly string[] {
  const data = openAdvisories(folder);
  const ids = data?.matches('npm', name).map(({ id }) => id) ?? [];
  data?.close();
  return ids;
}

/** As Promise.withResolvers, which Node 20 lacks. */
function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  const emitter = new EventEmitter();
  const promise = once(emitter, 'go').then(() => undefined);
  return { promise, resolve: () => void emitter.emit('go') };
}

describe('lockstep advisories', { concurrency: 2 }, () => {
  it('pulls what the lockfiles need, into the folder of the user, and tells how old it is', async (context) => {
    const { user, osv } = await scene(context);
    const cwd = tempTree(context, { 'package-lock.json': lock });
    const pulled = await user.run(cwd, 'advisories', 'pull', '--mirror', osv.url, ...noLists);
    assertCode(pulled, 0);
    assert.equal(pulled.stdout, 'npm: 300 (all fetched)\n');
    assert.deepEqual(idsIn(path.join(user.home, '.local/share/lockstep/advisories'), 'name-1'), [
      'A-1',
    ]);
    const status = await user.run(cwd, 'advisories', 'status');
    assertCode(status, 0);
    assert.match(status.stdout, /^npm {2}300 {2}pulled today {2}newest of 2026-01-01\n/u);
    const told: unknown = JSON.parse(
      (await user.run(cwd, 'advisories', 'status', '-f', 'json')).stdout,
    );
    assert.ok(typeof told === 'object' && told !== null && 'data' in told);
    // The ecosystems that are here are brought up to date from anywhere.
    const again = await user.run(
      tempTree(context),
      'advisories',
      'pull',
      '--mirror',
      osv.url,
      ...noLists,
    );
    assert.equal(again.stdout, 'npm: 300 (unchanged)\n');
  });

  it('says that there is nothing: no lockfile, no advisories, no such ecosystem', async (context) => {
    const { user, cwd, pull, folder } = await scene(context);
    assertCode(await user.run(cwd, ...pull), 3);
    assertCode(await user.run(cwd, 'advisories', 'status', '--dir', folder), 2);
    assertRefused(await user.run(cwd, ...pull, 'nmp'), 'no ecosystem "nmp"', 'did you mean npm?');
    assertRefused(
      await user.run(cwd, 'advisories', 'pull', 'npm', '--mirror', 'http://a.example'),
      'could be changed',
    );
    assertRefused(
      await user.run(cwd, 'advisories', 'pull', 'npm', '--mirror', 'https://a:b@a.example'),
      'credentials',
    );
    assertRefused(await user.run(cwd, 'advisories'), 'pull, status, export or import');
    const failed = await user.run(cwd, ...pull, 'PyPI', 'npm');
    assertCode(failed, 2);
    assert.match(failed.stderr, /PyPI was not fetched: .*no such file/u);
    assert.equal(failed.stdout, 'npm: 300 (all fetched)\n');
  });

  it('pulls every ecosystem that the source lists', async (context) => {
    const { user, cwd, osv, pull } = await scene(context);
    osv.files.set('ecosystems.txt', Buffer.from('npm\nAlpine:v3.19\nNoSuchThing\n'));
    const end = await user.run(cwd, ...pull, '--all');
    assertCode(end, 2);
    assert.match(end.stderr, /Alpine was not fetched/u);
    assert.equal(end.stdout, 'npm: 300 (all fetched)\n');
  });

  it('leaves the old index in use, whenever it is killed', async (context) => {
    const { user, cwd, osv, folder, pull } = await scene(context);
    assertCode(await user.run(cwd, ...pull, 'npm'), 0);
    const next = records.map(({ id }, at) =>
      recordOf(id, `new-${at}`, { modified: '2026-02-02T00:00:00Z' }),
    );
    publish(osv.files, next);
    // While the list comes, while the archive comes, and at its last byte.
    for (const [asked, share] of [
      ['modified_id.csv', 0.5],
      ['all.zip', 0.5],
      ['all.zip', 1],
    ] as const) {
      const reached = new Promise<void>((resolve) => {
        osv.answer = (name, _, response) => {
          if (!name.endsWith(asked)) return false;
          const bytes = osv.files.get(name) ?? new Uint8Array();
          response.writeHead(200, { 'content-length': bytes.length });
          response.write(bytes.subarray(0, bytes.length * share), () => resolve());
          return true;
        };
      });
      const running = user.start(cwd, [...pull, 'npm']);
      await reached;
      running.child.kill('SIGKILL');
      assert.equal((await running.ended).signal, 'SIGKILL');
      assert.ok(['A-7', undefined].includes(idsIn(folder, 'name-7')[0]));
      assert.equal(idsIn(folder, 'name-7').length + idsIn(folder, 'new-7').length, 1);
    }
    osv.answer = () => false;
    assertCode(await user.run(cwd, ...pull, 'npm'), 0);
    assert.deepEqual(idsIn(folder, 'new-7'), ['A-7']);
    // Nothing of the killed ones is left.
    assert.equal(readdirSync(folder).length, 2);
  });

  it('lets two pulls into one folder wait for one another', async (context) => {
    const { user, cwd, osv, folder, pull } = await scene(context);
    const { promise: held, resolve: go } = deferred();
    const reached = new Promise<void>((resolve) => {
      osv.answer = (name, _, response) => {
        if (!name.endsWith('all.zip')) return false;
        resolve();
        void held.then(() => response.end(osv.files.get(name)));
        return true;
      };
    });
    const first = user.start(cwd, [...pull, 'npm']);
    await reached;
    const second = user.start(cwd, [...pull, 'npm']);
    await second.said('waiting for process');
    go();
    const ends = [await first.ended, await second.ended];
    for (const end of ends) assertCode(end, 0);
    assert.deepEqual(
      ends.map(({ stdout }) => stdout),
      ['npm: 300 (all fetched)\n', 'npm: 300 (unchanged)\n'],
    );
    assert.deepEqual(idsIn(folder, 'name-7'), ['A-7']);
  });

  it('goes on after a process that died with the lock', async (context) => {
    const { user, cwd, folder, pull } = await scene(context);
    assertCode(await user.run(cwd, ...pull, 'npm'), 0);
    const { pid } = user.start(cwd, ['--version']).child;
    await user.run(cwd, '--version');
    const host = execFileSync('hostname', { encoding: 'utf8' }).trim();
    writeFileSync(path.join(folder, 'lock'), `${pid} ${host} 0123456789abcdef\n`);
    assertCode(await user.run(cwd, ...pull, 'npm'), 0);
  });

  it('mends an index that is torn', async (context) => {
    const { user, cwd, folder, pull } = await scene(context);
    assertCode(await user.run(cwd, ...pull, 'npm'), 0);
    const name = readdirSync(folder).find((each) => each.endsWith('.idx')) ?? '';
    const whole = readFileSync(path.join(folder, name));
    writeFileSync(path.join(folder, name), whole.subarray(0, 1000));
    assert.throws(() => idsIn(folder, 'name-7'), /another length/u);
    assert.equal((await user.run(cwd, ...pull, 'npm')).stdout, 'npm: 300 (all fetched)\n');
    writeFileSync(path.join(folder, 'current.json'), '{"format":');
    assertRefused(await user.run(cwd, ...pull, 'npm'), 'it is torn', '--full');
    assertRefused(await user.run(cwd, 'advisories', 'status', '--dir', folder), 'it is torn');
    assertCode(await user.run(cwd, ...pull, 'npm', '--full'), 0);
    assert.deepEqual(idsIn(folder, 'name-7'), ['A-7']);
  });

  it('carries them into a closed network, signed', async (context) => {
    const { user, cwd, pull } = await scene(context);
    for (const name of ['key', 'other']) {
      execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', `${name}.pem`], { cwd });
      execFileSync('openssl', ['pkey', '-in', `${name}.pem`, '-pubout', '-out', `${name}.pub`], {
        cwd,
      });
    }
    const dir = pull[pull.indexOf('--dir') + 1] ?? '';
    assertCode(await user.run(cwd, ...pull, 'npm'), 0);
    const pack = ['--sign-key', 'key.pem', '--dir', dir];
    assertCode(await user.run(cwd, 'advisories', 'export', 'a.pack', ...pack), 0);
    const into = ['--dir', path.join(cwd, 'closed')];
    const take = async (...words: readonly string[]) =>
      user.run(cwd, 'advisories', 'import', 'a.pack', ...words, ...into);
    assertRefused(await take('--public-key', 'other.pub'), 'its signature is not of this key');
    assertRefused(await take(), 'import needs a key');
    const taken = await take('--public-key', 'key.pub');
    assertCode(taken, 0);
    assert.equal(taken.stdout, 'npm: 300 advisories of 2026-06-01T00:00:00.000Z\n');
    assert.deepEqual(idsIn(path.join(cwd, 'closed'), 'name-7'), ['A-7']);
  });
});
