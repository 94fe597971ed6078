import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { baseScoreOf } from './cvss.ts';

// Scores as the calculators of FIRST give them (first.org/cvss/calculator).
const vectors: Readonly<Record<string, number | undefined>> = {
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H': 9.8,
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N': 6.1,
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H': 10,
  'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:N': 0,
  'CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H': 5.9,
  'AV:N/AC:L/Au:N/C:P/I:P/A:P': 7.5,
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N': 9.3,
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H': 10,
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O/RC:C': 9.8,
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U': 9.3,
  'CVSS:3.1/AV:N': undefined,
  'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H': undefined,
  'CVSS:9.9/AV:N': undefined,
  '': undefined,
};

for (const [vector, base] of Object.entries(vectors)) {
  test(`the base score of "${vector}" is ${base}`, () => {
    assert.equal(baseScoreOf(vector), base);
  });
}

test('any text has a score between 0 and 10, or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((rest) => `CVSS:3.1/${rest}`),
      ),
      (text) => {
        const base = baseScoreOf(text);
        assert.ok(base === undefined || (base >= 0 && base <= 10));
      },
    ),
  );
});
