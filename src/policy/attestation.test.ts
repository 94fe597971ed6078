import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { LockstepError } from '../model/error.ts';
import { statementSchema } from './attestation-shape.ts';
import { canonicalJson } from './canonical-json.ts';
import { decide } from './decide.ts';
import {
  linkOf,
  PAYLOAD_TYPE,
  preAuthenticationEncoding,
  readEnvelope,
  writeEnvelope,
  type Envelope,
} from './envelope.ts';
import { parsePolicy } from './parse-policy.ts';
import { makeRecord, type DecisionRecord } from './record.ts';
import { EXTENSION, statementOf, type Context, type Statement } from './statement.ts';
import { altered, other, pathsIn } from './tests/altered.ts';
import { input, names } from './tests/fixture.ts';
import { policyText, recordOf } from './tests/record.ts';
import { chainProblems, verifyAttestation } from './verify-attestation.ts';

const key = generateKeyPairSync('ed25519');
const evidence = [
  { rule: 'secrets/aws-key', version: 1, verdicts: 43, falsePositives: 0, logE: 3.1 },
];

function sealed(statement: unknown): Envelope {
  const payload = Buffer.from(canonicalJson(statement));
  const sig = sign(null, preAuthenticationEncoding(PAYLOAD_TYPE, payload), key.privateKey);
  return { payload, signatures: [{ keyid: 'k', sig }] };
}

function isSigned({ payload, signatures }: Envelope): boolean {
  const bytes = preAuthenticationEncoding(PAYLOAD_TYPE, payload);
  return signatures.some(({ sig }) => verify(null, bytes, key.publicKey, sig));
}

async function stated(record: DecisionRecord, context: Context = { evidence }): Promise<Statement> {
  const { policy } = await parsePolicy(record.policy.text, 'p', names);
  return statementOf(record, policy, context);
}

async function problemsOf(envelope: Envelope, more: object = {}): Promise<readonly string[]> {
  return (await verifyAttestation(envelope, 'a.json', { ...names, isSigned, ...more })).problems;
}

/** The record of a run that found nothing. */
async function cleanRecord(): Promise<DecisionRecord> {
  const record = await recordOf();
  const facts = input({ findings: [] });
  const loaded = await parsePolicy(policyText, 'p', names);
  return makeRecord({ ...record, input: facts, result: decide(loaded, facts) });
}

describe('the envelope', () => {
  it('is encoded for signing as the specification of DSSE shows', () => {
    const bytes = preAuthenticationEncoding(
      'http://example.com/HelloWorld',
      Buffer.from('hello world'),
    );
    assert.equal(
      Buffer.from(bytes).toString(),
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  it('is read as it was written', async () => {
    const envelope = sealed(await stated(await recordOf()));
    const read = readEnvelope(JSON.parse(writeEnvelope(envelope)), 'a.json');
    assert.deepEqual(Buffer.from(read.payload), Buffer.from(envelope.payload));
    assert.equal(isSigned(read), true);
  });

  it('is refused when it is of another type, misshapen or overfull', () => {
    const good = { payloadType: PAYLOAD_TYPE, payload: 'e30=', signatures: [] };
    const bad: readonly (readonly [unknown, RegExp])[] = [
      [{ ...good, payloadType: 'text/plain' }, /its payload is no application/],
      [{ ...good, payload: '*' }, /payload must be base64/],
      [{ ...good, signatures: Array.from({ length: 33 }, () => ({ sig: '' })) }, /more than 32/],
      [{ ...good, more: 1 }, /unknown field/],
      [[], /must be an object/],
    ];
    for (const [value, message] of bad) {
      assert.throws(() => readEnvelope(value, 'a.json'), { code: 'decision-record', message });
    }
  });
});

describe('an attestation', () => {
  it('holds when nothing was changed', async () => {
    assert.deepEqual(await problemsOf(sealed(await stated(await recordOf()))), []);
    assert.deepEqual(await problemsOf(sealed(await stated(await cleanRecord()))), []);
  });

  it('says what a verification summary says', async () => {
    const { predicate, subject } = await stated(await recordOf());
    assert.deepEqual(subject, [{ name: 'shop', digest: { gitCommit: 'c1' } }]);
    assert.equal(predicate.verificationResult, 'FAILED');
    assert.deepEqual(predicate.verifiedLevels, ['FAILED']);
    assert.equal(predicate.timeVerified, '2026-11-24T12:00:00Z');
    const { outcome, stages, exceptions, baseline } = predicate[EXTENSION];
    assert.deepEqual(
      { outcome, stages, exceptions, baseline },
      {
        outcome: 'block',
        stages: [
          { rule: 'secrets/aws-key', stage: 'block' },
          { rule: 'tls/cert-expired', stage: 'block' },
        ],
        exceptions: [
          {
            rule: 'secrets/aws-key',
            reason: 'made for tests',
            development: 'a.lopez',
            security: 'k.ito',
            expires: '2026-11-30',
          },
        ],
        baseline: 'c3',
      },
    );
    const clean = await stated(await cleanRecord());
    assert.equal(clean.predicate.verificationResult, 'PASSED');
    assert.deepEqual(clean.predicate.verifiedLevels, ['LOCKSTEP_GATE']);
  });

  it('never says PASSED of what could not be decided', async () => {
    const text = 'version: 1\non-incomplete: closed\n';
    const record = await cleanRecord();
    const loaded = await parsePolicy(text, 'p', names);
    const missed = {
      checkId: 'tls',
      what: 'a:443',
      reason: 'timeout',
      detail: 'no answer',
    } as const;
    const facts = input({ findings: [], incomplete: [missed] });
    const result = decide(loaded, facts);
    assert.equal(result.outcome, 'incomplete');
    const statement = statementOf(makeRecord({ ...record, input: facts, result }), loaded.policy, {
      evidence: [],
    });
    assert.equal(statement.predicate.verificationResult, 'FAILED');
  });

  it('does not name a commit where something was changed since', async () => {
    const record = await recordOf();
    const { git } = record.subject;
    assert.ok(git !== undefined);
    const dirty = makeRecord({
      ...record,
      subject: { ...record.subject, git: { ...git, dirty: true } },
    });
    const [subject] = (await stated(dirty)).subject;
    assert.deepEqual(Object.keys(subject?.digest ?? {}), ['sha256']);
  });

  it('does not name a commit of which no more than the index, or none of the files, was examined', async () => {
    const record = await recordOf();
    for (const kind of ['staged', 'endpoints']) {
      const { target } = record.input;
      const made = makeRecord({
        ...record,
        input: { ...record.input, target: { ...target, kind } },
      });
      const [subject] = (await stated(made)).subject;
      assert.deepEqual(Object.keys(subject?.digest ?? {}), ['sha256'], kind);
    }
  });

  it('fits its published schema', async () => {
    const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(statementSchema());
    const statement: unknown = JSON.parse(canonicalJson(await stated(await recordOf())));
    assert.equal(validate(statement), true, JSON.stringify(validate.errors));
  });

  it('does not hold under another key, another type, or with another byte', async () => {
    const envelope = sealed(await stated(await recordOf()));
    const foreign = generateKeyPairSync('ed25519');
    const bytes = preAuthenticationEncoding(PAYLOAD_TYPE, envelope.payload);
    const bad = [
      sign(null, bytes, foreign.privateKey),
      sign(null, envelope.payload, key.privateKey),
      Buffer.alloc(64),
      Buffer.alloc(0),
    ];
    for (const sig of bad) {
      const problems = await problemsOf({ ...envelope, signatures: [{ keyid: 'k', sig }] });
      assert.deepEqual(problems, ['no trusted key signed it']);
    }
    assert.deepEqual(await problemsOf({ ...envelope, signatures: [] }), [
      'no trusted key signed it',
    ]);
  });

  it('tells every changed or missing field, even when the holder of the key changed it', async () => {
    const statement: unknown = JSON.parse(canonicalJson(await stated(await recordOf())));
    // What the signer knows besides, and nobody can compute again.
    const free = /^predicate\.urn:lockstep:decision:1\.(evidence|previous)/u;
    for (const path of pathsIn(statement)) {
      if (path.length === 0 || free.test(path.join('.'))) continue;
      for (const change of [other, (): undefined => undefined]) {
        const tampered = JSON.parse(JSON.stringify(altered(statement, path, change))) as unknown;
        assert.ok(await isNoticed(tampered), path.join('.'));
      }
    }
  });

  it('is about the commit that is asked for, or is refused', async () => {
    const envelope = sealed(await stated(await recordOf()));
    assert.deepEqual(await problemsOf(envelope, { commit: 'c1' }), []);
    assert.deepEqual(await problemsOf(envelope, { commit: 'c2' }), [
      'it is not about the commit c2',
    ]);
  });
});

async function isNoticed(statement: unknown): Promise<boolean> {
  try {
    return (await problemsOf(sealed(statement))).length > 0;
  } catch (error) {
    assert.ok(error instanceof LockstepError, String(error));
    return true;
  }
}

/** Four attestations, each of which follows the one before. */
async function chain(): Promise<readonly { statement: Statement; link: string }[]> {
  const record = await recordOf();
  const links: { statement: Statement; link: string }[] = [];
  for (let at = 0; at < 4; at++) {
    const previous = links.at(-1)?.link;
    const context = previous === undefined ? { evidence } : { evidence, previous };
    const statement = await stated(record, context);
    links.push({ statement, link: linkOf(sealed(statement)) });
  }
  return links;
}

describe('a chain', () => {
  it('holds whole, and from anywhere on', async () => {
    const links = await chain();
    assert.deepEqual([...chainProblems(links)], []);
    assert.deepEqual([...chainProblems(links.slice(2))], []);
  });

  it('tells what is missing, what stands in another order and what was slipped in', async () => {
    const [a, b, c, d] = await chain();
    const [slipped] = await chain();
    assert.ok(a && b && c && d && slipped);
    const table = [
      [[a, c, d], [[1, 'the attestation that it follows is missing']]],
      [
        [a, c, b],
        [
          [1, 'it follows another attestation of this list: the order is wrong'],
          [2, 'it follows another attestation of this list: the order is wrong'],
        ],
      ],
      [[b, a], [[1, 'it names no attestation before it: a chain begins here']]],
      [[a, b, b], [[2, 'it follows another attestation of this list: the order is wrong']]],
    ] as const;
    for (const [list, problems] of table) {
      assert.deepEqual(
        [...chainProblems(list)],
        problems.map(([at, what]) => [at, what]),
      );
    }
  });
});
