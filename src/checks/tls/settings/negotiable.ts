import type { Suite } from '../tables/suite.ts';

/** Kinds that need keys or accounts which a web server does not have unless a program gives them to it. */
const needsMore = new Set([
  'psk',
  'dhe-psk',
  'ecdhe-psk',
  'rsa-psk',
  'srp',
  'kerberos',
  'gost',
  'dh',
  'ecdh',
  'other',
]);

/**
 * Whether a server with an RSA or ECDSA certificate would use the suite that its cipher list lets through. Suites
 * without authentication or encryption are in `ALL` and `HIGH`, but a security level above 0, the default since OpenSSL
 * 1.1.0 (SSL_CTX_set_security_level(3)), keeps them out unless the list shows that they are wanted.
 */
export function isNegotiable(suite: Suite, list: string): boolean {
  if (needsMore.has(suite.keyExchange) && !list.includes(suite.openssl ?? suite.name)) return false;
  if (suite.authentication === 'dsa' && !list.includes(suite.openssl ?? suite.name)) return false;
  if (suite.authentication === 'none') return asksFor(list, /(?:^|[:;, +])(?:aNULL|ADH|AECDH)/);
  if (suite.cipher !== 'NULL') return true;
  return asksFor(list, /(?:^|[:;, +])(?:eNULL|NULL|COMPLEMENTOFALL|[A-Z0-9-]{1,40}-NULL-)/);
}

/** `list` is bounded by `expandCipherList`'s limit before it comes here. */
function asksFor(list: string, words: RegExp): boolean {
  return list.includes('@SECLEVEL=0') || words.test(list.slice(0, 16_384));
}
