import type { EndpointSummary } from '../../model/endpoint-summary.ts';

/** An endpoint as people want them; `changes` on top of it. */
export function goodEndpoint(changes: Partial<EndpointSummary> = {}): EndpointSummary {
  return {
    name: 'shop.example:443',
    profile: 'tlsref-intermediate-6.0',
    observedAt: '2026-11-24T09:59:58.000Z',
    addresses: ['192.0.2.10', '2001:db8::10'],
    state: 'observed',
    grade: {
      letter: 'A+',
      score: 96,
      scheme: 'lockstep-tls-2026.1',
      caps: [],
      doubts: [],
      improvements: [],
      others: [{ scheme: 'ssl-labs-2009r-compatible', letter: 'A+' }],
    },
    trust: { state: 'trusted', quality: 'good', detail: 'ends in Example Root R1' },
    certificates: [
      {
        subject: 'shop.example',
        names: ['shop.example', 'www.shop.example'],
        issuer: 'CN=Example CA 5, O=Example Trust Services, C=NL',
        key: 'ECDSA prime256v1',
        signature: 'ecdsa-with-SHA384',
        notBefore: '2026-11-01T00:00:00.000Z',
        notAfter: '2027-01-30T00:00:00.000Z',
        daysLeft: 66,
        quality: 'good',
      },
    ],
    protocols: [
      { name: 'TLS 1.3', offered: 'yes', quality: 'good', note: '' },
      { name: 'TLS 1.2', offered: 'yes', quality: 'good', note: '' },
      ...['TLS 1.1', 'TLS 1.0', 'SSLv3', 'SSLv2'].map(
        (name) => ({ name, offered: 'no', quality: 'good', note: '' }) as const,
      ),
    ],
    suites: [
      good('TLS_AES_256_GCM_SHA384', 'TLS1.3', 256),
      good('TLS_CHACHA20_POLY1305_SHA256', 'TLS1.3', 256),
      good('TLS_AES_128_GCM_SHA256', 'TLS1.3', 128),
      good('TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'TLS1.2', 256),
      good('TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256', 'TLS1.2', 128),
      good('TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 'TLS1.2', 256),
    ],
    groups: [
      { name: 'X25519MLKEM768', quality: 'good', note: 'post-quantum' },
      { name: 'x25519', quality: 'good', note: '' },
      { name: 'secp256r1', quality: 'good', note: '' },
      { name: 'secp384r1', quality: 'good', note: '' },
    ],
    properties: [
      { name: 'Post-quantum key agreement', quality: 'good', note: 'yes' },
      { name: 'Forward secrecy', quality: 'good', note: 'with every suite' },
      { name: 'HSTS', quality: 'good', note: '730 days' },
      { name: 'Plain HTTP', quality: 'good', note: 'turns to HTTPS' },
      { name: 'OCSP staple', quality: 'good', note: 'sent' },
      { name: 'Secure renegotiation', quality: 'good', note: 'yes' },
      { name: 'Compression', quality: 'good', note: 'off' },
      { name: 'Resumption', quality: 'sufficient', note: 'by ticket (24 h)' },
      { name: '0-RTT', quality: 'good', note: 'off' },
      { name: 'ALPN', quality: 'sufficient', note: 'h2, http/1.1' },
    ],
    attacks: [
      ...['DROWN', 'FREAK', 'Logjam', 'POODLE', 'SWEET32', 'RC4 biases', 'CRIME', 'BEAST'].map(
        (name) => ({ name, possible: 'no', quality: 'good', note: '' }) as const,
      ),
      ...['Heartbleed', 'CCS injection', 'ROBOT', 'Ticketbleed'].map(
        (name) => ({ name, possible: 'not-tested', quality: 'unknown', note: '' }) as const,
      ),
    ],
    unknown: [],
    drift: [],
    connections: 24,
    durationMs: 251,
    ...changes,
  };
}

function good(name: string, version: string, bits: number): EndpointSummary['suites'][number] {
  return { name, quality: 'good', note: `${bits} bits`, versions: [version] };
}

/** An endpoint of another age. */
export function weakEndpoint(changes: Partial<EndpointSummary> = {}): EndpointSummary {
  const old = ['TLS1.0', 'TLS1.1', 'TLS1.2'];
  return goodEndpoint({
    name: 'old.shop.example:8443',
    addresses: ['192.0.2.77'],
    grade: {
      letter: 'F',
      score: 62,
      scheme: 'lockstep-tls-2026.1',
      caps: [
        { reason: 'export suites', letter: 'F' },
        { reason: 'a Diffie-Hellman group under 1024 bits', letter: 'F' },
        { reason: 'RC4 with TLS 1.1 or newer', letter: 'C' },
        { reason: 'TLS 1.0 is offered', letter: 'B' },
        { reason: 'no TLS 1.3', letter: 'A-' },
      ],
      doubts: [],
      improvements: [
        {
          change:
            'Offer only suites with forward secrecy and AEAD: no export suites, RC4, 3DES and other 64-bit blocks or RSA key exchange',
          grade: 'B',
          snippet: {
            server: 'nginx',
            text: 'ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305;\nssl_prefer_server_ciphers off;\n',
          },
        },
        {
          change: 'Turn off TLS 1.0 and TLS 1.1',
          grade: 'A-',
          snippet: { server: 'nginx', text: 'ssl_protocols TLSv1.2 TLSv1.3;' },
        },
        { change: 'Turn on TLS 1.3', grade: 'A' },
      ],
      others: [{ scheme: 'ssl-labs-2009r-compatible', letter: 'T' }],
    },
    trust: { state: 'expired', quality: 'bad', detail: 'ended 2026-11-12' },
    certificates: [
      {
        subject: 'old.shop.example',
        names: ['old.shop.example', 'a.shop.example', 'b.shop.example', 'c.shop.example'],
        issuer: 'CN=Example CA 1, O=Example Trust Services, C=NL',
        key: 'RSA 2048 bits',
        signature: 'sha256WithRSAEncryption',
        notBefore: '2025-11-12T00:00:00.000Z',
        notAfter: '2026-11-12T00:00:00.000Z',
        daysLeft: -13,
        quality: 'bad',
      },
    ],
    protocols: [
      { name: 'TLS 1.3', offered: 'no', quality: 'weak', note: '' },
      { name: 'TLS 1.2', offered: 'yes', quality: 'good', note: '' },
      { name: 'TLS 1.1', offered: 'yes', quality: 'bad', note: '' },
      { name: 'TLS 1.0', offered: 'yes', quality: 'bad', note: '' },
      { name: 'SSLv3', offered: 'unknown', quality: 'unknown', note: 'could not be told: reset' },
      { name: 'SSLv2', offered: 'no', quality: 'good', note: '' },
    ],
    suites: [
      ...[
        ['TLS_RSA_EXPORT_WITH_RC4_40_MD5', '40 bits, export, RC4, no forward secrecy, MD5'],
        ['TLS_RSA_WITH_RC4_128_SHA', '128 bits, RC4, no forward secrecy'],
        ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', '112 bits, 64-bit blocks, no forward secrecy, CBC'],
      ].map(([name = '', note = '']) => ({ name, note, quality: 'bad', versions: old }) as const),
      ...['128', '256'].flatMap((bits) =>
        ['RSA', 'DHE_RSA', 'ECDHE_RSA'].map(
          (exchange) =>
            ({
              name: `TLS_${exchange}_WITH_AES_${bits}_CBC_SHA`,
              note: `${bits} bits, ${exchange === 'RSA' ? 'no forward secrecy, ' : ''}CBC`,
              quality: 'weak',
              versions: old,
            }) as const,
        ),
      ),
      ...['128_GCM_SHA256', '256_GCM_SHA384'].flatMap((cipher) =>
        ['DHE_RSA', 'ECDHE_RSA'].map((exchange) =>
          good(`TLS_${exchange}_WITH_AES_${cipher}`, 'TLS1.2', Number(cipher.slice(0, 3))),
        ),
      ),
    ],
    groups: [
      { name: 'secp256r1', quality: 'good', note: '' },
      { name: 'DH 768 bits', quality: 'bad', note: 'own group' },
    ],
    properties: [
      { name: 'Post-quantum key agreement', quality: 'sufficient', note: 'not yet' },
      { name: 'Forward secrecy', quality: 'weak', note: 'not with every suite' },
      { name: 'HSTS', quality: 'weak', note: 'not sent' },
      { name: 'Compression', quality: 'good', note: 'off' },
    ],
    attacks: [
      {
        name: 'FREAK',
        possible: 'yes',
        severity: 'high',
        quality: 'bad',
        note: 'RSA export suites (CVE-2015-0204)',
      },
      {
        name: 'POODLE',
        possible: 'unknown',
        severity: 'medium',
        quality: 'unknown',
        note: 'SSLv3: reset 4 of 4',
      },
      { name: 'DROWN', possible: 'no', quality: 'good', note: '' },
      { name: 'Heartbleed', possible: 'not-tested', quality: 'unknown', note: '' },
    ],
    unknown: ['SSLv3: reset 4 of 4, control handshake good'],
    drift: ['certificate: the same as before, but it has expired', 'TLS 1.3 is no longer offered'],
    connections: 141,
    durationMs: 1930,
    ...changes,
  });
}

/** Nobody answered. */
export function lostEndpoint(name: string = 'lost.shop.example:443'): EndpointSummary {
  return goodEndpoint({
    name,
    state: 'unreachable',
    addresses: ['192.0.2.99'],
    grade: {
      letter: '?',
      range: { best: 'A+', worst: 'F' },
      scheme: 'lockstep-tls-2026.1',
      caps: [],
      doubts: [],
      improvements: [],
      others: [],
    },
    trust: { state: 'unknown', quality: 'unknown', detail: 'no certificate was seen' },
    certificates: [],
    protocols: [],
    suites: [],
    groups: [],
    properties: [],
    attacks: [],
    unknown: ['not reached: timeout after 5 s, 4 of 4'],
    connections: 4,
    durationMs: 20_100,
  });
}
