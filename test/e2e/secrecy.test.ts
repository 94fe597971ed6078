import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { withCrc } from '../../src/checks/secrets/rules/checksum.ts';
import { fill } from '../../src/checks/secrets/rules/fill.ts';
import { outputFormats } from '../../src/cli/output.ts';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertCode, blockingPolicy, parseReport, User, type End } from './lockstep.ts';

/** Apart from its frame, so that no scanner takes this file for a leak. */
const keyKind = 'RSA';

/** Synthetic secrets of several kinds, and the file that leaks each. None was ever valid. */
const planted: readonly {
  readonly file: string;
  readonly secret: string;
  readonly text: string;
}[] = [
  { file: 'token.py', secret: withCrc('ghp_', fill(30)) },
  { file: 'two.js', secret: withCrc('gho_', fill(30, 'base62', 7)) },
  { file: 'stripe.rb', secret: `sk_live_${fill(24)}` },
  { file: '.env', secret: fill(40, 'base64', 3), line: 'AWS_SECRET_ACCESS_KEY=' },
  { file: 'hook.sh', secret: `xoxb-${fill(12, 'digits')}-${fill(12, 'digits', 2)}-${fill(24)}` },
  {
    file: 'db.yaml',
    secret: fill(18, 'base62', 5),
    line: 'url: postgres://app:',
    end: '@db.internal:5432/app',
  },
  {
    file: 'settings.ini',
    secret: `${fill(9, 'base62', 4)}!${fill(8, 'base62', 8)}`,
    line: 'password = ',
  },
  {
    file: 'log.txt',
    secret: fill(32, 'base62', 11),
    line: 'curl -H "Authorization: Bearer ',
    end: '"',
  },
  { file: 'key.pem', secret: fill(64, 'base64', 9), line: keyHead(), end: keyEnd() },
  {
    file: 'a file with \u001b[31m in its name.py',
    secret: withCrc('ghp_', fill(30, 'base62', 12)),
  },
].map(({ file, secret, line = 'token = "', end = line === 'token = "' ? '"' : '' }) => ({
  file,
  secret,
  text: `${line}${secret}${end}\n`,
}));

function keyHead(): string {
  const rest = [2, 3, 4, 5].map((seed) => fill(64, 'base64', seed)).join('\n');
  return `-----BEGIN ${keyKind} PRIVATE KEY-----\n${rest}\n`;
}

function keyEnd(): string {
  return `\n${fill(64, 'base64', 6)}\n-----END ${keyKind} PRIVATE KEY-----`;
}

const files = Object.fromEntries(planted.map(({ file, text }) => [file, text]));
const formats = outputFormats.map(({ name }) => name);

/** Fails when a secret, or so much of one that the rest could be tried, is in the text, in any spelling. */
function assertNoSecret(text: string, where: string): void {
  const plain = `${text}\n${text.replaceAll(/\\u00([0-9a-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))}`;
  for (const { secret, file } of planted) {
    const spellings = [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').replaceAll('=', '').slice(2, -2),
      Buffer.from(secret).toString('hex'),
      secret.split('').toReversed().join(''),
      // Tokens begin with what names their kind; the rest of them is what is secret.
      secret.slice(-12),
      secret.slice(Math.floor(secret.length / 2) - 6).slice(0, 12),
    ];
    for (const spelling of spellings) {
      assert.ok(!plain.includes(spelling), `the secret of ${JSON.stringify(file)} is in ${where}`);
    }
  }
}

function assertNoSecretIn(end: End, where: string): void {
  assertNoSecret(end.stdout, `${where}, standard output`);
  assertNoSecret(end.stderr, `${where}, standard error`);
}

function filesFound(end: End): ReadonlySet<string> {
  return new Set(parseReport(end.stdout).findings.map(({ location }) => location.path));
}

async function allFormats(user: User, root: string, ...words: readonly string[]): Promise<void> {
  const out = path.join(user.home, 'out');
  mkdirSync(out, { recursive: true });
  const outputs = formats.flatMap((name) => ['-f', name, '-o', path.join(out, name)]);
  const end = await user.run(root, ...words, '-v', ...outputs);
  assertNoSecretIn(end, words.join(' '));
  for (const name of formats) {
    const text = readFileSync(path.join(out, name), 'utf8');
    assertNoSecret(text, `${words.join(' ')} -f ${name}`);
  }
}

describe('a secret never appears', { concurrency: 2 }, () => {
  test('the planted secrets are all found', async (context) => {
    const end = await new User(context).run(tempTree(context, files), 'secrets', '-f', 'json');
    assert.deepEqual(filesFound(end), new Set(planted.map(({ file }) => file)));
  });

  test('in any format, on standard error, in the cache, in the key folder', async (context) => {
    const user = new User(context);
    const root = tempTree(context, { ...files, 'lockstep.yaml': blockingPolicy });
    await allFormats(user, root, 'check');
    await allFormats(user, root, 'secrets');
    const terminal = await user.run(root, 'secrets', '-v', '--color', 'always');
    assertCode(terminal, 1);
    assertNoSecretIn(terminal, 'colours');
    assert.match(user.kept(), /lockstep-cache-1/u);
    assertNoSecret(user.kept(), 'the home of the user');
  });

  test('in the history, the staged changes, a diff and standard input', async (context) => {
    const user = new User(context);
    const root = tempRepository(context, { 'lockstep.yaml': blockingPolicy });
    for (const { file, text } of planted) put(root, file, text);
    runGit(root, 'add', '-A');
    await allFormats(user, root, 'secrets', '--staged');
    commitAll(root, 'leak');
    await allFormats(user, root, 'secrets', '--history');
    await allFormats(user, root, 'check', '--since', 'HEAD~1');
    const diff = runGit(root, 'diff', 'HEAD~1');
    assertNoSecretIn(
      await user.runWith({ input: diff }, root, 'secrets', '--diff', '-v'),
      '--diff',
    );
    for (const { text, file } of planted.slice(3, 6)) {
      const words = ['secrets', '--stdin', '--name', path.basename(file), '-v', '-f', 'json'];
      assertNoSecretIn(await user.runWith({ input: text }, root, ...words), '--stdin');
    }
    assertNoSecret(user.kept(), 'the home of the user');
  });

  test('in the baseline and the decision record', async (context) => {
    const user = new User(context);
    const root = tempTree(context, files);
    assertNoSecretIn(await user.run(root, 'baseline'), 'baseline');
    assertNoSecret(
      readFileSync(path.join(root, '.lockstep/baseline.json'), 'utf8'),
      'the baseline',
    );
    const record = await user.run(root, 'check', '-f', 'decision', '-o', 'decision.json');
    assertNoSecretIn(record, 'decision');
    const text = readFileSync(path.join(root, 'decision.json'), 'utf8');
    assertNoSecret(text, 'the decision record');
    assertNoSecretIn(await user.run(root, 'verify', 'decision.json'), 'verify');
  });

  test('in a message about a suppression that is wrong', async (context) => {
    const [first] = planted;
    assert.ok(first !== undefined);
    const comment = `# lockstep-ignore secrets/github-tokn -- ${first.secret}`;
    const root = tempTree(context, { 'app.py': `token = "${first.secret}" ${comment}\n` });
    await allFormats(new User(context), root, 'check');
  });

  test('when it is in an archive, in a name, or twice on a line', async (context) => {
    const user = new User(context);
    const [first, second] = planted;
    assert.ok(first !== undefined && second !== undefined);
    const root = tempTree(context, {
      'both.py': `a = "${first.secret}"; b = "${second.secret}"; c = "${first.secret}"\n`,
    });
    putBytes(root, 'packed.txt.gz', gzipSync(first.text));
    await allFormats(user, root, 'secrets');
  });

  test('when the report cannot be written', async (context) => {
    const user = new User(context);
    const root = tempTree(context, files);
    const end = await user.run(root, 'check', '-f', 'json', '-o', path.join(root, '.env', 'x'));
    assertCode(end, 2);
    assertNoSecretIn(end, 'an output that cannot be written');
  });
});

function putBytes(root: string, name: string, bytes: Buffer): void {
  put(root, name, '');
  writeFileSync(path.join(root, name), bytes);
}
