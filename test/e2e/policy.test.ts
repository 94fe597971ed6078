import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { tempTree } from '../../src/io/tests/temp-tree.ts';
import { assertCode, assertRefused, blockingPolicy, leak, User } from './lockstep.ts';

const head = 'version: 1\nproduct: shop\n';

/** `a0: [x, …]`, then each level ten times the one before: 10^depth in all. */
function bomb(depth: number): string {
  const levels = Array.from({ length: depth }, (_, level) => {
    const item = level === 0 ? 'lol' : `*a${level - 1}`;
    return `  - &a${level} [${Array.from({ length: 10 }, () => item).join(', ')}]`;
  });
  return `${head}paths:\n  exclude:\n${levels.map((line) => `  ${line}`).join('\n')}\n`;
}

function waiver(changes: Readonly<Record<string, string>>): string {
  const fields = {
    rule: 'secrets/github-token',
    scope: '{ path: app.py }',
    reason: 'only for the tests',
    approved: '{ development: a.lopez, security: k.ito }',
    expires: '2026-12-31',
    ...changes,
  };
  const lines = Object.entries(fields).map(([key, value]) => `    ${key}: ${value}`);
  return `${blockingPolicy}parties: { development: [a.lopez], security: [k.ito] }\nwaivers:\n  -${lines.join('\n').slice(3)}\n`;
}

interface BadPolicy {
  readonly name: string;
  readonly text: string;
  readonly said: readonly (string | RegExp)[];
}

const refused: readonly BadPolicy[] = [
  {
    name: 'a typo in a key',
    text: `${head}ruels: {}\n`,
    said: ['lockstep.yaml:3:1: ', 'ruels', 'did you mean "rules"?'],
  },
  {
    name: 'a typo in a rule',
    text: `${head}rules:\n  secrets/github-tokn: block\n`,
    said: ['lockstep.yaml:4:3: ', 'secrets/github-tokn', 'did you mean "secrets/github-token"?'],
  },
  {
    name: 'a typo in a stage',
    text: `${head}rules:\n  "*": blok\n`,
    said: ['lockstep.yaml:4:8: ', 'blok', 'did you mean "block"?'],
  },
  {
    name: 'two typos, both told',
    text: `${head}ruels: {}\nwavers: []\n`,
    said: ['lockstep.yaml:3:1: ', 'lockstep.yaml:4:1: '],
  },
  { name: 'YAML bomb of aliases', text: bomb(9), said: [/lockstep\.yaml:\d+:\d+: .*alias/u] },
  {
    name: 'YAML bomb of depth',
    text: `${head}paths: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`,
    said: [/lockstep\.yaml:3:\d+: /u],
  },
  {
    name: 'duplicate keys',
    text: `${head}rules: {}\nproduct: other\n`,
    said: ['lockstep.yaml:4:1: ', 'product', 'twice'],
  },
  {
    name: 'circular alias',
    text: `${head}paths: &loop\n  exclude: *loop\n`,
    said: [/lockstep\.yaml:4:\d+: .*alias/u],
  },
  {
    name: 'waiver of one party',
    text: waiver({ approved: '{ development: a.lopez }' }),
    said: [/lockstep\.yaml:\d+:\d+: /u, 'security'],
  },
  {
    name: 'waiver of one person for both parties',
    text: waiver({ approved: '{ development: k.ito, security: K.Ito }' }),
    said: [/lockstep\.yaml:6:\d+: /u, 'approved this waiver for both parties'],
  },
  {
    name: 'waiver for more than a year',
    text: waiver({ expires: '2031-01-01' }),
    said: ['366 days', 'let it expire within a year'],
  },
  {
    name: 'waiver until a day that does not exist',
    text: waiver({ expires: '2026-02-30' }),
    said: [/lockstep\.yaml:\d+:\d+: /u, '2026-02-30'],
  },
  {
    name: 'CEL with an unknown field',
    text: `${head}rules:\n  secrets/*: { stage: block, when: 'product.exposre == "internet"' }\n`,
    said: [/lockstep\.yaml:4:\d+: /u, 'exposre', 'did you mean', 'exposure'],
  },
  {
    name: 'CEL with an unknown variable',
    text: `${head}rules:\n  secrets/*: { stage: block, when: 'prodct.tier == 1' }\n`,
    said: [/lockstep\.yaml:4:\d+: /u, 'prodct'],
  },
  {
    name: 'CEL that is no expression',
    text: `${head}rules:\n  secrets/*: { stage: block, when: 'product.tier ==' }\n`,
    said: [/lockstep\.yaml:4:\d+: /u, 'when'],
  },
  {
    name: 'CEL that loops over loops',
    text: `${head}rules:\n  secrets/*: { stage: block, when: '${loops(12)}' }\n`,
    said: [/lockstep\.yaml:4:\d+: /u, 'when'],
  },
  { name: 'no YAML at all', text: 'version: [1\n', said: [/lockstep\.yaml:\d+:\d+: /u] },
  { name: 'a NUL byte', text: `${head}tier: \u0000\n`, said: [/lockstep\.yaml:3:\d+: /u] },
  {
    name: 'an empty file',
    text: '',
    said: ['lockstep.yaml:1:1: a mapping (key: value) is needed here'],
  },
];

/** `[1,1,…].all(a0, [1,1,…].all(a1, …))`: 10^depth steps. */
function loops(depth: number): string {
  const list = `[${Array.from({ length: 10 }, () => '1').join(',')}]`;
  const open = Array.from({ length: depth }, (_, level) => `${list}.all(a${level}, `).join('');
  return `${open}true${')'.repeat(depth)}`;
}

describe('bad input: policy', { concurrency: 2 }, () => {
  for (const { name, text, said } of refused) {
    test(`${name} is refused with the place and the repair`, async (context) => {
      const root = tempTree(context, { 'a.txt': 'text\n', 'lockstep.yaml': text });
      const end = await new User(context).run(root, 'check');
      assertRefused(end, 'the policy cannot be used', ...said);
      assert.ok(end.stderr.length < 10_000, `${end.stderr.length} characters`);
    });
  }

  test('an expired waiver does not hide its finding, and is told', async (context) => {
    const files = { 'app.py': leak, 'lockstep.yaml': waiver({ expires: '2026-05-31' }) };
    const end = await new User(context).run(tempTree(context, files), 'check');
    assertCode(end, 1);
    assert.match(end.stdout, /expired/u);
    assert.match(end.stdout, /2026-05-31/u);
  });

  test('a waiver holds through its last day', async (context) => {
    const files = { 'app.py': leak, 'lockstep.yaml': waiver({ expires: '2026-06-01' }) };
    assertCode(await new User(context).run(tempTree(context, files), 'check'), 0);
  });

  test('a policy that is not there is refused with the way to make one', async (context) => {
    const end = await new User(context).run(tempTree(context), 'check', '--policy', 'none.yaml');
    assertRefused(end, 'cannot read the policy', 'none.yaml', 'lockstep init');
  });

  test('a policy that is larger than any is refused', async (context) => {
    const root = tempTree(context, { 'lockstep.yaml': `${head}# ${'x'.repeat(2 ** 20)}\n` });
    const end = await new User(context).run(root, 'check');
    assertRefused(end, path.join(root, 'lockstep.yaml'), 'larger than 1 MiB', 'lockstep init');
  });

  test('a policy that is a folder is refused', async (context) => {
    const root = tempTree(context, { 'lockstep.yaml/x': 'text\n' });
    const end = await new User(context).run(root, 'check');
    assertRefused(
      end,
      `cannot read the policy ${path.join(root, 'lockstep.yaml')}`,
      'not a regular',
    );
  });

  test('a policy of unknown content never reaches the terminal raw', async (context) => {
    const root = tempTree(context, { 'lockstep.yaml': `${head}"\\e[2J\\u202e": 1\n` });
    const end = await new User(context).run(root, 'check');
    assertRefused(end, 'lockstep.yaml:3:1');
    assert.ok(!end.stderr.includes('\u001b') && !end.stderr.includes('\u202e'), end.stderr);
  });
});

describe('bad input: Windows line endings and BOM', { concurrency: 2 }, () => {
  const bom = '\uFEFF';
  const windows = (text: string): string => bom + text.replaceAll('\n', '\r\n');

  test('a policy with both means the same', async (context) => {
    const files = { 'app.py': leak, 'lockstep.yaml': windows(blockingPolicy) };
    assertCode(await new User(context).run(tempTree(context, files), 'check'), 1);
  });

  test('a typo in it is on the same line and column', async (context) => {
    const root = tempTree(context, { 'lockstep.yaml': windows(`${head}ruels: {}\n`) });
    assertRefused(await new User(context).run(root, 'check'), 'lockstep.yaml:3:1: ');
  });

  test('a source file with both has its finding on the same line and column', async (context) => {
    const text = `first\nsecond\n${leak}`;
    const root = tempTree(context, { 'a.py': text, 'b.py': windows(text) });
    const end = await new User(context).run(root, 'secrets');
    assert.match(end.stdout, /a\.py:3:10/u);
    assert.match(end.stdout, /b\.py:3:10/u);
  });

  test('.lockstepignore with both hides what it names', async (context) => {
    const files = { 'app.py': leak, 'b.txt': 'text\n', '.lockstepignore': windows('app.py\n') };
    const root = tempTree(context, { ...files, 'lockstep.yaml': blockingPolicy });
    assertCode(await new User(context).run(root, 'check'), 0);
  });

  test('a baseline with both is read as the same', async (context) => {
    const root = tempTree(context, { 'app.py': leak, 'lockstep.yaml': blockingPolicy });
    const user = new User(context);
    assertCode(await user.run(root, 'baseline', '-o', 'unix.json'), 0);
    const unix = readFileSync(path.join(root, 'unix.json'), 'utf8');
    const other = tempTree(context, { 'old.json': windows(unix) });
    const end = await user.run(root, 'check', '--baseline', path.join(other, 'old.json'));
    assertCode(end, 0);
  });

  test('a diff with Windows line endings is read', async (context) => {
    const diff = `--- a/x.py\n+++ b/x.py\n@@ -1,1 +1,2 @@\n one\n+${leak}`.replaceAll('\n', '\r\n');
    const root = tempTree(context, { 'lockstep.yaml': blockingPolicy });
    const end = await new User(context).runWith({ input: diff }, root, 'secrets', '--diff');
    assertCode(end, 1);
    assert.match(end.stdout, /x\.py:2:10/u);
  });
});
