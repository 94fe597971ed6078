import { createHmac } from 'node:crypto';
import * as client from 'openid-client';
import { boundedFetch } from '../../io/bounded-fetch.ts';
import { refusalOf } from '../../io/fetch.ts';
import type { Identity } from '../../store/users.ts';
import { Problem } from '../problem.ts';
import { identityFrom } from './identity-from.ts';

/** An OpenID provider, and what we are to it. */
export interface ProviderSettings {
  /** As it calls itself: `https://login.example/realms/main`. */
  readonly issuer: URL;
  readonly clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  /** The claim that lists somebody's groups. */
  readonly groupsClaim: string;
  /** What is asked for besides `openid`. */
  readonly scopes: readonly string[];
}

/** Signs people in by the authorization code flow with PKCE (OpenID Connect Core §3.1, RFC 7636, RFC 9700 §2.1.1). */
export interface Provider {
  readonly issuer: string;
  /** Where the browser is sent; everything that comes back is bound to the secret. Throws Problem(503) where the provider does not answer. */
  begin(secret: string, callback: URL): Promise<URL>;
  /** Who came back. Throws Problem(400) where anything of it is not as it was asked for, Problem(503) as `begin`. */
  finish(secret: string, returned: URL): Promise<Identity>;
  /** Where the browser is sent to be signed out there too (OpenID Connect RP-Initiated Logout 1.0); undefined: it offers none. */
  signOutUrl(returnTo: URL): Promise<URL | undefined>;
}

/** What it says of itself is read again after so long. */
const METADATA_MS = 3_600_000;
/** Of one request to it. */
const TIMEOUT_S = 10;

/** Does not connect before somebody signs in: a service whose provider is down starts. */
export function openIdProvider(settings: ProviderSettings): Provider {
  const configuration = remembered(() => discover(settings));
  return {
    issuer: settings.issuer.href,
    async begin(secret, callback) {
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback.href,
        scope: ['openid', ...settings.scopes].join(' '),
        response_type: 'code',
        state: derived(secret, 'state'),
        nonce: derived(secret, 'nonce'),
        code_challenge: await client.calculatePKCECodeChallenge(derived(secret, 'verifier')),
        code_challenge_method: 'S256',
      });
      const refused = refusalOf(url, { allowHttp: false });
      if (refused !== undefined) throw unreached(refused);
      return url;
    },
    async finish(secret, returned) {
      const config = await configuration();
      try {
        const tokens = await client.authorizationCodeGrant(config, returned, {
          expectedState: derived(secret, 'state'),
          expectedNonce: derived(secret, 'nonce'),
          pkceCodeVerifier: derived(secret, 'verifier'),
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Problem(400, 'the identity provider sent no ID token');
        // Many providers tell mail and groups only there.
        const more =
          config.serverMetadata().userinfo_endpoint === undefined
            ? {}
            : await client.fetchUserInfo(config, tokens.access_token, claims.sub);
        return identityFrom({ ...more, ...claims }, settings.groupsClaim);
      } catch (error) {
        throw refusedAs(error);
      }
    },
    async signOutUrl(returnTo) {
      const config = await configuration();
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo.href });
    },
  };
}

/**
 * State, nonce and code verifier from the one secret that the browser keeps: what comes back fits that browser only, and
 * none of it has to be stored. HMAC-SHA-256 in base64url has the 43 characters that RFC 7636 §4.1 asks for.
 */
function derived(secret: string, purpose: 'state' | 'nonce' | 'verifier'): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}

async function discover(settings: ProviderSettings): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const isPlain = issuer.protocol === 'http:';
  try {
    const found = await client.discovery(issuer, clientId, undefined, client.None(), {
      [client.customFetch]: boundedFetch,
      timeout: TIMEOUT_S,
      execute: isPlain ? [client.allowInsecureRequests] : [],
    });
    const metadata = found.serverMetadata();
    const config = new client.Configuration(
      metadata,
      clientId,
      undefined,
      authenticationOf(clientSecret, metadata.token_endpoint_auth_methods_supported),
    );
    config[client.customFetch] = boundedFetch;
    config.timeout = TIMEOUT_S;
    if (isPlain) client.allowInsecureRequests(config);
    // Also the signature, not only that it came from its address.
    client.enableNonRepudiationChecks(config);
    return config;
  } catch (error) {
    throw unreached(wordsOf(error), error);
  }
}

/** `client_secret_basic` is what is meant where the provider says nothing (OpenID Connect Discovery §3). */
function authenticationOf(
  clientSecret: string | undefined,
  supported: readonly string[] = ['client_secret_basic'],
): client.ClientAuth {
  if (clientSecret === undefined) return client.None();
  return supported.includes('client_secret_basic')
    ? client.ClientSecretBasic(clientSecret)
    : client.ClientSecretPost(clientSecret);
}

/** One look-up at a time; what failed is tried again by the next who asks. */
function remembered<Value>(look: () => Promise<Value>): () => Promise<Value> {
  let [value, since]: [Promise<Value> | undefined, number] = [undefined, 0];
  return async () => {
    if (value === undefined || Date.now() - since > METADATA_MS) {
      [value, since] = [look(), Date.now()];
    }
    const looked = value;
    try {
      return await looked;
    } catch (error) {
      if (value === looked) value = undefined;
      throw error;
    }
  };
}

function unreached(why: string, cause?: unknown): Problem {
  return new Problem(503, `the identity provider cannot be asked (${why}); try again later`, cause);
}

/** The provider could not be asked, or does not want us, or what came back is not what was asked for. */
function refusedAs(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof client.AuthorizationResponseError) {
    return new Problem(400, `the identity provider refused: ${codeOf(error.error)}`, error);
  }
  if (error instanceof client.ResponseBodyError && error.error !== 'invalid_grant') {
    return unreached(`it refuses this service: ${codeOf(error.error)}`, error);
  }
  if (isOutage(error)) return unreached(wordsOf(error), error);
  return new Problem(
    400,
    'what the identity provider sent does not belong to this sign-in; sign in again',
    error,
  );
}

/** `fetch` failed, or what answered is no provider that works. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!('code' in error)) return error instanceof TypeError;
  return error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
}

/** RFC 6749 §4.1.2.1 has codes; whatever else it sends is not repeated. */
function codeOf(text: string): string {
  return /^[a-z_]{1,60}$/u.test(text) ? text : 'an unknown error';
}

/** In words that show nothing of what was sent. */
function wordsOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return 'unknown';
  const code = 'code' in inner ? String(inner.code) : '';
  return (code === '' ? inner.message : code).slice(0, 200);
}
