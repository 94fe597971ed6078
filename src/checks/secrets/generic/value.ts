import { identifierReason, placeholderReason } from '../engine/reject.ts';
import type { Form } from './assignment.ts';
import type { Kind } from './name.ts';
import { wordsOf } from './name.ts';
import { isGibberish, isMixed, isRandom } from './random.ts';
import { credentialWords, outcomeWords, typeWords, weakWords } from './words.ts';

/** A value and what is known of its place. */
export interface Subject {
  readonly value: string;
  readonly name: string;
  readonly kind: Kind;
  readonly strong: boolean;
  readonly form: Form;
  /** Tests and documentation: more is made up there. */
  readonly madeUp: boolean;
  /** A file of sentences. */
  readonly prose: boolean;
}

type Reason = (subject: Subject) => boolean;

/** Why a value is no secret, by name. */
export const reasonsAgainst: readonly (readonly [reason: string, holds: Reason])[] =
  Object.entries<Reason>({
    'too short': ({ value, kind }) => value.length < (kind === 'password' ? 4 : 8),
    'type or absence': ({ value }) =>
      typeWords.has(value.toLowerCase().replace(/[?[\]!]{1,3}$/, '')),
    'white space': ({ value }) => /\s|\\(?:[nrt]|x1b|033)/.test(value),
    placeholder: ({ value }) => placeholderReason(value) !== undefined,
    'identifier or hash': ({ value, strong, kind }) =>
      isIdentifier(value, strong && kind !== 'password'),
    encrypted: ({ value }) => encrypted.test(value),
    expression: ({ value, form }) => isExpression(value, form),
    'name of a credential': ({ value, kind }) => isNameOfCredential(value, kind),
    'same as its key': ({ value, name }) => isSame(value, name),
    path: ({ value, kind }) => isPath(value, kind),
    'address or URL': ({ value }) =>
      /^[a-z][\w+.-]{1,20}:\/\/|^arn:aws|^[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,40}$|^\d{1,3}(?:\.\d{1,3}){3}/i.test(
        value,
      ),
    'public key or certificate': ({ value, name }) =>
      !/priv/i.test(name) &&
      /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-)|^-{4,5}|^MII[A-Z][A-Za-z0-9+/]{20}/.test(value),
    'name of an algorithm': ({ value }) => algorithm.test(value),
    'outcome of a test': ({ value, name }) =>
      /(?:^|[^a-z])pass$/i.test(name) && outcomeWords.has(value.toLowerCase()),
    markup: ({ value }) => /^<|>$|&(?:nbsp|lt|gt|amp);|^#[\w-]{1,40}$|^\.[a-z]/.test(value),
    'non-ASCII words': ({ value }) => /[\x80-\xff]/.test(value) && !/\d/.test(value),
    'made up': ({ value, madeUp }) => madeUp && isPhraseOfCredential(value),
    'word of a sentence': ({ value, prose, form, kind }) =>
      prose && kind === 'password' && form === 'bare' && /^[a-z]{1,40}[.:!?]?$/i.test(value),
    'not random': (subject) => !isLikely(subject),
  });

/** The first reason that holds; undefined for what looks like a secret. */
export function reasonAgainst(subject: Subject): string | undefined {
  return reasonsAgainst.find(([, holds]) => holds(subject))?.[0];
}

/** `some_silly_password`, `default-rsync-pass`. */
function isPhraseOfCredential(value: string): boolean {
  return (
    /^[a-z]{1,30}(?:[-_. ][a-z]{1,30}){1,8}$/i.test(value) &&
    isPlainWord(wordsOf(value).at(-1) ?? '')
  );
}

/** SOPS, Jasypt, Spring Cloud Config, Ansible and Vault's transit engine write so. */
const encrypted =
  /^(?:ENC[[(]|\{(?:cipher|AES|xor|enc)\}|!vault|vault:v\d|\$ANSIBLE_VAULT|AQICAH)/i;

/** A UUID is what some services give out as a key, so under a name that says so it counts. */
function isIdentifier(value: string, named: boolean): boolean {
  const reason = identifierReason(value);
  return reason !== undefined && !(named && reason === 'UUID');
}

/** A variable, a placeholder of a template, a reference: whatever the quotes around it. */
const reference =
  /^[[({]|^%[({]|^\*[\w-]{1,40}$|^!\w|^&\w|\$(?:[a-z]{3,40}|[A-Z_]{3,40})(?!\w)|\{\w{0,40}\}|%[sdv]|%[A-Z]{3,20}%|^:[a-z_]{1,40}$|^@[A-Za-z_]|\\\(/;
/** `com.shop.Orders`, `secret()`. */
const quotedCode = /^[a-z_]\w{0,40}(?:\.[a-z_]\w{0,40}){2,6}$|^\w{1,40}\(\w{0,40}\)$/i;
/** `config.password`, `this->token`, `secret(x)`, `keys[0]`, `|` of YAML. */
const bareCode =
  /^[A-Za-z_$][\w$]{0,60}(?:(?:\.|->|::)[A-Za-z_]\w{0,60}){1,6}\b|[\w\])]\(|\[['"\w]{1,40}\]?$|^[|>][+-]?$/;

/** Something that is computed: a call, an index, a member, a variable of a template. */
function isExpression(value: string, form: Form): boolean {
  if (reference.test(value)) return true;
  const isQuoted = form === 'quoted' || form === 'pair' || form === 'call' || form === 'compared';
  return (isQuoted ? quotedCode : bareCode).test(value);
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
  /^(?:my|your|the|test|some|new|old|user|db|default|dummy|fake|example|admin|root|wrong|bad|nota|notthe|not)[_-]?/;

function isSame(value: string, name: string): boolean {
  const [a, b] = [lettersOf(value), lettersOf(name)];
  return a === b || (a.length > 3 && b.endsWith(a));
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** `/etc/…`, `~/…`, `../…`, `C:\\…`. */
const rooted = /^(?:~|\.{1,2})?\/[\w.@-]{1,60}(?:\/|$)|^[a-z]:[\\/]|^\.{1,2}\//i;
/** Extensions that no password ends with by chance. */
const fileName =
  /^[\w.-]{1,60}\.(?:pem|key|crt|cer|json|txt|ya?ml|xml|html?|php|js|ts|py|java|go|rb|md|png|jpg|svg|jks|p12|pfx|gpg|asc|pub|env|conf|ini|csv|log|sh|com|org|net|io)$/i;
const anyFileName = /^[\w./-]{1,200}\.[a-z][a-z0-9]{1,3}$/i;
const relative = /^[a-z][\w.-]{1,40}(?:\/[a-z][\w.-]{0,40}){1,10}\/?$/i;

function isPath(value: string, kind: Kind): boolean {
  if (rooted.test(value) || fileName.test(value)) return true;
  if (kind !== 'password' && anyFileName.test(value)) return true;
  return relative.test(value) && !isRandom(value);
}

const algorithm =
  /^(?:(?:hs|rs|es|ps)(?:256|384|512)|sha-?\d{1,3}(?:[-:]\d{1,2})?|md[245]|bcrypt|scrypt|argon2(?:id?|d)?|pbkdf2|aes(?:[-_]?\d{3}.{0,20})?|rsa(?:[-_]?\d{0,4})?|ed25519|ecdsa|hmac(?:[-_]\w{1,10})?|x25519|bearer|basic|digest|oauth2?|plain|login|cram-md5|ntlm|kerberos|saml2?|openid)$/i;

function isLikely(subject: Subject): boolean {
  const { value, kind, form } = subject;
  if (form === 'flag' && /^[a-z_-]{1,40}$/.test(value)) return false;
  return kind === 'password' ? isLikelyPassword(subject) : isLikelyKey(subject);
}

function isLikelyKey({ value, kind, strong, form }: Subject): boolean {
  if (/^[\w-]{1,40}:[A-Za-z][A-Za-z._-]{1,60}$/.test(value)) return false;
  if (/[,;()[\]{}]/.test(value) && !/[!@#$%^&*]/.test(value)) return false;
  if (!strong) return value.length >= 16 && isRandom(value);
  if (isRandom(value) || isMixed(value) || isGibberish(value)) return true;
  // People choose words for secrets, too; and seeds of one-time passwords are base32.
  const isWord = form === 'quoted' && /^[a-z]{8,40}$/.test(value);
  return kind === 'secret' && (isWord || /^[A-Z2-7]{16,64}$/.test(value));
}

/** People choose words; but beside one, `"password", "field"` are two words. */
function isLikelyPassword({ value, form }: Subject): boolean {
  if (form !== 'pair' && form !== 'compared' && form !== 'call') return true;
  return /[a-z]/i.test(value) && /[^a-z_-]/i.test(value);
}
