import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { outputFormats } from '../../src/cli/output.ts';
import { put, tempTree } from '../../src/io/tests/temp-tree.ts';
import { compileSchema, schemaValidator } from '../../src/report/tests/schemas.ts';
import {
  assertCode,
  assertRefused,
  blockingPolicy,
  lacking,
  leak,
  parseReport,
  User,
} from './lockstep.ts';

const repository = { 'app.py': leak, 'notes.txt': 'text\n', 'lockstep.yaml': blockingPolicy };

describe('every format', { concurrency: 2 }, () => {
  test('several formats in one run are all written whole', async (context) => {
    const root = tempTree(context, repository);
    const words = outputFormats.flatMap(({ name }) => ['-f', name, '-o', `out/${name}`]);
    mkdirSync(path.join(root, 'out'));
    const end = await new User(context).run(root, 'check', ...words);
    assertCode(end, 1);
    assert.equal(end.stdout, '');
    assert.equal(end.stderr, '');
    assert.deepEqual(
      readdirSync(path.join(root, 'out')).toSorted(),
      outputFormats.map(({ name }) => name).toSorted(),
    );
    for (const { name } of outputFormats) assertWhole(name, read(root, `out/${name}`));
  });

  for (const name of ['json', 'sarif', 'decision']) {
    test(`${name} to standard output is a document`, async (context) => {
      const end = await new User(context).run(tempTree(context, repository), 'check', '-f', name);
      assertCode(end, 1);
      assert.equal(end.stderr, '');
      assertWhole(name, end.stdout);
    });
  }

  test('the format of a file is told from its ending', async (context) => {
    const root = tempTree(context, repository);
    const files = ['a.sarif', 'a.json', 'a.html', 'a.md', 'a.xml', 'a.txt'];
    const words = files.flatMap((file) => ['-o', file]);
    assertCode(await new User(context).run(root, 'check', ...words), 1);
    for (const [index, name] of [
      'sarif',
      'json',
      'html',
      'markdown',
      'junit',
      'terminal',
    ].entries()) {
      assertWhole(name, read(root, files[index] ?? ''));
    }
  });
});

function read(root: string, file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

const schemas: Readonly<Record<string, (value: unknown) => readonly string[]>> = {
  json: ownSchema('report'),
  decision: ownSchema('decision'),
  sarif: schemaValidator('sarif-2.1.0.json'),
  'sarif-github': schemaValidator('sarif-2.1.0.json'),
  'gitlab-secrets': schemaValidator('gitlab-15.json'),
  'gitlab-sast': schemaValidator('gitlab-15.json'),
  'gitlab-dependency': schemaValidator('gitlab-15.json'),
  'gitlab-codequality': schemaValidator('gitlab-codequality.json'),
};

function ownSchema(name: string): (value: unknown) => readonly string[] {
  return compileSchema(JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8')));
}

/** First and last words of the formats that have no schema. */
const frames: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
  terminal: [/^Blocks: 1 finding\n/u, /\nBLOCKED +findings: 1 blocking\n$/u],
  html: [/^<!doctype html>/iu, /<\/html>\n$/u],
  markdown: [/^<!-- lockstep -->\n\n## Lockstep: blocked\n/u, /\n$/u],
  junit: [/^<\?xml version="1\.0"/u, /<\/testsuites>\n$/u],
  github: [/^::error /u, /\n$/u],
};

function assertWhole(name: string, text: string): void {
  const frame = frames[name];
  if (frame === undefined) {
    const validate = schemas[name];
    assert.ok(validate !== undefined, `no schema and no frame for ${name}`);
    assert.deepEqual(validate(JSON.parse(text)), []);
  } else {
    for (const part of frame) assert.match(text, part);
  }
}

/** What is said of an output path that cannot be written, and the path; nothing may have been left behind. */
async function refusedOutput(
  context: TestContext,
  file: string,
): Promise<readonly [said: string, file: string]> {
  const root = tempTree(context, { ...repository, 'folder/x': 'text\n' });
  const end = await new User(context).run(root, 'check', '-f', 'json', '-o', file);
  assertRefused(end, 'cannot write');
  assert.deepEqual(readdirSync(root).toSorted(), [
    'app.py',
    'folder',
    'lockstep.yaml',
    'notes.txt',
  ]);
  assert.deepEqual(readdirSync(path.join(root, 'folder')), ['x']);
  return [end.stderr, path.join(root, file)];
}

describe('bad input: output path', { concurrency: 2 }, () => {
  test('an output path that is a directory', async (context) => {
    const [said, file] = await refusedOutput(context, 'folder');
    assert.match(
      said,
      new RegExp(`cannot write ${file}: it is a directory\n {2}Name a file in it`, 'u'),
    );
  });

  test('an output path in a directory that does not exist', async (context) => {
    const [said, file] = await refusedOutput(context, 'none/report.json');
    assert.ok(
      said.includes(`cannot write ${file}: the directory ${path.dirname(file)} does not exist`),
    );
    assert.ok(said.includes(`mkdir -p ${path.dirname(file)}`));
  });

  test('an output path below a file', async (context) => {
    const [said, file] = await refusedOutput(context, 'notes.txt/report.json');
    assert.ok(said.includes(`cannot write ${file}: ${path.dirname(file)} is not a directory`));
  });

  test('an output path that is too long', async (context) => {
    const [said] = await refusedOutput(context, `${'x'.repeat(300)}.json`);
    assert.ok(said.includes('the path is too long') && said.includes('Choose a shorter path'));
  });

  test('an output path on a file system that takes no files', async (context) => {
    const root = tempTree(context, repository);
    const end = await new User(context).run(root, 'check', '-f', 'json', '-o', '/proc/report.json');
    assertRefused(
      end,
      'cannot write /proc/report.json: the system takes no files there',
      'Choose another path',
    );
  });

  test('a full disk leaves no half-written report', async (context) => {
    const disk = smallDisk(context);
    if (disk === undefined) return;
    const files: Record<string, string> = { 'lockstep.yaml': blockingPolicy };
    for (let n = 0; n < 100; n++) files[`f${n}.py`] = leak;
    const root = tempTree(context, files);
    const file = path.join(disk, 'report.json');
    put(disk, 'report.json', 'the report of yesterday');
    const end = await new User(context).run(root, 'check', '-f', 'json', '-o', file);
    assertRefused(end, `cannot write ${file}: the disk is full`, 'Free some space');
    assert.deepEqual(readdirSync(disk), ['report.json']);
    assert.equal(read(disk, 'report.json'), 'the report of yesterday');
  });

  test('when one of several reports cannot be written, none of them is changed', async (context) => {
    const root = tempTree(context, { ...repository, 'folder/x': '', 'b.json': 'of yesterday' });
    const words = [
      '-f',
      'sarif',
      '-o',
      'a.sarif',
      '-f',
      'json',
      '-o',
      'b.json',
      '-f',
      'html',
      '-o',
      'folder',
    ];
    const end = await new User(context).run(root, 'check', ...words, '-f', 'terminal');
    assertRefused(end, 'folder: it is a directory');
    assert.equal(read(root, 'b.json'), 'of yesterday');
    assert.deepEqual(readdirSync(root).toSorted(), [
      'app.py',
      'b.json',
      'folder',
      'lockstep.yaml',
      'notes.txt',
    ]);
  });

  test('an output path that is a link is replaced, not followed', async (context) => {
    const root = tempTree(context, repository);
    put(root, 'kept.txt', 'kept');
    execFileSync('ln', ['-s', 'kept.txt', 'report.json'], { cwd: root });
    assertCode(await new User(context).run(root, 'check', '-f', 'json', '-o', 'report.json'), 1);
    assert.equal(read(root, 'kept.txt'), 'kept');
    assertWhole('json', read(root, 'report.json'));
  });

  test('an output path that cannot be written is refused before anything is examined', async (context) => {
    const user = new User(context);
    const root = tempTree(context, { ...repository, 'folder/x': 'text\n' });
    assertRefused(await user.run(root, 'check', '-f', 'json', '-o', 'folder'), 'folder');
    assert.ok(!existsSync(user.cacheDir));
  });

  test('an output path of /dev/stdout is written to', async (context) => {
    const root = tempTree(context, repository);
    const line = '"$NODE" "$PROGRAM" check -f json -o /dev/stdout | cat';
    const end = await new User(context).shell(line, root).ended;
    assert.equal(end.stderr, '');
    assertWhole('json', end.stdout);
  });
});

/** A disk of 64 KiB, or undefined (and the test skipped) where none can be mounted. */
function smallDisk(context: TestContext): string | undefined {
  let mounted: string | undefined;
  // First, because hooks run in the order in which they are added: a mounted folder cannot be removed.
  context.after(() => {
    if (mounted !== undefined) execFileSync('umount', ['-l', mounted]);
  });
  const folder = tempTree(context);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    context.skip('only root can mount a small disk');
    return undefined;
  }
  mounted = folder;
  return folder;
}

const noFullDevice = existsSync('/dev/full') ? false : 'there is no /dev/full';

describe('bad input: standard output', { concurrency: 2 }, () => {
  test(
    'a full disk behind standard output is an error of the output',
    { skip: noFullDevice },
    async (context) => {
      const root = tempTree(context, repository);
      const full = openSync('/dev/full', 'w');
      const end = await new User(context).runWith({ stdout: full }, root, 'check', '-f', 'json');
      closeSync(full);
      assertRefused(end, 'cannot write to standard output: the disk is full', 'Free some space');
    },
  );

  test(
    'a full disk behind standard error does not change the decision',
    { skip: noFullDevice },
    async (context) => {
      const root = tempTree(context, repository);
      const full = openSync('/dev/full', 'w');
      const end = await new User(context).runWith({ stderr: full }, root, 'check', '-f', 'json');
      closeSync(full);
      assertCode(end, 1);
      assertWhole('json', end.stdout);
    },
  );

  test('a closed pipe (| head) is quiet', { skip: lacking('bash') }, async (context) => {
    const files: Record<string, string> = { 'lockstep.yaml': blockingPolicy };
    for (let n = 0; n < 300; n++) files[`f${n}.py`] = leak;
    const root = tempTree(context, files);
    const line = `"$NODE" "$PROGRAM" check -f json | head -n 1; echo "\${PIPESTATUS[0]}" >&2`;
    const end = await new User(context).shell(line, root).ended;
    assert.equal(end.stdout, '{\n');
    assert.equal(end.stderr, '1\n');
  });

  test('a long report goes whole through a slow pipe', async (context) => {
    const files: Record<string, string> = {};
    for (let n = 0; n < 300; n++) files[`f${n}.py`] = leak;
    const root = tempTree(context, files);
    const end = await new User(context).run(root, 'check', '-f', 'json');
    assertCode(end, 0);
    assert.equal(parseReport(end.stdout).findings.length, 300);
  });
});
