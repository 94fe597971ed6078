import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { commitAll, put, runGit } from '../../io/tests/temp-tree.ts';
import { BadArchive, FolderWriter } from '../scans/work-folder.ts';
import { checkOut } from './check-out.ts';
import { fetchRepository } from './fetch-repository.ts';
import { gitLimits, NotFetched, type GitSettings } from './git-client.ts';
import { GitHosts } from './git-hosts.ts';
import { startGitServer, type GitServer } from './tests/git-server.ts';

const TOKEN = ['tk', 'n0t-a-real-0ne', 'x'].join('_');

describe('fetching a repository', () => {
  let folder: string;
  let server: GitServer;
  /** Asks for `bot:TOKEN`. */
  let closed: GitServer;
  const never = new AbortController().signal;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'lockstep-git-'));
    server = await startGitServer(path.join(folder, 'served'));
    closed = await startGitServer(path.join(folder, 'served'), { login: `bot:${TOKEN}` });
    mkdirSync(path.join(folder, 'secrets'));
  });
  after(async () => {
    await Promise.all([server.stop(), closed.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** A bare repository of that name with what `fill` puts into a work tree of it. */
  function repository(name: string, fill: (root: string) => void): string {
    const root = path.join(folder, 'work', name);
    mkdirSync(root, { recursive: true });
    runGit(root, 'init', '-q', '-b', 'trunk');
    fill(root);
    commitAll(root, 'first');
    const bare = path.join(folder, 'served', `${name}.git`);
    runGit(root, 'clone', '-q', '--bare', root, bare);
    return `${server.origin}/${name}.git`;
  }

  const secret = (name: string, content: string): void =>
    writeFileSync(path.join(folder, 'secrets', name), content);

  const settings = (more: Partial<GitSettings> = {}): GitSettings => ({
    credentials: path.join(folder, 'secrets'),
    hosts: new GitHosts(['127.0.0.0/8']),
    proxy: undefined,
    authorities: undefined,
    limits: gitLimits,
    ...more,
  });

  let count = 0;
  /** Fetches and writes the files; returns the folder that they are in. */
  async function fetched(
    url: string,
    more: Partial<GitSettings> & { readonly branch?: string; readonly login?: string } = {},
  ): Promise<{ readonly root: string; readonly branch: string; readonly commit: string }> {
    const { branch = '', login = '', ...own } = more;
    const root = path.join(folder, `scan-${(count += 1)}`, 'target');
    const used = settings(own);
    const wanted = { url, branch, credentials: login };
    const result = await fetchRepository(wanted, root, used, never);
    await checkOut(root, result.commit, new FolderWriter(root, used.limits), never);
    return { root, ...result };
  }

  const refusal = async (
    url: string,
    more: Parameters<typeof fetched>[1] = {},
  ): Promise<string> => {
    try {
      await fetched(url, more);
    } catch (error) {
      assert.ok(error instanceof NotFetched || error instanceof BadArchive, String(error));
      assert.ok(!error.message.includes(TOKEN) && !error.message.includes(folder), error.message);
      return error.message;
    }
    return 'fetched';
  };

  test('the last commit of the default branch, and no history', async () => {
    const url = repository('plain', (root) => {
      put(root, 'src/a.js', 'one');
      commitAll(root, 'before');
      put(root, 'src/a.js', 'two');
      put(root, 'ä ö/ü.txt', 'umlauts');
    });
    const { root, branch, commit } = await fetched(url);
    assert.equal(branch, 'trunk');
    assert.equal(readFileSync(path.join(root, 'src/a.js'), 'utf8'), 'two');
    assert.equal(readFileSync(path.join(root, 'ä ö/ü.txt'), 'utf8'), 'umlauts');
    assert.equal(runGit(root, 'rev-list', '--count', 'HEAD'), '1');
    assert.equal(runGit(root, 'rev-parse', 'HEAD'), commit);
    assert.equal(runGit(root, 'status', '--porcelain'), '');
    assert.equal(runGit(root, 'config', 'remote.origin.url'), url);
  });

  test('a branch that is named; one that is not there is told', async () => {
    const url = repository('branches', (root) => {
      put(root, 'a', '1');
      commitAll(root, 'first');
      runGit(root, 'checkout', '-q', '-b', 'release/1.0');
      put(root, 'a', '2');
      commitAll(root, 'second');
      runGit(root, 'checkout', '-q', 'trunk');
    });
    const { root } = await fetched(url, { branch: 'release/1.0' });
    assert.equal(readFileSync(path.join(root, 'a'), 'utf8'), '2');
    assert.equal(await refusal(url, { branch: 'nowhere' }), 'it has no branch of that name');
  });

  test('nothing of it is run: hooks, filters, LFS, submodules, templates', async () => {
    const proof = path.join(folder, 'it-ran');
    const script = path.join(folder, 'script.sh');
    writeFileSync(script, `#!/bin/sh\ntouch ${proof}\ncat\n`);
    chmodSync(script, 0o755);
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 9\n';
    const url = repository('hostile', (root) => {
      put(root, '.gitattributes', '* filter=x diff=x merge=x\n*.bin filter=lfs\n');
      put(root, 'a.txt', 'text');
      put(root, 'big.bin', pointer);
      put(root, '.gitmodules', `[submodule "x"]\n\tpath = sub\n\turl = ext::${script}\n`);
      put(root, '.lfsconfig', `[lfs]\n\turl = ext::${script}\n`);
      put(root, '.git/hooks/post-checkout', readFileSync(script, 'utf8'));
      runGit(root, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`);
    });
    // As a machine could be set up by whoever runs the service: none of it counts here.
    const home = path.join(folder, 'home');
    put(
      home,
      '.gitconfig',
      `[filter "x"]\n\tsmudge = ${script}\n\tclean = ${script}\n[filter "lfs"]\n\tsmudge = ${script}\n\trequired = true\n[core]\n\thooksPath = ${folder}\n[credential]\n\thelper = ${script}\n`,
    );
    const usual = { HOME: process.env['HOME'], GIT_SSH_COMMAND: process.env['GIT_SSH_COMMAND'] };
    Object.assign(process.env, { HOME: home, GIT_SSH_COMMAND: script });
    try {
      const { root } = await fetched(url);
      assert.equal(readFileSync(path.join(root, 'a.txt'), 'utf8'), 'text');
      assert.equal(readFileSync(path.join(root, 'big.bin'), 'utf8'), pointer);
      assert.ok(!existsSync(path.join(root, 'sub')));
      assert.deepEqual(
        readdirSync(path.join(root, '.git')).filter((name) => name === 'hooks'),
        [],
      );
    } finally {
      for (const [name, value] of Object.entries(usual)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    }
    assert.ok(!existsSync(proof));
  });

  test('links are not made, wherever they lead', async () => {
    const url = repository('links', (root) => {
      put(root, 'real.txt', 'x');
      symlinkSync('/etc/passwd', path.join(root, 'out'));
      symlinkSync('../../..', path.join(root, 'up'));
      symlinkSync('real.txt', path.join(root, 'in'));
    });
    const { root } = await fetched(url);
    assert.deepEqual(readdirSync(root).toSorted(), ['.git', 'real.txt']);
  });

  test('a tree that names a place outside of itself, or .git, is not believed', async () => {
    for (const name of ['..', '.git', '.GIT', 'git~1']) {
      const label = `tree-${Buffer.from(name).toString('hex')}`;
      const url = repository(label, (root) => put(root, 'a', 'x'));
      const bare = path.join(folder, 'served', `${label}.git`);
      const blob = runGit(bare, 'rev-parse', 'HEAD:a');
      const inner = object(
        bare,
        'tree',
        Buffer.concat([Buffer.from('100644 evil\0'), Buffer.from(blob, 'hex')]),
      );
      const tree = object(
        bare,
        'tree',
        Buffer.concat([Buffer.from(`40000 ${name}\0`), Buffer.from(inner, 'hex')]),
      );
      const commit = runGit(bare, 'commit-tree', tree, '-m', 'evil');
      runGit(bare, 'update-ref', 'refs/heads/trunk', commit);
      assert.match(await refusal(url), /no repository that can be believed|git has failed/u, name);
    }
  });

  test('what is larger than the bounds is not kept: in the pack, unpacked, in number', async () => {
    const large = repository('large', (root) => {
      writeFileSync(path.join(root, 'noise.bin'), randomBytes(3 * 2 ** 20));
    });
    const bound = { ...gitLimits, maxBytes: 2 ** 20 };
    assert.equal(await refusal(large, { limits: bound }), 'it is larger than what is fetched');
    const bomb = repository('bomb', (root) =>
      writeFileSync(path.join(root, 'zero.bin'), Buffer.alloc(3 * 2 ** 20)),
    );
    assert.match(await refusal(bomb, { limits: bound }), /more than 1 MiB/u);
    const many = repository('many', (root) => {
      for (let index = 0; index < 30; index += 1) put(root, `f${index}`, String(index));
    });
    assert.match(
      await refusal(many, { limits: { ...gitLimits, maxFiles: 20 } }),
      /more than 20 files/u,
    );
    const whole = await fetched(large);
    assert.equal(readFileSync(path.join(whole.root, 'noise.bin')).length, 3 * 2 ** 20);
  });

  test('a server that is silent, or sends drops, is let go, and git with it', async () => {
    const slow = await startGitServer(folder, {
      instead: (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
        response.write('001e# service=git-upload-pack\n');
        return true;
      },
    });
    try {
      const url = `${slow.origin}/x.git`;
      assert.equal(
        await refusal(url, { limits: { ...gitLimits, timeoutMs: 500 } }),
        'it took too long to fetch',
      );
      assert.equal(
        await refusal(url, { limits: { ...gitLimits, stallSeconds: 1 } }),
        'the server is too slow',
      );
      assert.ok(!execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(slow.origin));
    } finally {
      await slow.stop();
    }
  });

  describe('credentials', () => {
    test('of a file by its name, in no argument, no file of the clone and no message', async () => {
      repository('private', (root) => put(root, 'a', 'secret source'));
      const url = `${closed.origin}/private.git`;
      const host = closed.origin.slice('http://'.length);
      secret('right', `http://bot:${TOKEN}@${host}\n`);
      secret('wrong', `http://bot:${TOKEN}-wrong@${host}`);
      secret('below', `http://bot:${TOKEN}@${host}/other`);
      secret('elsewhere', `http://bot:${TOKEN}@127.0.0.1:1`);
      secret('none', `http://${host}`);
      secret('text', TOKEN);
      const refused = 'the server wants credentials, or refuses those it was given';
      assert.equal(await refusal(url), refused);
      assert.equal(await refusal(url, { login: 'wrong' }), refused);
      assert.match(await refusal(url, { login: 'below' }), /for another place/u);
      assert.match(await refusal(url, { login: 'elsewhere' }), /for another place/u);
      assert.match(await refusal(url, { login: 'none' }), /hold no token/u);
      assert.match(await refusal(url, { login: 'text' }), /are not written as/u);
      assert.match(await refusal(url, { login: 'missing' }), /no credentials missing/u);
      assert.match(await refusal(url, { login: '../secrets/right' }), /is none/u);
      assert.match(
        await refusal(url, { login: 'right', credentials: undefined }),
        /--git-credentials/u,
      );
      const { root } = await fetched(url, { login: 'right' });
      assert.equal(readFileSync(path.join(root, 'a'), 'utf8'), 'secret source');
      for (const name of ['config', 'FETCH_HEAD', 'logs/HEAD']) {
        const file = path.join(root, '.git', name);
        assert.ok(!existsSync(file) || !readFileSync(file, 'utf8').includes(TOKEN));
      }
    });

    test('are not seen by who lists processes, and go to no other server', async () => {
      const seen: string[] = [];
      const thief = await startGitServer(folder, {
        instead: (request, response) => {
          seen.push(String(request.headers.authorization));
          response.writeHead(404).end();
          return true;
        },
      });
      let processes = '';
      const mover = await startGitServer(folder, {
        instead: (request, response) => {
          processes += execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
          assert.ok(request.headers.authorization !== undefined);
          response.writeHead(302, { location: `${thief.origin}${request.url}` }).end();
          return true;
        },
      });
      try {
        secret('moving', mover.origin.replace('://', `://bot:${TOKEN}@`));
        assert.match(
          await refusal(`${mover.origin}/x.git`, { login: 'moving' }),
          /sends to another address/u,
        );
        assert.ok(processes.includes(mover.origin) && !processes.includes(TOKEN));
        assert.ok(!processes.includes(Buffer.from(`bot:${TOKEN}`).toString('base64')));
        assert.deepEqual(seen, []);
      } finally {
        await Promise.all([thief.stop(), mover.stop()]);
      }
    });

    test('that a server says back are left out of what is told', async () => {
      const gossip = await startGitServer(folder, {
        instead: (request, response) => {
          const basic = String(request.headers.authorization).slice('Basic '.length);
          response.writeHead(200, {
            'content-type': 'application/x-git-upload-pack-advertisement',
          });
          const line = `ERR \u001b[31myou sent ${basic} which is ${Buffer.from(basic, 'base64').toString()}\n`;
          response.end(`${packet('# service=git-upload-pack\n')}0000${packet(line)}`);
          return true;
        },
      });
      try {
        secret('told', gossip.origin.replace('://', `://bot:${TOKEN}@`));
        const message = await refusal(`${gossip.origin}/x.git`, { login: 'told' });
        assert.match(message, /you sent/u);
        assert.doesNotMatch(message, /\p{C}/u);
        assert.ok(!message.includes(Buffer.from(`bot:${TOKEN}`).toString('base64')));
      } finally {
        await gossip.stop();
      }
    });
  });

  test('a private address is asked only where it is allowed', async () => {
    const url = repository('inside', (root) => put(root, 'a', 'x'));
    const asked = server.asked.length;
    assert.match(await refusal(url, { hosts: new GitHosts([]) }), /http is not allowed/u);
    assert.match(
      await refusal(url.replace('http:', 'https:'), { hosts: new GitHosts([]) }),
      /private address/u,
    );
    assert.match(
      await refusal(url.replace('127.0.0.1', 'localhost'), { hosts: new GitHosts(['127.0.0.2']) }),
      /not allowed/u,
    );
    assert.equal(server.asked.length, asked);
    assert.equal(
      await refusal(url.replace('127.0.0.1', 'localhost'), { hosts: new GitHosts(['localhost']) }),
      'fetched',
    );
    assert.match(await refusal('https://nowhere.invalid/x'), /cannot be found/u);
  });
});

/** A line as git's protocol frames it (gitprotocol-common, pkt-line). */
function packet(text: string): string {
  return `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
}

/** Writes an object that git would not make. */
function object(bare: string, type: string, content: Buffer): string {
  return execFileSync('git', ['hash-object', '-t', type, '-w', '--stdin', '--literally'], {
    cwd: bare,
    input: content,
    encoding: 'utf8',
  }).trim();
}
