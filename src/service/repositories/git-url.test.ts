import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GitHosts } from './git-hosts.ts';
import { checkGitUrl, isBranchName } from './git-url.ts';

const refused: readonly string[] = [
  '',
  ' ',
  '-',
  '--upload-pack=touch /tmp/x',
  '-u./x',
  'ext::sh -c touch% /tmp/x',
  'ext::https://git.example/x',
  'fd::7',
  'file:///etc/passwd',
  'file://git.example/x',
  'FILE:///etc/passwd',
  '/srv/git/x.git',
  './x.git',
  '../x.git',
  'x.git',
  '~/x.git',
  String.raw`C:\git\x`,
  String.raw`\\server\share\x`,
  'C:/git/x',
  'git@git.example:x.git',
  'git.example:x.git',
  'ssh://git@git.example/x',
  'ssh://-oProxyCommand=touch/x',
  'git://git.example/x',
  'git+ssh://git.example/x',
  'ftp://git.example/x',
  'ftps://git.example/x',
  'javascript:alert(1)',
  'data:text/plain,x',
  'https:git.example/x',
  'https:/git.example/x',
  'https://',
  'https:///x',
  'https://git.example',
  'https://git.example/',
  'https://git.example///',
  'https://git.example/a//b',
  'https://user@git.example/x',
  'https://user:token@git.example/x',
  'https://:token@git.example/x',
  'https://git.example/x?token=1',
  'https://git.example/x#fragment',
  'https://git.example/x y',
  'https://git.example/x\n',
  '\nhttps://git.example/x',
  'https://git.example/x\r\nhost: evil.example',
  'https://git.example/x\0',
  'https://git.example/x\ty',
  'https://git.example/%0ahost=evil.example',
  'https://git.example/%0D',
  'https://git.example/%00',
  'https://git.example/%7f',
  String.raw`https://git.example\@evil.example/x`,
  'https://git.example:99999/x',
  'https://git.exa mple/x',
  'https://[::1/x',
  'https://git.example/..',
  `https://git.example/${'x'.repeat(500)}`,
];
for (const url of refused) {
  test(`${JSON.stringify(url.slice(0, 60))} is no address of a repository`, () => {
    assert.ok('refused' in checkGitUrl(url));
  });
}

const taken: readonly (readonly [string, string])[] = [
  ['https://git.example/acme/shop.git', 'https://git.example/acme/shop.git'],
  ['HTTPS://Git.Example/acme/shop/', 'https://git.example/acme/shop'],
  ['https://git.example:443/x', 'https://git.example/x'],
  ['https://git.example:8443/x', 'https://git.example:8443/x'],
  [
    'https://dev.example/org/my%20project/_git/repo',
    'https://dev.example/org/my%20project/_git/repo',
  ],
  ['https://git.example/a/../b', 'https://git.example/b'],
  ['https://git.example/-/x', 'https://git.example/-/x'],
  ['https://0x7f.1/x', 'https://127.0.0.1/x'],
  ['https://2130706433/x', 'https://127.0.0.1/x'],
  ['https://bücher.example/x', 'https://xn--bcher-kva.example/x'],
  ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
];
for (const [url, spelling] of taken) {
  test(`${url} is ${spelling}`, () => {
    assert.deepEqual(checkGitUrl(url), { url: spelling });
  });
}

test('whatever is taken is one spelling, and no option, path or secret', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.webUrl().map((url) => `${url}\n`),
      ),
      (text) => {
        const checked = checkGitUrl(text);
        if ('refused' in checked) return;
        assert.match(checked.url, /^https?:\/\/[^\s@/]+\/\S+$/u);
        assert.deepEqual(checkGitUrl(checked.url), checked);
      },
    ),
    { seed: 1 },
  );
});

test('names of branches are those of git, and no options', () => {
  for (const name of ['main', 'release/1.0', 'a-b', 'ä', 'x@y', 'feature/#12']) {
    assert.ok(isBranchName(name), name);
  }
  const bad = [
    '',
    '-x',
    '--upload-pack=x',
    '/a',
    'a/',
    'a//b',
    'a..b',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    'a b',
    'a:b',
    'a^',
    'a~1',
    'a?',
    'a*',
    'a[b',
    '@',
    'a@{1}',
    'a\n',
    String.raw`a\b`,
    'a.',
    'x'.repeat(251),
  ];
  for (const name of bad) assert.ok(!isBranchName(name), name);
});

test('hosts: the internet over https, what is allowed, and metadata services never', () => {
  const hosts = new GitHosts(['git.corp.example', '10.0.0.0/8', 'fd00::/16', '192.168.1.5']);
  const asks = (url: string, ...addresses: readonly string[]): string =>
    hosts.refusal(new URL(url), addresses) === undefined ? 'yes' : 'no';
  const rows: readonly (readonly [string, string, ...string[]])[] = [
    ['yes', 'https://git.example/x', '93.184.216.34'],
    ['no', 'http://git.example/x', '93.184.216.34'],
    ['no', 'https://git.example/x', '127.0.0.1'],
    ['no', 'https://git.example/x', '93.184.216.34', '127.0.0.1'],
    ['no', 'https://git.example/x', '::1'],
    ['no', 'https://git.example/x', '::ffff:127.0.0.1'],
    ['no', 'https://git.example/x', '192.168.1.6'],
    ['yes', 'https://git.example/x', '192.168.1.5'],
    ['yes', 'https://git.example/x', '10.1.2.3'],
    ['yes', 'http://git.example/x', '10.1.2.3'],
    ['no', 'http://git.example/x', '10.1.2.3', '93.184.216.34'],
    ['yes', 'http://[fd00::5]/x', 'fd00::5'],
    ['yes', 'http://git.corp.example/x', '172.16.0.1'],
    ['yes', 'http://GIT.corp.example/x'],
    ['no', 'https://git.corp.example/x', '169.254.169.254'],
    ['no', 'https://git.example/x', '169.254.169.254'],
    ['no', 'https://git.example/x', 'fd00:ec2::254'],
    ['no', 'https://git.example/x', '0.0.0.0'],
  ];
  for (const [expected, url, ...addresses] of rows) {
    assert.equal(asks(url, ...addresses), expected, `${url} ${addresses.join()}`);
  }
  for (const bad of ['', '-x', 'a b', '10.0.0.0/99', 'http://x', '*']) {
    assert.throws(() => new GitHosts([bad]), RangeError, bad);
  }
});
