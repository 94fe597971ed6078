import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LicenceSettings } from '../../../model/component-settings.ts';
import { judgeLicence } from './judge-licence.ts';

const open: LicenceSettings = { allow: [], deny: [], review: [], unknown: 'ignore', scopes: [] };
const usual: LicenceSettings = {
  ...open,
  allow: ['MIT', 'Apache-2.0', 'BSD-3-Clause', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  deny: ['AGPL-3.0-or-later', 'UNLICENSED'],
  review: ['MPL-2.0', 'GPL-3.0-only'],
  unknown: 'review',
};

const cases: readonly (readonly [string | undefined, string, string | undefined])[] = [
  ['MIT', 'allowed', 'MIT'],
  ['mit', 'allowed', 'MIT'],
  ['(MIT OR GPL-2.0)', 'allowed', 'MIT OR GPL-2.0-only'],
  ['MIT AND GPL-2.0', 'denied', 'MIT AND GPL-2.0-only'],
  ['MIT AND MPL-2.0', 'review', 'MIT AND MPL-2.0'],
  ['MIT OR ISC AND AGPL-3.0', 'allowed', 'MIT OR ISC AND AGPL-3.0-only'],
  ['(MIT OR ISC) AND AGPL-3.0', 'denied', '(MIT OR ISC) AND AGPL-3.0-only'],
  ['MIT/Apache-2.0', 'allowed', 'MIT OR Apache-2.0'],
  ['GPL-2.0 WITH Classpath-exception-2.0', 'allowed', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['GPL-2.0-with-classpath-exception', 'allowed', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['Apache-2.0 WITH LLVM-exception', 'allowed', 'Apache-2.0 WITH LLVM-exception'],
  ['GPL-2.0-only', 'denied', 'GPL-2.0-only'],
  // One may choose version 3, which is to be reviewed.
  ['GPL-2.0-or-later', 'review', 'GPL-2.0-or-later'],
  ['GPL-2.0+', 'review', 'GPL-2.0-or-later'],
  ['MPL-1.1+', 'review', 'MPL-1.1+'],
  ['AGPL-3.0', 'denied', 'AGPL-3.0-only'],
  ['Apache 2.0', 'allowed', 'Apache-2.0'],
  ['Apache License, Version 2.0', 'allowed', 'Apache-2.0'],
  ['Apache-2', 'allowed', 'Apache-2.0'],
  ['BSD', 'allowed', 'BSD-3-Clause'],
  ['GPLv3', 'review', 'GPL-3.0-only'],
  ['GPLv3+', 'review', 'GPL-3.0-or-later'],
  ['LGPLv2.1', 'denied', 'LGPL-2.1-only'],
  ['Apache 2.0 OR GPLv3', 'allowed', 'Apache-2.0 OR GPL-3.0-only'],
  ['MIT/X11', 'allowed', 'MIT'],
  ['License :: OSI Approved :: MIT License', 'allowed', 'MIT'],
  ['License :: OSI Approved :: Apache Software License', 'allowed', 'Apache-2.0'],
  [
    'License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)',
    'review',
    'GPL-2.0-or-later',
  ],
  ['License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)', 'review', 'MPL-2.0'],
  ['License :: OSI Approved :: ISC License (ISCL)', 'denied', 'ISC'],
  ['UNLICENSED', 'denied', undefined],
  ['SEE LICENSE IN LICENSE.md', 'review', undefined],
  ['NOASSERTION', 'review', undefined],
  ['', 'review', undefined],
  [undefined, 'review', undefined],
  ['LicenseRef-acme', 'review', 'LicenseRef-acme'],
  [
    'DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2',
    'review',
    'DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2',
  ],
  ['MIT OR LicenseRef-acme', 'allowed', 'MIT OR LicenseRef-acme'],
  ['MIT AND LicenseRef-acme', 'review', 'MIT AND LicenseRef-acme'],
  ['DBAD', 'review', 'DBAD'],
  ['MIT OR', 'review', undefined],
  ['(MIT', 'review', undefined],
  ['MIT)', 'review', undefined],
  ['OR', 'review', undefined],
  ['GPL-2.0 WITH', 'review', undefined],
  ['()', 'review', undefined],
];

for (const [stated, verdict, expression] of cases) {
  test(`${stated ?? 'no licence'} is ${verdict}`, () => {
    const judged = judgeLicence(stated, usual);
    assert.deepEqual([judged.verdict, judged.expression], [verdict, expression], judged.because);
    assert.notEqual(judged.because, '');
  });
}

test('what was corrected is told', () => {
  assert.equal(
    judgeLicence('GPLv3 OR Foo', usual).because,
    'GPL-3.0-only is to be reviewed; "GPLv3" was read as GPL-3.0-only',
  );
  assert.equal(judgeLicence('MIT', usual).because, 'MIT is allowed');
});

test('without lists everything is allowed, and nothing is made up of what is unknown', () => {
  assert.deepEqual(judgeLicence('GPL-3.0', open), {
    verdict: 'allowed',
    expression: 'GPL-3.0-only',
    because: 'GPL-3.0-only is not denied; "GPL-3.0" was read as GPL-3.0-only',
  });
  assert.equal(judgeLicence(undefined, open).verdict, 'unknown');
});

test('a list may name words that are no licence, and a pair wins over its licence', () => {
  const settings: LicenceSettings = {
    ...open,
    allow: ['GPL-2.0 WITH Classpath-exception-2.0', 'Acme Commercial', 'LicenseRef-acme'],
    deny: ['GPL-2.0'],
  };
  assert.equal(judgeLicence('GPL-2.0 WITH classpath-exception-2.0', settings).verdict, 'allowed');
  assert.equal(judgeLicence('GPL-2.0-only WITH Linux-syscall-note', settings).verdict, 'denied');
  assert.equal(judgeLicence('acme commercial', settings).verdict, 'allowed');
  assert.equal(judgeLicence('licenseref-ACME', settings).verdict, 'allowed');
});

test('denying a version or later denies each later one', () => {
  const settings = { ...open, deny: ['GPL-2.0-or-later'] };
  const verdicts = ['GPL-1.0-only', 'GPL-2.0-only', 'GPL-3.0-only', 'GPL-3.0-or-later', 'GPL'].map(
    (stated) => judgeLicence(stated, settings).verdict,
  );
  assert.deepEqual(verdicts, ['allowed', 'denied', 'denied', 'denied', 'allowed']);
});
