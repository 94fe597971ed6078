import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';

export interface KnownPrime {
  /** `RFC 3526 group 14`, `Apache 1024`. */
  readonly name: string;
  readonly bits: number;
}

/**
 * Primes that many servers share, by SHA-256 of their bytes (big-endian, no leading zeros). What is shared is worth a
 * precomputation once it is small: Adrian et al., "Imperfect Forward Secrecy", CCS 2015. RFC 2409, 3526, 5114 and 7919:
 * computed from the groups that OpenSSL 3.0 has built in. `nginx 1024`: built in up to 1.11.0; `Apache`: mod_ssl up to 2.4.6;
 * `Java`: default parameters of the JDK up to 7 (FIPS 186 examples); `OpenSSL`: s_server and the SKIP parameters that it
 * shipped. Each was tested to be prime.
 */
const primes = new Map<string, KnownPrime>([
  [
    'b52ba6a3026520a6c49d37e4587601801bee500123b3259b6bf03e7cecc3e63d',
    { name: 'RFC 2409 group 1', bits: 768 },
  ],
  [
    '3f35a3f5f6c4376a744acad409bb22f8d897f949d2311d885adaa890981b67a0',
    { name: 'RFC 2409 group 2', bits: 1024 },
  ],
  [
    '64fcc83ec403930bf18393dbc883ccaa1fbb08ac876f77f7aa99748ca945019b',
    { name: 'RFC 3526 group 5', bits: 1536 },
  ],
  [
    'd66436f79bbd6b2e38c0ffbd079be904d2641415e2e67140e09448be9a60890e',
    { name: 'RFC 3526 group 14', bits: 2048 },
  ],
  [
    '48cf8b092fbce4359d9871abf74f98e25b6163379eaa15cd9087e800c6d1c55c',
    { name: 'RFC 3526 group 15', bits: 3072 },
  ],
  [
    '4ee95187682bcb230ad26a95205f6920e84708f6251b3894329b09ec23919e33',
    { name: 'RFC 3526 group 16', bits: 4096 },
  ],
  [
    'd1bfe6d0925ce7e4da262b62861514a7755e35831e429f343e7b864848657efd',
    { name: 'RFC 3526 group 17', bits: 6144 },
  ],
  [
    '39ab4feab950a3128fb71accb9fc3965d857012e081998a85996e3ea8b3c3bcf',
    { name: 'RFC 3526 group 18', bits: 8192 },
  ],
  [
    '9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966',
    { name: 'RFC 7919 ffdhe2048', bits: 2048 },
  ],
  [
    '0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17',
    { name: 'RFC 7919 ffdhe3072', bits: 3072 },
  ],
  [
    '4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e',
    { name: 'RFC 7919 ffdhe4096', bits: 4096 },
  ],
  [
    '227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7',
    { name: 'RFC 7919 ffdhe6144', bits: 6144 },
  ],
  [
    '770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833',
    { name: 'RFC 7919 ffdhe8192', bits: 8192 },
  ],
  [
    '44c55cfee5c075927cf682da5b681bdecbd5c3eb0784c14f5dce7610f0ef133d',
    { name: 'RFC 5114 group 22', bits: 1024 },
  ],
  [
    'bfe545862ca102ad1eeddb5fbfa5bf855ac4995c56a8b408ce3fe099dce93a9d',
    { name: 'RFC 5114 group 23', bits: 2048 },
  ],
  [
    '0b7835722cb619827610c2549fdda5587421686c4409a13865e76225522ddcc9',
    { name: 'RFC 5114 group 24', bits: 2048 },
  ],
  [
    '8ae47dca3d24e9b64640062686da234dcabada26b0da6f090c5449c1338d9a11',
    { name: 'nginx 1024', bits: 1024 },
  ],
  [
    'f79d1db3c955a28fdeca462670a0712efee4b588c7858e4943883f903bd1354b',
    { name: 'Apache 1024', bits: 1024 },
  ],
  [
    'db01e702899166da28c9bc7896af62bcdf0c96d0fb341950ba80e68bd51a57ef',
    { name: 'Apache 512', bits: 512 },
  ],
  [
    'cc21a33dd1a3edf40bf636b5496e4aede198a437a8548e0cc1a621424e42419b',
    { name: 'Java 1024', bits: 1024 },
  ],
  [
    '6215d41bb617b390082b066d6856f8b361d6c77f316a84301f7c9717a8681485',
    { name: 'OpenSSL SKIP 1024', bits: 1024 },
  ],
  [
    'f26e2403f3f07946654404909f0ff81d9354de17250411b4c04b89af73178425',
    { name: 'OpenSSL 512', bits: 512 },
  ],
  [
    '73b391ec8da33ee197aed17d7cfce1321b94e04c5b55b3c02c1c7198eb88715b',
    { name: 'Java 512', bits: 512 },
  ],
]);

const maxPrimeBytes = 2048;

/** `prime` big-endian, leading zeros or not. undefined: none of the well-known ones. */
export function knownPrime(prime: Uint8Array): KnownPrime | undefined {
  if (prime.length > maxPrimeBytes) return undefined;
  const first = prime.findIndex((byte) => byte !== 0);
  const bytes = Buffer.from(prime.subarray(Math.max(0, first)));
  return primes.get(createHash('sha256').update(bytes).digest('hex'));
}
