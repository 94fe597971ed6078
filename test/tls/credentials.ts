import { makeCertificate } from './certificates.ts';

/** What a server shows and signs with: PEM, the chain leaf first. */
export interface Credentials {
  readonly chain: string;
  readonly key: string;
}

const kinds = { rsa: 'rsa2048', ecdsa: 'p256', ed25519: 'ed25519' } as const;
export type KeyKind = keyof typeof kinds;

const DAY_MS = 86_400_000;
const made = new Map<KeyKind, Credentials>();

/** A self-signed certificate for `localhost`, good for 60 days, made once a process. */
export function plainCredentials(kind: KeyKind = 'rsa'): Credentials {
  const known = made.get(kind);
  if (known !== undefined) return known;
  const { pem, keyPem } = makeCertificate({
    name: 'localhost',
    key: kinds[kind],
    dns: ['localhost'],
    notBefore: generalizedTime(-1),
    notAfter: generalizedTime(59),
  });
  const credentials = { chain: pem, key: keyPem };
  made.set(kind, credentials);
  return credentials;
}

/** So many days from now, as X.509 writes it (RFC 5280 §4.1.2.5.2). */
function generalizedTime(days: number): string {
  const time = new Date(Date.now() + days * DAY_MS).toISOString();
  return `${time.slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`;
}
