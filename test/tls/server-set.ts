import { plainCredentials } from './credentials.ts';
import { dhParameters } from './dh-parameters.ts';
import { lacksNode } from './node-releases.ts';
import { startNode } from './node-server.ts';
import type { Server } from './processes.ts';
import { lacksPrograms } from './programs.ts';
import {
  startApache,
  startGnutls,
  startHaproxy,
  startNginx,
  startOpenssl,
  startStunnel,
} from './servers.ts';

/** One server of the set that tests and benches look at. */
export interface SetServer {
  readonly id: string;
  /** Why it cannot be started here, or false. */
  readonly lacks: () => string | false;
  readonly start: () => Promise<Server>;
}

/** The six suites of TLS 1.2 that guidelines recommend. */
const MODERN_SUITES =
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:' +
  'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305';
/** Everything that a library was built with, whatever its security level says. */
const ALL_SUITES = 'ALL:COMPLEMENTOFALL:@SECLEVEL=0';

export const serverSet: readonly SetServer[] = [
  {
    id: 'nginx-good',
    lacks: () => lacksPrograms('nginx'),
    start: () =>
      startNginx({
        credentials: [plainCredentials('ecdsa')],
        lines: ['ssl_protocols TLSv1.2 TLSv1.3;', `ssl_ciphers ${MODERN_SUITES};`],
      }),
  },
  {
    id: 'nginx-dual',
    lacks: () => lacksPrograms('nginx'),
    start: () =>
      startNginx({
        credentials: [plainCredentials('rsa'), plainCredentials('ecdsa')],
        lines: [
          'ssl_protocols TLSv1.2 TLSv1.3;',
          `ssl_ciphers ${MODERN_SUITES};`,
          'ssl_prefer_server_ciphers on;',
          'ssl_ecdh_curve X25519:prime256v1:secp384r1;',
          'ssl_session_tickets off;',
        ],
      }),
  },
  {
    id: 'nginx-weak',
    lacks: () => lacksPrograms('nginx'),
    start: () =>
      startNginx({
        credentials: [plainCredentials('rsa')],
        lines: [
          'ssl_protocols SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;',
          `ssl_ciphers ${ALL_SUITES};`,
          'ssl_dhparam dh.pem;',
        ],
        files: { 'dh.pem': dhParameters('modp2') },
      }),
  },
  {
    id: 'nginx-tls13-only',
    lacks: () => lacksPrograms('nginx'),
    start: () =>
      startNginx({ credentials: [plainCredentials('ecdsa')], lines: ['ssl_protocols TLSv1.3;'] }),
  },
  {
    id: 'nginx-tls10-only',
    lacks: () => lacksPrograms('nginx'),
    start: () =>
      startNginx({
        credentials: [plainCredentials('rsa')],
        lines: ['ssl_protocols TLSv1;', 'ssl_ciphers DEFAULT:@SECLEVEL=0;'],
      }),
  },
  {
    id: 'haproxy',
    lacks: () => lacksPrograms('haproxy'),
    start: () =>
      startHaproxy({
        credentials: [plainCredentials('rsa')],
        bind: `ssl-min-ver TLSv1.1 ciphers ${MODERN_SUITES}:AES128-SHA:@SECLEVEL=0 alpn h2,http/1.1`,
      }),
  },
  {
    id: 'stunnel',
    lacks: () => lacksPrograms('stunnel4'),
    start: () => startStunnel({ credentials: plainCredentials('rsa') }),
  },
  {
    id: 'apache',
    lacks: () => lacksPrograms('apache2'),
    start: () =>
      startApache({
        credentials: [plainCredentials('rsa'), plainCredentials('ecdsa')],
        lines: [
          'SSLProtocol -all +TLSv1.2',
          'SSLCipherSuite HIGH:!aNULL',
          'SSLHonorCipherOrder on',
        ],
      }),
  },
  {
    id: 'gnutls',
    lacks: () => lacksPrograms('gnutls-serv'),
    start: () => startGnutls({ credentials: [plainCredentials('rsa')] }),
  },
  {
    id: 'gnutls-legacy',
    lacks: () => lacksPrograms('gnutls-serv'),
    start: () =>
      startGnutls({
        credentials: [plainCredentials('rsa'), plainCredentials('ecdsa')],
        priority:
          'LEGACY:+VERS-ALL:+CIPHER-ALL:+KX-ALL:+ANON-ECDH:+ANON-DH:+MAC-ALL:+ARCFOUR-128:+3DES-CBC',
      }),
  },
  {
    id: 'openssl-anonymous',
    lacks: () => lacksPrograms('openssl'),
    start: () =>
      startOpenssl({
        credentials: [],
        args: ['-cipher', 'aNULL:@SECLEVEL=0', '-no_tls1_3'],
      }),
  },
  {
    id: 'openssl-client-certificate',
    lacks: () => lacksPrograms('openssl'),
    start: () => startOpenssl({ credentials: [plainCredentials('rsa')], args: ['-Verify', '2'] }),
  },
  {
    id: 'node-0.10-heartbleed',
    lacks: () => lacksNode('0.10.0'),
    start: () => startNode({ version: '0.10.0', credentials: [plainCredentials('rsa')] }),
  },
  {
    id: 'node-0.10',
    lacks: () => lacksNode('0.10.42'),
    start: () =>
      startNode({
        version: '0.10.42',
        credentials: [plainCredentials('rsa')],
        flags: ['--enable-ssl2', '--enable-ssl3'],
        tls: { ciphers: 'ALL:COMPLEMENTOFALL', secureProtocol: 'SSLv23_method' },
      }),
  },
  {
    id: 'node-0.10-ssl3-only',
    lacks: () => lacksNode('0.10.48'),
    start: () =>
      startNode({
        version: '0.10.48',
        credentials: [plainCredentials('rsa')],
        flags: ['--enable-ssl3'],
        tls: { ciphers: 'RC4-SHA:DES-CBC3-SHA', secureProtocol: 'SSLv3_method' },
      }),
  },
  {
    id: 'node-4',
    lacks: () => lacksNode('4.9.1'),
    start: () =>
      startNode({
        version: '4.9.1',
        credentials: [plainCredentials('rsa')],
        tls: { ciphers: 'ALL:COMPLEMENTOFALL', dhparam: dhParameters('modp2') },
      }),
  },
  {
    id: 'node-8',
    lacks: () => lacksNode('8.17.0'),
    start: () => startNode({ version: '8.17.0', credentials: [plainCredentials('rsa')] }),
  },
  {
    id: 'node-12',
    lacks: () => lacksNode('12.22.12'),
    start: () =>
      startNode({
        version: '12.22.12',
        credentials: [plainCredentials('ecdsa')],
        tls: { minVersion: 'TLSv1', ciphers: `TLS_AES_256_GCM_SHA384:${ALL_SUITES}` },
      }),
  },
  {
    id: 'node-20',
    lacks: () => lacksNode('20.20.2'),
    start: () => startNode({ version: '20.20.2', credentials: [plainCredentials('rsa')] }),
  },
  {
    id: 'node-24',
    lacks: () => lacksNode('24.21.0'),
    start: () => startNode({ version: '24.21.0', credentials: [plainCredentials('ecdsa')] }),
  },
];
