import { entropy } from '../engine/entropy.ts';
import { identifierReason, placeholderReason } from '../engine/reject.ts';
import type { Form } from './assignment.ts';
import type { Kind } from './name.ts';
import { wordsOf } from './name.ts';
import { credentialWords, typeWords, weakWords } from './words.ts';

/** A value and what is known of its place. */
export interface Subject {
  readonly value: string;
  readonly name: string;
  readonly kind: Kind;
  readonly strong: boolean;
  readonly form: Form;
}

type Reason = (subject: Subject) => boolean;

/** Why a value is no secret, by name. */
export const reasonsAgainst: readonly (readonly [reason: string, holds: Reason])[] =
  Object.entries<Reason>({
    'too short': ({ value, kind }) => value.length < (kind === 'password' ? 4 : 8),
    'type or absence': ({ value }) =>
      typeWords.has(value.toLowerCase().replace(/[?[\]!]{1,3}$/, '')),
    'white space': ({ value }) => /\s/.test(value),
    placeholder: ({ value }) => placeholderReason(value) !== undefined,
    'identifier or hash': ({ value, strong, kind }) =>
      isIdentifier(value, strong && kind !== 'password'),
    expression: ({ value, form }) => isExpression(value, form),
    'name of a credential': ({ value, kind }) => isNameOfCredential(value, kind),
    'same as its key': ({ value, name }) => isSame(value, name),
    path: ({ value, kind }) => isPath(value, kind),
    'address or URL': ({ value }) =>
      /^[a-z][\w+.-]{1,20}:\/\/|^arn:aws|^[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,40}$|^\d{1,3}(?:\.\d{1,3}){3}/i.test(
        value,
      ),
    'public key or certificate': ({ value }) =>
      /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-)|^-{4,5}|^MII[A-Z][A-Za-z0-9+/]{20}/.test(value),
    'name of an algorithm': ({ value }) => algorithm.test(value),
    markup: ({ value }) => /^<|>$|&(?:nbsp|lt|gt|amp);|^#[\w-]{1,40}$|^\.[a-z]/.test(value),
    'non-ASCII words': ({ value }) => /[\x80-\xff]/.test(value) && !/\d/.test(value),
    'not random': (subject) => !isLikely(subject),
  });

/** The first reason that holds; undefined for what looks like a secret. */
export function reasonAgainst(subject: Subject): string | undefined {
  return reasonsAgainst.find(([, holds]) => holds(subject))?.[0];
}

/** A UUID is what some services give out as a key, so under a name that says so it counts. */
function isIdentifier(value: string, named: boolean): boolean {
  const reason = identifierReason(value);
  return reason !== undefined && !(named && reason === 'UUID');
}

/** Something that is computed: a call, an index, a member, a variable of a template. */
function isExpression(value: string, form: Form): boolean {
  if (
    /^[[({]|^%[({]|^\*[\w-]{1,40}$|^!\w|^&\w|\$(?:[a-z]{3,40}|[A-Z_]{3,40})(?!\w)|\{\w{0,40}\}|%[sdv]|%[A-Z]{3,20}%|^:[a-z_]{1,40}$|^@[A-Za-z_]|\\\(/.test(
      value,
    )
  )
    return true;
  if (form === 'quoted' || form === 'pair' || form === 'call' || form === 'compared') {
    return /^[a-z_]\w{0,40}(?:\.[a-z_]\w{0,40}){2,6}$|^\w{1,40}\(\w{0,40}\)$/i.test(value);
  }
  return /^[A-Za-z_$][\w$]{0,60}(?:(?:\.|->|::)[A-Za-z_]\w{0,60}){1,6}\b|[\w\])]\(|\[['"\w]{1,40}\]?$|^[|>][+-]?$/.test(
    value,
  );
}

/** Only words like `my`, `test` and `password`, however they are joined. */
function isNameOfCredential(value: string, kind: Kind): boolean {
  if (!/^[\w.:-]{1,80}$/.test(value)) return false;
  const plain = value.toLowerCase().replace(/\d{1,2}$/, '');
  if (weakWords.has(value.toLowerCase().replace(/1234?$/, ''))) return true;
  if (isPlainWord(plain) || isPlainWord(plain.replace(glued, ''))) return true;
  const words = wordsOf(value);
  if (words.length === 0) return value.length < 8;
  if (/\d{3}/.test(value)) return false;
  if (words.every(isPlainWord)) return true;
  // `rsync_password` is a password that people do set; `orders-token` names a token.
  return kind !== 'password' && !/\d/.test(value) && isPlainWord(words.at(-1) ?? '');
}

function isPlainWord(word: string): boolean {
  return credentialWords.has(word) || weakWords.has(word) || word === '';
}

const glued =
  /^(?:my|your|the|test|some|new|old|user|db|default|dummy|fake|example|admin|root|wrong|bad)[_-]?/;

function isSame(value: string, name: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [a, b] = [plain(value), plain(name)];
  return a === b || (a.length > 3 && b.endsWith(a));
}

function isPath(value: string, kind: Kind): boolean {
  if (/^(?:~|\.{1,2})?\/[\w.@-]{1,60}(?:\/|$)|^[a-z]:[\\/]|^\.{1,2}\//i.test(value)) return true;
  if (
    /^[\w.-]{1,60}\.(?:pem|key|crt|cer|json|txt|ya?ml|xml|html?|php|js|ts|py|java|go|rb|md|png|jpg|svg|jks|p12|pfx|gpg|asc|pub|env|conf|ini|csv|log|sh|com|org|net|io)$/i.test(
      value,
    )
  )
    return true;
  if (/^[\w./-]{1,200}\.[a-z][a-z0-9]{1,3}$/i.test(value) && kind !== 'password') return true;
  return /^[a-z][\w.-]{1,40}(?:\/[a-z][\w.-]{0,40}){1,10}\/?$/i.test(value) && !isRandom(value);
}

const algorithm =
  /^(?:(?:hs|rs|es|ps)(?:256|384|512)|sha-?\d{1,3}(?:[-:]\d{1,2})?|md[245]|bcrypt|scrypt|argon2(?:id?|d)?|pbkdf2|aes(?:[-_]?\d{3}.{0,20})?|rsa(?:[-_]?\d{0,4})?|ed25519|ecdsa|hmac(?:[-_]\w{1,10})?|x25519|bearer|basic|digest|oauth2?|plain|login|cram-md5|ntlm|kerberos|saml2?|openid)$/i;

function isLikely({ value, kind, strong, form }: Subject): boolean {
  if (form === 'flag' && /^[a-z_-]{1,40}$/.test(value)) return false;
  if (/^[\w-]{1,40}:[A-Za-z][A-Za-z._-]{1,60}$/.test(value) && kind !== 'password') return false;
  if (kind === 'password') {
    if (form === 'pair' || form === 'compared' || form === 'call')
      return /[a-z]/i.test(value) && /[^a-z_-]/i.test(value);
    return true;
  }
  if (/[,;()[\]{}]/.test(value) && !/[!@#$%^&*]/.test(value)) return false;
  if (strong) return isRandom(value) || isMixed(value);
  return value.length >= 16 && isRandom(value);
}

/** Letters and digits, or an exclamation mark or the like, and no words joined by `-` or `_`. */
function isMixed(value: string): boolean {
  if (/^[A-Z]{2,20}\d{0,6}(?:[_-][A-Z0-9]{1,20}){1,8}$/.test(value)) return false;
  return (
    value.length >= 8 &&
    /[a-z]/i.test(value) &&
    /\d/.test(value) &&
    !/^[a-z]{2,20}(?:[-_. :][a-z]{1,20}){0,6}[-_. ]?\d{0,4}$/i.test(value)
  );
}

/** Looks drawn by lot: its kinds of characters change often. */
export function isRandom(value: string): boolean {
  const bits = entropy(value);
  if (bits < 2.8) return false;
  let changes = 0;
  let last = -1;
  for (let index = 0; index < value.length; index += 1) {
    const next = classOf(value.charCodeAt(index));
    if (next === 3) continue;
    if (last !== -1 && next !== last) changes += 1;
    last = next;
  }
  return changes / value.length >= 0.25 && /\d/.test(value);
}

/** Digit, capital, small letter, other. */
function classOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return 0;
  if (code >= 0x41 && code <= 0x5a) return 1;
  if (code >= 0x61 && code <= 0x7a) return 2;
  return 3;
}
