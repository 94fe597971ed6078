import { parseCookie, stringifySetCookie } from 'cookie';

/** What a browser keeps for us: who is signed in, and a sign-in that was begun. */
export type CookieName = 'session' | 'sign-in';

const NAMES: Readonly<Record<CookieName, string>> = {
  session: 'lockstep',
  'sign-in': 'lockstep-sign-in',
};
/** Secrets are 43 characters of base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/u;
const MAX_HEADER_LENGTH = 8_192;

/**
 * The header `Set-Cookie`. With TLS the name begins with `__Host-`: no other host, and nobody without TLS, can have set it
 * (RFC 6265bis §4.1.3.2). Lax: it comes along when somebody follows a link to us, and with nothing that another site sends.
 */
export function setCookie(
  name: CookieName,
  value: string,
  { origin, maxAge }: { readonly origin: string; readonly maxAge: number },
): string {
  return stringifySetCookie({
    name: fullName(name, origin),
    value,
    httpOnly: true,
    secure: isSecure(origin),
    sameSite: 'lax',
    path: '/',
    maxAge,
  });
}

/** Has the browser forget it. */
export function clearCookie(name: CookieName, origin: string): string {
  return setCookie(name, '', { origin, maxAge: 0 });
}

/** The secret in it; undefined: there is none that could be one. */
export function readCookie(
  name: CookieName,
  header: string | undefined,
  origin: string,
): string | undefined {
  if (header === undefined || header.length > MAX_HEADER_LENGTH) return undefined;
  const value = parseCookie(header)[fullName(name, origin)];
  return value !== undefined && SECRET.test(value) ? value : undefined;
}

/** Whether browsers reach us by TLS. */
export function isSecure(origin: string): boolean {
  return origin.startsWith('https:');
}

function fullName(name: CookieName, origin: string): string {
  return isSecure(origin) ? `__Host-${NAMES[name]}` : NAMES[name];
}
