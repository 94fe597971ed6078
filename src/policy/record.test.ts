import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LockstepError } from '../model/error.ts';
import { canonicalJson, digestOf } from './canonical-json.ts';
import { decide } from './decide.ts';
import { parsePolicy } from './parse-policy.ts';
import type { DecisionRecord } from './record.ts';
import { digestedParts, makeRecord } from './record.ts';
import { altered, other, pathsIn } from './tests/altered.ts';
import { finding, input, names } from './tests/fixture.ts';
import { policyText, recordOf as record } from './tests/record.ts';
import { verifyRecord } from './verify.ts';

async function verify(value: unknown, given?: string): Promise<readonly string[]> {
  const options = given === undefined ? names : { ...names, policyText: given };
  return (await verifyRecord(JSON.stringify(value), 'decision.json', options)).problems;
}

/** Whether something about the record is noticed: as a problem, or because it is no record any more. */
async function isNoticed(value: unknown): Promise<boolean> {
  try {
    return (await verify(value)).length > 0;
  } catch (error) {
    assert.ok(error instanceof LockstepError, String(error));
    return true;
  }
}

/** With digests that fit again, as a careful forger would leave it. */
function forged(before: DecisionRecord, change: Partial<DecisionRecord>): DecisionRecord {
  return makeRecord({ ...before, ...change });
}

describe('verifyRecord', () => {
  it('confirms a record that was written and read again', async () => {
    assert.deepEqual(await verify(await record()), []);
    assert.deepEqual(await verify(await record(), policyText), []);
    assert.deepEqual(await verify(await record('')), []);
  });

  it('confirms a decision under a policy that names a rule and a check retired since', async () => {
    const text = policyText.replace(
      'rules: {',
      'checks: [secrets, tls, old-check]\nrules: { secrets/retired: block, "old-check/*": warn,',
    );
    const known = {
      ruleIds: [...names.ruleIds, 'secrets/retired'],
      checkIds: [...names.checkIds, 'old-check'],
    };
    const { input: facts, ...before } = await record();
    const loaded = await parsePolicy(text, 'p', known);
    const made = makeRecord({
      ...before,
      input: facts,
      policy: { name: 'agreement 0123456789abcdef', digest: digestOf(text), text },
      result: decide(loaded, facts),
    });
    assert.deepEqual(await verify(made), []);
  });

  it('does not mind another order of the keys', async () => {
    const turned: unknown = JSON.parse(JSON.stringify(await record()), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    );
    assert.deepEqual(await verify(turned), []);
  });

  it('confirms whatever was decided, and gives back what was recorded', async () => {
    const fields = fc.record({
      fingerprint: fc.string({ unit: 'grapheme' }),
      path: fc.string({ unit: 'grapheme' }),
      line: fc.nat(),
      state: fc.constantFrom('new', 'existing', 'moved', 'fixed'),
      ruleId: fc.constantFrom(...names.ruleIds),
    });
    const before = await record();
    const loaded = await parsePolicy(policyText, 'p', names);
    await fc.assert(
      fc.asyncProperty(fc.array(fields, { maxLength: 5 }), async (changes) => {
        const facts = input({ findings: changes.map((change) => finding(change)) });
        const made = forged(before, { input: facts, result: decide(loaded, facts) });
        const verified = await verifyRecord(JSON.stringify(made), 'a', names);
        assert.deepEqual(verified.record, made);
        assert.deepEqual(verified.problems, []);
      }),
      { seed: 20_261_124, numRuns: 60 },
    );
  });

  it('notices every single value that is changed, added to or removed', async () => {
    const before = await record();
    const paths = pathsIn(before);
    assert.ok(paths.length > 100);
    for (const path of paths) {
      const place = path.join('.');
      assert.ok(await isNoticed(altered(before, path, other)), `changed: ${place}`);
      assert.ok(await isNoticed(altered(before, path, () => undefined) ?? {}), `removed: ${place}`);
    }
  });

  it('says what was changed', async () => {
    const before = await record();
    const changes: Readonly<Record<(typeof digestedParts)[number], readonly string[]>> = {
      tool: ['version'],
      subject: ['git', 'commit'],
      checks: ['0', 'version'],
      baseline: ['commit'],
      policy: ['name'],
      input: ['target', 'branch'],
      result: ['reasons', '0', 'text'],
    };
    for (const part of digestedParts) {
      const [first] = await verify(altered(before, [part, ...changes[part]], other));
      assert.equal(first, `the ${part} was changed after the decision`);
    }
  });

  it('notices findings that were removed, with digests that fit', async () => {
    const before = await record();
    const fewer = { ...before.input, findings: before.input.findings.slice(1) };
    const result = { ...before.result, judgements: before.result.judgements.slice(1) };
    assert.deepEqual(await verify(forged(before, { input: fewer, result })), [
      'the inputs give incomplete, the record says block',
    ]);
  });

  it('notices an outcome that does not follow, with digests that fit', async () => {
    const before = await record();
    const result = { ...before.result, outcome: 'pass' as const };
    assert.deepEqual(await verify(forged(before, { result })), [
      'the inputs give block, the record says pass',
    ]);
  });

  it('notices a judgement that does not follow, and names the finding', async () => {
    const before = await record();
    const judgements = before.result.judgements.map((judgement, index) =>
      index === 1 ? Object.assign({}, judgement, { effect: 'suppressed' as const }) : judgement,
    );
    const forgery = forged(before, { result: { ...before.result, judgements } });
    assert.deepEqual(await verify(forgery), [
      'secrets/aws-key at test/a.ts:3 is recorded as suppressed; the inputs give waived',
    ]);
  });

  it('notices reasons that do not follow', async () => {
    const before = await record();
    const forgery = forged(before, { result: { ...before.result, notices: [] } });
    assert.deepEqual(await verify(forgery), ['the inputs give the same outcome for other reasons']);
  });

  it('notices another policy, in the record and beside it', async () => {
    const before = await record();
    const text = policyText.replace('secrets/aws-key: block', 'secrets/aws-key: warn');
    const policy = { ...before.policy, text };
    assert.deepEqual(await verify(forged(before, { policy })), [
      "the policy's digest is not that of its text",
      'the inputs give incomplete, the record says block',
    ]);
    assert.deepEqual(await verify(before, text), [
      'the decision was made under another policy than the given one',
    ]);
  });

  const broken: Readonly<Record<string, readonly [string, string]>> = {
    'text that is not JSON': ['{', 'not JSON, or torn'],
    nothing: ['', 'not JSON, or torn'],
    null: ['null', 'not a decision record of format lockstep-decision/1'],
    'another format': [
      '{"format":"lockstep-decision/2"}',
      'not a decision record of format lockstep-decision/1',
    ],
    'a record without parts': ['{"format":"lockstep-decision/1"}', 'tool is missing'],
  };
  for (const [name, [text, message]] of Object.entries(broken)) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(verifyRecord(text, 'd.json', names), {
        code: 'decision-record',
        message: `d.json: ${message}`,
      });
    });
  }

  it('refuses values of the wrong shape and says where', async () => {
    const before = await record();
    const wrong: readonly (readonly [readonly string[], unknown, string])[] = [
      [['input', 'findings', '0', 'line'], -1, 'input.findings[0].line must be a whole number'],
      [['input', 'findings'], {}, 'input.findings must be a list'],
      [
        ['input', 'findings', '1', 'severity'],
        'bad',
        'input.findings[1].severity: "bad" is not one of critical, high, medium, low, info',
      ],
      [['input', 'now'], 'today', 'input.now must be a time in UTC (2026-01-31T12:00:00Z)'],
      [['input', 'target', 'whole'], 1, 'input.target.whole must be true or false'],
      [['policy', 'text'], 1, 'policy.text must be a string'],
      [['policy', 'digest'], 'x', 'policy.digest must be sha256: and 64 hex digits'],
      [
        ['baseline', 'kind'],
        'other',
        'baseline.kind: "other" is not one of none, merge-base, file',
      ],
      [['result'], [], 'result must be an object'],
      [['tool'], { name: 'a', version: 'b', c: 1 }, 'tool has the unknown field "c"'],
    ];
    for (const [path, value, message] of wrong) {
      await assert.rejects(verify(altered(before, path, () => value)), {
        code: 'decision-record',
        message: `decision.json: ${message}`,
      });
    }
  });

  it('throws nothing but a LockstepError on arbitrary JSON', async () => {
    const json = fc.json({ maxDepth: 4 });
    await fc.assert(
      fc.asyncProperty(json, async (text) => {
        await assert.rejects(verifyRecord(text, 'a', names), LockstepError);
      }),
      { seed: 20_261_124, numRuns: 200 },
    );
  });
});

describe('canonicalJson', () => {
  it('sorts keys by UTF-16 code units, as RFC 8785 §3.2.3 shows', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const sorted = Object.keys(
      JSON.parse(canonicalJson(Object.fromEntries(keys.map((k) => [k, 0])))),
    );
    // `1` is an integer key, which JavaScript lists first.
    assert.deepEqual(sorted, ['1', '\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
  });

  it('writes numbers and strings as RFC 8785 §3.2.2 shows', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    assert.equal(
      canonicalJson(value),
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('leaves out what is undefined and survives a round trip', () => {
    assert.equal(canonicalJson({ b: undefined, a: [undefined] }), '{"a":[null]}');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        assert.equal(canonicalJson(JSON.parse(text)), text);
      }),
      { seed: 20_261_124, numRuns: 200 },
    );
  });
});
