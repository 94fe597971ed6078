import { ALL_FAMILIES, familySet, type FamilySet } from './families.ts';

/** Names of functions that make safe, by what they make safe for; the first that fits. */
const NAMES: readonly (readonly [RegExp, FamilySet])[] = [
  [
    /^(?:to|as|parse)?_?(?:int|integer|long|float|double|number|bool|boolean|uuid|date)$/iu,
    ALL_FAMILIES,
  ],
  [/^(?:is|has|check|contains)(?=[A-Z_])/u, 0],
  [
    /(?:escape|encode|sanit[iy][sz]e?|clean|strip|purify|quote).{0,12}(?:html|xml|xss|tag|markup)|html_?(?:escape|encode|special|entit)|xss_?(?:clean|filter)|^h$/iu,
    familySet(['html', 'xml']),
  ],
  [
    /(?:escape|quote|sanit[iy][sz]e?).{0,12}(?:sql|query|identifier|literal)|sql_?(?:escape|quote)/iu,
    familySet(['sql']),
  ],
  [
    /(?:escape|quote|sanit[iy][sz]e?).{0,12}(?:shell|cmd|command|arg)|shell_?(?:escape|quote)/iu,
    familySet(['command']),
  ],
  [
    /(?:escape|quote|sanit[iy][sz]e?|encode).{0,12}(?:url|uri)|(?:url|uri).{0,4}(?:encode|escape|quote)/iu,
    familySet(['url', 'redirect', 'path', 'html', 'header', 'log']),
  ],
  [/(?:escape|quote|sanit[iy][sz]e?).{0,12}(?:regex|pattern)/iu, familySet(['regex'])],
  [/(?:escape|encode|sanit[iy][sz]e?).{0,12}(?:ldap|dn|filter)/iu, familySet(['ldap'])],
  [
    /(?:sanit[iy][sz]e?|secure|safe|clean).{0,12}(?:path|file)/iu,
    familySet(['path', 'upload', 'command', 'header']),
  ],
  [/^(?:hash|digest|hmac|md5|sha\d+|checksum|(?:en|b|s)?crypt(?!o)|pbkdf2|argon2)/iu, ALL_FAMILIES],
  [
    /^(?:sanit[iy][sz]e|escape|purify|whitelist|allowlist)/iu,
    ALL_FAMILIES & ~familySet(['code', 'deserialisation', 'prototype']),
  ],
];

/** Questions whose answer is that a value may be used: `isValidName(name)`. */
const ASKS =
  /^(?:is|are|has)_?(?:valid|safe|allowed|whitelisted|allowlisted|permitted|trusted|sanit)/iu;

/** Whether a function asks, by its name alone, if what it is given may be used. */
export function asksByName(name: string): boolean {
  return name.length <= 60 && ASKS.test(name);
}

/** What a function clears by its name alone, where nothing else is known of it. */
export function clearedByName(name: string): FamilySet {
  if (name.length > 60) return 0;
  return NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? 0;
}
