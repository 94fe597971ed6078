import { boundedFetch } from '../io/bounded-fetch.ts';
import type { Shell } from './shell.ts';

/** What a run shows the service, or why it has nothing; an empty token: nothing was configured. */
export type ServiceToken =
  | { readonly state: 'found'; readonly token: string }
  | { readonly state: 'failed'; readonly detail: string };

/** An ID token is some 2 KB; headers hold no more than 16. */
const MAX_TOKEN_LENGTH = 16_384;

/**
 * The token in LOCKSTEP_TOKEN; else an ID token of the platform that runs the pipeline, for which no secret is stored: that of
 * GitHub Actions, which is asked for it (permission `id-token: write`), or that which GitLab has put into LOCKSTEP_ID_TOKEN
 * (`id_tokens:`).
 */
export async function tokenFor(
  service: URL,
  { env, signal }: Pick<Shell, 'env' | 'signal'>,
): Promise<ServiceToken> {
  const own = env['LOCKSTEP_TOKEN'] ?? '';
  if (own !== '') return { state: 'found', token: own };
  const place = env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '';
  const key = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '';
  if (place === '' || key === '') {
    return { state: 'found', token: env['LOCKSTEP_ID_TOKEN'] ?? '' };
  }
  return ofGithub(place, { key, audience: service.origin, signal });
}

/** https://docs.github.com/en/actions/reference/security/oidc, "Methods for requesting the OIDC token". */
async function ofGithub(
  place: string,
  {
    key,
    audience,
    signal,
  }: { readonly key: string; readonly audience: string; readonly signal: AbortSignal },
): Promise<ServiceToken> {
  if (!URL.canParse(place)) return failed('ACTIONS_ID_TOKEN_REQUEST_URL is no address');
  const url = new URL(place);
  url.searchParams.set('audience', audience);
  try {
    const headers = { authorization: `Bearer ${key}`, accept: 'application/json' };
    const response = await boundedFetch(url, { headers, signal });
    if (!response.ok) return failed(`it answered with status ${response.status}`);
    const token = valueIn(await response.json());
    return token === '' ? failed('its answer holds no token') : { state: 'found', token };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return failed(cause instanceof Error ? cause.message.slice(0, 200) : 'it does not answer');
  }
}

function valueIn(said: unknown): string {
  const value = typeof said === 'object' && said !== null && 'value' in said ? said.value : '';
  return typeof value === 'string' && value.length <= MAX_TOKEN_LENGTH ? value : '';
}

function failed(why: string): ServiceToken {
  return { state: 'failed', detail: `GitHub gives this job no ID token: ${why}` };
}
