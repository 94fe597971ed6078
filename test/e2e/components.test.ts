import assert from 'node:assert/strict';
import { readFileSync, rmSync, truncateSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { commitAll, put, runGit, tempRepository, tempTree } from '../../src/io/tests/temp-tree.ts';
import { indexOf } from '../components/advisory-index.ts';
import { assertCode, assertRefused, epoch, User, type End } from './lockstep.ts';

const manifest = `{
  "name": "shop",
  "dependencies": {
    "lodash": "^4.17.15",
    "mkdirp": "0.5.1"
  }
}
`;

function lockWith(lodash: string): string {
  return JSON.stringify(
    {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { lodash: '^4.17.15', mkdirp: '0.5.1' } },
        'node_modules/lodash': { version: lodash },
        'node_modules/minimist': { version: '0.0.8' },
        'node_modules/mkdirp': { version: '0.5.1', dependencies: { minimist: '0.0.8' } },
      },
    },
    undefined,
    2,
  );
}

function record(id: string, name: string, fixed: string, more: object = {}): object {
  return {
    id,
    modified: '2026-05-30T00:00:00Z',
    summary: `What is wrong with ${name}`,
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
    ...more,
  };
}

const records = [
  record('GHSA-35jh-r3h4-6jhm', 'lodash', '4.17.21', { aliases: ['CVE-2021-23337'] }),
  record('GHSA-xvch-5gv4-984h', 'minimist', '0.2.4', { aliases: ['CVE-2021-44906'] }),
];
const blocking = 'version: 1\nrules: { "components/critical-fixable": block }\n';

/** A user whose machine has these advisories. */
class Knowing {
  readonly folder: string;
  readonly #user: User;

  constructor(context: TestContext, pulled = new Date(Number(epoch) * 1000).toISOString()) {
    const index = indexOf({ npm: records }, pulled);
    index.close();
    this.folder = index.folder;
    context.after(() => rmSync(this.folder, { recursive: true, force: true }));
    this.#user = new User(context);
  }

  run(root: string, ...args: readonly string[]): Promise<End> {
    return this.#user.runWith({ env: { LOCKSTEP_ADVISORIES: this.folder } }, root, ...args);
  }
}

function shop(context: TestContext, files: Readonly<Record<string, string>> = {}): string {
  return tempRepository(context, {
    'package.json': manifest,
    'package-lock.json': lockWith('4.17.15'),
    'src/index.js': "const _ = require('lodash');\n",
    ...files,
  });
}

describe('components', { concurrency: 2 }, () => {
  test('a finding says what it is, how it came in, whether it is used, and what mends it', async (context) => {
    const end = await new Knowing(context).run(shop(context), 'components');
    assertCode(end, 0);
    const text = end.stdout.replaceAll(/\s+/gu, ' ');
    for (const said of [
      'lodash 4.17.15 is vulnerable: What is wrong with lodash (GHSA-35jh-r3h4-6jhm, CVE-2021-23337).',
      'CVSS 3.1: 9.8',
      'imported by the sources',
      'Update lodash from 4.17.15 to 4.17.21 in the lockfile',
      'by mkdirp@0.5.1 > minimist@0.0.8 · declared at package.json:5',
      'Judged by 2 advisories of npm, the newest of 2026-05-30, pulled within the last hour.',
      'PASS findings: 2 observed',
    ]) {
      assert.ok(text.includes(said), `${said}\n${end.stdout}`);
    }
  });

  test('the policy stops a build; a waiver for the advisory lets it through', async (context) => {
    const knowing = new Knowing(context);
    const root = shop(context, { 'lockstep.yaml': blocking });
    assertCode(await knowing.run(root, 'check', '--only', 'components'), 1);
    const waivers = ['lodash', 'minimist'].map(
      (name) => `  - rule: components/*
    scope: { purl: "pkg:npm/${name}" }
    reason: not reachable
    approved: { development: a.lopez, security: k.ito }
    expires: 2026-12-01
`,
    );
    put(root, 'lockstep.yaml', `${blocking}waivers:\n${waivers.join('')}`);
    const waived = await knowing.run(root, 'components');
    assertCode(waived, 0);
    assert.match(waived.stdout, /2 waived/u);
  });

  test('without advisories, or with torn ones, nothing is called clean', async (context) => {
    const root = shop(context, { 'lockstep.yaml': blocking });
    const without = await new User(context).run(root, 'components');
    assertCode(without, 2);
    assert.match(without.stdout, /there are no advisories of npm on\s+this machine/u);
    const knowing = new Knowing(context);
    for (const name of readdirSync(knowing.folder).filter((each) => each.endsWith('.idx'))) {
      truncateSync(path.join(knowing.folder, name), 100);
    }
    const torn = await knowing.run(root, 'components');
    assertCode(torn, 2);
    assert.match(torn.stdout, /no-data/u);
  });

  test('since: what a change brings in is new, what it mends is fixed', async (context) => {
    const knowing = new Knowing(context);
    const root = shop(context, { 'lockstep.yaml': blocking });
    runGit(root, 'checkout', '-q', '-b', 'feature');
    put(root, 'package-lock.json', lockWith('4.17.21'));
    commitAll(root, 'upgrade');
    const mended = await knowing.run(root, 'components', '--since', 'main');
    assertCode(mended, 0);
    assert.match(mended.stdout, /1 existing/u);
    assert.match(mended.stdout, /1 fixed/u);
    put(root, 'web/package-lock.json', lockWith('4.17.15'));
    assertCode(await knowing.run(root, 'components', '--since', 'main'), 1);
  });

  test('old advisories are a finding of their own', async (context) => {
    const pulled = new Date(Number(epoch) * 1000 - 9 * 86_400_000).toISOString();
    const end = await new Knowing(context, pulled).run(shop(context), 'components');
    assert.match(
      end.stdout.replaceAll(/\s+/gu, ' '),
      /The advisories of npm were pulled 9 days ago; the policy allows 7\./u,
    );
  });

  test('the plan names the changes that remove most, for people and for machines', async (context) => {
    const knowing = new Knowing(context);
    const root = shop(context);
    const text = await knowing.run(root, 'components', '--plan');
    assertCode(text, 0);
    assert.match(text.stdout, /^2 changes remove 2 of 2 findings/u);
    const json = await knowing.run(root, 'components', '--plan', '-f', 'json');
    assert.match(json.stdout, /"format": "lockstep-plan\/1"/u);
    assertRefused(
      await knowing.run(root, 'components', '--plan', '-f', 'sarif'),
      'terminal or json',
    );
  });

  test('--fix edits the manifest by one value and leaves the lockfile alone', async (context) => {
    const knowing = new Knowing(context);
    const declared = manifest.replace('"^4.17.15"', '"4.17.15"');
    const root = shop(context, { 'package.json': declared });
    const shown = await knowing.run(root, 'components', '--fix', '--dry-run');
    assertCode(shown, 0);
    assert.match(shown.stdout, /^-    "lodash": "4\.17\.15",\n\+    "lodash": "4\.17\.21",$/mu);
    assert.equal(readFileSync(path.join(root, 'package.json'), 'utf8'), declared);
    assertCode(await knowing.run(root, 'components', '--fix'), 0);
    assert.equal(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
      declared.replace('"4.17.15"', '"4.17.21"'),
    );
    assert.equal(readFileSync(path.join(root, 'package-lock.json'), 'utf8'), lockWith('4.17.15'));
  });

  test('--installed looks into the code of packages', async (context) => {
    const root = shop(context, {
      'node_modules/left/package.json': '{"name":"left","version":"1.0.0"}',
      'node_modules/left/index.js': `require('https');eval(atob('MQ=='));`,
    });
    const end = await new Knowing(context).run(root, 'components', '--installed');
    assert.match(end.stdout, /left 1\.0\.0 acts like malware/u);
    assert.match(end.stdout, /1 installed package was looked into/u);
    // Without any lockfile too.
    rmSync(path.join(root, 'package.json'));
    rmSync(path.join(root, 'package-lock.json'));
    const alone = await new User(context).run(root, 'components', '--installed');
    assertCode(alone, 0);
    assert.match(alone.stdout, /left 1\.0\.0 acts like malware/u);
  });

  test('an SBOM tells what is known against its components, and says where nothing can be told', async (context) => {
    const root = shop(context);
    const told = await new Knowing(context).run(root, 'sbom', '--vulnerabilities');
    assertCode(told, 0);
    assert.match(told.stdout, /"vulnerabilities": \[/u);
    assert.match(told.stdout, /"id": "CVE-2021-23337"/u);
    const without = await new User(context).run(root, 'sbom', '--vulnerabilities');
    assertCode(without, 2);
    assert.match(without.stderr, /not told: package-lock\.json: there are no advisories of npm/u);
    assertRefused(
      await new User(context).run(root, 'sbom', '--vulnerabilities', '-f', 'spdx-3'),
      'spdx-3 has no vulnerabilities',
    );
  });

  test('the same trouble in many places is told once', async (context) => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`m${at}/package-lock.json`, lockWith('4.17.15')]),
    );
    const end = await new User(context).run(tempTree(context, many), 'vex');
    assertCode(end, 2);
    assert.match(
      end.stderr,
      /^lockstep: not in the document: m0\/[^:]+ and 7 more: there are no/mu,
    );
  });

  test('mistakes are told before the run', async (context) => {
    const knowing = new Knowing(context);
    const root = tempTree(context, { 'package.json': manifest });
    assertRefused(await knowing.run(root, 'components', '--dry-run'), '--dry-run needs --fix');
    assertRefused(await knowing.run(root, 'components', '--plan', '--fix'), 'exclude each other');
    assertRefused(
      await knowing.run(root, 'components', '--registry', 'https://a:b@registry.example'),
      'without a password',
    );
    assertRefused(await knowing.run(root, 'components', '--since', 'x', '--staged'), 'exclude');
    assertRefused(await knowing.run(root, 'components', '--yara', 'a.yar'), '--yara needs');
    put(root, 'a.yar', 'rule a { condition: true }');
    assertRefused(
      await knowing.run(root, 'components', '--installed', '--yara', 'a.yar'),
      'which is not here',
      'npm install @litko/yara-x',
    );
  });
});
