import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../problem.ts';

/** What scripts of the console send with every change: another site cannot, without our leave (the Fetch standard, CORS). */
export const CHANGE_HEADER = 'x-lockstep-change';

/**
 * Throws Problem(403) unless a request that changes something comes from our own pages: the browser says so itself
 * (`Sec-Fetch-Site`), or names our origin. OWASP, Cross-Site Request Forgery Prevention: Fetch Metadata, falling back to Origin.
 */
export function requireOwnPage(headers: IncomingHttpHeaders, origin: string): void {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || (site === undefined && headers.origin === origin)) return;
  throw new Problem(
    403,
    `this was not sent by a page of Lockstep; open it at ${origin} (LOCKSTEP_PUBLIC_URL)`,
  );
}

/** The same, and with the header that only a script of our own can send. */
export function requireOwnScript(headers: IncomingHttpHeaders, origin: string): void {
  requireOwnPage(headers, origin);
  if (headers[CHANGE_HEADER] === undefined) {
    throw new Problem(403, `send the header ${CHANGE_HEADER}: 1 with what changes something`);
  }
}
