import { keyOwners, otherKeys, otherTokens } from './words.ts';

/** What a name says its value is. */
export type Kind = 'password' | 'secret' | 'token' | 'key' | 'salt' | 'auth';

export interface NamedKind {
  readonly kind: Kind;
  /** The name alone says that the value is a secret: `apiKey`, not `key`. */
  readonly strong: boolean;
}

/** The words of a name, lower case: `dbPassword1` and `DB_PASSWORD` both give `db`, `password`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]/)
    .filter((word) => word.length > 0);
}

/** Undefined when the name does not end like that of a secret: `passwordLength`, `tokenUrl`, `publicKey`. */
export function kindOfName(name: string): NamedKind | undefined {
  const words = [...wordsOf(name)];
  while (words.length > 1 && trailing.has(words.at(-1) ?? '')) words.pop();
  const last = words.pop() ?? '';
  if (words.some((word) => negating.has(word))) return undefined;
  const kind = kindOfWord(last);
  if (kind === undefined) return undefined;
  return withOwner({ kind, glued: last !== kind }, words);
}

/** Words behind the one that counts, which say nothing of their own. */
const trailing: ReadonlySet<string> = new Set(
  'value string text plain plaintext raw default confirmation confirm again repeat repeated verify test prod production dev staging base b a c live sandbox new old current'.split(
    ' ',
  ),
);

/** `hasPassword`, `passwordResetToken` in a label; `publicKey`. */
const negating: ReadonlySet<string> = new Set(
  'public pub pubkey is has show hide forgot forgotten invalid missing no placeholder label hint error err msg message allow enable disable require title tooltip use validate check update generate sha md hash hashed encrypted bcrypt digest protobuf reset should must can split'.split(
    ' ',
  ),
);

/** Of the word that counts; the first that fits. */
const kinds: readonly (readonly [Kind, RegExp])[] = [
  [
    'password',
    /^(?:pass|passwords?|passwds?|pwd|passphrase|passwort|psw|pswd|passw|pw|passcode|identified|senha|motdepasse|contrasena)$/,
  ],
  ['password', /(?:password|passwd|passwort|passphrase)$|^[a-z]{2,12}pwd$|^pa?s{1,2}w(?:o?r)?d$/],
  [
    'password',
    /^(?:db|user|root|my|admin|mysql|sql|ftp|smtp|mail|ldap|rpc|http|proxy|auth|redis|require|master|keystore|store|key|login|host)pass$/,
  ],
  ['secret', /^(?:secrets?|[a-z]{2,12}secret)$/],
  ['token', /^(?:token|[a-z]{2,12}token|jwt)$/],
  ['key', /^(?!repo|gpg|resource|hot|pub|don|mon|tur|whis|jock|hoc)(?:key|[a-z]{2,12}key)$/],
  ['salt', /^(?:salt|pepper)$/],
  ['auth', /^(?:auth|authorization|credentials?|creds?)$/],
];

function kindOfWord(word: string): Kind | undefined {
  return kinds.find(([, pattern]) => pattern.test(word))?.[0];
}

function withOwner(
  { kind, glued }: { readonly kind: Kind; readonly glued: boolean },
  before: readonly string[],
): NamedKind | undefined {
  if (kind === 'password' || kind === 'secret') return { kind, strong: true };
  if (kind === 'key') {
    if (before.some((word) => otherKeys.has(word))) return undefined;
    return { kind, strong: before.some((word) => keyOwners.has(word)) || glued };
  }
  if (kind === 'token' && before.some((word) => otherTokens.has(word))) return undefined;
  if (kind === 'token') return { kind, strong: before.length > 0 || glued };
  return { kind, strong: false };
}
