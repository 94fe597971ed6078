import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  errors,
  jwtVerify,
  type FetchImplementation,
  type JWTPayload,
} from 'jose';
import { boundedFetch } from '../../io/bounded-fetch.ts';
import { refusalOf } from '../../io/fetch.ts';
import type { Queryable } from '../../store/database.ts';
import { trustsOf, type Trust } from '../../store/trusts.ts';
import type { Principal } from '../access.ts';
import { Problem } from '../problem.ts';
import { isMet } from './conditions.ts';

/** Pipelines that show an ID token of their platform (OpenID Connect Core §2) instead of a secret of ours. */
export interface IdTokens {
  /** Undefined: nobody trusts it. */
  principalOf(token: string): Promise<Principal | undefined>;
}

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** Signatures with a key pair only: with `none`, or a key that both sides have, everybody could write tokens (RFC 8725 §3.1). */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];
/** Clocks of platforms and ours. */
const CLOCK_TOLERANCE_S = 30;
/** What an issuer says of itself is read again after so long, and, where that failed, no sooner than that. */
const ISSUER_MS = { found: 3_600_000, failed: 30_000 } as const;
/** A key that is not known has the keys read again, at most so often, however many tokens name one. */
const KEYS = { cacheMaxAge: 600_000, cooldownDuration: 30_000, timeoutDuration: 10_000 } as const;
/** Chosen: an installation trusts a few platforms. */
const MAX_ISSUERS = 100;

/** Asks no issuer that no admin has named. */
export function idTokensOf(database: Queryable): IdTokens {
  const keysOf = rememberedKeys();
  return {
    async principalOf(token) {
      const issuer = issuerIn(token);
      const trusts = issuer === undefined ? [] : await trustsOf(database, issuer);
      if (issuer === undefined || trusts.length === 0) return undefined;
      const claims = await verified(token, issuer, trusts, keysOf);
      if (claims === undefined) return undefined;
      const met = trusts.filter((trust) => isOf(trust, claims));
      const [first] = met;
      if (first === undefined) return undefined;
      return {
        name: nameOf(first, claims),
        kind: 'pipeline',
        grants: met.map(({ productId }) => ({
          role: 'pipeline',
          productId: productId ?? undefined,
        })),
      };
    },
  };
}

/** Before anything is verified: only to find out whom to ask. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

async function verified(
  token: string,
  issuer: string,
  trusts: readonly Trust[],
  keysOf: (issuer: string) => Promise<Keys>,
): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, await keysOf(issuer), {
      issuer,
      audience: trusts.map(({ audience }) => audience),
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp', 'iat'],
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    return payload;
  } catch (error) {
    if (error instanceof Unreached) {
      throw new Problem(503, `the keys of ${issuer} cannot be read; try again later`, error);
    }
    // Whatever is wrong with it: it shows nobody. A bug of ours is no error of these.
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function isOf({ audience, conditions }: Trust, claims: JWTPayload): boolean {
  const { aud } = claims;
  const isFor = Array.isArray(aud) ? aud.includes(audience) : aud === audience;
  return isFor && isMet(conditions, claims);
}

/** `pipeline github example/shop@refs/heads/main`, else with the subject. */
function nameOf({ name }: Trust, claims: JWTPayload): string {
  const project = claims['repository'] ?? claims['project_path'];
  const { ref } = claims;
  const who =
    typeof project === 'string' && typeof ref === 'string'
      ? `${project}@${ref}`
      : (claims.sub ?? '');
  return `pipeline ${name} ${who.replaceAll(/\p{C}/gu, '').slice(0, 300)}`;
}

/** The issuer does not answer as one. */
class Unreached extends Error {}

/** The keys of issuers, each asked for one at a time. */
function rememberedKeys(): (issuer: string) => Promise<Keys> {
  const known = new Map<string, { readonly keys: Promise<Keys>; until: number }>();
  return (issuer) => {
    const found = known.get(issuer);
    if (found !== undefined && Date.now() < found.until) return found.keys;
    const entry = { keys: discover(issuer), until: Date.now() + ISSUER_MS.found };
    entry.keys.catch(() => {
      entry.until = Date.now() + ISSUER_MS.failed;
    });
    known.delete(issuer);
    for (const oldest of known.keys()) if (known.size >= MAX_ISSUERS) known.delete(oldest);
    known.set(issuer, entry);
    return entry.keys;
  };
}

/** Fetches keys; where that has failed, not again at once, however many tokens come. */
function patiently(): FetchImplementation {
  let failedAt = -Infinity;
  return async (url, options) => {
    if (Date.now() - failedAt < ISSUER_MS.failed) throw new Unreached(url);
    try {
      const response = await boundedFetch(url, options);
      if (response.status === 200) return response;
    } catch (error) {
      failedAt = Date.now();
      throw new Unreached(url, { cause: error });
    }
    failedAt = Date.now();
    throw new Unreached(url);
  };
}

/** OpenID Connect Discovery §4. */
async function discover(issuer: string): Promise<Keys> {
  try {
    const place = `${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`;
    const response = await boundedFetch(place, { headers: { accept: 'application/json' } });
    const said: unknown = response.ok ? await response.json() : undefined;
    const url = keysIn(said, issuer);
    if (url !== undefined) return createRemoteJWKSet(url, { ...KEYS, [customFetch]: patiently() });
  } catch (error) {
    throw new Unreached(issuer, { cause: error });
  }
  throw new Unreached(issuer);
}

function keysIn(said: unknown, issuer: string): URL | undefined {
  if (typeof said !== 'object' || said === null || !('issuer' in said)) return undefined;
  const place = 'jwks_uri' in said ? said.jwks_uri : undefined;
  if (said.issuer !== issuer || typeof place !== 'string' || !URL.canParse(place)) return undefined;
  const url = new URL(place);
  return refusalOf(url, { allowHttp: false }) === undefined ? url : undefined;
}
