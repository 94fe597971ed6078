import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

/** A folder with these files, removed when the test ends. */
export function tempTree(
  context: TestContext,
  files: Readonly<Record<string, string>> = {},
): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'lockstep-test-')));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) put(root, name, content);
  return root;
}

export function put(root: string, name: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
}

/** Git as a user without settings of their own runs it, at a fixed time; returns what it says. */
export function runGit(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...identity },
  }).trim();
}

const date = '2026-01-02T03:04:05Z';
const identity: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.test',
  GIT_AUTHOR_DATE: date,
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.test',
  GIT_COMMITTER_DATE: date,
};

/** A repository on branch `main` whose first commit holds these files. */
export function tempRepository(
  context: TestContext,
  files: Readonly<Record<string, string>>,
): string {
  const root = tempTree(context, files);
  runGit(root, 'init', '-q', '-b', 'main');
  commitAll(root, 'first');
  return root;
}

/** Commits everything that is not ignored; returns the commit. */
export function commitAll(root: string, message: string): string {
  runGit(root, 'add', '-A');
  runGit(root, 'commit', '-q', '--allow-empty', '-m', message);
  return runGit(root, 'rev-parse', 'HEAD');
}
