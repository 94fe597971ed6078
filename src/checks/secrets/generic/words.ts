/** Words that name a credential. Chosen; none of them alone is a value worth reporting. */
export const credentialWords: ReadonlySet<string> = words(
  `password passwords passwd pwd pass passphrase passwort passw psw pswd pw passcode secret secrets token tokens key keys
  salt nonce auth authorization authentication credential credentials cred creds jwt oauth basic bearer api apikey login
  private public access client newpassword oldpassword`,
);

/** `apiKey`, `signing_key`: words before `key` that make it a secret. */
export const keyOwners: ReadonlySet<string> = words(
  `api access secret private auth encryption encrypt encrypted decryption signing sign signature master account storage
  app application client consumer service session cookie jwt hmac aes des rsa subscription shared write admin crypt
  cipher security deploy ssh stripe license licence integration sdk provider rest server site license webhook maps host
  pre psk wep wpa developer dev routing instance ingest validation decrypt crypto symmetric data partner merchant pay`,
);

/** `primaryKey`, `cacheKey`: words before `key` that make it something else. */
export const otherKeys: ReadonlySet<string> = words(
  `primary foreign partition sort cache row column hash map idempotency translation lang locale sorting object item index
  group category tag field property prop json registry shortcut hot arrow config storage event route query param state
  action type unique order react component s3 bucket keyboard press next prev last first start end message i18n intl label
  by on num enum namespace path file device result bucket repo gpg pgp resource apt repository package`,
);

/** `nextToken`, `csrf_token`: words before `token` that make it something else than a credential. */
export const otherTokens: ReadonlySet<string> = words(
  `next page pagination continuation idempotency request csrf xsrf cancel cancellation sync starting forward backward action
  change lock copy resume position scroll cursor work unit import export grant client lexer parser syntax peek prev previous
  current end start eof punctuation operator keyword string identifier comment upload stop special mask pad bos eos unk cls
  sep design color theme cluster`,
);

/** Names of types and of the absence of a value. */
export const typeWords: ReadonlySet<string> = words(
  `string str text varchar char bool boolean number integer int float object array any null none nil undefined true false
  yes no on off void unknown optional required hidden default auto empty value type binary bytes byte date datetime uuid
  guid unset nopasswd on_create always`,
);

/** What stands in for any password: too common to be worth a finding. */
export const weakWords: ReadonlySet<string> = words(
  `test tests testing tester foo bar baz qux example sample demo dummy fake user users username admin administrator root
  me my your some any the a an new old wrong bad good invalid valid correct incorrect right other another mock
  world abc abcd xyz changeit changeme default value here is this not not_set todo email mail name foobar asdf
  qwerty insecure unsecure random secure strong very changed changethis this that silly dev prod local`,
);

/** What `pass` maps to where it is the opposite of `fail`: a colour, a mark, a verdict. */
export const outcomeWords: ReadonlySet<string> = words(
  `green lime success successful succeeded ok okay pass passed passing done good check checked tick yes warn warning fail
  failed error block blocked red yellow orange blue gray grey black white primary info accept accepted allow allowed`,
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word.length > 0));
}
