import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { defaultTlsSettings } from '../../../model/tls-settings.ts';
import type { Profile } from '../profile.ts';
import { profileNames } from '../profiles/all.ts';
import { resolveProfile } from '../profiles/resolve.ts';
import { goodObservation } from '../record/good-observation.ts';
import { aspects } from '../subject.ts';
import { type ServerSoftware, serverSoftware } from './server.ts';
import { snippetFor } from './snippets.ts';

/** Without hybrids, which libraries before OpenSSL 3.5 refuse. */
const classical = resolveProfile(defaultTlsSettings, 'tlsref-intermediate-5.7');

function snippets(server: ServerSoftware, profile: Profile): readonly string[] {
  return aspects.flatMap(
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
