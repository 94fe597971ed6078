import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Sealer } from '../../io/sealing.ts';
import type { Queryable } from '../../store/database.ts';
import { findForge, type ForgeKind } from '../../store/forges.ts';
import type { GitCredentials } from '../repositories/git-credentials.ts';
import type { GitHosts } from '../repositories/git-hosts.ts';
import { askForge, ForgeProblem, type ForgePlace } from './ask-forge.ts';
import { openForgeSecret, type ForgeLogin } from './forge-secret.ts';

/** What opens forges on this machine. */
export interface ForgeKeys {
  /** Undefined: this process has no key, and speaks with no forge. */
  readonly sealer: Sealer | undefined;
  readonly hosts: GitHosts;
}

/** A forge that can be asked. */
export interface OpenForge {
  readonly kind: ForgeKind;
  readonly url: string;
  readonly token: string;
  /** By which comments of ours are known; the forge's own secret of webhooks, which nobody else knows. */
  readonly markerKey: string;
  readonly place: ForgePlace;
}

export interface ForgeName {
  readonly forge: string;
  /** Of a GitHub App. */
  readonly installation: number | null;
}

/** Opens a forge. Throws ForgeProblem: it is gone, sealed with another key, or gives the app no token. */
export async function openForge(
  database: Queryable,
  { forge: id, installation }: ForgeName,
  { sealer, hosts }: ForgeKeys,
  signal: AbortSignal,
): Promise<OpenForge> {
  const forge = await findForge(database, id);
  if (forge === undefined) throw new ForgeProblem('the forge is gone', { isPassing: false });
  const secret = sealer && openForgeSecret(sealer, id, forge.secret);
  if (secret === undefined) {
    throw new ForgeProblem('the token of the forge is sealed with a key that is not here', {
      isPassing: true,
    });
  }
  const { kind, url } = forge;
  const place = { api: apiOf(kind, url), hosts, signal };
  const { login } = secret;
  const token =
    login.kind === 'token' ? login.token : await installationToken(place, login, installation);
  const markerKey = secret.signing[0] ?? '';
  return { kind, url, token, markerKey, place: { ...place, headers: headersOf(kind, token) } };
}

/**
 * GitHub's own API has a host of its own, as has each tenant of GitHub Enterprise Cloud with data residency; a server of one's own
 * has a path (docs.github.com, "Getting started with the REST API"; docs.gitlab.com, "REST API").
 */
export function apiOf(kind: ForgeKind, url: string): string {
  if (kind === 'gitlab') return `${url}/api/v4`;
  const { protocol, host } = new URL(url);
  if (host === 'github.com' || host.endsWith('.ghe.com')) return `${protocol}//api.${host}`;
  return `${url}/api/v3`;
}

function headersOf(kind: ForgeKind, token: string): Readonly<Record<string, string>> {
  return kind === 'github'
    ? { ...GITHUB, authorization: `Bearer ${token}` }
    : { 'private-token': token };
}

/** A version that GitHub supports until 2028-03 at least; servers of one's own pass over what they do not know. */
const GITHUB = {
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
} as const;

/** Tokens of apps live for an hour; a new one is made when this little is left. */
const LEAST_LEFT_MS = 10 * 60_000;
const tokens = new Map<string, { readonly token: string; readonly until: number }>();
/** Far more than one process has installations to speak for. */
const MAX_TOKENS = 1_000;

const isToken = Compile(Type.Object({ token: Type.String(), expires_at: Type.String() }));

/** A token of an app for one installation (docs.github.com, "Generating an installation access token for a GitHub App"). */
async function installationToken(
  place: Omit<ForgePlace, 'headers'>,
  { appId, privateKey }: Extract<ForgeLogin, { kind: 'app' }>,
  installation: number | null,
): Promise<string> {
  if (installation === null) {
    throw new ForgeProblem(
      'the webhook names no installation of the app: set it in the app itself',
      {
        isPassing: false,
      },
    );
  }
  const name = `${place.api} ${appId} ${installation}`;
  const known = tokens.get(name);
  if (known !== undefined && known.until - Date.now() > LEAST_LEFT_MS) return known.token;
  const jwt = await appToken(appId, privateKey);
  const { body } = await askForge(
    { ...place, headers: { ...GITHUB, authorization: `Bearer ${jwt}` } },
    `/app/installations/${installation}/access_tokens`,
    { method: 'POST', what: 'get a token for the app' },
  );
  if (!isToken.Check(body)) {
    throw new ForgeProblem('cannot get a token for the app: the answer has none', {
      isPassing: true,
    });
  }
  if (tokens.size >= MAX_TOKENS) tokens.clear();
  tokens.set(name, { token: body.token, until: Date.parse(body.expires_at) });
  return body.token;
}

/** GitHub takes ten minutes at most, and clocks that are a minute behind (docs.github.com, "Generating a JSON Web Token"). */
const JWT_SECONDS = { before: 60, after: 540 } as const;

async function appToken(appId: string, privateKey: string): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuedAt(now - JWT_SECONDS.before)
    .setExpirationTime(now + JWT_SECONDS.after)
    .setIssuer(appId)
    .sign(createPrivateKey(privateKey));
}

/** With what git fetches from a forge: users that both document for a token. */
export function gitLogin({ kind, token }: Pick<OpenForge, 'kind' | 'token'>): GitCredentials {
  const user = kind === 'github' ? 'x-access-token' : 'oauth2';
  const basic = Buffer.from(`${user}:${token}`).toString('base64');
  return { header: `Authorization: Basic ${basic}`, secrets: [token, basic] };
}
