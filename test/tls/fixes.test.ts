import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { lacksPrograms, requireProgram } from './programs.ts';
import { defaultTlsSettings } from '../../src/model/tls-settings.ts';
import type { Profile } from '../../src/checks/tls/profile.ts';
import { profileNames } from '../../src/checks/tls/profiles/all.ts';
import { resolveProfile } from '../../src/checks/tls/profiles/resolve.ts';
import { goodObservation } from '../../src/checks/tls/record/good-observation.ts';
import { aspects } from '../../src/checks/tls/subject.ts';
import { type ServerSoftware, serverSoftware } from '../../src/checks/tls/fixes/server.ts';
import { snippetFor } from '../../src/checks/tls/fixes/snippets.ts';

/** Without hybrids, which libraries before OpenSSL 3.5 refuse. */
const classical = resolveProfile(defaultTlsSettings, 'tlsref-intermediate-5.7');

function snippets(
  server: ServerSoftware,
  profile: Profile,
  without: readonly string[] = [],
): readonly string[] {
  return aspects
    .filter((aspect) => !without.includes(aspect))
    .flatMap(
      (aspect) => snippetFor(aspect, server, { profile, observation: goodObservation }) ?? [],
    );
}

test('every profile and server has a text for protocols and suites', () => {
  for (const name of profileNames) {
    const profile = resolveProfile(defaultTlsSettings, name);
    for (const server of serverSoftware) {
      for (const aspect of ['protocols', 'suites'] as const) {
        const text = snippetFor(aspect, server, { profile, observation: goodObservation });
        assert.match(text ?? '', /\S/u, `${name} ${server} ${aspect}`);
        assert.doesNotMatch(text ?? '', /undefined|\[object|\s$/u);
      }
    }
  }
});

test('a hostile name does not get into a configuration', () => {
  const observation = { ...goodObservation, host: 'a;}evil', serverName: 'a;}evil' };
  for (const server of serverSoftware) {
    const text = snippetFor('redirect', server, { profile: classical, observation });
    assert.doesNotMatch(text ?? '', /evil/u);
  }
});

test('what is written for Node.js is JavaScript', () => {
  for (const name of profileNames) {
    const profile = resolveProfile(defaultTlsSettings, name);
    for (const text of snippets('node', profile)) {
      assert.ok(new vm.Script(`{${text}}`), text);
    }
  }
});

function inFolder(files: Readonly<Record<string, string>>, use: (folder: string) => void): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-fixes-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(path.join(folder, name), text);
    }
    use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function accepts(program: string, ...args: readonly string[]): void {
  const end = spawnSync(requireProgram(program), args, { encoding: 'utf8', timeout: 20_000 });
  assert.equal(end.status, 0, `${end.stdout}${end.stderr}`);
}

describe('servers accept what is written for them', () => {
  // What names files that are not there is left out.
  const files = ['client-certificate'];

  test('nginx', { skip: lacksPrograms('nginx') }, () => {
    // A block each: two of them may set the same directive.
    const blocks = snippets('nginx', classical, [...files, 'redirect'])
      .map((text, index) => `server { listen 127.0.0.1:${18_080 + index};\n${text}\n}`)
      .concat(
        snippetFor('redirect', 'nginx', { profile: classical, observation: goodObservation }) ?? '',
      );
    const text = [
      'daemon off; pid nginx.pid; error_log stderr;',
      'events {}',
      `http { access_log off; ${blocks.join('\n')} }`,
    ]
      .join('\n')
      .replaceAll(/listen (?:\[::\]:)?80;/gu, '');
    inFolder({ 'nginx.conf': text }, (folder) => {
      accepts('nginx', '-t', '-q', '-p', folder, '-c', 'nginx.conf');
    });
  });

  test('Apache', { skip: lacksPrograms('apache2') }, () => {
    const all = snippets('apache', classical, [...files, 'redirect']);
    const redirect = snippetFor('redirect', 'apache', {
      profile: classical,
      observation: goodObservation,
    });
    const modules = ['mpm_event', 'authz_core', 'socache_shmcb', 'ssl', 'headers', 'alias'].map(
      (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
    );
    const text = [
      ...modules,
      'ServerName localhost',
      'PidFile apache.pid',
      'ErrorLog error.log',
      'Mutex pthread',
      'Listen 127.0.0.1:18080',
      ...all,
      redirect,
      '',
    ].join('\n');
    inFolder({ 'apache.conf': text }, (folder) => {
      accepts('apache2', '-t', '-d', folder, '-f', path.join(folder, 'apache.conf'));
    });
  });

  test('HAProxy', { skip: lacksPrograms('haproxy') }, () => {
    const all = snippets('haproxy', classical, files);
    const global = all.filter((each) => each.includes('global\n'));
    const front = all.filter((each) => each.includes('In the frontend'));
    const text = [
      ...global,
      'defaults',
      '  mode http',
      '  timeout connect 5s',
      '  timeout client 5s',
      '  timeout server 5s',
      'frontend web',
      '  bind 127.0.0.1:18080',
      ...front,
      '  default_backend app',
      'backend app',
      '',
    ].join('\n');
    inFolder({ 'haproxy.cfg': text }, (folder) => {
      accepts('haproxy', '-c', '-f', path.join(folder, 'haproxy.cfg'));
    });
  });
});
