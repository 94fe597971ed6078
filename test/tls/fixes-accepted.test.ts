import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test, { type TestContext } from 'node:test';
import { snippetFor } from '../../src/checks/tls/fixes/snippets.ts';
import type { ServerSoftware } from '../../src/checks/tls/fixes/server.ts';
import type { Observation } from '../../src/checks/tls/observation.ts';
import { resolveProfile } from '../../src/checks/tls/profiles/resolve.ts';
import { aspects, type Aspect } from '../../src/checks/tls/subject.ts';
import { tls } from '../../src/checks/tls/index.ts';
import { put, tempTree } from '../../src/io/tests/temp-tree.ts';
import { defaultTlsSettings } from '../../src/model/tls-settings.ts';
import { plainCredentials } from './credentials.ts';
import { lacksPrograms, requireProgram } from './programs.ts';
import { apacheConf, haproxyConf, nginxConf } from './servers.ts';

/** Every fix is laid into a configuration that is sound without it; the program itself says whether it takes that. */

const profiles = ['intermediate', 'modern', 'ncsc-nl-2025', 'bsi-tr-02102-2-2026', 'pci-dss-4'];
/** What Debian's OpenSSL 3.0 does not know yet; the snippets say so in a comment. */
const newerThanHere = /[^:\s]*MLKEM[^:\s;]*:?/gu;
const port = 8443;
const credentials = [plainCredentials()];
const [one = { chain: '', key: '' }] = credentials;
const files = {
  'chain-0.pem': one.chain,
  'key-0.pem': one.key,
  'pair-0.pem': one.chain + one.key,
  'clients.pem': one.chain,
};

function fixFor(aspect: Aspect, server: ServerSoftware, profile: string): string | undefined {
  const observation = tls.endpoints?.complete({});
  assert.ok(observation !== undefined && isObservation(observation));
  const wanted = resolveProfile(defaultTlsSettings, profile);
  return snippetFor(aspect, server, { profile: wanted, observation })?.replaceAll(
    newerThanHere,
    '',
  );
}

function isObservation(record: object): record is Observation {
  return 'addresses' in record;
}

/** Fails with what the program said when it does not take the configuration. */
function accepts(context: TestContext, config: string, command: readonly string[]): void {
  const folder = tempTree(context, files);
  put(folder, 'server.conf', config);
  const [program = '', ...args] = command;
  const { status, stderr, stdout } = spawnSync(
    requireProgram(program),
    args.map((arg) => arg.replace('FOLDER', folder)),
    { cwd: folder, encoding: 'utf8' },
  );
  assert.equal(status, 0, `${stderr}${stdout}\n${config}`);
}

function eachFix(server: ServerSoftware, check: (aspect: Aspect, snippet: string) => void): void {
  let count = 0;
  for (const profile of profiles) {
    for (const aspect of aspects) {
      const snippet = fixFor(aspect, server, profile);
      if (snippet === undefined) continue;
      count += 1;
      check(aspect, snippet);
    }
  }
  assert.ok(count > profiles.length * 5, `${count} fixes`);
}

test(
  'nginx takes every fix that is written out for it',
  { skip: lacksPrograms('nginx') },
  (context) => {
    eachFix('nginx', (_, snippet) => {
      const local = snippet
        .replaceAll('/etc/nginx/', '')
        .replaceAll('listen 80;', `listen 127.0.0.1:${port + 1};`)
        .replaceAll('listen [::]:80;', '');
      const isBlock = local.includes('server {');
      const config = nginxConf(
        { credentials, lines: isBlock ? [] : [local], blocks: isBlock ? [local] : [] },
        '127.0.0.1',
        port,
      );
      accepts(context, config, ['nginx', '-t', '-p', '.', '-c', 'server.conf', '-e', 'stderr']);
    });
  },
);

test(
  'HAProxy takes every fix that is written out for it',
  { skip: lacksPrograms('haproxy') },
  (context) => {
    eachFix('haproxy', (_, snippet) => {
      const config = haproxyConf({ credentials }, port);
      const isGlobal = /^global$/mu.test(snippet);
      const whole = isGlobal ? `${snippet}\n${config}` : `${config}${indent(snippet)}\n`;
      accepts(context, whole, ['haproxy', '-c', '-f', 'server.conf']);
    });
  },
);

test(
  'Apache takes every fix that is written out for it',
  { skip: lacksPrograms('apache2') },
  (context) => {
    eachFix('apache', (aspect, snippet) => {
      const local = snippet
        .replaceAll('/etc/apache2/', '')
        .replaceAll('*:80', `127.0.0.1:${port + 1}`);
      const isOutside = aspect === 'stapling' || local.includes('<VirtualHost');
      const options = isOutside ? { global: [local] } : { lines: [local] };
      const config = apacheConf({ credentials, ...options }, port);
      accepts(context, config, ['apache2', '-t', '-d', 'FOLDER', '-f', 'FOLDER/server.conf']);
    });
  },
);

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
