/** A group for key agreement (IANA TLS Supported Groups registry). */
export interface Group {
  readonly code: number;
  /** As in the registry. */
  readonly name: string;
  /** Of the field for curves and finite fields; of a hybrid, of its classical half; for ML-KEM its parameter number. */
  readonly bits: number;
  readonly kind: 'classical' | 'hybrid' | 'post-quantum';
  readonly family: 'ec' | 'ff' | 'kem';
}

type Row = readonly [code: number, name: string, bits: number, kind?: Group['kind']];

/**
 * IANA registry as of 2025-11, RFC 8422 (and 4492 for those that it retired), RFC 7919, RFC 8734, RFC 8998, RFC 9189;
 * draft-ietf-tls-mlkem, draft-ietf-tls-ecdhe-mlkem, draft-tls-westerbaan-xyber768d00-02 and
 * draft-kwiatkowski-tls-ecdhe-kyber-01 for post-quantum ones.
 */
const rows: readonly Row[] = [
  [1, 'sect163k1', 163],
  [2, 'sect163r1', 163],
  [3, 'sect163r2', 163],
  [4, 'sect193r1', 193],
  [5, 'sect193r2', 193],
  [6, 'sect233k1', 233],
  [7, 'sect233r1', 233],
  [8, 'sect239k1', 239],
  [9, 'sect283k1', 283],
  [10, 'sect283r1', 283],
  [11, 'sect409k1', 409],
  [12, 'sect409r1', 409],
  [13, 'sect571k1', 571],
  [14, 'sect571r1', 571],
  [15, 'secp160k1', 160],
  [16, 'secp160r1', 160],
  [17, 'secp160r2', 160],
  [18, 'secp192k1', 192],
  [19, 'secp192r1', 192],
  [20, 'secp224k1', 224],
  [21, 'secp224r1', 224],
  [22, 'secp256k1', 256],
  [23, 'secp256r1', 256],
  [24, 'secp384r1', 384],
  [25, 'secp521r1', 521],
  [26, 'brainpoolP256r1', 256],
  [27, 'brainpoolP384r1', 384],
  [28, 'brainpoolP512r1', 512],
  [29, 'x25519', 253],
  [30, 'x448', 448],
  [31, 'brainpoolP256r1tls13', 256],
  [32, 'brainpoolP384r1tls13', 384],
  [33, 'brainpoolP512r1tls13', 512],
  [34, 'GC256A', 256],
  [35, 'GC256B', 256],
  [36, 'GC256C', 256],
  [37, 'GC256D', 256],
  [38, 'GC512A', 512],
  [39, 'GC512B', 512],
  [40, 'GC512C', 512],
  [41, 'curveSM2', 256],
  [256, 'ffdhe2048', 2048],
  [257, 'ffdhe3072', 3072],
  [258, 'ffdhe4096', 4096],
  [259, 'ffdhe6144', 6144],
  [260, 'ffdhe8192', 8192],
  [512, 'MLKEM512', 512, 'post-quantum'],
  [513, 'MLKEM768', 768, 'post-quantum'],
  [514, 'MLKEM1024', 1024, 'post-quantum'],
  [0x11eb, 'SecP256r1MLKEM768', 256, 'hybrid'],
  [0x11ec, 'X25519MLKEM768', 253, 'hybrid'],
  [0x11ed, 'SecP384r1MLKEM1024', 384, 'hybrid'],
  [0x11ee, 'curveSM2MLKEM768', 256, 'hybrid'],
  [0x6399, 'X25519Kyber768Draft00', 253, 'hybrid'],
  [0x639a, 'SecP256r1Kyber768Draft00', 256, 'hybrid'],
  [0xff01, 'arbitrary_explicit_prime_curves', 0],
  [0xff02, 'arbitrary_explicit_char2_curves', 0],
];

export const groups: readonly Group[] = rows.map(([code, name, bits, kind = 'classical']) => ({
  code,
  name,
  bits,
  kind,
  family: familyOf(name, kind),
}));

const byCode = new Map(groups.map((group) => [group.code, group]));
const byName = new Map(groups.map((group) => [group.name.toLowerCase(), group]));

/** Other names for the same: of NIST, ANSI (OpenSSL) and before RFC 8446. */
const aliases: Readonly<Record<string, string>> = {
  'p-256': 'secp256r1',
  'p-384': 'secp384r1',
  'p-521': 'secp521r1',
  prime256v1: 'secp256r1',
  prime192v1: 'secp192r1',
  'p-192': 'secp192r1',
  'p-224': 'secp224r1',
  ecdh_x25519: 'x25519',
  ecdh_x448: 'x448',
};

export function groupByCode(code: number): Group | undefined {
  return byCode.get(code);
}

/** Whatever the case; also `P-256`, `prime256v1` and the like. */
export function groupByName(name: string): Group | undefined {
  const key = name.toLowerCase();
  return byName.get(aliases[key] ?? key);
}

function familyOf(name: string, kind: Group['kind']): Group['family'] {
  if (kind !== 'classical') return 'kem';
  return name.startsWith('ffdhe') ? 'ff' : 'ec';
}
