import type { TlsSettings, ZoneSettings } from '../../../model/tls-settings.ts';
import { defaultTlsSettings } from '../../../model/tls-settings.ts';
import type { Accepted, AddressObservation, Fact, Observation } from '../observation.ts';
import { OBSERVATION_FORMAT } from '../observation.ts';
import { blankFacts } from './blank.ts';
import { exampleIntermediate, exampleLeaf, exampleRoot } from './example-certificates.ts';

const exampleProfiles = ['modern', 'bsi-tr-02102-2-2026', 'ncsc-nl-2025', 'mutual', 'ending'];

const publicZone: ZoneSettings = {
  name: 'public',
  isPublic: true,
  anchors: [],
  onlyOwnAnchors: false,
  intrusive: false,
};

/** When examples are judged. */
export const exampleNow = '2026-06-01T12:00:00Z';

/**
 * Settings that examples are judged under: the example's root is an anchor of every zone, and there is a zone for each
 * profile that the examples of rules need.
 */
export const exampleSettings: TlsSettings = {
  ...defaultTlsSettings,
  profiles: [
    { id: 'mutual', extends: 'intermediate', overrides: { requireClientCertificate: true } },
    {
      id: 'ending',
      extends: 'intermediate',
      overrides: { deadlines: [{ what: 'TLS1.2', until: '2026-12-31', source: 'an example' }] },
    },
  ],
  zones: [
    ...defaultTlsSettings.zones,
    ...exampleProfiles.map((profile) => ({ ...publicZone, name: profile, profile })),
  ].map((zone) => ({ ...zone, anchors: [exampleRoot.base64] })),
};

const yes: Fact = { is: 'yes', why: 'handshake' };
const refused: Fact = { is: 'no', why: 'alert 70 (protocol_version)' };
const absent: Fact = { is: 'no', why: 'not negotiated' };

/** An address that no rule finds anything at: TLS 1.2 and 1.3, AEAD suites, a hybrid group, a chain in order. */
const goodAddress: AddressObservation = {
  ...blankFacts('192.0.2.10'),
  reachable: yes,
  speaksTls: yes,
  versions: {
    SSLv2: { is: 'no', why: 'closed, control handshake good' },
    SSLv3: refused,
    'TLS1.0': refused,
    'TLS1.1': refused,
    'TLS1.2': yes,
    'TLS1.3': yes,
  },
  suites: {
    // TLS_ECDHE_ECDSA with AES-256-GCM, ChaCha20, AES-128-GCM; then the three of RFC 8446 that are in use.
    'TLS1.2': accepted([0xc02c, 0xcca9, 0xc02b]),
    'TLS1.3': accepted([0x1302, 0x1303, 0x1301]),
  },
  groups: {
    // x25519, secp256r1, secp384r1; with TLS 1.3 X25519MLKEM768 first.
    'TLS1.2': accepted([0x001d, 0x0017, 0x0018]),
    'TLS1.3': accepted([0x11ec, 0x001d, 0x0017, 0x0018]),
  },
  signatureSchemes: {
    'TLS1.2': accepted([0x0403, 0x0503]),
    'TLS1.3': accepted([0x0403]),
  },
  chains: [
    {
      serverName: 'shop.example',
      version: 'TLS1.3',
      sent: [exampleLeaf.digest, exampleIntermediate.digest],
      // Lists of timestamps are counted, not verified: two entries of four bytes.
      scts: [Buffer.from([0, 12, 0, 4, 1, 2, 3, 4, 0, 4, 5, 6, 7, 8]).toString('base64')],
      signatureScheme: 0x0403,
    },
  ],
  alpn: ['h2', 'http/1.1'],
  features: {
    'extended-master-secret': yes,
    'secure-renegotiation': yes,
    compression: absent,
    'fallback-scsv': yes,
    'encrypt-then-mac': absent,
    'session-id': yes,
    'session-ticket': yes,
    'early-data': absent,
    heartbeat: absent,
    'ocsp-staple': absent,
    'client-certificate-request': absent,
    'client-certificate-required': absent,
    'downgrade-marker': yes,
  },
  ticketLifetimeSeconds: 7200,
  intrusive: {
    heartbleed: absent,
    'ccs-injection': absent,
    robot: absent,
    ticketbleed: absent,
    'client-renegotiation': absent,
  },
  http: {
    https: {
      state: 'answered',
      status: 200,
      headers: { 'strict-transport-security': 'max-age=63072000; includeSubDomains' },
    },
    plain: { state: 'answered', status: 301, headers: { location: 'https://shop.example/' } },
  },
  connections: 24,
};

/** What the examples of rules are laid over (`complete`). */
export const goodObservation: Observation = {
  format: OBSERVATION_FORMAT,
  endpoint: 'shop.example:443',
  host: 'shop.example',
  port: 443,
  serverName: 'shop.example',
  zone: 'public',
  at: exampleNow,
  prober: { version: 1, mode: 'full' },
  resolved: yes,
  addresses: [goodAddress],
  certificates: {
    [exampleLeaf.digest]: exampleLeaf.base64,
    [exampleIntermediate.digest]: exampleIntermediate.base64,
  },
  revocation: [],
  durationMs: 250,
};

function accepted(codes: readonly number[]): Accepted {
  return { codes, complete: { is: 'yes', why: 'all others refused' }, order: 'server' };
}
