import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LockstepError } from '../model/error.ts';
import { defaultPolicy } from './default-policy.ts';
import { initPolicy } from './init-policy.ts';
import { MAX_POLICY_BYTES, parsePolicy } from './parse-policy.ts';

const names = {
  ruleIds: ['secrets/private-key', 'secrets/aws-key', 'tls/cert-expired'],
  checkIds: ['secrets', 'tls'],
  now: '2026-11-24T12:00:00Z',
};

const topLevelKeys =
  'version, product, tier, exposure, data, parties, agreement, tolerance, rollout, checks, rules, thresholds, fix-within, block-on, on-incomplete, paths, endpoints, endpoints-file, tls, code, components, suppressions, limits, waivers';

/** The problems of a policy, each `line:column: what; repair`. */
async function problemsOf(text: string): Promise<string[]> {
  try {
    await parsePolicy(text, 'lockstep.yaml', { ...names, profiles: ['intermediate', 'modern'] });
    return [];
  } catch (error) {
    assert.ok(error instanceof LockstepError && error.code === 'policy', String(error));
    const [head, ...lines] = error.message.split('\n');
    assert.equal(head, 'the policy cannot be used');
    return lines.map((line) => line.replace('  lockstep.yaml:', ''));
  }
}

function waiver(fields: Readonly<Record<string, string>>): string {
  const all = {
    rule: 'secrets/private-key',
    scope: '{ path: "test/**" }',
    reason: 'made for tests',
    approved: '{ development: a.lopez, security: k.ito }',
    expires: '2027-06-30',
    ...fields,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== '');
  return `version: 1\nwaivers:\n  - ${lines.map(([key, value]) => `${key}: ${value}`).join('\n    ')}\n`;
}

describe('parsePolicy: mistakes', () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    'an unknown key names the nearest': [
      'version: 1\nprodct: shop\n',
      ['2:1: unknown key "prodct"; did you mean "product"?'],
    ],
    'an unknown key that is like none lists the known ones': [
      'version: 1\npaths:\n  zzzzzz: []\n',
      ['3:3: unknown key "zzzzzz"; known here: include, exclude'],
    ],
    'an unknown zone names the nearest': [
      'version: 1\nendpoints:\n  - { host: a.example, zone: intenal }\n',
      ['3:5: unknown zone "intenal"; did you mean "internal"?'],
    ],
    'an endpoint that stands twice': [
      'version: 1\nendpoints:\n  - { host: A.example }\n  - { host: a.example., port: 443 }\n',
      ['4:5: a.example:443 stands here twice, first at line 3; keep one of the two'],
    ],
    'a URL instead of a host': [
      'version: 1\nendpoints: [{ host: "https://a.example/" }]\n',
      ['2:21: "https://a.example/" is not a host; name the host alone: shop.example'],
    ],
    'the address of a metadata service': [
      'version: 1\nendpoints: [{ host: a.example, addresses: [169.254.169.254] }]\n',
      [
        '2:44: "169.254.169.254" is never examined: link-local; name the address of a machine that you look after',
      ],
    ],
    'an anchor outside of the repository': [
      'version: 1\ntls: { zones: { dmz: { anchors: [../root.pem] } } }\n',
      [
        '2:34: "../root.pem" is not a path in the repository; write it from the root of the repository, with /',
      ],
    ],
    'an unknown profile names the nearest': [
      'version: 1\ntls: { profile: intermedate }\n',
      ['2:17: unknown profile "intermedate"; did you mean "intermediate"?'],
    ],
    'an unknown rule names the nearest': [
      'version: 1\nrules:\n  secrets/privat-key: warn\n',
      ['3:3: unknown rule "secrets/privat-key"; did you mean "secrets/private-key"?'],
    ],
    'an unknown rule that is like none says where to look': [
      'version: 1\nrules: { code/xyzzy: warn }\n',
      ['2:10: unknown rule "code/xyzzy"; "lockstep explain" lists all rules'],
    ],
    'a pattern of an unknown check names the nearest': [
      'version: 1\nrules: { "secret/*": warn }\n',
      ['2:10: unknown rule "secret/*"; did you mean "secrets/*"?'],
    ],
    'an unknown stage names the nearest': [
      'version: 1\nrules: { "*": blokc }\n',
      ['2:15: "blokc" is not one of observe, warn, block; did you mean "block"?'],
    ],
    'a stage in the long form is checked too': [
      'version: 1\nrules: { "*": { stage: wrn } }\n',
      ['2:24: "wrn" is not one of observe, warn, block; did you mean "warn"?'],
    ],
    'a list in place of a stage': [
      'version: 1\nrules: { "*": [warn] }\n',
      ['2:15: a mapping (key: value) is needed here'],
    ],
    'an unknown check names the nearest': [
      'version: 1\nchecks: [secrest]\n',
      ['2:10: unknown check "secrest"; did you mean "secrets"?'],
    ],
    'an unknown check that is like none lists the checks': [
      'version: 1\nchecks: [x]\n',
      ['2:10: unknown check "x"; checks: secrets, tls'],
    ],
    'the wrong version': [
      'version: 2\n',
      ['1:10: this Lockstep reads version 1 of the policy; write version: 1'],
    ],
    'a version in quotes': [
      'version: "1"\n',
      ['1:10: this Lockstep reads version 1 of the policy; write version: 1'],
    ],
    'no version': ['product: shop\n', ['1:1: the key "version" is missing here']],
    'an empty file': ['', ['1:1: a mapping (key: value) is needed here']],
    'only a comment': ['# later\n', ['1:1: a mapping (key: value) is needed here']],
    'a list as root': ['- version: 1\n', ['1:1: a mapping (key: value) is needed here']],
    'text as root': ['shop\n', ['1:1: a mapping (key: value) is needed here']],
    'a duplicate key': [
      'version: 1\ntier: 1\ntier: 2\n',
      ['3:1: the key "tier" stands here twice; keep one of the two'],
    ],
    'a duplicate key in other quotes': [
      'version: 1\nrules: { "*": warn, \'*\': block }\n',
      ['2:21: the key "*" stands here twice; keep one of the two'],
    ],
    'two documents': [
      'version: 1\n---\nversion: 1\n',
      ['2:1: a second document begins here; a policy is one document: remove the line "---"'],
    ],
    'a directive': [
      '%YAML 1.1\n---\nversion: 1\n',
      ['1:1: directives are not supported; remove it'],
    ],
    'a circular alias': [
      'version: 1\npaths: &a\n  include: *a\n',
      ['3:12: the alias "*a" is not supported; write the value out at each place'],
    ],
    'a merge key': [
      'version: 1\n<<: { tier: 1 }\n',
      [`2:1: unknown key "<<"; known here: ${topLevelKeys}`],
    ],
    'an own tag': [
      'version: 1\nproduct: !secret shop\n',
      ['2:10: Unresolved tag: !secret; remove the tag; put text in quotes'],
    ],
    'text that is a number': [
      'version: 1\nproduct: 0123\n',
      ['2:10: text is needed here; put it in quotes'],
    ],
    'no text': ['version: 1\nproduct:\n', ['2:9: text is needed here']],
    'white space': ['version: 1\nproduct: "  "\n', ['2:10: this text is empty']],
    'text that is too long': [
      `version: 1\nproduct: ${'a'.repeat(201)}\n`,
      ['2:10: this text is longer than 200 characters'],
    ],
    'a tier out of range': [
      'version: 1\ntier: 5\n',
      ['2:7: a whole number from 1 to 4 is needed here'],
    ],
    'a share without unit': [
      'version: 1\ntolerance: { blocks: 1 }\n',
      ['2:22: "1" is not a number with a unit; write it like 1%; units: %'],
    ],
    'a share above all': [
      'version: 1\ntolerance: { blocks: 101% }\n',
      ['2:22: 101% is out of range; write it like 1%; units: %'],
    ],
    'a size in a unit of the prototype': [
      'version: 1\nlimits: { max-file-size: 1valueOf }\n',
      ['2:26: "1valueOf" is not a number with a unit; write it like 1MiB; units: MiB, KiB, GiB'],
    ],
    'one name in place of a list': [
      'version: 1\nchecks: secrets\n',
      ['2:9: a list is needed here; write [a, b], or one "- a" a line'],
    ],
    'a key that is no text': ['version: 1\n? [a]\n: 1\n', ['2:3: a key must be plain text']],
    'a key of the prototype': [
      'version: 1\npaths: { constructor: [] }\n',
      ['2:10: unknown key "constructor"; known here: include, exclude'],
    ],
    'a condition on an unknown field': [
      `version: 1\nrules:\n  "*": { stage: warn, when: 'finding.paht == "x"' }\n`,
      [
        '3:29: "when" of "*", character 8 (".paht == \\"x\\""): unknown field "finding.paht"; did you mean "path"?',
      ],
    ],
    'a condition that is not finished': [
      'version: 1\nrules: { "*": { stage: warn, when: "true &&" } }\n',
      ['2:36: "when" of "*", character 7 ("&"): found & but expecting end of input'],
    ],
    'a condition without a stage': [
      'version: 1\nrules: { "*": { when: "true" } }\n',
      ['2:15: the key "stage" is missing here'],
    ],
    'all problems at once, in order of place': [
      'tier: 9\nversion: 1\nexposure: web\n',
      [
        '1:7: a whole number from 1 to 4 is needed here',
        '3:11: "web" is not one of internet, partner, internal, unknown',
      ],
    ],
    'a line break in a name cannot fake a message': [
      'version: 1\n"a\\nlockstep.yaml:1:1: fine": 1\n',
      [`2:1: unknown key "a\\nlockstep.yaml:1:1: fine"; known here: ${topLevelKeys}`],
    ],
  };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    it(name, async () => assert.deepEqual(await problemsOf(text), expected));
  }

  it('names tabs as what they are', async () => {
    const [first = ''] = await problemsOf('version: 1\npaths:\n\tinclude: []\n');
    assert.match(first, /^3:1: .*; indent with spaces$/u);
  });

  it('shows twenty problems and says that there are more', async () => {
    const lines = await problemsOf(`version: 1\n${'x'.repeat(3)}: 1\n${keys(30)}`);
    assert.equal(lines.length, 21);
    assert.equal(lines[20], '  and more');
  });
});

function keys(count: number): string {
  return Array.from({ length: count }, (_, index) => `zz${index}: 1\n`).join('');
}

describe('parsePolicy: waivers', () => {
  const at = '3:5';
  const cases: Readonly<Record<string, readonly [Record<string, string>, readonly string[]]>> = {
    'a waiver of both parties is read': [{}, []],
    'one party is missing': [
      { approved: '{ development: a.lopez }' },
      ['6:15: the key "security" is missing here'],
    ],
    'nobody approved': [{ approved: '' }, [`${at}: the key "approved" is missing here`]],
    'an empty approver': [
      { approved: '{ development: a.lopez, security: "" }' },
      ['6:49: this text is empty'],
    ],
    'one person for both parties': [
      { approved: '{ development: k.ito, security: k.ito }' },
      [`${at}: "k.ito" approved this waiver for both parties; it takes one person of each`],
    ],
    'one person written in two ways': [
      { approved: '{ development: K.Ito, security: "k.ito " }' },
      [`${at}: "k.ito " approved this waiver for both parties; it takes one person of each`],
    ],
    'an empty scope': [
      { scope: '{}' },
      [`${at}: this waiver has no scope; name a path, fingerprint, purl, advisory or endpoint`],
    ],
    'no end': [{ expires: '' }, [`${at}: the key "expires" is missing here`]],
    'a day that does not exist': [
      { expires: '2027-02-30' },
      ['7:14: "2027-02-30" is not a date; write it as YYYY-MM-DD'],
    ],
    'a date in words': [
      { expires: 'next June' },
      ['7:14: "next June" is not a date; write it as YYYY-MM-DD'],
    ],
    'a year alone': [{ expires: '2027' }, ['7:14: text is needed here; put it in quotes']],
    'the last day of the bound': [{ expires: '2027-11-25' }, []],
    'an end too far away': [
      { expires: '2027-11-26' },
      [
        `${at}: this waiver ends in more than 366 days; let it expire within a year and renew it then`,
      ],
    ],
    'an expired waiver can still be read': [{ expires: '2020-01-01' }, []],
    'a rule that does not exist': [
      { rule: 'secrets/aws-kye' },
      ['3:11: unknown rule "secrets/aws-kye"; did you mean "secrets/aws-key"?'],
    ],
  };
  for (const [name, [fields, expected]] of Object.entries(cases)) {
    it(name, async () => assert.deepEqual(await problemsOf(waiver(fields)), expected));
  }

  it('an approver must not be of the other party, unless of both', async () => {
    assert.deepEqual(await problemsOf(parties('a.lopez', 'k.ito')), []);
    assert.deepEqual(await problemsOf(parties('a.lopez, k.ito', 'k.ito')), []);
    assert.deepEqual(await problemsOf(parties('team', 'A.Lopez')), [
      '3:5: "a.lopez" is of the security party; approved.development needs somebody of development',
    ]);
    assert.deepEqual(await problemsOf(parties('K.Ito', 'team')), [
      '3:5: "k.ito" is of the development party; approved.security needs somebody of security',
    ]);
  });
});

function parties(development: string, security: string): string {
  return `${waiver({})}parties: { development: [${development}], security: [${security}] }\n`;
}

// oxfmt-ignore
const pieces = [
  'version: 1\n', 'rules:\n', '  "*": ', 'block', '{', '}', '[', ']', '- ', '? ', ': ', '\n', '  ', '\t', '&a ', '*a',
  '!t ', '|', '>', '"', "'", '#', '%', '---\n', '...', 'when: ', 'waivers:\n', '1', '~', '\r\n', '\uFEFF', '\0',
  '\uD800', '<<: ', 'a',
] as const;

describe('parsePolicy: hostile files', () => {
  it('an alias bomb is refused without being expanded', async () => {
    const bomb = Array.from({ length: 30 }, (_, index) => {
      const refs = Array.from({ length: 10 }, () => `*a${index}`).join(', ');
      return `a${index + 1}: &a${index + 1} [${refs}]\n`;
    });
    const [first] = await problemsOf(`version: 1\na0: &a0 [x]\n${bomb.join('')}`);
    assert.equal(
      first,
      '3:10: the alias "*a0" is not supported; write the value out at each place',
    );
  });

  for (const [name, unit] of Object.entries({
    lists: '[',
    mappings: '{a: ',
    'list items': '- ',
    'explicit keys': '? ',
    'items of keys': '- ? ',
  })) {
    it(`100,000 nested ${name} are refused before anything recurses`, async () => {
      const [first = ''] = await problemsOf(unit.repeat(100_000));
      assert.match(first, /^1:\d{1,4}: nested deeper than 20 levels$/u);
    });
  }

  it('twenty-one levels of indentation are too many', async () => {
    const lines = Array.from({ length: 21 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    assert.deepEqual(await problemsOf(lines), ['21:21: nested deeper than 20 levels']);
  });

  it('more than 1 MiB is not read', async () => {
    const text = `version: 1\n#${'x'.repeat(MAX_POLICY_BYTES)}`;
    assert.deepEqual(await problemsOf(text), ['1:1: larger than 1 MiB']);
  });

  it('80,000 different keys do not take the square of the time', async () => {
    assert.equal((await problemsOf(`version: 1\n${keys(80_000)}`)).length, 21);
    assert.equal(
      (await problemsOf(`version: 1\nrules:\n  ${keys(60_000).replaceAll('\n', '\n  ')}`)).length,
      21,
    );
  });

  it('a key of a megabyte is cut in the message', async () => {
    const [first = ''] = await problemsOf(`version: 1\n? ${'k'.repeat(2_000)}\n: 1\n`);
    assert.ok(first.startsWith(`2:3: unknown key "${'k'.repeat(60)}…"; known here`), first);
  });

  it('a byte order mark and CRLF change nothing', async () => {
    const text = 'version: 1\nproduct: shop\nrules:\n  "*": warn\n';
    const plain = await parsePolicy(text, 'a', names);
    const windows = await parsePolicy(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'a', names);
    assert.deepEqual(windows.policy, plain.policy);
    assert.deepEqual(await problemsOf('\uFEFFversion: 1\r\nproduct: shop\r\nteir: 1\r\n'), [
      '3:1: unknown key "teir"; did you mean "tier"?',
    ]);
  });

  it('throws nothing but a policy error, whatever the text', async () => {
    const piece = fc.constantFrom(...pieces);
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (source) => void (await problemsOf(source))),
      { seed: 20_261_124, numRuns: 1_500 },
    );
  });
});

describe('parsePolicy: what it reads', () => {
  it('the smallest policy is the default', async () => {
    const { policy, whens } = await parsePolicy('version: 1\n', 'a', names);
    assert.deepEqual(policy, defaultPolicy);
    assert.equal(whens.size, 0);
  });

  it('what init writes is the default with the name of the product', async () => {
    for (const product of ['shop', 'true', 'a: b', '"', '- x', '№ 5', '1e3']) {
      const text = initPolicy({
        product,
        checks: [{ id: 'secrets', title: 'Secrets' }],
        files: 2,
        languages: ['Python (2 files)'],
        manifests: ['go.mod'],
        foreignFolders: ['vendor', 'a "b"'],
        testFolders: ['test'],
      });
      const { policy } = await parsePolicy(text, 'a', names);
      assert.deepEqual(policy, {
        ...defaultPolicy,
        product: { ...defaultPolicy.product, name: product },
        rules: [
          ...defaultPolicy.rules,
          { pattern: '*', stage: 'observe', position: { line: 19, column: 3 } },
        ],
        paths: { include: [], exclude: ['/vendor/', '/a "b"/'] },
      });
    }
  });

  it('every key is read', async () => {
    const text = `version: 1
product: shop
tier: 1
exposure: internet
data: [personal]
parties: { development: [team-shop], security: [appsec] }
tolerance: { blocks: 2%, wrong-blocks: 0.5%, cost: { false-positive: 2, miss: 7 } }
rollout: { group: retail, ring: group, warn: { precision: 70%, risk: 1% }, block: { risk: 2% }, minimum: { days: 7 } }
checks: [secrets]
rules: { "*": warn, secrets/aws-key: { stage: block, when: 'product.tier == 1' } }
thresholds: { warn: low, block: high }
block-on: all
on-incomplete: closed
paths: { include: ["src/"], exclude: ["vendor/"] }
endpoints: [{ host: shop.example }, { host: b.example, port: 8443, profile: modern }]
endpoints-file: deploy/endpoints.csv
tls:
  profile: modern
  profiles: { ours: { extends: modern, suites: { phase-out: [A] }, hsts-min-age: 1d } }
  zones: { dmz: { public: true, anchors: [pki/root.pem], intrusive: true } }
  servers: [nginx]
  mode: full
  limits: { in-flight: 5, connect-timeout: 500ms }
agreement: { tightening: both }
code: { tests: true, rules: [platform/*.yaml] }
components:
  max-age: 2d
  cooldown: 3d
  licences: { allow: [MIT], deny: [AGPL-3.0-only], review: [MPL-2.0], unknown: deny, scopes: [prod] }
  private: { "@acme/": [packages.acme.example] }
  vex: { vex/acme.json: "sha256:${'a'.repeat(64)}" }
suppressions: { inline: forbid, forbidden-rules: ["tls/*"], max-days: 90 }
limits: { max-file-size: 1.5 KiB, max-files: 10, max-depth: 5, unit-timeout: 2min }
fix-within: { critical: 7d, low: 1.5d }
`;
    const { policy, whens } = await parsePolicy(text, 'a', names);
    assert.deepEqual(policy, {
      version: 1,
      product: { name: 'shop', tier: 1, exposure: 'internet', dataClasses: ['personal'] },
      tolerance: { blocks: 0.02, wrongBlocks: 0.005, cost: { falsePositive: 2, miss: 7 } },
      rollout: {
        ...defaultPolicy.rollout,
        group: 'retail',
        ring: 'group',
        warnPrecision: 0.7,
        warnRisk: 0.01,
        blockRisk: 0.02,
        minDays: 7,
      },
      fixWithin: { critical: 7, low: 1.5 },
      agreement: { tightening: 'both' },
      code: { tests: true, rules: ['platform/*.yaml'] },
      components: {
        maxAgeDays: 2,
        cooldownDays: 3,
        licences: {
          allow: ['MIT'],
          deny: ['AGPL-3.0-only'],
          review: ['MPL-2.0'],
          unknown: 'deny',
          scopes: ['prod'],
        },
        privateNames: [{ prefix: '@acme/', hosts: ['packages.acme.example'] }],
      },
      vex: [{ path: 'vex/acme.json', digest: `sha256:${'a'.repeat(64)}` }],
      endpoints: [
        {
          host: 'shop.example',
          port: 443,
          serverNames: [],
          position: { line: 15, column: 13 },
        },
        {
          host: 'b.example',
          port: 8443,
          profile: 'modern',
          serverNames: [],
          position: { line: 15, column: 37 },
        },
      ],
      endpointsFile: 'deploy/endpoints.csv',
      tls: {
        profile: 'modern',
        position: { line: 18, column: 12 },
        profiles: [
          {
            id: 'ours',
            extends: 'modern',
            overrides: { suites: { phaseOut: ['A'] }, hstsMinAgeSeconds: 86_400 },
            position: { line: 19, column: 15 },
          },
        ],
        zones: [
          {
            name: 'dmz',
            isPublic: true,
            anchors: ['pki/root.pem'],
            onlyOwnAnchors: false,
            intrusive: true,
            position: { line: 20, column: 12 },
          },
        ],
        servers: ['nginx'],
        mode: 'full',
        limits: {
          endpointsInFlight: 5,
          connections: 300,
          perAddress: 4,
          perSecond: 20,
          connectTimeoutMs: 500,
          handshakeTimeoutMs: 5_000,
          endpointTimeoutMs: 60_000,
        },
      },
      parties: { development: ['team-shop'], security: ['appsec'] },
      rules: [
        { pattern: '*', stage: 'observe', position: { line: 0, column: 0 } },
        { pattern: '*', stage: 'warn', position: { line: 10, column: 10 } },
        {
          pattern: 'secrets/aws-key',
          stage: 'block',
          when: 'product.tier == 1',
          position: { line: 10, column: 21 },
        },
      ],
      thresholds: { warn: 'low', block: 'high' },
      blocks: 'all',
      onIncomplete: 'closed',
      paths: { include: ['src/'], exclude: ['vendor/'] },
      checks: ['secrets'],
      suppressions: { inline: 'forbid', forbiddenRules: ['tls/*'], maxDays: 90 },
      limits: { maxFileBytes: 1536, maxFiles: 10, maxDepth: 5, unitTimeoutMs: 120_000 },
      waivers: [],
    });
    assert.deepEqual([...whens.keys()], [2]);
  });
});
