import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { commitAll, put, runGit, tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertRefused, User } from './lockstep.ts';

const rule = (match: string): string =>
  `version: 1\nrules:\n  - { id: no-f, title: T, languages: [javascript], match: "${match}" }\n`;
const code = '// ruleid: no-f\nf(1)\n// ok: no-f\ng(1)\n';

test('rules are tested on the code beside them', async (context) => {
  const root = tempTree(context);
  put(root, '.lockstep/rules/no-f.yaml', rule('f($X)'));
  put(root, '.lockstep/rules/no-f.js', code);
  const end = await new User(context).run(root, 'rules', 'test', '--strict');
  assert.equal(
    end.stdout,
    'ok        code/custom-no-f  1 hit, 1 ok\n\n1 passed, 0 failed, 0 untested\n',
  );
  assert.equal(end.code, 0);
});

test('a rule that does not do what its tests say fails', async (context) => {
  const root = tempTree(context);
  put(root, 'no-f.yml', rule('g($X)'));
  put(root, 'no-f.test.js', code);
  const end = await new User(context).run(root, 'rules', 'test', 'no-f.yml');
  assert.equal(end.code, 1);
  assert.match(
    end.stdout,
    /no-f\.test\.js:2 is not found\n.*no-f\.test\.js:4 is found, and must not be/u,
  );
});

test('a rule without tests passes, unless tests are asked for', async (context) => {
  const root = tempTree(context);
  put(root, 'a.yaml', rule('f($X)'));
  const user = new User(context);
  assert.equal((await user.run(root, 'rules', 'test', '.')).code, 0);
  assert.equal((await user.run(root, 'rules', 'test', '.', '--strict')).code, 1);
});

test('a rule file that cannot be used is told with its places', async (context) => {
  const root = tempTree(context);
  put(root, 'a.yaml', rule('f('));
  const user = new User(context);
  assertRefused(
    await user.run(root, 'rules', 'test', '.'),
    'the rules cannot be used',
    'a.yaml:3:59',
  );
  assertRefused(await user.run(root, 'rules', 'test', 'nothing'), 'nothing cannot be read');
  assertRefused(await user.run(root, 'rules', 'frobnicate'), 'what is to be done?');
  const empty = tempTree(context);
  assert.equal((await user.run(empty, 'rules', 'test', '.')).code, 3);
});

test('rules of Semgrep are imported, and what cannot be is listed', async (context) => {
  const root = tempTree(context);
  put(
    root,
    'theirs.yaml',
    'rules:\n- { id: a.b, message: M, severity: INFO, languages: [js], pattern: f($X) }\n- { id: c, message: M, severity: INFO, languages: [ruby], pattern: f() }\n',
  );
  const user = new User(context);
  const end = await user.run(root, 'rules', 'import', 'theirs.yaml', '-o', 'ours.yaml');
  assert.equal(end.code, 1);
  assert.equal(
    end.stderr,
    'imported  a.b as code/custom-a-b\nleft out  theirs.yaml:3: c: language "ruby"\n1 of 2 rules imported\n',
  );
  assert.match(readFileSync(path.join(root, 'ours.yaml'), 'utf8'), /match: "f\(\$X\)"/u);
  assert.equal((await user.run(root, 'rules', 'test', 'ours.yaml')).code, 0);
});

test('rules of the target judge its code, and the policy says how hard', async (context) => {
  const root = tempTree(context);
  put(root, '.lockstep/rules/no-f.yaml', rule('f($X)'));
  put(root, '.lockstep/rules/no-f.js', 'f(1)\n');
  put(root, 'src/a.js', 'f(2);\n');
  put(root, 'lockstep.yaml', 'version: 1\nrules: { code/custom-no-f: block }\n');
  const end = await new User(context).run(root, 'code');
  assert.equal(end.code, 1, end.stderr);
  assert.match(end.stdout, /code\/custom-no-f {2}T\n {2}src\/a\.js:1:1\n/u);
  assert.doesNotMatch(end.stdout, /no-f\.js/u);
});

test('models of the target tell its sources and sinks', async (context) => {
  const root = tempTree(context);
  put(
    root,
    '.lockstep/rules/ours.yaml',
    `version: 1
models:
  - id: ours
    languages: [javascript]
    paths:
      ours.input(): { source: { kind: remote, what: our queue } }
      ours.run(): { sinks: [{ rule: command-injection, at: ['0'] }] }
`,
  );
  put(root, 'a.js', "const ours = require('ours');\nours.run(ours.input());\n");
  const end = await new User(context).run(root, 'code');
  assert.match(end.stdout, /code\/command-injection.*\n {2}a\.js:2/u);
});

const flowRule = `version: 1
rules:
  - id: report
    title: Untrusted data in a report
    message: "$CMD of $Q is run"
    languages: [javascript]
    taint:
      sources: [{ pattern: $Q.receive(), what: message of the queue }]
      sinks: ["report.run($CMD)"]
      sanitisers: [report.quote(...)]
`;

test('a rule follows data through files, and says the way in its words', async (context) => {
  const root = tempTree(context);
  const user = new User(context);
  put(root, '.lockstep/rules/report.yaml', flowRule);
  put(root, 'src/in.js', "import { go } from './out.js';\ngo(jobs.receive());\n");
  put(root, 'src/out.js', 'export function go(name) {\n  report.run(`make ${name}`);\n}\n');
  const end = await user.run(root, 'code');
  assert.match(
    end.stdout,
    /code\/custom-report .*\n {2}src\/out\.js:2:3\n[\s\S]*`make \$\{name\}` of jobs is run\.[\s\S]*src\/in\.js:2.*message of the queue[\s\S]*src\/in\.js:2.*passed to go\(\)[\s\S]*src\/out\.js:2.*reaches report\.run\(\)/u,
  );
  // The sources are as they were: only the rule says something else.
  put(
    root,
    '.lockstep/rules/report.yaml',
    flowRule.replace('report.run($CMD)', 'report.ran($CMD)'),
  );
  assert.doesNotMatch((await user.run(root, 'code')).stdout, /custom-report/u);
  put(root, '.lockstep/rules/report.yaml', flowRule);
  put(root, 'src/in.js', "import { go } from './out.js';\ngo(report.quote(jobs.receive()));\n");
  assert.doesNotMatch((await user.run(root, 'code')).stdout, /custom-report/u);
});

test('the policy says where rules lie besides', async (context) => {
  const root = tempTree(context);
  const user = new User(context);
  put(root, 'platform/no-f.yaml', rule('f($X)').replace('T,', 'No f here,'));
  put(root, 'platform/no-f.js', code);
  put(root, 'src/a.js', 'f(2);\n');
  assert.doesNotMatch((await user.run(root, 'code')).stdout, /custom-no-f/u);
  put(root, 'lockstep.yaml', 'version: 1\ncode: { rules: [platform/*.yaml] }\n');
  assert.match((await user.run(root, 'code')).stdout, /custom-no-f[^]*src\/a\.js:1:1/u);
  const tested = await user.run(root, 'rules', 'test');
  assert.match(tested.stdout, /1 passed, 0 failed, 0 untested/u);
  const listed = await user.run(root, 'explain');
  assert.match(listed.stdout, /code\/custom-no-f.*No f here/u);
  const explained = await user.run(root, 'explain', 'code/custom-no-f');
  assert.match(explained.stdout, /^code\/custom-no-f\nNo f here\n/u);
  put(root, 'lockstep.yaml', 'version: 1\ncode: { rules: ["platform/*.yaml" }\n');
  const broken = await user.run(root, 'explain');
  assert.equal(broken.code, 0);
  assert.match(broken.stderr, /rules of the target here are not listed/u);
});

test('a folder is examined by what holds above it', async (context) => {
  const root = tempTree(context);
  const user = new User(context);
  put(root, '.lockstep/rules/report.yaml', flowRule);
  put(root, 'tsconfig.json', '{ "extends": "./config/base" }');
  put(root, 'config/base.json', '{ "compilerOptions": {} }');
  put(root, 'config/tsconfig.paths.json', '{ "extends": "../tsconfig.json" }');
  put(root, 'src/in.ts', "import { go } from '@/out';\ngo(jobs.receive());\n");
  put(root, 'src/out.ts', 'export function go(name: string) {\n  report.run(name);\n}\n');
  runGit(root, 'init', '-q', '-b', 'main');
  assert.doesNotMatch((await user.run(root, 'code', 'src')).stdout, /custom-report/u);
  put(root, 'tsconfig.json', '{ "extends": "./config/tsconfig.paths.json", }');
  put(
    root,
    'config/tsconfig.paths.json',
    '{ "extends": "../tsconfig.json", "compilerOptions": { "paths": { "@/*": ["../src/*"] } } }',
  );
  const end = await user.run(root, 'code', 'src');
  assert.match(end.stdout, /custom-report[^]*src\/out\.ts:2/u, end.stderr);
  commitAll(root, 'first');
  put(root, 'src/in.ts', "import { go } from '@/out';\ngo(jobs.receive(1));\n");
  commitAll(root, 'second');
  put(root, 'src/in.ts', "import { go } from '@/out';\ngo(jobs.receive());\n");
  put(root, '.lockstep/rules/report.yaml', 'version: 1\n');
  for (const how of [['--since', 'main'], ['--staged']]) {
    runGit(root, 'add', '.');
    const change = await user.run(root, 'code', ...how, 'src');
    assert.match(change.stdout, /custom-report[^]*src\/out\.ts:2/u, how.join(' '));
  }
});

test('a rule that cannot be used is told, and the others are used', async (context) => {
  const root = tempTree(context);
  put(root, '.lockstep/rules/a.yaml', rule('f('));
  put(root, '.lockstep/rules/b.yaml', rule('f($X)').replace('no-f', 'no-g'));
  put(root, 'a.js', 'f(1);\n');
  const end = await new User(context).run(root, 'code');
  assert.match(end.stdout, /code\/custom-no-g/u);
  assert.match(end.stdout, /a\.yaml \(code\): .*the rule "no-f" is not used: line\s3/su);
});

test('a change is judged by the rules before it', async (context) => {
  const root = tempTree(context);
  put(root, '.lockstep/rules/no-f.yaml', rule('f($X)'));
  put(root, 'a.js', 'g(1);\n');
  runGit(root, 'init', '-q', '-b', 'main');
  commitAll(root, 'first');
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, '.lockstep/rules/no-f.yaml', rule('h($X)'));
  put(root, 'a.js', 'g(1);\nf(2);\nh(3);\n');
  const end = await new User(context).run(root, 'code', '--since', 'main');
  assert.match(end.stdout, /a\.js:2:1/u);
  assert.doesNotMatch(end.stdout, /a\.js:3:1/u);
});
