import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mayConfigureRegistries, registryConfigOf } from './registry-config.ts';

function told(path: string, text: string): readonly string[] {
  return registryConfigOf([{ path, text }]).problems.map(({ detail }) => detail);
}

const files: readonly (readonly [string, string, readonly string[]])[] = [
  [
    '.npmrc',
    '@acme:registry=https://bot:pw@NPM.acme.example/team/\n//npm.acme.example/:_authToken=x\nregistry=https://mirror.example\n',
    ['@acme/ npm.acme.example'],
  ],
  [
    'sub/.yarnrc',
    '"@acme:registry" "http://localhost:4873"\nlastUpdateCheck 1\n',
    ['@acme/ localhost:4873'],
  ],
  [
    '.yarnrc.yml',
    'npmScopes:\n  acme:\n    npmRegistryServer: "https://npm.acme.example"\n  other:\n    npmAlwaysAuth: true\n',
    ['@acme/ npm.acme.example'],
  ],
  [
    'bunfig.toml',
    '[install.scopes]\n"@acme" = "https://npm.acme.example"\nother = { token = "x", url = "https://b.example/x" }\n',
    ['@acme/ npm.acme.example', '@other/ b.example'],
  ],
  [
    'NuGet.config',
    `<configuration><packageSources><add key="own" value="https://nuget.acme.example/v3/index.json" />
<add key='local' value='../packages'/></packageSources><!-- <package pattern="No.*" /> --><packageSourceMapping>
<packageSource key="own"><package pattern="Acme.*" /><package pattern="*" /></packageSource>
<packageSource key="local"><package pattern="Local.*" /></packageSource></packageSourceMapping></configuration>`,
    ['Acme. nuget.acme.example'],
  ],
];

test('each configuration tells which names come from which host, and no credentials', () => {
  for (const [path, text, expected] of files) {
    assert.ok(mayConfigureRegistries(path), path);
    const { privateNames, problems } = registryConfigOf([{ path, text }]);
    const sent = privateNames.map(({ prefix, hosts }) => `${prefix} ${hosts.join(' ')}`);
    assert.deepEqual(sent, expected, path);
    assert.deepEqual(problems, [], path);
  }
});

test('several files join their hosts under one prefix', () => {
  const { privateNames } = registryConfigOf([
    { path: 'a/.npmrc', text: '@acme:registry=https://a.example' },
    { path: 'b/.npmrc', text: '@acme:registry=https://b.example' },
  ]);
  assert.deepEqual(privateNames, [{ prefix: '@acme/', hosts: ['a.example', 'b.example'] }]);
});

test('what is torn, or decided by the environment, is a problem', () => {
  assert.deepEqual(told('.yarnrc.yml', 'a: ]'), ['it is torn, or too large']);
  assert.deepEqual(told('bunfig.toml', '[install'), ['it is torn, or too large']);
  assert.deepEqual(told('.npmrc', '@acme:registry=https://${HOST}/'), [
    'where @acme/ comes from is no address that is known',
  ]);
});

test('no text makes a reader throw', () => {
  const path = fc.constantFrom('.npmrc', '.yarnrc', '.yarnrc.yml', 'bunfig.toml', 'NuGet.config');
  const piece = fc.constantFrom(
    '@a:registry',
    '=',
    '"',
    '\n',
    '<add key="',
    '<package',
    '/>',
    ' ',
    '[',
    '__proto__',
    ':',
    '- ',
    '{',
  );
  fc.assert(
    fc.property(path, fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (name, parts) => {
      registryConfigOf([{ path: name, text: parts.join('') }]);
    }),
    { numRuns: 1000, seed: 4 },
  );
});
