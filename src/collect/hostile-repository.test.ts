import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../io/tests/temp-tree.ts';
import { LockstepError } from '../model/error.ts';
import { readBlobs, readFileAt } from './blobs.ts';
import { changesSince, isDirty } from './changes.ts';
import { listHistory } from './history.ts';
import { stagedChanges } from './staged.ts';
import { openTarget } from './target.ts';
import { collectFiles } from './walk.ts';

/** Everything that is ever asked of git. */
async function examine(root: string): Promise<void> {
  const target = await openTarget(root);
  const options = { include: [], exclude: [], maxFiles: 100, maxDepth: 10, timeMs: 60_000 };
  const { files } = await collectFiles(target, options);
  assert.ok(files.length > 0);
  const commit = target.git?.commit ?? 'HEAD';
  await changesSince(target, 'main', { files, isSelected: () => true });
  await isDirty(target, files);
  await stagedChanges(target);
  await readFileAt(root, commit, 'a', 1000).catch(expectGitError);
  const oids: string[] = [];
  for await (const { oid } of (await listHistory(target)).blobs) oids.push(oid);
  for await (const blob of readBlobs(root, oids, { maxBytes: 1000 })) assert.ok(blob.oid !== '');
}

/** A blob that is missing may make a step fail, as long as nothing runs. */
function expectGitError(error: unknown): void {
  assert.ok(error instanceof LockstepError);
}

interface Attack {
  readonly name: string;
  readonly settings: readonly (readonly [key: string, value: string])[];
  readonly attributes?: string;
  /** What proves that the attack works on git as users run it. */
  readonly proof: readonly string[];
  readonly prepare?: (root: string) => void;
}

const attacks: readonly Attack[] = [
  { name: 'a file system monitor', settings: [['core.fsmonitor', 'SCRIPT']], proof: ['status'] },
  {
    name: 'a hook',
    settings: [['core.hooksPath', '.hooks']],
    proof: ['update-index', '--force-write-index'],
    prepare: (root) => {
      put(root, '.hooks/post-index-change', `#!/bin/sh\nexec ${scriptOf(root)}\n`);
      chmodSync(path.join(root, '.hooks/post-index-change'), 0o755);
    },
  },
  {
    name: 'a clean filter',
    settings: [['filter.x.clean', 'SCRIPT']],
    attributes: '* filter=x',
    proof: ['diff'],
  },
  {
    name: 'a filter process',
    settings: [['filter.x.process', 'SCRIPT']],
    attributes: '* filter=x',
    proof: ['diff'],
  },
  { name: 'an external diff', settings: [['diff.external', 'SCRIPT']], proof: ['diff'] },
  {
    name: 'a diff driver of the attributes',
    settings: [['diff.x.command', 'SCRIPT']],
    attributes: '* diff=x',
    proof: ['diff'],
  },
  {
    name: 'a text conversion',
    settings: [['diff.x.textconv', 'SCRIPT']],
    attributes: '* diff=x',
    proof: ['diff'],
  },
  {
    name: 'a signature check',
    settings: [
      ['log.showSignature', 'true'],
      ['gpg.program', 'SCRIPT'],
    ],
    proof: ['log'],
    prepare: signHead,
  },
  {
    name: 'a promised object fetched by a transport command',
    settings: [
      ['remote.origin.url', 'ext::SCRIPT'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*'],
      ['extensions.partialClone', 'origin'],
      ['protocol.ext.allow', 'always'],
      ['core.repositoryFormatVersion', '1'],
    ],
    proof: ['cat-file', 'blob', 'HEAD:lost'],
    prepare: loseBlob,
  },
  {
    name: 'a promised object fetched over ssh',
    settings: [
      ['remote.origin.url', 'ssh://host.invalid/x'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*'],
      ['extensions.partialClone', 'origin'],
      ['core.sshCommand', 'SCRIPT'],
      ['core.repositoryFormatVersion', '1'],
    ],
    proof: ['cat-file', 'blob', 'HEAD:lost'],
    prepare: loseBlob,
  },
];

function scriptOf(root: string): string {
  return `${root}-script`;
}

function signHead(root: string): void {
  const commit = execFileSync('git', ['cat-file', 'commit', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  });
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n';
  const signed = commit.replace('\n\n', `\n${signature}\n`);
  const oid = execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], {
    cwd: root,
    input: signed,
    encoding: 'utf8',
  });
  runGit(root, 'update-ref', 'HEAD', oid.trim());
}

function loseBlob(root: string): void {
  put(root, 'lost', 'lost');
  commitAll(root, 'second');
  const oid = runGit(root, 'rev-parse', 'HEAD:lost');
  rmSync(path.join(root, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  // A change of `lost`, so that comparisons would like to have it.
  put(root, 'lost', 'found');
}

for (const attack of attacks) {
  test(`${attack.name} named by the repository does not run`, async (context) => {
    const root = tempRepository(context, { a: 'a\n', b: 'b\n' });
    const marker = path.join(tempTree(context), 'marker');
    const script = scriptOf(root);
    context.after(() => rmSync(script, { force: true }));
    writeFileSync(script, `#!/bin/sh\ntouch ${marker}\nexit 1\n`, { mode: 0o755 });
    attack.prepare?.(root);
    if (attack.attributes !== undefined) put(root, '.gitattributes', attack.attributes);
    for (const [key, value] of attack.settings) {
      runGit(root, 'config', key, value.replace('SCRIPT', script));
    }
    put(root, 'a', 'c\n');

    await examine(root);
    assert.equal(existsSync(marker), false, 'the program of the repository ran');

    try {
      runGit(root, ...attack.proof);
    } catch (error) {
      // The script fails on purpose, and git may fail with it.
      assert.ok(error instanceof Error);
    }
    assert.equal(existsSync(marker), true, 'the attack proves nothing');
  });
}

test('a pipe in place of a file that git reads does not hang the run', async (context) => {
  const root = tempRepository(context, { a: 'a\n' });
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  for (const key of [
    'diff.orderFile',
    'core.attributesFile',
    'core.excludesFile',
    'mailmap.file',
  ]) {
    runGit(root, 'config', key, path.join(root, 'pipe'));
  }
  await examine(root);
});
