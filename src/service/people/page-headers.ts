import { isSecure } from './cookies.ts';

/** A year (RFC 6797 §6.1.1); of this host only, its neighbours are not ours. */
const HSTS = 'max-age=31536000';

/** Of every answer: nothing that a browser should run, frame or keep. */
export function answerHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(isSecure(origin) ? { 'strict-transport-security': HSTS } : {}),
  };
}

/**
 * Of the pages of signing in: no script at all, styles and images of our own files. The referrer stays within the site; without
 * any, browsers would send forms of ours with `Origin: null`.
 */
export function pageHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    ...answerHeaders(origin),
    'content-security-policy': [
      `default-src 'none'`,
      `style-src 'self'`,
      `img-src data:`,
      `base-uri 'none'`,
      `form-action 'self'`,
      `frame-ancestors 'none'`,
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'same-origin',
  };
}
