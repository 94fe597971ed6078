import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Incomplete } from '../model/incomplete.ts';
import { decide } from './decide.ts';
import type { FindingFacts } from './decision-input.ts';
import { defaultLoadedPolicy } from './default-policy.ts';
import { finding, input, load, now, waiverLines } from './tests/fixture.ts';

const incomplete: Incomplete = {
  checkId: 'secrets',
  what: 'src/big.bin',
  reason: 'too-large',
  detail: '',
};

describe('decide: stages', () => {
  it('without a policy everything is only recorded', () => {
    const { outcome, reasons, judgements } = decide(defaultLoadedPolicy, input());
    assert.equal(outcome, 'pass');
    assert.deepEqual(reasons, []);
    assert.deepEqual(judgements, [
      { stage: 'observe', effect: 'observed', why: ['* is at observe'] },
    ]);
  });

  const cases: readonly (readonly [string, Partial<FindingFacts>, string, string])[] = [
    ['"*": observe', {}, 'pass', 'observed'],
    ['"*": warn', {}, 'warn', 'warns'],
    ['"*": block', {}, 'block', 'blocks'],
    ['"*": block', { state: 'existing' }, 'pass', 'existing'],
    ['"*": block', { state: 'moved' }, 'pass', 'existing'],
    ['"*": warn', { state: 'existing' }, 'pass', 'existing'],
    ['"*": block', { state: 'fixed' }, 'pass', 'fixed'],
    ['"*": block', { suppressed: 'a test' }, 'pass', 'suppressed'],
    ['"*": observe', { state: 'existing' }, 'pass', 'observed'],
  ];
  for (const [rule, fields, outcome, effect] of cases) {
    it(`${rule} makes ${JSON.stringify(fields)} ${effect}: ${outcome}`, async () => {
      const judged = decide(
        await load(`rules: { ${rule} }`),
        input({ findings: [finding(fields)] }),
      );
      assert.equal(judged.outcome, outcome);
      assert.equal(judged.judgements[0]?.effect, effect);
    });
  }

  it('block-on: all lets what was there before block, but not what is gone', async () => {
    const loaded = await load('rules: { "*": block }\nblock-on: all');
    const outcomes = (['existing', 'moved', 'fixed'] as const).map(
      (state) => decide(loaded, input({ findings: [finding({ state })] })).outcome,
    );
    assert.deepEqual(outcomes, ['block', 'block', 'pass']);
  });

  const precedence: readonly (readonly [string, string])[] = [
    ['"*": block', 'block'],
    ['"*": block, "secrets/*": warn', 'warn'],
    ['"secrets/*": warn, "*": block', 'warn'],
    ['"*": warn, "secrets/*": observe, secrets/aws-key: block', 'block'],
    ['secrets/aws-key: observe, "secrets/*": block, "*": block', 'observe'],
    ['"tls/*": block', 'observe'],
    ['secrets/private-key: block', 'observe'],
    [`secrets/aws-key: { stage: block, when: 'finding.line > 9' }, "secrets/*": warn`, 'warn'],
    [`secrets/aws-key: { stage: block, when: 'finding.line == 3' }, "secrets/*": warn`, 'block'],
    [`"*": { stage: block, when: 'product.tier == 1' }`, 'observe'],
  ];
  for (const [rules, stage] of precedence) {
    it(`{ ${rules} } puts the rule at ${stage}`, async () => {
      const { judgements } = decide(await load(`rules: { ${rules} }`), input());
      assert.equal(judgements[0]?.stage, stage);
    });
  }

  const thresholds: readonly (readonly [string, string, FindingFacts['severity'], string])[] = [
    ['block', 'block: high', 'critical', 'block'],
    ['block', 'block: high', 'high', 'block'],
    ['block', 'block: high', 'medium', 'warn'],
    ['block', 'block: high, warn: medium', 'low', 'observe'],
    ['warn', 'block: high, warn: medium', 'medium', 'warn'],
    ['warn', 'warn: medium', 'low', 'observe'],
    ['observe', 'warn: info', 'critical', 'observe'],
    ['block', 'block: low, warn: critical', 'low', 'block'],
  ];
  for (const [stage, threshold, severity, expected] of thresholds) {
    it(`${severity} at ${stage} under { ${threshold} } is at ${expected}`, async () => {
      const loaded = await load(`rules: { "*": ${stage} }\nthresholds: { ${threshold} }`);
      const { judgements } = decide(loaded, input({ findings: [finding({ severity })] }));
      assert.equal(judgements[0]?.stage, expected);
    });
  }

  it('says each step that led to the stage', async () => {
    const loaded = await load('rules: { "*": block }\nthresholds: { block: high, warn: medium }');
    const { judgements } = decide(loaded, input({ findings: [finding({ severity: 'low' })] }));
    assert.deepEqual(judgements[0]?.why, [
      '* is at block',
      'low is below the threshold high for block',
      'low is below the threshold medium for warn',
    ]);
  });

  it('gives one reason a rule: blocking before warning, worst severity first', async () => {
    const loaded = await load('rules: { "*": block, "tls/*": warn }');
    const findings = [
      finding({ ruleId: 'tls/cert-expired', checkId: 'tls', severity: 'critical' }),
      finding({ severity: 'medium', fingerprint: 'b' }),
      finding({ severity: 'low', fingerprint: 'a' }),
      finding({ ruleId: 'secrets/private-key', severity: 'high', fingerprint: 'c' }),
    ];
    assert.deepEqual(decide(loaded, input({ findings })).reasons, [
      { outcome: 'block', text: '1 finding of secrets/private-key', fingerprints: ['c'] },
      { outcome: 'block', text: '2 findings of secrets/aws-key', fingerprints: ['a', 'b'] },
      { outcome: 'warn', text: '1 finding of tls/cert-expired', fingerprints: ['f1:0'] },
    ]);
  });
});

describe('decide: a "when" that fails', () => {
  const fails = `when: 'finding.tags[0] == "cloud"'`;
  const untagged = finding({ tags: [], fingerprint: 'untagged' });

  it('cannot block anything of its rule in this run, and says so', async () => {
    const loaded = await load(`rules: { secrets/aws-key: { stage: block, ${fails} } }`);
    assert.equal(decide(loaded, input()).outcome, 'block');
    const { outcome, judgements, notices } = decide(
      loaded,
      input({ findings: [finding(), untagged] }),
    );
    assert.equal(outcome, 'warn');
    assert.deepEqual(
      judgements.map(({ effect }) => effect),
      ['warns', 'warns'],
    );
    const text = '"when" of secrets/aws-key could not be evaluated: index 0 out of bounds [0, -1)';
    assert.deepEqual(notices, [
      { code: 'when-failed', text: `secrets/aws-key cannot block in this run: ${text}` },
    ]);
    assert.deepEqual(judgements[0]?.why, ['secrets/aws-key is at block', text]);
  });

  it('leaves other rules as they are', async () => {
    const loaded = await load(`rules: { "*": block, secrets/aws-key: { stage: block, ${fails} } }`);
    const other = finding({ ruleId: 'secrets/private-key' });
    const { outcome, judgements } = decide(loaded, input({ findings: [untagged, other] }));
    assert.equal(outcome, 'block');
    assert.deepEqual(
      judgements.map(({ stage }) => stage),
      ['warn', 'block'],
    );
  });

  it('does not hide a finding behind an exemption that could not be evaluated', async () => {
    const loaded = await load(
      `rules: { "*": block, secrets/aws-key: { stage: observe, ${fails} } }`,
    );
    assert.equal(decide(loaded, input()).outcome, 'pass');
    assert.equal(decide(loaded, input({ findings: [untagged] })).outcome, 'warn');
  });

  it('does not count when the finding is gone', async () => {
    const loaded = await load(`rules: { secrets/aws-key: { stage: block, ${fails} } }`);
    const gone = { ...untagged, state: 'fixed' as const };
    assert.equal(decide(loaded, input({ findings: [finding(), gone] })).outcome, 'block');
  });

  it('does not lift an observed rule', async () => {
    const loaded = await load(`rules: { secrets/aws-key: { stage: observe, ${fails} } }`);
    assert.equal(decide(loaded, input({ findings: [untagged] })).outcome, 'pass');
  });
});

describe('decide: what could not be examined', () => {
  const cases: readonly (readonly [string, Partial<Incomplete>, string])[] = [
    ['rules: {}', {}, 'pass'],
    ['rules: { "*": warn }', {}, 'pass'],
    ['rules: { "*": block }', {}, 'incomplete'],
    ['rules: { "secrets/*": block }', {}, 'incomplete'],
    ['rules: { secrets/private-key: block }', {}, 'incomplete'],
    ['rules: { "tls/*": block }', {}, 'pass'],
    ['rules: { "*": block, "secrets/*": warn }', {}, 'pass'],
    ['rules: { "*": block, "secrets/*": warn, secrets/aws-key: block }', {}, 'incomplete'],
    [`rules: { "*": block, "secrets/*": { stage: warn, when: 'false' } }`, {}, 'incomplete'],
    [`rules: { "secrets/*": { stage: block, when: 'false' } }`, {}, 'incomplete'],
    ['rules: { "tls/*": block }', { checkId: '*' }, 'incomplete'],
    ['rules: { "*": warn }', { checkId: '*' }, 'pass'],
    ['on-incomplete: closed', {}, 'incomplete'],
    ['rules: { "*": block }\non-incomplete: open', {}, 'pass'],
    ['on-incomplete: open', { reason: 'cancelled' }, 'incomplete'],
    ['rules: {}', { reason: 'cancelled' }, 'incomplete'],
  ];
  for (const [policy, fields, outcome] of cases) {
    it(`${JSON.stringify(policy)} makes ${JSON.stringify(fields)} ${outcome}`, async () => {
      const judged = decide(
        await load(policy),
        input({ findings: [], incomplete: [{ ...incomplete, ...fields }] }),
      );
      assert.equal(judged.outcome, outcome);
    });
  }

  it('stands below block and above warn', async () => {
    const parts = { incomplete: [incomplete, { ...incomplete, what: 'b' }] };
    const blocked = decide(await load('rules: { "*": block }'), input(parts));
    assert.deepEqual(
      blocked.reasons.map(({ outcome, text }) => `${outcome}: ${text}`),
      [
        'block: 1 finding of secrets/aws-key',
        'incomplete: could not examine src/big.bin and 1 more',
      ],
    );
    const warned = decide(await load('rules: { "*": warn }\non-incomplete: closed'), input(parts));
    assert.deepEqual(
      warned.reasons.map(({ outcome }) => outcome),
      ['incomplete', 'warn'],
    );
  });
});

const blocking = 'rules: { "*": block }\n';

/** Of a waiver that ends on this day and is in force. */
async function noticesOn(expires: string): Promise<string[]> {
  const judged = decide(await load(blocking + waiverLines(expires)), input());
  assert.equal(judged.outcome, 'pass');
  return judged.notices.map(({ code }) => code);
}

describe('decide: waivers', () => {
  it('a waiver in force hides what it covers, and says until when and why', async () => {
    const judged = decide(await load(blocking + waiverLines('2027-06-30')), input());
    assert.equal(judged.outcome, 'pass');
    assert.deepEqual(judged.judgements, [
      {
        stage: 'block',
        effect: 'waived',
        why: ['* is at block', 'waived until 2027-06-30: made for tests'],
        waiver: 0,
      },
    ]);
    assert.deepEqual(judged.notices, []);
  });

  it('an expired waiver does not hide a finding', async () => {
    const judged = decide(await load(blocking + waiverLines('2026-11-23')), input());
    assert.equal(judged.outcome, 'block');
    const text = 'the waiver for secrets/aws-key at line 4 expired on 2026-11-23';
    assert.deepEqual(judged.notices, [{ code: 'waiver-expired', text }]);
  });

  it('a waiver holds on its last day and is announced fourteen days before', async () => {
    assert.deepEqual(await noticesOn('2026-11-24'), ['waiver-expiring']);
    assert.deepEqual(await noticesOn('2026-12-08'), ['waiver-expiring']);
    assert.deepEqual(await noticesOn('2026-12-09'), []);
  });

  it('an unused waiver is announced only when all was examined', async () => {
    const loaded = await load(waiverLines('2027-06-30'));
    const codes = [true, false].map((whole) =>
      decide(
        loaded,
        input({ findings: [], target: { kind: 'directory', branch: '', whole } }),
      ).notices.map(({ code }) => code),
    );
    assert.deepEqual(codes, [['waiver-unused'], []]);
  });

  const scopes: Readonly<Record<string, boolean>> = {
    '{ path: "src/**" }': true,
    '{ path: "/src/" }': true,
    '{ path: "test/**" }': false,
    '{ path: "!src/**" }': false,
    '{ fingerprint: "f1:0" }': true,
    '{ fingerprint: "f1" }': false,
    '{ path: "src/**", fingerprint: "f2:0" }': false,
    '{ purl: "pkg:npm/a@1" }': false,
    '{ path: "src/**", endpoint: "a:443" }': false,
  };
  for (const [scope, covers] of Object.entries(scopes)) {
    it(`the scope ${scope} ${covers ? 'covers' : 'does not cover'} the finding`, async () => {
      const loaded = await load(blocking + waiverLines('2027-06-30', scope));
      assert.equal(decide(loaded, input()).outcome, covers ? 'pass' : 'block');
    });
  }
});

describe('decide: waivers of components', () => {
  const lodash = finding({
    component: {
      purl: 'pkg:npm/%40acme/lodash@4.17.15',
      scope: 'prod',
      direct: true,
      reach: 'imported',
      advisories: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
      cvss: 7.2,
      epss: 0.01,
      exploited: false,
      fixable: true,
    },
  });
  const scopes: Readonly<Record<string, boolean>> = {
    '{ purl: "pkg:npm/%40acme/lodash@4.17.15" }': true,
    '{ purl: "pkg:npm/%40acme/lodash" }': true,
    '{ purl: "pkg:npm/%40acme/lodash@4.17.16" }': false,
    '{ purl: "pkg:npm/%40acme/lod" }': false,
    '{ advisory: "cve-2021-23337" }': true,
    '{ advisory: "CVE-2021-2333" }': false,
    '{ purl: "pkg:npm/%40acme/lodash", advisory: "GHSA-35jh-r3h4-6jhm" }': true,
    '{ purl: "pkg:npm/%40acme/lodash", advisory: "CVE-2020-1" }': false,
  };
  for (const [scope, covers] of Object.entries(scopes)) {
    it(`the scope ${scope} ${covers ? 'covers' : 'does not cover'} the finding`, async () => {
      const loaded = await load(blocking + waiverLines('2027-06-30', scope));
      const judged = decide(loaded, input({ findings: [lodash] }));
      assert.equal(judged.outcome, covers ? 'pass' : 'block');
    });
  }

  it('what VEX says is an answer to a finding at any stage, after suppression and waiver', async () => {
    const vex = {
      status: 'fixed',
      justification: '',
      impact: '',
      file: 'vex/a.json',
      statement: 'a#1',
      author: '',
      timestamp: '',
    } as const;
    const findings = [
      finding({ vex }),
      finding({ vex, suppressed: 'a test' }),
      finding({ vex, state: 'fixed' }),
    ];
    const judged = decide(await load(blocking), input({ findings }));
    assert.equal(judged.outcome, 'pass');
    assert.deepEqual(
      judged.judgements.map(({ effect, why }) => [effect, why.at(-1)]),
      [
        ['waived', 'fixed, says somebody unnamed in vex/a.json (a#1, without a date)'],
        ['suppressed', 'suppressed in the source: a test'],
        ['fixed', 'it is gone'],
      ],
    );
    const both = decide(
      await load(blocking + waiverLines('2027-06-30', '{ path: "**" }')),
      input({ findings: [finding({ vex })] }),
    );
    assert.equal(both.judgements[0]?.waiver, 0);
  });

  it('a condition may ask for what is known of the component', async () => {
    const when = 'component.scope == "prod" && component.cvss >= 7.0 && component.fixable';
    const loaded = await load(`rules: { "secrets/*": { stage: block, when: '${when}' } }`);
    const findings = [lodash, finding()];
    const stages = decide(loaded, input({ findings })).judgements.map(({ stage }) => stage);
    assert.deepEqual(stages, ['block', 'observe']);
  });
});

const endpoint = finding({
  ruleId: 'tls/cert-expired',
  checkId: 'tls',
  path: 'shop.example:443',
  endpoint: 'shop.example:443',
});

function waiverOf(scope: string): string {
  return waiverLines('2027-06-30', scope).replace('secrets/aws-key', 'tls/*');
}

async function stageWhen(when: string): Promise<unknown> {
  const loaded = await load(`rules: { "tls/*": { stage: block, when: '${when}' } }`);
  return decide(loaded, input({ findings: [endpoint] })).judgements[0]?.stage;
}

describe('decide: endpoints', () => {
  const cases: Readonly<Record<string, string>> = {
    '{ endpoint: "shop.example:443" }': 'waived',
    '{ endpoint: "*.example:443" }': 'waived',
    '{ endpoint: "s*e*:4*" }': 'waived',
    '{ endpoint: "*" }': 'waived',
    '{ endpoint: "shop.example" }': 'blocks',
    '{ endpoint: "shop.example:443*443" }': 'blocks',
    '{ endpoint: "*.example:44" }': 'blocks',
    '{ path: "**" }': 'blocks',
    '{ path: "shop.example:443" }': 'blocks',
    '{ endpoint: "shop.example:443", path: "**" }': 'blocks',
  };
  for (const [scope, effect] of Object.entries(cases)) {
    it(`a waiver of ${scope}: it ${effect}`, async () => {
      const loaded = await load(`rules: { "*": block }\n${waiverOf(scope)}`);
      const { judgements } = decide(loaded, input({ findings: [endpoint] }));
      assert.equal(judgements[0]?.effect, effect);
    });
  }

  it('a waiver of an endpoint does not cover a file of that name', async () => {
    const loaded = await load(`rules: { "*": block }\n${waiverOf('{ endpoint: "*" }')}`);
    const { endpoint: _, ...file } = endpoint;
    assert.equal(decide(loaded, input({ findings: [file] })).judgements[0]?.effect, 'blocks');
  });

  it('a condition can ask for the endpoint, and no pattern of paths fits it', async () => {
    assert.equal(await stageWhen('finding.endpoint.endsWith(":443")'), 'block');
    assert.equal(await stageWhen('glob(finding.path, "**")'), 'observe');
  });
});

it('a demoted rule has its stage no longer, and says why', async () => {
  const demotion = {
    rule: 'secrets/aws-key',
    to: 'warn',
    since: '2026-11-20T08:00:00Z',
    because: 'it stopped 3 builds wrongly within 24 hours',
  } as const;
  const loaded = await load('rules: { secrets/aws-key: block }');
  const { outcome, judgements, notices } = decide(loaded, input({ demotions: [demotion] }));
  assert.deepEqual(notices, [
    {
      code: 'demoted',
      text: 'secrets/aws-key is demoted to warn since 2026-11-20, because it stopped 3 builds wrongly within 24 hours',
    },
  ]);
  assert.equal(outcome, 'warn');
  assert.equal(judgements[0]?.stage, 'warn');
  assert.equal(
    judgements[0]?.why[1],
    'demoted to warn since 2026-11-20, because it stopped 3 builds wrongly within 24 hours',
  );
});

it('a demotion never raises a rule, and never touches another', async () => {
  const demotion = { to: 'warn', since: now, because: 'of false alarms' } as const;
  const observes = await load('rules: { secrets/aws-key: observe }');
  const its = input({ demotions: [{ rule: 'secrets/aws-key', ...demotion }] });
  assert.equal(decide(observes, its).judgements[0]?.stage, 'observe');
  const blocks = await load('rules: { secrets/*: block }');
  const other = input({ demotions: [{ rule: 'secrets/private-key', ...demotion }] });
  assert.equal(decide(blocks, other).outcome, 'block');
});

it('an override lets a stopped run through, loudly, until it expires', async () => {
  const loaded = await load('rules: { "*": block }');
  const override = { by: 'd.novak', reason: 'outage', expires: '2026-11-24T13:00:00Z' };
  const { outcome, reasons, judgements } = decide(loaded, input({ override }));
  assert.equal(outcome, 'warn');
  assert.equal(
    reasons[0]?.text,
    'let through by d.novak until 2026-11-24T13:00Z, on their own responsibility: outage',
  );
  assert.equal(judgements[0]?.effect, 'blocks');
  const late = { ...override, expires: '2026-11-24T11:00:00Z' };
  assert.equal(decide(loaded, input({ override: late })).outcome, 'block');
  assert.deepEqual(
    decide(loaded, input({ override, findings: [] })).reasons,
    [],
    'there was nothing to override',
  );
});
