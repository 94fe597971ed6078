import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { commitAll, put, runGit, tempTree } from '../src/io/tests/temp-tree.ts';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the example of the README is what the program says', (context) => {
  const root = `${tempTree(context)}/shop`;
  const policy =
    'version: 1\nproduct: shop\nrules:\n  "*": observe\n  secrets/*: warn\n  secrets/postgres-url: block\n';
  put(root, 'lockstep.yaml', policy);
  put(root, 'deploy/settings.py', '# settings of production\nDEBUG = False\n');
  runGit(root, 'init', '-q', '-b', 'main');
  commitAll(root, 'first');
  runGit(root, 'checkout', '-q', '-b', 'feature');
  const url = ['postgres://shop:', 'Vt9-kuQ2w_Hd', '@db.shop.internal:5432/orders'].join('');
  const password = ['zebra', 'Quartz', '418'].join('-');
  put(
    root,
    'deploy/settings.py',
    `# settings of production\nDEBUG = False\nDATABASE = "${url}"\nSMTP_PASSWORD = "${password}"\n`,
  );
  const home = tempTree(context);
  const { stdout, status } = spawnSync(
    process.execPath,
    [program, 'check', '--since', 'main', '--no-cache'],
    { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: home, COLUMNS: '80' } },
  );
  assert.equal(status, 1);
  const shown = /```text\n\$ lockstep check --since main\n(?<text>.*?)```/su.exec(readme)?.groups?.[
    'text'
  ];
  assert.equal(steady(stdout), steady(shown ?? ''));
});

/** Without what differs from run to run: commits, digests, times, the number of rules and where the line breaks for it. */
function steady(text: string): string {
  return text
    .replace(/\d+ files? examined by .+? read\n/su, (line) => line.replaceAll(/\s+/gu, ' '))
    .replaceAll(/\b[0-9a-f]{7,12}\b/gu, '<digest>')
    .replaceAll(/\d+ rules/gu, '<n> rules')
    .replaceAll(/in [\d.]+ m?s/gu, 'in <n> ms');
}
