import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { runGit, tempTree } from '../../src/io/tests/temp-tree.ts';
import { listen } from '../tls/listener.ts';
import { assertCode, assertRefused, parseReport, User, type End } from './lockstep.ts';
import { blockTls10, oldOptions, startTls } from './tls-server.ts';

function tree(
  context: TestContext,
  policy = '',
  files: Readonly<Record<string, string>> = {},
): string {
  return tempTree(context, { 'lockstep.yaml': `version: 1\nproduct: shop\n${policy}`, ...files });
}

function rulesIn(end: End): readonly string[] {
  return parseReport(end.stdout).findings.map(({ rule, location }) => `${location.path} ${rule}`);
}

function waived(scope: string): string {
  return `${blockTls10}waivers:
  - rule: tls/tls10
    scope: ${scope}
    reason: until the tills are replaced
    approved: { development: a.lopez, security: k.ito }
    expires: 2026-06-30
`;
}

/** Without durations. */
function plain(text: string): string {
  return text.replaceAll(/in [\d.,]+ m?s|time="[\d.]+"/gu, '');
}

const asJson = ['-f', 'json'] as const;

describe('lockstep tls', { concurrency: 2 }, () => {
  test('0: a page about an endpoint that the policy does not mind', async (context) => {
    const { port } = await startTls(context);
    const end = await new User(context).run(tree(context), 'tls', `127.0.0.1:${port}`);
    assertCode(end, 0);
    assert.ok(end.stdout.includes(`127.0.0.1:${port}`));
    assert.match(end.stdout, /TLS 1\.3/u);
  });

  test('1: the policy blocks what the endpoint offers, also from the inventory of "check"', async (context) => {
    const { port } = await startTls(context, oldOptions);
    const name = `127.0.0.1:${port}`;
    const root = tree(context, `${blockTls10}endpoints: [{ host: 127.0.0.1, port: ${port} }]\n`);
    const user = new User(context);
    for (const words of [['tls'], ['tls', name], ['check']]) {
      const end = await user.run(root, ...words, ...asJson);
      assertCode(end, 1);
      assert.ok(rulesIn(end).includes(`${name} tls/tls10`), end.stdout);
    }
    const without = await user.run(root, 'check', '--no-network', ...asJson);
    assertCode(without, 0);
    assert.match(without.stdout, /inventory were not examined: no network/u);
  });

  test('0 with a waiver for the endpoint, which a waiver for paths is not', async (context) => {
    const { port } = await startTls(context, oldOptions);
    const name = `127.0.0.1:${port}`;
    const user = new User(context);
    const covered = await user.run(tree(context, waived(`{ endpoint: "${name}" }`)), 'tls', name);
    assertCode(covered, 0);
    assertCode(await user.run(tree(context, waived('{ path: "**" }')), 'tls', name), 1);
  });

  test('2 or 3, never 0, for what cannot be reached', async (context) => {
    const gone = await listen((socket) => socket.destroy());
    await gone.stop();
    const name = `127.0.0.1:${gone.port}`;
    const user = new User(context);
    const end = await user.run(tree(context), 'tls', name);
    assertCode(end, 3);
    assert.match(end.stderr, /no endpoint could be examined/u);
    assertCode(
      await user.run(tree(context, 'on-incomplete: closed\n'), 'tls', name, 'localhost:1'),
      2,
    );
  });

  test('2: what closes at once and what says nothing is no pass, and ends in time', async (context) => {
    const closing = await listen((socket) => socket.destroy());
    const silent = await listen(() => undefined);
    context.after(() => Promise.all([closing.stop(), silent.stop()]));
    const root = tree(context, blockTls10);
    const names = [closing, silent].map(({ port }) => `127.0.0.1:${port}`);
    const end = await new User(context).run(root, 'tls', ...names, '--timeout', '3', ...asJson);
    assertCode(end, 2);
    const { incomplete, decision } = parseReport(end.stdout);
    assert.equal(decision.outcome, 'incomplete');
    assert.deepEqual([...new Set(incomplete.map(({ what }) => what))].toSorted(), names.toSorted());
  });

  test('3: neither a named endpoint nor an inventory', async (context) => {
    const end = await new User(context).run(tree(context), 'tls');
    assertCode(end, 3);
    assert.match(end.stderr, /no endpoint is named, and the policy has no inventory/u);
  });

  test('2 before anything is connected to, for a command line that cannot be followed', async (context) => {
    const root = tree(context);
    const user = new User(context);
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['169.254.169.254'], '"169.254.169.254" is never examined: link-local'],
      [['[::ffff:a9fe:a9fe]:80'], 'never examined'],
      [['https://user:hunter2@shop.example'], 'user names and passwords do not belong here'],
      [['https://shop.example/login'], 'is not an endpoint'],
      [['shop.example\u001b[2J'], 'is not an endpoint'],
      [['shop.example', '--starttls', 'smpt'], 'did you mean "smtp"?'],
      [['shop.example', '--mode', 'fast'], '--mode does not take "fast"'],
      [['shop.example', '--profile', 'moderm'], 'did you mean "modern"?'],
      [['shop.example', '--zone', 'intern'], 'unknown zone "intern"'],
      [['shop.example', '--address', '169.254.169.254'], 'never examined'],
      [['shop.example', '--sni', '10.0.0.1'], '--sni takes a name'],
      [['shop.example', '--replay', 'x'], 'exclude each other'],
      [['--starttls', 'smtp'], '--starttls needs a named endpoint'],
      [['--intrusive'], '--intrusive needs a named endpoint'],
      [['--resume'], '--resume needs --record FILE'],
      [['--serve', 'true'], '--serve needs --port'],
      [
        ['--serve', 'true', '--port', '8443', '--host', '192.0.2.1'],
        '--host takes a loopback address',
      ],
      [['--replay', 'none.ndjson'], 'cannot read'],
      [
        ['shop.example', '--compare', 'none.ndjson', '--address', '192.0.2.1', '--timeout', '0'],
        '--timeout takes',
      ],
    ];
    const ends = await Promise.all(cases.map(([words]) => user.run(root, 'tls', ...words)));
    for (const [index, end] of ends.entries()) {
      assertRefused(end, cases[index]?.[1] ?? '');
      assert.ok(!end.stderr.includes('hunter2') && !end.stderr.includes('\u001b'));
    }
  });

  test('tells what has changed since an observation of a file', async (context) => {
    const server = await startTls(context, oldOptions);
    const name = `127.0.0.1:${server.port}`;
    const root = tree(context);
    const user = new User(context);
    assert.notEqual((await user.run(root, 'tls', name, '--record', 'old.ndjson')).code, 2);
    const words = ['tls', name, '--compare', 'old.ndjson', '--format', 'json', '--no-cache'];
    const { stdout } = await user.run(root, ...words);
    assert.deepEqual(JSON.parse(stdout).endpoints[0].drift, []);
  });

  test('judges a recorded observation without the endpoint, under another profile', async (context) => {
    const server = await startTls(context, oldOptions);
    const name = `127.0.0.1:${server.port}`;
    const root = tree(context, blockTls10);
    const user = new User(context);
    const first = await user.run(root, 'tls', name, '--record', 'all.ndjson', ...asJson);
    assertCode(first, 1);
    const before = server.connections();
    const again = await user.run(root, 'tls', '--replay', 'all.ndjson', ...asJson);
    assertCode(again, 1);
    assert.deepEqual(rulesIn(again), rulesIn(first));
    assertCode(await user.run(root, 'tls', '--replay', 'all.ndjson', '--profile', 'modern'), 1);
    assert.equal(server.connections(), before);
    const refused = await user.run(root, 'tls', name, '--record', 'all.ndjson');
    assertRefused(refused, 'is there already', '--resume');
  });

  test('gives the same bytes for the same record', async (context) => {
    const { port } = await startTls(context, oldOptions);
    const root = tree(context);
    const user = new User(context);
    await user.run(root, 'tls', `127.0.0.1:${port}`, '--record', 'all.ndjson');
    for (const format of ['sarif', 'junit', 'decision', 'markdown']) {
      const replay = ['tls', '--replay', 'all.ndjson', '-f', format] as const;
      const [one, two] = [await user.run(root, ...replay), await user.run(root, ...replay)];
      assert.equal(plain(one.stdout), plain(two.stdout), format);
    }
  });

  test('a record proves the decision, and names the observations', async (context) => {
    const { port } = await startTls(context, oldOptions);
    const root = tree(context, blockTls10);
    const user = new User(context);
    const words = ['tls', `127.0.0.1:${port}`, '-f', 'decision', '-o', 'd.json'] as const;
    assertCode(await user.run(root, ...words), 1);
    const record = readFileSync(path.join(root, 'd.json'), 'utf8');
    assert.match(record, /"observations": \{\s+"count": 1,\s+"digest": "sha256:[0-9a-f]{64}"/u);
    assertCode(await user.run(root, 'verify', 'd.json'), 0);
    appendFileSync(
      path.join(root, 'd2.json'),
      record.replace(/"digest": "sha256:..../u, '"digest": "sha256:0000'),
    );
    assertCode(await user.run(root, 'verify', 'd2.json'), 2);
  });

  test('against a base the inventory is left alone, and the report says so', async (context) => {
    const server = await startTls(context, oldOptions);
    const root = tree(
      context,
      `${blockTls10}endpoints: [{ host: 127.0.0.1, port: ${server.port} }]\n`,
    );
    runGit(root, 'init', '-q', '-b', 'main');
    runGit(root, 'add', '-A');
    runGit(root, 'commit', '-q', '-m', 'first');
    const end = await new User(context).run(root, 'check', '--since', 'main', ...asJson);
    assertCode(end, 0);
    assert.equal(server.connections(), 0);
    assert.match(end.stdout, /inventory were not examined/u);
  });

  test('only new findings block: a baseline knows the endpoint', async (context) => {
    const { port } = await startTls(context, oldOptions);
    const root = tree(context, `${blockTls10}endpoints: [{ host: 127.0.0.1, port: ${port} }]\n`);
    const user = new User(context);
    assertCode(await user.run(root, 'baseline'), 0);
    assertCode(await user.run(root, 'check'), 0);
    assertCode(await user.run(root, 'tls'), 0);
    assertCode(await user.run(root, 'tls', '--baseline', 'none'), 1);
  });
});
