import type { ProtocolVersion } from '../observation.ts';

/** From best to worst. */
export const letters = ['A+', 'A', 'A-', 'B', 'C', 'D', 'E', 'F'] as const;
export type Letter = (typeof letters)[number];

/** What a scheme may cap or remark on; `conditions.ts` says when each holds. */
export const conditionIds = [
  'not-tls',
  'sslv2',
  'sslv3-best',
  'sslv3',
  'tls10',
  'tls11',
  'no-tls12-or-13',
  'no-tls13',
  'suite-null',
  'suite-anonymous',
  'suite-export',
  'suite-weak',
  'rc4-only',
  'rc4',
  'rc4-modern',
  'block64-modern',
  'no-forward-secrecy',
  'no-aead',
  'dh-broken',
  'dh-weak',
  'curve-weak',
  'key-broken',
  'key-weak',
  'signature-md5',
  'chain-incomplete',
  'renegotiation-insecure',
  'no-secure-renegotiation',
  'compression',
  'poodle',
  'heartbleed',
  'ccs-injection',
  'ticketbleed',
  'robot',
  'hsts-short',
] as const;
export type ConditionId = (typeof conditionIds)[number];

/** A flaw with the best letter that it leaves. */
export interface Cap {
  readonly condition: ConditionId;
  readonly letter: Letter;
  /** One short sentence for people: why this letter. */
  readonly reason: string;
  /** `ignored`: probed only where the zone allows it, so that "nobody asked" must not spoil every grade. */
  readonly whenNotTested: 'unknown' | 'ignored';
}

/** Up to this size, exclusive, the score; the last one has no end. */
export interface Step {
  readonly below: number;
  readonly score: number;
}

/** A published way to grade, as data: what is decided by it can be recomputed by anyone. */
export interface GradeScheme {
  /** Versioned: a change of any number here is another id. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** `YYYY-MM-DD` of the version; empty where none could be verified. */
  readonly published: string;
  /** Percent; they sum up to 100. */
  readonly weights: {
    readonly protocol: number;
    readonly keyExchange: number;
    readonly cipher: number;
  };
  readonly protocols: Readonly<Record<ProtocolVersion, number>>;
  /** RSA, DSA and finite-field groups, bits of the modulus. */
  readonly modulus: readonly Step[];
  /** Elliptic curves, bits of the order. */
  readonly curve: readonly Step[];
  readonly exportKeyExchange: number;
  readonly anonymousKeyExchange: number;
  /** Bits of the symmetric key. */
  readonly cipher: readonly Step[];
  /** The first letter whose score is reached; `F` otherwise. */
  readonly letters: readonly { readonly from: number; readonly letter: Letter }[];
  readonly caps: readonly Cap[];
  /** What `A+` takes besides `A`: HSTS with at least this age, and protection against downgrades. */
  readonly plusHstsSeconds: number;
  /** Whether a bad certificate replaces the letter (`T`, `M`); otherwise trust stands apart. */
  readonly trustReplacesLetter: boolean;
}
