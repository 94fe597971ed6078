import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAllowedSigners } from './allowed-signers.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample0000000000000000000000000000000000';

test('lines that name one person and one key count, without their comments', () => {
  const { text, principals, problems } = readAllowedSigners(
    `# keys\n\nann@shop.example ${key} at work\r\nsam namespaces="git,lockstep-agreement",valid-before="20270101" ${key}\n`,
  );
  assert.deepEqual(principals, ['ann@shop.example', 'sam']);
  assert.equal(
    text,
    `ann@shop.example ${key}\nsam namespaces="git,lockstep-agreement",valid-before="20270101" ${key}\n`,
  );
  assert.deepEqual(problems, []);
});

test('an OpenPGP key is kept by its person', () => {
  const { openpgp, text } = readAllowedSigners('ann openpgp bWJnaHRleGFtcGxlMDAwMA==\n');
  assert.deepEqual([...openpgp], [['ann', ['bWJnaHRleGFtcGxlMDAwMA==']]]);
  assert.equal(text, '');
});

test('what could stand for several people, or is not known here, does not count and is told', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [`* ${key}`, /must name one person/u],
    [`*@shop.example ${key}`, /must name one person/u],
    [`ann,sam ${key}`, /must name one person/u],
    [`-Oprint-pubkey ${key}`, /must name one person/u],
    [`"ann lee" ${key}`, /must name one person/u],
    [`../ann ${key}`, /must name one person/u],
    [`ann cert-authority ${key}`, /authority cannot agree/u],
    [`ann CERT-AUTHORITY,valid-before=20270101 ${key}`, /authority cannot agree/u],
    [`ann namespaces="git" ${key}`, /another namespace/u],
    [`ann namespaces="git,file" ${key}`, /another namespace/u],
    [`ann verify-required ${key}`, /option that is not known/u],
    ['ann ssh-dss AAAAB3NzaC1kc3MAAACBAExample', /no SSH key/u],
    ['ann ssh-ed25519', /no SSH key/u],
    ['ann openpgp !', /no OpenPGP key/u],
    [`ann ${key}${'A'.repeat(30_000)}`, /too long/u],
  ];
  for (const [line, said] of cases) {
    const read = readAllowedSigners(`${line}\n`);
    assert.match(read.problems.join('\n'), said, line);
    assert.equal(read.text, '', line);
    assert.deepEqual(read.principals, [], line);
  }
});

test('whatever the file says, each line that is handed on names one listed person', () => {
  const part = fc.constantFrom(
    'ann',
    '*',
    ' ',
    '\t',
    key,
    'cert-authority',
    ',',
    '"',
    '\n',
    '\r',
    '-x',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const { text, principals } = readAllowedSigners(parts.join(''));
      for (const line of text.split('\n').slice(0, -1)) {
        assert.ok(principals.includes(line.split(' ')[0] ?? ''));
        assert.doesNotMatch(line.replace(/^\S+/u, ''), /cert-authority|\*/u);
      }
    }),
    { seed: 20_261_125, numRuns: 1_000 },
  );
});
