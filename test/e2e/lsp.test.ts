import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { put, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { indexOf } from '../components/advisory-index.ts';
import { EditorClient, uriOf, type EditorOptions } from './lsp-client.ts';
import { blockingPolicy, epoch, leak, User } from './lockstep.ts';

const app = `const express = require('express');
const { finger } = require('./users');
const app = express();
app.get('/users/:id', (req, res) => {
  res.json(finger(req.query.name));
});
`;
const users = `const { exec } = require('child_process');
exports.finger = function (name) {
  return exec('finger ' + name);
};
`;
const cookie = `const app = require('express')();
app.get('/', (req, res) => {
  res.cookie('token', 'a', { httpOnly: true });
});
`;

function lockWith(version: string): string {
  const packages = {
    '': { dependencies: { lodash: '^4.17.15' } },
    'node_modules/lodash': { version },
  };
  return JSON.stringify({ lockfileVersion: 3, packages });
}

/** An editor with this folder open, ended with the test. */
async function editor(
  context: TestContext,
  folders: readonly string[],
  options: Partial<EditorOptions> = {},
): Promise<EditorClient> {
  const { env } = new User(context);
  const client = await EditorClient.start({ folders, ...options, env: { ...env, ...options.env } });
  context.after(() => client.kill());
  return client;
}

/** Messages are plain text here, never markup. */
const messageOf = (diagnostic: Diagnostic | undefined): string =>
  typeof diagnostic?.message === 'string' ? diagnostic.message : '';
const codesOf = (diagnostics: readonly Diagnostic[]): readonly unknown[] =>
  diagnostics.map(({ code }) => code);
const hasCode =
  (code: string) =>
  (diagnostics: readonly Diagnostic[]): boolean =>
    codesOf(diagnostics).includes(code);
const ofVersion =
  (wanted: number) =>
  (_: readonly Diagnostic[], version: number | undefined): boolean =>
    version === wanted;
const everything = {
  start: { line: 0, character: 0 },
  end: { line: 1000, character: 0 },
};

describe('the language server', { concurrency: 2 }, () => {
  test('shows what the text of the editor holds, where it stands in UTF-16', async (context) => {
    const root = tempRepository(context, { 'lockstep.yaml': blockingPolicy, 'a.py': 'x = 1\n' });
    const file = path.join(root, 'a.py');
    const client = await editor(context, [root]);
    const text = `x = "🔑é"\r\n# 🔑 ${leak.trimEnd()}\r\n`;
    client.open(file, text, 'python');
    const [diagnostic] = await client.shown(file, hasCode('secrets/github-token'));
    assert.equal(diagnostic?.severity, DiagnosticSeverity.Error);
    assert.equal(diagnostic.source, 'lockstep');
    const document = TextDocument.create(uriOf(file), 'python', 1, text);
    const shown = document.getText(diagnostic.range);
    assert.match(shown, /^ghp_[A-Za-z0-9]{36}$/u);
    assert.ok(!JSON.stringify(diagnostic).includes(shown), 'the secret itself');
    const version = client.change(file, '', {
      start: { line: 1, character: 0 },
      end: { line: 2, character: 0 },
    });
    assert.deepEqual(await client.shown(file, ofVersion(version)), []);
    assert.equal(await client.end(), 0);
    assert.equal(client.stderr, '');
  });

  test('says how grave it is by the stage, and heeds comments and what git ignores', async (context) => {
    const policy =
      'version: 1\nrules: { "*": observe, secrets/*: warn, secrets/github-token: block }\n';
    const root = tempRepository(context, {
      'lockstep.yaml': policy,
      '.gitignore': 'own.py\n',
      'own.py': leak,
    });
    const client = await editor(context, [root]);
    const password = `PASSWORD = "${['zebra', 'Quartz', '418'].join('-')}"\n`;
    const file = path.join(root, 'a.js');
    client.open(file, `${cookie}// ${leak}const ${password}`);
    const severities = (await client.shown(file, hasCode('secrets/github-token'))).map(
      ({ code, severity }) => `${String(code)} ${severity}`,
    );
    assert.deepEqual(severities.toSorted(), [
      'code/cookie-not-secure 4',
      'secrets/generic-password 2',
      'secrets/github-token 1',
    ]);
    const quiet = path.join(root, 'b.py');
    client.open(
      quiet,
      `# lockstep-ignore-next-line secrets/github-token -- a test of the tests\n${leak}`,
    );
    assert.deepEqual(await client.shown(quiet, ofVersion(1)), []);
    client.openUri('untitled:Untitled-1', leak);
    client.openUri('file://elsewhere/a.py', leak);
    const ignored = path.join(root, 'own.py');
    client.open(ignored, leak);
    assert.deepEqual(await client.shown(ignored, ofVersion(1)), []);
    const off = await editor(context, [root], { initializationOptions: { observed: 'off' } });
    off.open(file, cookie);
    assert.deepEqual(await off.shown(file, ofVersion(1)), []);
  });

  test('shows the way of the data, also through a file that is open and not saved', async (context) => {
    const root = tempRepository(context, {
      'lockstep.yaml': 'version: 1\nrules: { code/command-injection: warn }\n',
      'app.js': 'module.exports = 1;\n',
      'users.js': users,
    });
    const [first, second] = [path.join(root, 'app.js'), path.join(root, 'users.js')];
    const client = await editor(context, [root]);
    client.open(second, users);
    // Of itself it is a library that runs what it is given.
    const alone = ['code/library-command-injection'];
    assert.deepEqual(codesOf(await client.shown(second, ofVersion(1))), alone);
    client.open(first, app);
    const shown = await client.shown(second, hasCode('code/command-injection'));
    const [diagnostic] = shown;
    assert.equal(shown.length, 1);
    assert.equal(diagnostic?.severity, DiagnosticSeverity.Warning);
    assert.match(diagnostic.codeDescription?.href ?? '', /^https:\/\//u);
    const steps = diagnostic.relatedInformation ?? [];
    assert.deepEqual(
      [steps.at(0)?.location, steps.at(-1)?.location].map((at) => [at?.uri, at?.range.start.line]),
      [
        [uriOf(first), 4],
        [uriOf(second), 2],
      ],
    );
    // What the program said stays with its line until it is asked again.
    const version = client.change(second, '// more\n\n', {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    });
    const [moved] = await client.shown(second, ofVersion(version));
    assert.equal(moved?.range.start.line, 4);
    client.change(first, 'module.exports = 2;\n');
    await client.shown(second, (now) => String(codesOf(now)) === String(alone));
  });

  test('offers the safe change, which then holds, with the ends of lines of the text', async (context) => {
    const root = tempRepository(context, { 'a.js': '' });
    const file = path.join(root, 'a.js');
    const text = cookie.replaceAll('\n', '\r\n');
    const client = await editor(context, [root]);
    client.open(file, text);
    await client.shown(file, hasCode('code/cookie-not-secure'));
    const [fix] = await client.actions(file, everything);
    assert.match(fix?.title ?? '', /mend code\/cookie-not-secure/u);
    const [change] = fix?.edit?.documentChanges ?? [];
    assert.ok(change !== undefined && 'edits' in change && change.textDocument.version === 1);
    const edits = change.edits.filter((edit) => 'newText' in edit);
    const document = TextDocument.create(uriOf(file), 'javascript', 1, text);
    const mended = TextDocument.applyEdits(document, edits);
    assert.equal(mended, text.replace('httpOnly: true }', 'httpOnly: true, secure: true }'));
    const version = client.change(file, mended);
    assert.deepEqual(await client.shown(file, ofVersion(version)), []);
  });

  test('records a verdict when a person says so, and in no folder that nobody trusts', async (context) => {
    const root = tempRepository(context, { 'lockstep.yaml': blockingPolicy });
    const file = path.join(root, 'a.py');
    const client = await editor(context, [root], { args: ['--by', 'ann@example.test'] });
    client.open(file, leak, 'python');
    await client.shown(file, hasCode('secrets/github-token'));
    const log = path.join(root, '.lockstep/log');
    const wrong = (await client.actions(file, everything)).find(({ title }) =>
      title.endsWith('is wrong'),
    );
    await client.execute(wrong);
    assert.match(
      client.questions[0] ?? '',
      /false-positive-wrong on secrets\/github-token at a\.py:1/u,
    );
    assert.ok(!existsSync(log), 'nobody said yes');
    client.answer = 'Record';
    await client.execute(wrong);
    await client.told(/false-positive-wrong, by ann@example\.test/u);
    const [segment = ''] = readdirSync(log);
    const entry = JSON.parse(readFileSync(path.join(log, segment), 'utf8'));
    assert.deepEqual(
      [entry.kind, entry.verdict, entry.rule, entry.path, entry.blocked],
      ['verdict', 'false-positive-wrong', 'secrets/github-token', 'a.py', true],
    );
    const untrusting = await editor(context, [root], { initializationOptions: { trusted: false } });
    untrusting.open(file, leak, 'python');
    await untrusting.shown(file, hasCode('secrets/github-token'));
    assert.deepEqual(await untrusting.actions(file, everything), []);
    untrusting.answer = 'Record';
    await untrusting.execute(wrong);
    await untrusting.told(/nothing was recorded/u);
  });

  test('shows what is wrong with a policy at its place, and examines again once it is mended', async (context) => {
    const root = tempRepository(context, { 'lockstep.yaml': 'version: 1\nruels: {}\n' });
    put(root, 'sub/a.py', '');
    const [file, policy] = [path.join(root, 'sub/a.py'), path.join(root, 'lockstep.yaml')];
    // The policy of a folder within a repository is that of the repository.
    const client = await editor(context, [path.join(root, 'sub')]);
    client.open(file, leak, 'python');
    const lost = await client.shown(file, hasCode('lockstep/incomplete'));
    assert.match(messageOf(lost[0]), /policy cannot be used/u);
    const [fault] = await client.shown(policy, hasCode('lockstep/policy'));
    assert.deepEqual(fault?.range.start, { line: 1, character: 0 });
    assert.match(messageOf(fault), /ruels/u);
    await client.told(/examines nothing here/u);
    client.open(policy, 'version: 1\nruels: {}\n', 'yaml');
    await client.shown(
      policy,
      (shown, version) => version === 1 && hasCode('lockstep/policy')(shown),
    );
    client.change(policy, blockingPolicy);
    await client.shown(policy, (shown) => !hasCode('lockstep/policy')(shown));
    put(root, 'lockstep.yaml', blockingPolicy);
    client.save(policy);
    const [found] = await client.shown(file, hasCode('secrets/github-token'));
    assert.equal(found?.severity, DiagnosticSeverity.Error);
  });

  test('says of a text that is too long that it was not examined', async (context) => {
    const root = tempTree(context);
    const file = path.join(root, 'a.py');
    const client = await editor(context, [root]);
    client.open(file, `${leak}${'# 456789\n'.repeat(240_000)}`, 'python');
    assert.deepEqual(codesOf(await client.shown(file, ofVersion(1))), ['lockstep/incomplete']);
  });

  test('judges each folder by its own policy, and a file of none by that of its repository', async (context) => {
    const [strict, mild, other] = [
      blockingPolicy,
      blockingPolicy.replace('block', 'warn'),
      blockingPolicy,
    ].map((policy) => tempRepository(context, { 'lockstep.yaml': policy, 'src/keep': '' }));
    assert.ok(strict !== undefined && mild !== undefined && other !== undefined);
    const client = await editor(context, [strict, mild]);
    const severityIn = async (root: string): Promise<unknown> => {
      const file = path.join(root, 'src', 'a.py');
      client.open(file, leak, 'python');
      return (await client.shown(file, hasCode('secrets/github-token')))[0]?.severity;
    };
    assert.equal(await severityIn(strict), DiagnosticSeverity.Error);
    assert.equal(await severityIn(mild), DiagnosticSeverity.Warning);
    assert.equal(await severityIn(other), DiagnosticSeverity.Error);
  });

  test('judges the components of a lockfile by the advisories of this machine', async (context) => {
    const record = {
      id: 'GHSA-35jh-r3h4-6jhm',
      modified: '2026-05-30T00:00:00Z',
      summary: 'What is wrong with lodash',
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
      affected: [
        {
          package: { ecosystem: 'npm', name: 'lodash' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] }],
        },
      ],
    };
    const index = indexOf({ npm: [record] }, new Date(Number(epoch) * 1000).toISOString());
    index.close();
    context.after(() => rmSync(index.folder, { recursive: true, force: true }));
    const root = tempRepository(context, {
      'lockstep.yaml': 'version: 1\nrules: { components/*: warn }\n',
      'package.json': '{ "dependencies": { "lodash": "^4.17.15" } }',
      'package-lock.json': lockWith('4.17.21'),
    });
    const file = path.join(root, 'package-lock.json');
    const client = await editor(context, [root], { env: { LOCKSTEP_ADVISORIES: index.folder } });
    client.open(file, lockWith('4.17.15'), 'json');
    const shown = await client.shown(file, hasCode('components/critical-fixable'));
    assert.match(messageOf(shown[0]), /lodash/u);
  });

  test('ends with the editor', async (context) => {
    const root = tempTree(context);
    const client = await editor(context, [root]);
    client.open(path.join(root, 'app.js'), app);
    await client.hangUp();
    assert.equal(await client.ended, 1);
    assert.equal(client.stderr, '');
  });
});
