import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { tls } from '../../src/checks/tls/index.ts';
import { defaultTlsSettings } from '../../src/model/tls-settings.ts';
import { plainCredentials } from './credentials.ts';
import { dhParameters } from './dh-parameters.ts';
import { judge, observe } from './examining.ts';
import type { Server } from './processes.ts';
import { lacksPrograms } from './programs.ts';
import {
  apacheConf,
  during,
  haproxyConf,
  nginxConf,
  startApache,
  startHaproxy,
  startNginx,
} from './servers.ts';

/** What is found in a configuration is found at the server that runs with it: the same rules, by the same profile. */
async function agree(
  context: TestContext,
  starting: Promise<Server>,
  config: { readonly path: string; readonly text: string },
): Promise<readonly string[]> {
  const inFile = await rulesIn(config);
  const server = await during(context, starting);
  // HSTS concerns names only (RFC 6797 §8.1.1).
  const endpoint = {
    host: 'shop.example',
    serverName: 'shop.example',
    addresses: [server.address],
  };
  const { detections } = await judge(await observe(context, server, { endpoint }));
  const atEndpoint = new Set(detections.map(({ ruleId }) => ruleId));
  const invented = inFile.filter((rule) => !atEndpoint.has(rule));
  assert.deepEqual(invented, [], `found in ${config.path} only`);
  return inFile;
}

async function rulesIn({
  path,
  text,
}: {
  readonly path: string;
  readonly text: string;
}): Promise<string[]> {
  await tls.prepare?.();
  const file = { path, bytes: Buffer.from(text), fileClass: 'text' } as const;
  const emissions = [
    ...tls.examine(file, { keyedHash: () => '0'.repeat(24), tls: defaultTlsSettings }),
  ];
  const found = emissions.flatMap((emission) =>
    emission.kind === 'finding' ? [emission.finding.ruleId] : [],
  );
  return [...new Set(found)].toSorted();
}

const oldVersions = ['tls/tls10', 'tls/tls11', 'tls/no-tls13'];
/** Without what Debian's OpenSSL was built without: a configuration that names it says more than its server can do. */
const weakSuites = 'ALL:!aNULL:!RC4:!3DES:!DES:!IDEA:@SECLEVEL=0';

test(
  'nginx shows what its configuration says',
  { skip: lacksPrograms('nginx') },
  async (context) => {
    const options = {
      credentials: [plainCredentials()],
      lines: [
        'ssl_protocols TLSv1 TLSv1.1 TLSv1.2;',
        `ssl_ciphers ${weakSuites};`,
        'ssl_prefer_server_ciphers off;',
        'ssl_dhparam dh.pem;',
      ],
      files: { 'dh.pem': dhParameters('modp2') },
    };
    const text = nginxConf(options, '127.0.0.1', 443);
    const found = await agree(context, startNginx(options), { path: 'nginx.conf', text });
    assert.deepEqual(
      oldVersions.filter((rule) => !found.includes(rule)),
      [],
    );
  },
);

test(
  'HAProxy shows what its configuration says',
  { skip: lacksPrograms('haproxy') },
  async (context) => {
    const options = {
      credentials: [plainCredentials()],
      bind: `ssl-min-ver TLSv1.0 ssl-max-ver TLSv1.2 ciphers ${weakSuites}`,
    };
    const text = haproxyConf(options, 443);
    const found = await agree(context, startHaproxy(options), { path: 'haproxy.cfg', text });
    assert.deepEqual(
      oldVersions.filter((rule) => !found.includes(rule)),
      [],
    );
  },
);

test(
  'Apache shows what its configuration says',
  { skip: lacksPrograms('apache2') },
  async (context) => {
    const options = {
      credentials: [plainCredentials()],
      lines: [
        'SSLProtocol all -TLSv1.3',
        `SSLCipherSuite ${weakSuites}`,
        'SSLHonorCipherOrder off',
      ],
    };
    const text = apacheConf(options, 443);
    const found = await agree(context, startApache(options), { path: 'apache.conf', text });
    assert.deepEqual(
      oldVersions.filter((rule) => !found.includes(rule)),
      [],
    );
  },
);

test(
  'a sound configuration is silent, and so is its server about the same',
  { skip: lacksPrograms('nginx') },
  async (context) => {
    const options = {
      credentials: [plainCredentials('ecdsa')],
      lines: [
        'ssl_protocols TLSv1.2 TLSv1.3;',
        'ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384;',
        'ssl_prefer_server_ciphers off;',
        'add_header Strict-Transport-Security "max-age=63072000" always;',
      ],
    };
    const text = nginxConf(options, '127.0.0.1', 443);
    await agree(context, startNginx(options), { path: 'nginx.conf', text });
  },
);
