import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { LockstepError } from '../../src/model/error.ts';
import { completeObservation } from '../../src/checks/tls/record/complete.ts';
import { goodObservation } from '../../src/checks/tls/record/good-observation.ts';
import { observationSchema } from '../../src/checks/tls/record/observation-shape.ts';
import { parseObservation } from '../../src/checks/tls/record/parse-observation.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
const isObservation = ajv.compile(observationSchema());

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isRead(value: unknown): boolean {
  try {
    parseObservation(value, 'file');
    return true;
  } catch (error) {
    assert.ok(error instanceof LockstepError && error.code === 'observation');
    return false;
  }
}

/** `UPDATE_SNAPSHOTS=1 npm test -- tls/observation` writes it anew. */
test('schema/tls-observation.schema.json is what the reader says', () => {
  const text = `${JSON.stringify(observationSchema(), undefined, 2)}\n`;
  const file = new URL('../../schema/tls-observation.schema.json', import.meta.url);
  if (process.env['UPDATE_SNAPSHOTS'] === '1') writeFileSync(file, text);
  assert.equal(readFileSync(file, 'utf8'), text);
});

test('a record comes back as it was written', () => {
  assert.deepEqual(parseObservation(plain(goodObservation), 'file'), plain(goodObservation));
});

describe('what the reader refuses, the schema refuses', () => {
  const [address] = goodObservation.addresses;
  const bad: readonly (readonly [string, object])[] = [
    ['another format', { format: 'lockstep-tls-observation/2' }],
    ['a field that nobody knows', { colour: 'red' }],
    ['no addresses', { addresses: undefined }],
    ['too many addresses', { addresses: Array.from({ length: 65 }, () => address) }],
    ['a port that there is not', { port: 65_536 }],
    ['a port with a fraction', { port: 1.5 }],
    ['a time without zone', { at: '2026-06-01T12:00:00' }],
    ['a truth that there is not', { resolved: { is: 'maybe', why: '' } }],
    ['a text without end', { resolved: { is: 'yes', why: 'x'.repeat(2001) } }],
    ['a certificate under a name that is no digest', { certificates: { abc: '' } }],
    ['a certificate that is not base64', { certificates: { ['0'.repeat(64)]: '<html>' } }],
    ['an unknown STARTTLS protocol', { starttls: 'gopher' }],
    ['HTTP in no state', { addresses: [{ ...address, http: { https: {}, plain: {} } }] }],
  ];
  for (const [name, change] of bad) {
    test(name, () => {
      const value = plain({ ...goodObservation, ...change });
      assert.equal(isRead(value), false);
      assert.equal(isObservation(value), false);
    });
  }
});

test('the schema accepts the good record and the excerpts that are laid over it', () => {
  const lost = { addresses: [{ speaksTls: { is: 'inconclusive', why: 'reset 4 of 4' } }] };
  for (const each of [goodObservation, completeObservation({}), completeObservation(lost)]) {
    assert.equal(isObservation(plain(each)), true, ajv.errorsText(isObservation.errors));
  }
});

test('the error names file and place', () => {
  assert.throws(
    () => parseObservation({ ...goodObservation, port: 'https' }, 'scan.ndjson:3'),
    /scan\.ndjson:3 is no observation: port must be a whole number/u,
  );
});

test('any JSON is a record or an error, in the reader as in the schema', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.equal(isRead(value), isObservation(value));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('a record with any one value replaced is read or refused, as the schema says', () => {
  const text = JSON.stringify(goodObservation);
  const places = [...text.matchAll(/(?<=:)(?:"[^"]{0,80}"|\d+|true|false)/gu)];
  fc.assert(
    fc.property(fc.nat(places.length - 1), fc.jsonValue(), (index, replacement) => {
      const place = places[index];
      assert.ok(place !== undefined);
      const [old] = place;
      const value: unknown = JSON.parse(
        text.slice(0, place.index) +
          JSON.stringify(replacement) +
          text.slice(place.index + old.length),
      );
      assert.equal(isRead(value), isObservation(value));
    }),
    { seed: 2, numRuns: 500 },
  );
});
