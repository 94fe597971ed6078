import { Buffer } from 'node:buffer';
import { entropy } from '../engine/entropy.ts';
import type { Judgement, SecretRule } from '../rule.ts';
import type { Kind } from './build.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';

/** Up to the next five dashes. Chosen: an RSA key of 16,384 bits is 12,700 characters of PEM. */
const body = String.raw`[^-]{0,14000}(?:-(?!----)[^-]{0,14000}){0,40}`;
const fix =
  'Make a new key pair, put the new public key in the place of the old one everywhere it is trusted, then delete the old one: removing the line does not remove it from history. Keep private keys in a secret store or on the machine that uses them.';

export const privateKeys: readonly SecretRule[] = provider(
  {
    name: 'private key',
    revoke: 'https://www.rfc-editor.org/rfc/rfc7468',
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
    gains: 'prove to be the owner of the key: sign in, sign, or read what was encrypted for it',
  },
  pem('rsa-private-key', 'RSA private key', 'RSA '),
  pem('ec-private-key', 'EC private key', 'EC '),
  pem('dsa-private-key', 'DSA private key', 'DSA '),
  pem('openssh-private-key', 'OpenSSH private key', 'OPENSSH '),
  pem('pkcs8-private-key', 'PKCS #8 private key', ''),
  pem('other-private-key', 'Private key', '(?:ANY|SSH2|X25519|ED25519) '),
  shaped(
    'encrypted-private-key',
    'Private key protected by a passphrase',
    new RegExp(
      `(?<secret>-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH|ENCRYPTED) ){0,1}PRIVATE KEY-----${body}-----END (?:[A-Z0-9]{2,9} )?PRIVATE KEY-----)`,
    ),
    {
      keywords: ['-----begin'],
      severity: 'low',
      rejectsPlaceholders: false,
      what: 'A PEM or OpenSSH private key that is encrypted with a passphrase.',
      gains: 'try passphrases at any speed, and then use the key',
      fix,
      validate: (text) => keyBody(text, true),
      hit: [example('ENCRYPTED ', fill(400, 'base64'))],
      ok: [example('', fill(400, 'base64'))],
    },
  ),
  shaped(
    'pgp-private-key',
    'PGP private key',
    new RegExp(
      `(?<secret>-----BEGIN PGP PRIVATE KEY BLOCK-----${body}-----END PGP PRIVATE KEY BLOCK-----)`,
    ),
    {
      keywords: ['-----begin pgp private'],
      severity: 'high',
      rejectsPlaceholders: false,
      what: 'A PGP private key block in ASCII armour.',
      fix,
      source: 'https://www.rfc-editor.org/rfc/rfc9580#name-forming-ascii-armor',
      validate: (text) => keyBody(text, false),
      hit: [
        `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${fill(400, 'base64')}\n-----END PGP PRIVATE KEY BLOCK-----\n`,
      ],
      ok: [
        `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${fill(400, 'base64')}\n-----END PGP PUBLIC KEY BLOCK-----\n`,
      ],
    },
  ),
  shaped(
    'putty-private-key',
    'PuTTY private key',
    /PuTTY-User-Key-File-[123]: [\s\S]{10,4000}?Private-Lines: [0-9]{1,3}\s{1,2}(?<secret>(?:[A-Za-z0-9+/=]{4,64}\r?\n){1,60})/,
    {
      keywords: ['putty-user-key-file-'],
      what: 'A PuTTY key file with its private lines.',
      fix,
      source: 'https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html',
      minEntropy: 4,
      hit: [
        `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: me\nPublic-Lines: 1\n${fill(64)}\nPrivate-Lines: 1\n${fill(48, 'base64')}\nPrivate-MAC: ${fill(64, 'hex')}\n`,
      ],
      ok: [`PuTTY-User-Key-File-3: ssh-ed25519\nPublic-Lines: 1\n${fill(64)}\n`],
    },
  ),
  shaped(
    'age-secret-key',
    'age secret key',
    /(?<secret>AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})/,
    {
      keywords: ['age-secret-key-1'],
      severity: 'critical',
      what: 'A secret key of the age encryption tool.',
      fix,
      source: 'https://age-encryption.org/v1',
      gains: 'read everything that was encrypted for it',
      hit: [`AGE-SECRET-KEY-1${fill(58, 'bech32')}\n`],
      ok: [`# public key: age1${fill(58, 'bech32').toLowerCase()}\n`],
    },
  ),
  shaped(
    'wireguard-private-key',
    'WireGuard private key',
    /PrivateKey\s{0,4}=\s{0,4}(?<secret>[A-Za-z0-9+/]{43}=)/,
    {
      keywords: ['privatekey'],
      what: 'The private key of a WireGuard interface in its configuration.',
      fix,
      source: 'https://www.wireguard.com/quickstart/',
      gains: 'join the private network as this machine',
      minEntropy: 4,
      hit: [`[Interface]\nPrivateKey = ${fill(43, 'base64')}=\n`],
      ok: [`[Peer]\nPublicKey = ${fill(43, 'base64')}=\n`],
    },
  ),
  shaped(
    'openvpn-static-key',
    'OpenVPN static key',
    /(?<secret>-----BEGIN OpenVPN Static key V1-----[\s0-9a-f]{100,1200}-----END OpenVPN Static key V1-----)/,
    {
      keywords: ['-----begin openvpn'],
      what: 'A static key of OpenVPN.',
      fix,
      source: 'https://openvpn.net/community-resources/static-key-mini-howto/',
      gains: 'read or join the private network',
      rejectsPlaceholders: false,
      minEntropy: 3,
      hit: [
        `-----BEGIN OpenVPN Static key V1-----\n${fill(512, 'hex')}\n-----END OpenVPN Static key V1-----\n`,
      ],
      ok: ['-----BEGIN OpenVPN Static key V1-----\n...\n-----END OpenVPN Static key V1-----\n'],
    },
  ),
  shaped(
    'jwk-private-key',
    'Private key as JSON Web Key',
    /"kty"\s{0,4}:\s{0,4}"(?:RSA|EC|OKP|oct)"[^{}]{0,4000}?"[dk]"\s{0,4}:\s{0,4}"(?<secret>[\w-]{20,1400})"/,
    {
      keywords: ['"kty"'],
      what: 'A JSON Web Key that holds its private part.',
      fix,
      source: 'https://www.rfc-editor.org/rfc/rfc7517',
      minEntropy: 4,
      hit: [`{"kty":"EC","crv":"P-256","x":"${fill(43)}","d":"${fill(43, 'base64url', 2)}"}\n`],
      ok: [`{"kty":"EC","crv":"P-256","x":"${fill(43)}","y":"${fill(43, 'base64url', 2)}"}\n`],
    },
  ),
);

/** PEM (RFC 7468), on lines of its own or in one string with `\n` between the lines. */
function pem(slug: string, title: string, label: string): Kind {
  const plain = label.startsWith('(') ? 'ANY ' : label;
  return shaped(
    slug,
    title,
    new RegExp(
      `(?<secret>-----BEGIN ${label}PRIVATE KEY-----${body}-----END ${label}PRIVATE KEY-----)`,
    ),
    {
      keywords: ['-----begin'],
      severity: 'high',
      // Its own judgement is below: keys hold long runs of one letter (zero bytes).
      rejectsPlaceholders: false,
      what: `A ${title} in PEM text that no passphrase protects.`,
      fix,
      validate: (text) => keyBody(text, false),
      hit: [
        example(plain, fill(400, 'base64')),
        `const key = "${example(plain, fill(400, 'base64'))
          .trimEnd()
          .replaceAll('\n', String.raw`\n`)}";\n`,
      ],
      ok: [
        example(plain, '...'.padEnd(80, '.')),
        `-----BEGIN PUBLIC KEY-----\n${fill(400, 'base64')}\n-----END PUBLIC KEY-----\n`,
        `-----BEGIN CERTIFICATE-----\n${fill(400, 'base64')}\n-----END CERTIFICATE-----\n`,
      ],
    },
  );
}

function example(label: string, text: string): string {
  const lines = text.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}PRIVATE KEY-----\n${lines.join('\n')}\n-----END ${label}PRIVATE KEY-----\n`;
}

/** Below this a body is cut or made up: the shortest key, Ed25519 in PKCS #8, has 64 characters. */
const minBody = 60;
const minBits = 4;

/** Whether PEM text holds a key, and whether a passphrase protects it. */
export function keyBody(text: string, wantEncrypted: boolean): Judgement {
  if (/\.{3}|…|x{8}|<[a-z]/i.test(text)) return { rejected: 'placeholder' };
  const inner = text
    .replace(/^-----BEGIN [^-]{1,40}-----|-----END [^-]{1,40}-----$/g, '')
    .replace(/(?:Proc-Type|DEK-Info|Version|Comment|Hash): .{0,200}/g, '')
    .replace(/\\+[nrt]/g, '');
  const letters = inner.replace(/[^A-Za-z0-9+/=]/g, '');
  if (letters.length < minBody || entropy(letters) < minBits) return { rejected: 'no key inside' };
  const encrypted = isEncrypted(text, letters);
  if (encrypted !== wantEncrypted) return { rejected: encrypted ? 'encrypted' : 'not encrypted' };
  return { accepted: [encrypted ? 'encrypted' : 'not encrypted'] };
}

function isEncrypted(text: string, letters: string): boolean {
  if (/BEGIN ENCRYPTED|Proc-Type: 4,ENCRYPTED/.test(text)) return true;
  if (!text.startsWith('-----BEGIN OPENSSH')) return false;
  // https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key: magic, then the name of the cipher.
  const start = Buffer.from(letters.slice(0, 60), 'base64').toString('latin1');
  return start.startsWith('openssh-key-v1\0') && !start.startsWith('none', 19);
}
