import assert from 'node:assert/strict';
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertCode, blockingPolicy, leak, User, type End } from '../e2e/lockstep.ts';
import { documentsOf, scriptsOf } from './ready-files.ts';

const program = path.resolve('dist/main.js');
const warningPolicy = blockingPolicy.replace('block', 'warn');

/** A clone as a build server has it: `main`, and a change on top of it that brings a secret. */
function cloneWithLeak(context: TestContext, policy: string = blockingPolicy): string {
  const root = tempRepository(context, { 'lockstep.yaml': policy, 'a.py': 'print(1)\n' });
  runGit(root, 'update-ref', 'refs/remotes/origin/main', 'main');
  runGit(root, 'checkout', '-q', '-b', 'feature');
  put(root, 'b.py', leak);
  commitAll(root, 'change');
  return root;
}

/** A folder for `PATH` in which `lockstep` is the built program, or what the script says. */
function installed(context: TestContext, script?: string): string {
  const run = `exec '${process.execPath}' '${program}' "$@"`;
  const folder = tempTree(context, { lockstep: `#!/bin/sh\n${script ?? run}\n` });
  chmodSync(path.join(folder, 'lockstep'), 0o755);
  return folder;
}

/** Runs a script as a step of a build server does. */
async function step(
  context: TestContext,
  cwd: string,
  {
    shell = ['sh', '-e', '-c'],
    script,
    env = {},
    bin = installed(context),
  }: {
    readonly shell?: readonly string[];
    readonly script: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly bin?: string;
  },
): Promise<End> {
  const user = new User(context);
  const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
  return user.startAny([...shell, script], cwd, { env: { ...env, PATH } }).ended;
}

describe('the action for GitHub', () => {
  interface Step {
    readonly if?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
  }
  interface Action {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly runs: { readonly steps: readonly Step[] };
  }

  /** Its shell steps in order, as a runner runs them, to the first that fails. */
  async function act(
    context: TestContext,
    cwd: string,
    env: Readonly<Record<string, string>>,
    inputs: Readonly<Record<string, string>> = { advisories: 'false' },
  ): Promise<End & { readonly output: string; readonly summary: string }> {
    // oxlint-disable-next-line no-unsafe-type-assertion -- files.test.ts holds it against its schema
    const action = documentsOf('action.yml')[0] as Action;
    const temp = tempTree(context, { output: '', summary: '' });
    const valueOf = (expression: string): string => {
      if (expression === 'runner.temp') return temp;
      const name = /^inputs\.(?<name>[a-z-]+)$/u.exec(expression)?.groups?.['name'] ?? '';
      const input = action.inputs[name];
      assert.ok(input !== undefined, expression);
      return inputs[name] ?? input.default;
    };
    const runner = {
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: path.resolve('.'),
      GITHUB_WORKSPACE: cwd,
      GITHUB_OUTPUT: path.join(temp, 'output'),
      GITHUB_STEP_SUMMARY: path.join(temp, 'summary'),
      GITHUB_REF_TYPE: 'branch',
      ...env,
    };
    let end: End | undefined;
    for (const { if: condition = '', run, env: own = {} } of action.runs.steps) {
      const isOff = condition.includes('inputs.advisories') && inputs['advisories'] === 'false';
      if (run === undefined || isOff) continue;
      const filled = Object.entries(own).map(([name, text]): [string, string] => [
        name,
        text.replaceAll(/\$\{\{ (?<it>[^}]{1,80}) \}\}/gu, (_, it: string) => valueOf(it)),
      ]);
      const shell = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'];
      end = await step(context, cwd, {
        shell,
        script: run,
        env: { ...runner, ...Object.fromEntries(filled) },
      });
      if (end.code !== 0) break;
    }
    assert.ok(end !== undefined);
    const read = (name: string): string => readFileSync(path.join(temp, name), 'utf8');
    return { ...end, output: read('output'), summary: read('summary') };
  }

  const change = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main' };

  test('fails for what the policy blocks, and says it where people look', async (context) => {
    const root = cloneWithLeak(context);
    const end = await act(context, root, change, {});
    assertCode(end, 1);
    assert.match(end.stdout, /^::error file=b\.py,line=1,/mu);
    assert.match(end.output, /^decision=block$/mu);
    const sarif = /^sarif=(?<file>.+)$/mu.exec(end.output)?.groups?.['file'] ?? '';
    assert.equal(JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results.length, 1);
    assert.match(end.summary, /Lockstep: blocked/u);
    assert.equal(runGit(root, 'status', '--porcelain'), '');
  });

  test('passes with warnings, and tells later steps', async (context) => {
    const end = await act(context, cloneWithLeak(context, warningPolicy), change);
    assertCode(end, 0);
    assert.match(end.output, /^decision=warn$/mu);
    assert.match(end.stdout, /^::warning file=b\.py/mu);
  });

  test('takes names of branches and inputs for names', async (context) => {
    const root = cloneWithLeak(context);
    const name = 'x;touch${IFS}pwned;$(touch${IFS}pwned)`touch${IFS}pwned`';
    runGit(root, 'update-ref', `refs/remotes/origin/${name}`, 'main');
    assertCode(await act(context, root, { ...change, GITHUB_BASE_REF: name }), 1);
    const end = await act(context, root, change, {
      path: '"; touch pwned; "',
      advisories: 'false',
    });
    assertCode(end, 2);
    assert.match(end.output, /^decision=undecided$/mu);
    assert.match(end.stdout, /^::error title=Lockstep could not decide::/mu);
    assert.match(end.summary, /could not decide/u);
    assert.ok(!existsSync(path.join(root, 'pwned')));
  });

  test('does not pass without the history that it needs', async (context) => {
    const origin = cloneWithLeak(context);
    const clone = path.join(tempTree(context), 'clone');
    runGit(origin, 'clone', '-q', '--depth', '1', `file://${origin}`, clone);
    const end = await act(context, clone, change);
    assertCode(end, 2);
    assert.match(end.stderr, /fetch-depth: 0/u);
  });

  test('does not compare the base with itself', async (context) => {
    const root = cloneWithLeak(context);
    runGit(root, 'checkout', '-q', 'main');
    const end = await act(context, root, { ...change, GITHUB_EVENT_NAME: 'pull_request_target' });
    assertCode(end, 2);
    assert.match(end.stderr, /pull_request_target/u);
  });

  test('compares a merge queue with what it comes on top of', async (context) => {
    const root = cloneWithLeak(context);
    const base = runGit(root, 'rev-parse', 'main');
    const event = JSON.stringify({ merge_group: { base_sha: base } });
    const GITHUB_EVENT_PATH = path.join(tempTree(context, { event }), 'event');
    const end = await act(context, root, {
      GITHUB_REF_NAME: 'gh-readonly-queue',
      GITHUB_EVENT_PATH,
    });
    assertCode(end, 1);
    assert.match(end.stderr, new RegExp(`compared with ${base}`, 'u'));
  });
});

describe('the component for GitLab', () => {
  const script = `${scriptsOf('templates/lockstep.yml', 'script').join('\n')}\n`;
  const env = {
    GITLAB_CI: 'true',
    CI_DEFAULT_BRANCH: 'main',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    LOCKSTEP_PATH: '.',
  };

  test('fails for what the policy blocks, with the reports that GitLab shows', async (context) => {
    const root = cloneWithLeak(context);
    assertCode(await step(context, root, { script, env }), 1);
    const named = scriptsOf('templates/lockstep.yml', 'reports', ...reportKeys);
    assert.equal(named.length, reportKeys.length);
    for (const file of named) assert.ok(existsSync(path.join(root, file)), file);
    assert.equal(runGit(root, 'status', '--porcelain'), '');
  });

  test('believes no cache that a change brings', async (context) => {
    const root = cloneWithLeak(context);
    put(root, '.lockstep-cache/advisories/x', 'planted');
    commitAll(root, 'a cache');
    const end = await step(context, root, { script, env });
    assertCode(end, 2);
    assert.match(end.stderr, /brings a \.lockstep-cache/u);
  });

  test('ends with the code that makes the job orange where there are warnings', async (context) => {
    const root = cloneWithLeak(context, warningPolicy);
    assertCode(await step(context, root, { script, env }), 10);
  });

  const reportKeys = ['secret_detection', 'sast', 'dependency_scanning', 'codequality', 'junit'];
});

describe('the steps for Azure Pipelines', () => {
  const [, script = ''] = scriptsOf('integrations/azure/lockstep-steps.yml', 'bash');
  const env = {
    TF_BUILD: 'True',
    SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
    LOCKSTEP_PATH: '.',
  };

  test('succeed with issues where there are warnings, and show the page', async (context) => {
    const root = cloneWithLeak(context, warningPolicy);
    const end = await step(context, root, { shell: ['bash', '-c'], script, env });
    assertCode(end, 0);
    assert.match(end.stdout, /^##vso\[task\.uploadsummary\].*lockstep\.md$/mu);
    assert.match(end.stdout, /^##vso\[task\.complete result=SucceededWithIssues;\]/mu);
  });

  test('fail when the program does', async (context) => {
    const root = cloneWithLeak(context);
    const bin = installed(context, 'kill -9 $$');
    const end = await step(context, root, { shell: ['bash', '-c'], script, env, bin });
    assertCode(end, 2);
    assert.match(end.stdout, /could not decide \(exit code 137\)/u);
  });
});

test('the Jenkinsfile asks for what the policy blocks', async (context) => {
  const file = readFileSync('integrations/jenkins/Jenkinsfile', 'utf8');
  const script = /script: '(?<it>[^']+)'/u.exec(file)?.groups?.['it'] ?? '';
  const env = { JENKINS_URL: 'http://jenkins.example/', CHANGE_TARGET: 'main' };
  const root = cloneWithLeak(context);
  assertCode(await step(context, root, { script, env }), 1);
  assert.ok(existsSync(path.join(root, 'lockstep-reports/junit.xml')));
});

test('the hooks stop a commit that brings what blocks, and no other', async (context) => {
  const entries = scriptsOf('.pre-commit-hooks.yaml', 'entry');
  assert.equal(entries.length, 2);
  const root = tempRepository(context, { 'lockstep.yaml': blockingPolicy });
  put(root, 'b.py', leak);
  for (const script of entries) assertCode(await step(context, root, { script }), 0);
  runGit(root, 'add', 'b.py');
  for (const script of entries) assertCode(await step(context, root, { script }), 1);
});

describe('the plain script', () => {
  const script = path.resolve('integrations/shell/lockstep.sh');
  const shell = ['sh'];

  test('blocks by the policy, and passes without a change', async (context) => {
    const root = cloneWithLeak(context);
    const env = { LOCKSTEP_BASE: 'origin/main' };
    const blocked = await step(context, root, { shell, script, env });
    assertCode(blocked, 1);
    assert.match(blocked.stdout, /^BLOCKED {2}/mu);
    runGit(root, 'reset', '-q', '--hard', 'main');
    assertCode(await step(context, root, { shell, script, env }), 0);
  });

  test('is never green when nothing was decided', async (context) => {
    const root = cloneWithLeak(context);
    const bin = installed(context, 'kill -9 $$');
    const killed = await step(context, root, { shell, script, bin });
    assertCode(killed, 2);
    assert.match(killed.stderr, /exit code 137/u);
    const env = { LOCKSTEP: 'no-such-program' };
    const missing = await step(context, root, { shell, script, env });
    assertCode(missing, 2);
    put(root, 'lockstep.yaml', 'version: 7\n');
    assertCode(await step(context, root, { shell, script }), 2);
    assertCode(await step(context, tempTree(context), { shell, script }), 3);
  });

  test('writes no report where a change leads it to', async (context) => {
    const root = cloneWithLeak(context);
    const elsewhere = tempTree(context);
    symlinkSync(elsewhere, path.join(root, 'lockstep-reports'));
    commitAll(root, 'a way out');
    const end = await step(context, root, { shell, script });
    assertCode(end, 2);
    assert.match(end.stderr, /symbolic link/u);
    assert.deepEqual(readdirSync(elsewhere), []);
  });

  test('shows no password of an address', async (context) => {
    const root = cloneWithLeak(context);
    const env = { LOCKSTEP_REPORT_TO: 'http://u:hidden-word@127.0.0.1:9' };
    const end = await step(context, root, { shell, script, env });
    assert.doesNotMatch(`${end.stdout}${end.stderr}`, /hidden-word/u);
  });
});
