import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { checks } from '../../src/checks/registry.ts';
import { put, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { compileSchema } from '../../src/report/tests/schemas.ts';
import {
  assertCode,
  assertRefused,
  blockingPolicy,
  leak,
  leakOf,
  parseReport,
  User,
} from './lockstep.ts';

const read = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('init, then check', { concurrency: 2 }, () => {
  test('the policy that init writes is valid, observes, and lets pass', async (context) => {
    const [user, root] = [new User(context), tempRepository(context, { 'app.py': leak })];
    const init = await user.run(root, 'init');
    assertCode(init, 0);
    assert.match(init.stdout, /lockstep\.yaml written/u);
    const end = await user.run(root, 'check');
    assertCode(end, 0);
    assert.match(end.stdout, /Policy: lockstep\.yaml/u);
    assert.match(end.stdout, /1 observed/u);
  });

  test('it is valid whatever the folder is called and holds', async (context) => {
    const names = ['true', '- x: "#', "%it's\\ \u001b[31m", 'a\nb naïve 日本'];
    const parent = tempTree(context);
    const user = new User(context);
    for (const name of names) {
      put(parent, `${name}/node_modules: [/x.js`, 'x\n');
      put(parent, `${name}/vendor/a\n- b/x.go`, 'x\n');
      const root = path.join(parent, name);
      assertCode(await user.run(root, 'init'), 0);
      assertCode(await user.run(root, 'check'), 0);
    }
  });

  test('a policy that is there is not replaced without --force', async (context) => {
    const [user, root] = [
      new User(context),
      tempTree(context, { 'lockstep.yaml': blockingPolicy }),
    ];
    const refused = await user.run(root, 'init');
    assertRefused(refused, `${path.join(root, 'lockstep.yaml')} exists already`, '--force');
    assert.equal(read(root, 'lockstep.yaml'), blockingPolicy);
    assertCode(await user.run(root, 'init', '--force'), 0);
    assert.notEqual(read(root, 'lockstep.yaml'), blockingPolicy);
  });

  test('a link that leads nowhere is not written through', async (context) => {
    const [user, root, outside] = [new User(context), tempTree(context), tempTree(context)];
    symlinkSync(path.join(outside, 'new.yaml'), path.join(root, 'lockstep.yaml'));
    assertRefused(await user.run(root, 'init'), 'exists already');
    assert.ok(!existsSync(path.join(outside, 'new.yaml')));
  });

  test('--print writes nothing', async (context) => {
    const root = tempTree(context, { 'app.py': 'x = 1\n' });
    const end = await new User(context).run(root, 'init', '--print');
    assertCode(end, 0);
    assert.match(end.stdout, /^version: 1$/mu);
    assert.ok(!existsSync(path.join(root, 'lockstep.yaml')));
  });
});

describe('explain', { concurrency: 2 }, () => {
  test('a rule: what, why, examples, fix', async (context) => {
    const end = await new User(context).run(tempTree(context), 'explain', 'secrets/github-token');
    assertCode(end, 0);
    assert.match(end.stdout, /secrets\/github-token/u);
    assert.match(end.stdout, /CWE-\d+/u);
    assert.equal(end.stdout, stripVTControlCharacters(end.stdout));
    for (const line of end.stdout.split('\n')) assert.ok(line.length <= 80, line);
  });

  test('without a rule: all of them', async (context) => {
    const end = await new User(context).run(tempTree(context), 'explain');
    assertCode(end, 0);
    const ids = checks.flatMap(({ rules }) => rules.map(({ id }) => id));
    assert.deepEqual(
      ids.filter((id) => !end.stdout.includes(id)),
      [],
    );
  });

  test('--color is checked as everywhere', async (context) => {
    const end = await new User(context).run(tempTree(context), 'explain', '--color', 'pink');
    assertRefused(end, '--color takes always, never or auto, not "pink"');
  });
});

describe('baseline, then check', { concurrency: 2 }, () => {
  test('what was there passes, what is new blocks', async (context) => {
    const files = { 'old.py': leak, 'lockstep.yaml': blockingPolicy };
    const [user, root] = [new User(context), tempRepository(context, files)];
    assertCode(await user.run(root, 'check'), 1);
    const end = await user.run(root, 'baseline');
    assertCode(end, 0);
    assert.equal(end.stdout, '.lockstep/baseline.json: 1 finding\n');
    const schema = compileSchema(JSON.parse(readFileSync('schema/baseline.schema.json', 'utf8')));
    assert.deepEqual(schema(JSON.parse(read(root, '.lockstep/baseline.json'))), []);
    assertCode(await user.run(root, 'check'), 0);
    put(root, 'moved.py', `\n\n${leak}`);
    rmSync(path.join(root, 'old.py'));
    put(root, 'new.py', leakOf(1));
    const later = await user.run(root, 'check', '-f', 'json');
    assertCode(later, 1);
    assert.deepEqual(
      parseReport(later.stdout)
        .findings.map(({ location, state }) => `${location.path} ${state}`)
        .toSorted(),
      ['moved.py moved', 'new.py new'],
    );
    assertCode(await user.run(root, 'check', '--baseline', 'none'), 1);
  });

  test('two baselines of the same tree are the same bytes', async (context) => {
    const [user, root] = [new User(context), tempTree(context, { 'a.py': leak, 'b.py': leak })];
    await user.run(root, 'baseline', '-o', 'one.json');
    await user.run(root, 'baseline', '-o', 'two.json', '--no-cache', '--threads', '2');
    assert.equal(read(root, 'one.json'), read(root, 'two.json'));
  });

  const damages: readonly (readonly [string, (text: string) => string, string])[] = [
    ['that is torn', (text) => text.slice(0, -20), 'lockstep baseline'],
    ['with marks of a merge', (text) => `<<<<<<< HEAD\n${text}`, 'merge'],
    [
      'of a newer version',
      (text) => text.replace('lockstep-baseline/1', 'lockstep-baseline/99'),
      'a newer Lockstep',
    ],
    ['that is empty', () => '', 'lockstep baseline'],
  ];
  for (const [name, damage, said] of damages) {
    test(`a baseline ${name} is refused`, async (context) => {
      const [user, root] = [new User(context), tempTree(context, { 'a.py': leak })];
      await user.run(root, 'baseline');
      put(root, '.lockstep/baseline.json', damage(read(root, '.lockstep/baseline.json')));
      assertRefused(await user.run(root, 'check'), '.lockstep/baseline.json', said);
    });
  }

  test('a baseline that is named and is not there is refused', async (context) => {
    const root = tempTree(context, { 'a.py': leak });
    const end = await new User(context).run(root, 'check', '--baseline', 'none.json');
    assertRefused(end, path.join(root, 'none.json'), 'lockstep baseline');
  });

  test('a baseline of a part is refused', async (context) => {
    const root = tempRepository(context, { 'a/app.py': leak });
    const end = await new User(context).run(root, 'baseline', 'a');
    assertRefused(end, 'of a whole target', `lockstep baseline ${root}`);
  });
});

/** A user, and a folder with the record of a decision that blocks. */
async function recorded(context: TestContext): Promise<readonly [User, string]> {
  const files = { 'app.py': leak, 'lockstep.yaml': blockingPolicy };
  const [user, root] = [new User(context), tempTree(context, files)];
  assertCode(await user.run(root, 'check', '-f', 'decision', '-o', 'decision.json'), 1);
  return [user, root];
}

describe('verify', { concurrency: 2 }, () => {
  test('a decision record holds, also far from its repository', async (context) => {
    const [user, root] = await recorded(context);
    const end = await user.run(root, 'verify', 'decision.json', '--policy', 'lockstep.yaml');
    assertCode(end, 0);
    assert.match(end.stdout, /^The decision holds: block for .*, 1 findings?, 2026-06-01T/u);
    const far = tempTree(context, { 'decision.json': read(root, 'decision.json') });
    assertCode(await new User(context).run(far, 'verify', 'decision.json'), 0);
  });

  const changes: readonly (readonly [string, (text: string) => string, string | RegExp])[] = [
    [
      'the outcome',
      (text) => text.replace('"outcome": "block"', '"outcome": "pass"'),
      'the inputs give block',
    ],
    ['the policy', (text) => text.replace('secrets/*: block', 'secrets/*: warn'), 'policy'],
    [
      'the place of a finding',
      (text) => text.replace('"app.py"', '"other.py"'),
      'was changed after',
    ],
    ['the clock', (text) => text.replace('"now": "2026', '"now": "2025'), 'was changed after'],
  ];
  test('a record that was changed does not hold, and it is said why', async (context) => {
    const [user, root] = await recorded(context);
    const text = read(root, 'decision.json');
    for (const [name, change, said] of changes) {
      const tampered = change(text);
      assert.notEqual(tampered, text, name);
      put(root, 'decision.json', tampered);
      const end = await user.run(root, 'verify', 'decision.json');
      assertRefused(end, 'the decision in decision.json does not hold', said);
    }
  });

  test('a decision under another policy does not hold', async (context) => {
    const [user, root] = await recorded(context);
    put(root, 'other.yaml', `${blockingPolicy}# another\n`);
    const end = await user.run(root, 'verify', 'decision.json', '--policy', 'other.yaml');
    assertRefused(end, 'under another policy than the given one');
  });

  test('a record that is torn, none at all, a folder or not there is refused', async (context) => {
    const [user, root] = await recorded(context);
    put(root, 'torn.json', read(root, 'decision.json').slice(0, 500));
    put(root, 'other.json', '{"format": "something-else"}');
    for (const [file, said] of [
      ['torn.json', 'torn.json: not JSON, or torn'],
      ['other.json', 'not a decision record'],
      ['.', 'cannot read .: not a regular file'],
      ['none.json', 'cannot read none.json'],
    ] as const) {
      assertRefused(await user.run(root, 'verify', file), said);
    }
  });

  test('the same run gives the same record', async (context) => {
    const root = tempTree(context, { 'app.py': leak });
    const user = new User(context);
    const first = await user.run(root, 'check', '-f', 'decision');
    const second = await user.run(root, 'check', '-f', 'decision', '--threads', '4', '--no-cache');
    assert.equal(first.stdout, second.stdout);
  });
});
