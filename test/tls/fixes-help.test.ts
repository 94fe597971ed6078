import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Detection } from '../../src/model/finding.ts';
import { plainCredentials } from './credentials.ts';
import { dhParameters } from './dh-parameters.ts';
import { judge, observe } from './examining.ts';
import type { Server } from './processes.ts';
import { lacksPrograms } from './programs.ts';
import { during, startApache, startHaproxy, startNginx } from './servers.ts';

/** A weak server is found, its findings' own fixes are written into its configuration, and it is looked at again. */
interface Patient {
  /** A key of the snippets. */
  readonly server: string;
  /** With these fixes, or weak without any. */
  readonly start: (fixes: readonly string[]) => Promise<Server>;
}

const files = { 'dh.pem': dhParameters('modp2') };
const weakSuites = 'ALL:@SECLEVEL=0';

const patients: readonly (Patient & { readonly program: string })[] = [
  {
    server: 'nginx',
    program: 'nginx',
    start: (fixes) =>
      startNginx({
        credentials: [plainCredentials()],
        lines:
          fixes.length > 0
            ? fixes
            : [
                'ssl_protocols TLSv1 TLSv1.1 TLSv1.2;',
                `ssl_ciphers ${weakSuites};`,
                'ssl_dhparam dh.pem;',
              ],
        files,
      }),
  },
  {
    server: 'haproxy',
    program: 'haproxy',
    start: (fixes) =>
      startHaproxy({
        credentials: [plainCredentials()],
        global: fixes.flatMap((fix) => fix.split('\n').filter((line) => line.startsWith('  '))),
        bind:
          fixes.length > 0 ? '' : `ssl-min-ver TLSv1.0 ssl-max-ver TLSv1.2 ciphers ${weakSuites}`,
        files,
      }),
  },
  {
    server: 'apache',
    program: 'apache2',
    start: (fixes) =>
      startApache({
        credentials: [plainCredentials()],
        lines:
          fixes.length > 0 ? fixes : ['SSLProtocol all -TLSv1.3', `SSLCipherSuite ${weakSuites}`],
      }),
  },
];

/** What these fixes are about: they need no file and no second port. */
const curable = /^tls\/(?:tls1[01]|no-tls1[23]|suite-|dh-|rsa-key-exchange|hsts-)/u;

for (const { server: name, program, start } of patients) {
  test(
    `the fixes for ${name} cure what they are given for`,
    { skip: lacksPrograms(program) },
    async (context) => {
      const weak = await findingsOf(context, await during(context, start([])));
      const ill = weak.filter(({ ruleId }) => curable.test(ruleId));
      assert.ok(ill.length >= 4, ill.map(({ ruleId }) => ruleId).join(' '));
      const fixes = [...new Set(ill.flatMap((finding) => fixesOf(finding, name)))];
      assert.ok(fixes.length > 0);
      const cured = await findingsOf(context, await during(context, start(fixes)));
      const left = new Set(cured.map(({ ruleId }) => ruleId));
      const stillIll = ill.filter(
        (finding) => fixesOf(finding, name).length > 0 && left.has(finding.ruleId),
      );
      assert.deepEqual(
        stillIll.map(({ ruleId, message }) => `${ruleId}: ${message}`),
        [],
      );
    },
  );
}

async function findingsOf(context: TestContext, server: Server): Promise<readonly Detection[]> {
  return (await judge(await observe(context, server))).detections;
}

/** The lines without comments. */
function fixesOf({ evidence }: Detection, server: string): readonly string[] {
  if (evidence.kind !== 'tls') return [];
  return evidence.snippets
    .filter((snippet) => snippet.server === server)
    .map(({ text }) => text.replaceAll(/^#.*\n?/gmu, ''))
    .filter((text) => text.trim() !== '');
}
