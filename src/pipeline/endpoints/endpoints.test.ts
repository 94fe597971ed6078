import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, test, type TestContext } from 'node:test';
import { writeBaseline } from '../../fingerprint/baseline-file.ts';
import { runGit, tempTree } from '../../io/tests/temp-tree.ts';
import { LockstepError } from '../../model/error.ts';
import type { RunResult } from '../assemble.ts';
import type { EndpointRequest, RunEnvironment, RunRequest } from '../request.ts';
import { keyOf, runOn } from '../tests/run-on.ts';
import { world } from './tests/toy-checks.ts';
import { ToyNetwork } from './tests/toy-network.ts';

const registry = new URL('./tests/toy-checks.ts', import.meta.url).href;
const names = {
  'a.example': ['192.0.2.1'],
  'b.example': ['192.0.2.2'],
  'c.example': ['192.0.2.3'],
  'meta.example': ['169.254.169.254'],
};
const inventory = 'endpoints: [{ host: a.example }, { host: b.example }, { host: c.example }]\n';

function tree(
  context: TestContext,
  policy: string,
  files: Readonly<Record<string, string>> = {},
): string {
  return tempTree(context, { 'lockstep.yaml': `version: 1\n${policy}`, ...files });
}

function toyNetwork(signal: AbortSignal): ToyNetwork {
  return new ToyNetwork(names, signal);
}

function noNetwork(): never {
  assert.fail('a replay has no network');
}

function named(...hosts: readonly string[]): EndpointRequest {
  const endpoints = hosts.map((host) => ({ host, port: 443, serverNames: [] }));
  return { from: { kind: 'named', endpoints } };
}

function runToy(
  root: string,
  changes: Partial<RunRequest> = {},
  environment: Partial<RunEnvironment> = {},
): Promise<RunResult> {
  return runOn(root, changes, { registry, network: toyNetwork, ...environment });
}

function scan(
  root: string,
  endpoints: EndpointRequest,
  changes: Partial<RunRequest> = {},
): Promise<RunResult> {
  return runToy(root, { mode: { kind: 'endpoints' }, endpoints, ...changes });
}

/** `new a.example:443 toy/old blocks` */
function lines({ report }: RunResult): readonly string[] {
  return report.decision.findings.map(
    ({ finding: { state, location, ruleId }, effect }) =>
      `${state} ${location.path} ${ruleId} ${effect}`,
  );
}

function missed({ report }: RunResult): readonly string[] {
  return report.incomplete.map(({ what, reason }) => `${what} ${reason}`);
}

const fromInventory = { from: { kind: 'inventory' } } as const;

beforeEach(() => {
  world.seen = {};
});

describe('a run over the whole target', () => {
  test('examines the inventory too, and its findings name the line that declares the endpoint', async (context) => {
    world.seen = { 'b.example': { broken: ['old'] } };
    const root = tree(context, `rules: { "*": block }\n${inventory}`, { 'app.conf': 'BROKEN' });
    const result = await runToy(root);
    assert.deepEqual(lines(result), [
      'new app.conf toy/old blocks',
      'new b.example:443 toy/old blocks',
    ]);
    const { report } = result;
    assert.equal(report.decision.outcome, 'block');
    assert.deepEqual(
      report.endpoints.map(({ name }) => name),
      ['a.example:443', 'b.example:443', 'c.example:443'],
    );
    assert.deepEqual(
      report.checks.map(({ units, endpoints, state }) => [units, endpoints, state]),
      [[2, 3, 'finished']],
    );
    assert.deepEqual(report.decision.findings[1]?.finding.location.endpoint, {
      declaredAt: { path: 'lockstep.yaml', line: 3, column: 34 },
    });
    assert.equal(result.record.subject.observations?.count, 3);
  });

  test('says so when it does not: no network, a part of the target, a change', async (context) => {
    const root = tree(context, inventory, { 'src/app.conf': 'fine' });
    const none = await runToy(root, { endpoints: 'none' });
    assert.deepEqual(none.report.endpoints, []);
    assert.match(none.report.notes.join(), /inventory were not examined: no network/u);
    runGit(root, 'init', '-q');
    const part = await runToy(path.join(root, 'src'));
    assert.deepEqual(part.report.endpoints, []);
    assert.match(part.report.notes.join(), /only a run over the whole target/u);
    const without = await runToy(tree(context, ''), { endpoints: 'none' });
    assert.deepEqual(without.report.notes, []);
  });

  test('reads further endpoints from a file, and never through a link', async (context) => {
    const root = tree(context, 'endpoints-file: deploy/all.txt\n', {
      'deploy/all.txt': 'a.example\nb.example zone=internal\n',
    });
    const { report } = await runToy(root);
    assert.deepEqual(
      report.endpoints.map(({ name }) => name),
      ['a.example:443', 'b.example:443'],
    );
    const leading = tree(context, 'endpoints-file: out/all.txt\n');
    symlinkSync(path.join(root, 'deploy'), path.join(leading, 'out'));
    await assert.rejects(
      runToy(leading),
      (error) => error instanceof LockstepError && error.code === 'policy',
    );
  });
});

async function baselineOf(root: string, result: RunResult): Promise<string> {
  const findings = result.report.decision.findings.map(({ finding }) => finding);
  const { tool, now } = result.report;
  const text = writeBaseline([...findings, ...result.unknown], {
    keyId: keyOf('a key for tests').keyId,
    createdAt: now,
    tool,
  });
  const file = path.join(root, 'baseline.json');
  writeFileSync(file, text);
  return file;
}

describe('a finding of an endpoint', () => {
  test('is existing while it is there, and fixed once the rule says that it is gone', async (context) => {
    const root = tree(context, `rules: { "*": block }\n${inventory}`);
    world.seen = { 'a.example': { broken: ['old'] } };
    const baselineFile = await baselineOf(root, await scan(root, fromInventory));
    assert.deepEqual(lines(await scan(root, fromInventory, { baselineFile })), [
      'existing a.example:443 toy/old existing',
    ]);
    world.seen = {};
    assert.deepEqual(lines(await scan(root, fromInventory, { baselineFile })), [
      'fixed a.example:443 toy/old fixed',
    ]);
  });

  test('is not fixed where the rule could not tell, the endpoint was not asked, or crashed', async (context) => {
    const root = tree(context, `rules: { "*": block }\n${inventory}`);
    world.seen = { 'a.example': { broken: ['old'] } };
    const baselineFile = await baselineOf(root, await scan(root, fromInventory));
    const unknownIn = async (request: EndpointRequest): Promise<number> => {
      const result = await scan(root, request, { baselineFile });
      assert.deepEqual(lines(result), []);
      return result.unknown.length;
    };
    world.seen = { 'a.example': { unsure: ['old'] } };
    assert.equal(await unknownIn(fromInventory), 1);
    world.seen = { 'a.example': { broken: ['crash'] } };
    assert.equal(await unknownIn(fromInventory), 1);
    world.seen = {};
    const other = [{ host: 'b.example', port: 443, serverNames: [] }];
    assert.equal(await unknownIn({ from: { kind: 'named', endpoints: other } }), 1);
  });

  test('of another endpoint is another finding', async (context) => {
    const root = tree(context, `rules: { "*": block }\n${inventory}`);
    world.seen = { 'a.example': { broken: ['old'] } };
    const baselineFile = await baselineOf(root, await scan(root, fromInventory));
    world.seen = { 'b.example': { broken: ['old'] } };
    assert.deepEqual(lines(await scan(root, fromInventory, { baselineFile })), [
      'new b.example:443 toy/old blocks',
      'fixed a.example:443 toy/old fixed',
    ]);
  });
});

describe('what cannot be examined', () => {
  test('is incomplete with its reason: refused, crashed', async (context) => {
    const root = tree(
      context,
      'on-incomplete: closed\nendpoints: [{ host: meta.example }, { host: a.example }]\n',
    );
    world.seen = { 'a.example': { broken: ['crash'] } };
    const result = await scan(root, fromInventory);
    assert.deepEqual(missed(result), ['meta.example:443 refused-target', 'a.example:443 crash']);
    assert.equal(result.report.decision.outcome, 'incomplete');
    assert.ok(!JSON.stringify(result.report).includes('quotes the other side'));
  });

  test('a stopped run is incomplete, and keeps what it has', async (context) => {
    const root = tree(context, inventory);
    const cancel = new AbortController();
    const network = (signal: AbortSignal): ToyNetwork => {
      const toy = new ToyNetwork(names, signal);
      const resolve = toy.resolve.bind(toy);
      let count = 0;
      toy.resolve = (host) => {
        count += 1;
        if (count > 1) cancel.abort();
        return resolve(host);
      };
      return toy;
    };
    const endpoints = { ...fromInventory, parallel: 1 };
    const policy = `${inventory}tls: { limits: { in-flight: 1 } }\n`;
    writeFileSync(path.join(root, 'lockstep.yaml'), `version: 1\n${policy}`);
    const result = await runToy(
      root,
      { mode: { kind: 'endpoints' }, endpoints },
      { network, signal: cancel.signal },
    );
    assert.deepEqual(missed(result), ['2 endpoints cancelled']);
    assert.equal(result.report.endpoints.length, 1);
    assert.equal(result.report.decision.outcome, 'incomplete');
  });
});

describe('recorded observations', () => {
  test('are judged again without a network', async (context) => {
    const root = tree(context, `rules: { "*": block }\n${inventory}`);
    const file = path.join(root, 'all.ndjson');
    world.seen = { 'a.example': { broken: ['weak'] } };
    const first = await scan(root, { ...fromInventory, record: { file, resume: false } });
    world.seen = {};
    const again = await runToy(
      root,
      { mode: { kind: 'endpoints' }, endpoints: { from: { kind: 'replay', file } } },
      { network: noNetwork },
    );
    assert.deepEqual(lines(again), ['new a.example:443 toy/weak blocks']);
    assert.deepEqual(lines(again), lines(first));
  });

  test('are gone on with after a run that was killed in the middle of a line', async (context) => {
    const root = tree(context, inventory);
    const file = path.join(root, 'all.ndjson');
    world.seen = { 'a.example': { broken: ['old'] } };
    await scan(root, { ...named('a.example'), record: { file, resume: false } });
    appendFileSync(file, '{"format":"toy/1","endpoint":"b.exa');
    world.seen = {};
    const result = await scan(root, { ...fromInventory, record: { file, resume: true } });
    assert.deepEqual(lines(result), ['new a.example:443 toy/old observed']);
    assert.equal(result.report.endpoints.length, 3);
    const kept = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): { endpoint: string } => JSON.parse(line));
    assert.deepEqual(kept.map(({ endpoint }) => endpoint).toSorted(), [
      'a.example:443',
      'b.example:443',
      'c.example:443',
    ]);
  });

  test('are not overwritten, and refused where they cannot be read, with the line', async (context) => {
    const root = tree(context, inventory, {
      'all.ndjson':
        '{"format":"toy/1","endpoint":"a:1","broken":[],"unsure":[],"at":""}\nrubbish\n',
    });
    const file = path.join(root, 'all.ndjson');
    const refused = async (request: EndpointRequest, message: RegExp): Promise<void> => {
      await assert.rejects(
        scan(root, request),
        (error) =>
          error instanceof LockstepError &&
          error.code === 'observation' &&
          message.test(error.message),
      );
    };
    await refused({ ...fromInventory, record: { file, resume: false } }, /is there already/u);
    await refused({ from: { kind: 'replay', file } }, /all\.ndjson:2: not JSON, or torn/u);
    await refused({ from: { kind: 'replay', file: path.join(root, 'none') } }, /does not exist/u);
  });

  test('the last one is remembered for the next run, sealed; a forged one is not believed', async (context) => {
    const root = tree(context, 'endpoints: [{ host: a.example }]\n');
    const cacheDir = tempTree(context);
    const driftIn = async (changes: Partial<RunRequest>): Promise<readonly string[]> => {
      const { report } = await scan(root, fromInventory, { cacheDir, ...changes });
      return report.endpoints[0]?.drift ?? [];
    };
    assert.deepEqual(await driftIn({}), []);
    assert.deepEqual(await driftIn({ now: '2026-06-02T00:00:00.000Z' }), [
      'seen at 2026-06-01T00:00:00.000Z',
    ]);
    assert.deepEqual(await driftIn({ key: keyOf('the key of another machine') }), []);
  });
});

describe('named endpoints', () => {
  test('stand where the inventory says, else where the command line says', async (context) => {
    const root = tree(
      context,
      'endpoints: [{ host: a.example, zone: internal, profile: modern }]\n',
    );
    const from = {
      kind: 'named',
      endpoints: [{ host: 'a.example', port: 443, serverNames: [] }],
    } as const;
    const { report } = await scan(root, { from });
    assert.deepEqual(
      report.endpoints.map(({ name }) => name),
      ['a.example:443'],
    );
    await assert.rejects(scan(root, { from, zone: 'intrnal' }), /unknown zone "intrnal"/u);
    await assert.rejects(scan(root, { from, profile: 'moderne' }), /unknown profile "moderne"/u);
  });
});
