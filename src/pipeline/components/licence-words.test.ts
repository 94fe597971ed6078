import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { statedLicence } from './licence-words.ts';

describe('what is stated of a licence', () => {
  const rows: readonly (readonly [string | undefined, string, boolean, readonly string[]])[] = [
    ['MIT', 'MIT', true, ['mit']],
    ['GPLv3', 'GPL-3.0-only', true, ['gpl-3.0-only']],
    [
      '(mit OR GPL-2.0+)',
      'MIT OR GPL-2.0-or-later',
      true,
      ['mit or gpl-2.0-or-later', 'mit', 'gpl-2.0-or-later'],
    ],
    [
      'GPL-2.0-only WITH Classpath-exception-2.0',
      'GPL-2.0-only WITH Classpath-exception-2.0',
      true,
      ['gpl-2.0-only with classpath-exception-2.0'],
    ],
    [
      'MIT AND LicenseRef-own',
      'MIT AND LicenseRef-own',
      false,
      ['mit and licenseref-own', 'mit', 'licenseref-own'],
    ],
    ['SEE LICENSE IN x', 'SEE LICENSE IN x', false, ['see license in x']],
    ['UNLICENSED', 'UNLICENSED', false, ['unlicensed']],
    ['NOASSERTION', '', false, []],
    ['  ', '', false, []],
    [undefined, '', false, []],
  ];
  for (const [stated, text, isKnown, words] of rows) {
    test(String(stated), () => {
      assert.deepEqual(statedLicence(stated), { text, isKnown, words });
    });
  }

  test('a long one is cut, and names at most twenty', () => {
    const { text, words } = statedLicence(
      Array.from({ length: 100 }, (_, index) => `LicenseRef-${index}`).join(' OR '),
    );
    assert.equal(text.length, 300);
    assert.equal(words.length, 20);
  });
});
