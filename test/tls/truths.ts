import type { Feature, ProtocolVersion } from '../../src/checks/tls/observation.ts';

/**
 * What each server of the set offers besides suites (those are in suites.json), written by hand: from its configuration
 * and from the source and documentation of its program, not from what any scanner says.
 */
export interface ServerTruth {
  /** Every other version is refused. */
  readonly versions: readonly ProtocolVersion[];
  /** Code points of groups, as a set. */
  readonly groups?: Readonly<Partial<Record<'TLS1.2' | 'TLS1.3', readonly number[]>>>;
  readonly order?: Readonly<Partial<Record<ProtocolVersion, 'server' | 'client'>>>;
  /** Suites in the order of the server's preference. */
  readonly preferred?: Readonly<Partial<Record<ProtocolVersion, readonly number[]>>>;
  readonly alpn?: readonly string[];
  readonly yes?: readonly Feature[];
  readonly no?: readonly Feature[];
  /** Different leaf certificates. */
  readonly leaves: number;
  readonly dhBits?: readonly number[];
}

/** IANA "TLS Supported Groups". */
const x25519 = 29;
const x448 = 30;
const [p256, p384, p521] = [23, 24, 25];
const ffdhe = [256, 257, 258, 259, 260];
const x25519mlkem768 = 0x11ec;
/** ssl/t1_lib.c of OpenSSL 3.0, `supported_groups_default`. */
const opensslCurves = [x25519, p256, x448, p521, p384];
const opensslGroups = [...opensslCurves, ...ffdhe];
const bothOpenssl = { 'TLS1.2': opensslCurves, 'TLS1.3': opensslGroups };

export const truths: Readonly<Record<string, ServerTruth>> = {
  'nginx-good': {
    versions: ['TLS1.2', 'TLS1.3'],
    groups: bothOpenssl,
    // ssl_prefer_server_ciphers is off by default.
    order: { 'TLS1.2': 'client', 'TLS1.3': 'client' },
    alpn: ['http/1.1'],
    yes: [
      'extended-master-secret',
      'secure-renegotiation',
      'fallback-scsv',
      'session-ticket',
      'downgrade-marker',
    ],
    no: ['compression', 'early-data', 'heartbeat', 'ocsp-staple', 'client-certificate-request'],
    leaves: 1,
  },
  'nginx-dual': {
    versions: ['TLS1.2', 'TLS1.3'],
    groups: { 'TLS1.2': [x25519, p256, p384], 'TLS1.3': [x25519, p256, p384] },
    order: { 'TLS1.2': 'server', 'TLS1.3': 'server' },
    preferred: {
      'TLS1.2': [0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8],
      // ssl_ciphers does not name them: OpenSSL's own order.
      'TLS1.3': [0x1302, 0x1303, 0x1301],
    },
    // Without tickets OpenSSL still sends NewSessionTicket in TLS 1.3, which then names a session that it keeps itself.
    yes: ['session-ticket'],
    no: ['compression'],
    leaves: 2,
  },
  'nginx-weak': {
    versions: ['TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'],
    groups: bothOpenssl,
    yes: ['secure-renegotiation', 'fallback-scsv'],
    no: ['compression'],
    leaves: 1,
    dhBits: [1024],
  },
  'nginx-tls13-only': { versions: ['TLS1.3'], groups: { 'TLS1.3': opensslGroups }, leaves: 1 },
  'nginx-tls10-only': { versions: ['TLS1.0'], leaves: 1 },
  haproxy: {
    versions: ['TLS1.1', 'TLS1.2', 'TLS1.3'],
    groups: bothOpenssl,
    // SSL_OP_CIPHER_SERVER_PREFERENCE unless prefer-client-ciphers.
    order: { 'TLS1.2': 'server' },
    alpn: ['h2', 'http/1.1'],
    leaves: 1,
  },
  stunnel: { versions: ['TLS1.2', 'TLS1.3'], order: { 'TLS1.2': 'client' }, leaves: 1 },
  apache: { versions: ['TLS1.2'], order: { 'TLS1.2': 'server' }, leaves: 2 },
  gnutls: { versions: ['TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'], leaves: 1 },
  'gnutls-legacy': { versions: ['TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'], leaves: 2 },
  'openssl-anonymous': { versions: ['TLS1.0', 'TLS1.1', 'TLS1.2'], leaves: 0 },
  'openssl-client-certificate': {
    versions: ['TLS1.2', 'TLS1.3'],
    yes: ['client-certificate-request', 'client-certificate-required'],
    leaves: 1,
  },
  'node-0.10-heartbleed': {
    // It answers in SSLv2 although its list of suites has none for it; OpenSSL before 1.0.1r then takes any of them
    // (CVE-2015-3197).
    versions: ['SSLv2', 'SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2'],
    yes: ['heartbeat'],
    leaves: 1,
  },
  'node-0.10': {
    versions: ['SSLv2', 'SSLv3', 'TLS1.0', 'TLS1.1', 'TLS1.2'],
    // Extended master secret came with OpenSSL 1.1.0. Node turns compression off.
    no: ['extended-master-secret', 'compression', 'encrypt-then-mac', 'heartbeat'],
    leaves: 1,
  },
  'node-0.10-ssl3-only': { versions: ['SSLv3'], leaves: 1 },
  'node-4': {
    versions: ['TLS1.0', 'TLS1.1', 'TLS1.2'],
    no: ['extended-master-secret', 'compression'],
    leaves: 1,
    dhBits: [1024],
  },
  'node-8': {
    versions: ['TLS1.0', 'TLS1.1', 'TLS1.2'],
    // honorCipherOrder is true by default until Node 10.
    order: { 'TLS1.2': 'server' },
    no: ['extended-master-secret', 'compression'],
    leaves: 1,
  },
  'node-12': {
    versions: ['TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'],
    yes: ['extended-master-secret'],
    leaves: 1,
  },
  'node-20': { versions: ['TLS1.2', 'TLS1.3'], groups: bothOpenssl, leaves: 1 },
  'node-24': {
    versions: ['TLS1.2', 'TLS1.3'],
    groups: {
      // Up to TLS 1.2 the curve of an ECDSA certificate has to be among those offered (RFC 8422 §5.1), here P-256, and
      // the server prefers it to all but X25519: no handshake can have another one.
      'TLS1.2': [x25519, p256],
      // ssl/t1_lib.c of OpenSSL 3.5: its default leaves out the larger finite fields.
      'TLS1.3': [x25519mlkem768, ...opensslCurves, 256, 257],
    },
    leaves: 1,
  },
};
