import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  examinePackage,
  mayThreaten,
} from '../../src/checks/components/threats/examine-package.ts';
import { installedPackages } from '../../src/collect/installed/installed-packages.ts';

/** Packages of this project's own `node_modules` that are looked at: a run over all is in bench/threats.ts. */
const MAX_PACKAGES = 60;
/** Of larger packages nothing more would be seen, and they take most of the time. */
const MAX_UNITS = 3_000_000;

test('packages that this project is built with show nothing that meets', () => {
  let looked = 0;
  for (const found of installedPackages(
    '.',
    (path) => mayThreaten(path) && !path.includes('test/'),
  )) {
    if (found.kind !== 'package') continue;
    const { name, files } = found.installed;
    if (files.reduce((sum, { text }) => sum + text.length, 0) > MAX_UNITS) continue;
    assert.deepEqual(examinePackage(files), [], name);
    looked += 1;
    if (looked === MAX_PACKAGES) break;
  }
  assert.ok(looked >= MAX_PACKAGES / 2, `${looked} packages`);
});
