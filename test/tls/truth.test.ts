import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { differences, type KnownSuites } from './differences.ts';
import { observe } from './examining.ts';
import { serverSet } from './server-set.ts';
import { during } from './servers.ts';
import { truths } from './truths.ts';

/** Written by bench/tls-truth.ts: what testssl.sh, nmap, sslscan and sslyze have seen. */
const recorded: Readonly<Record<string, { readonly suites: KnownSuites }>> = JSON.parse(
  readFileSync(new URL('suites.json', import.meta.url), 'utf8'),
);

for (const { id, lacks, start } of serverSet) {
  test(
    `${id}: everything that is there is found, and nothing else`,
    { skip: lacks() },
    async (context) => {
      const [truth, known] = [truths[id], recorded[id]];
      assert.ok(truth !== undefined && known !== undefined);
      const observation = await observe(context, await during(context, start()));
      assert.deepEqual(differences(observation, truth, known.suites), []);
    },
  );
}
