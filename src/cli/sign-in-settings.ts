import { readFileSync } from 'node:fs';
import { refusalOf } from '../io/fetch.ts';
import { LockstepError } from '../model/error.ts';
import type { ProviderSettings } from '../service/people/provider.ts';
import type { Shell } from './shell.ts';

/** The claim that most providers list groups in, where they list them. */
const GROUPS_CLAIM = 'groups';
const SCOPES = 'profile email';
const MAX_SECRET_LENGTH = 4_096;

/** How people reach the service and who says who they are, from the environment; throws LockstepError('serve'). */
export function signInSettings(env: Shell['env']): {
  readonly publicUrl: URL | undefined;
  readonly provider: ProviderSettings | undefined;
} {
  return { publicUrl: publicUrlOf(env), provider: providerOf(env) };
}

/** What people type into their browsers, where it is known. */
export function publicUrlOf(env: Shell['env']): URL | undefined {
  const text = set(env, 'LOCKSTEP_PUBLIC_URL');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && `${url.origin}/` === url.href;
  if (isOrigin && ['http:', 'https:'].includes(url.protocol)) return url;
  throw wrong('LOCKSTEP_PUBLIC_URL', 'is no address of a site', 'write https://lockstep.example');
}

function providerOf(env: Shell['env']): ProviderSettings | undefined {
  const issuer = set(env, 'LOCKSTEP_OIDC_ISSUER');
  const clientId = set(env, 'LOCKSTEP_OIDC_CLIENT_ID');
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined || clientId === undefined) {
    throw wrong(
      issuer === undefined ? 'LOCKSTEP_OIDC_ISSUER' : 'LOCKSTEP_OIDC_CLIENT_ID',
      'is not set',
      'set both, or none of them',
    );
  }
  return {
    issuer: issuerOf(issuer),
    clientId,
    clientSecret: secretOf(env, 'LOCKSTEP_OIDC_CLIENT_SECRET'),
    groupsClaim: set(env, 'LOCKSTEP_OIDC_GROUPS_CLAIM') ?? GROUPS_CLAIM,
    scopes: (set(env, 'LOCKSTEP_OIDC_SCOPES') ?? SCOPES).split(/\s+/u),
  };
}

function issuerOf(text: string): URL {
  const name = 'LOCKSTEP_OIDC_ISSUER';
  if (!URL.canParse(text)) {
    throw wrong(name, 'is no address', 'write https://login.example, as the provider calls itself');
  }
  const url = new URL(text);
  const refused = refusalOf(url, { allowHttp: false });
  if (refused === undefined && url.protocol !== 'file:') return url;
  throw wrong(name, refused ?? 'a file is no provider', 'write an address with https:');
}

/** From the environment, or from the file that it names: containers are given secrets as files. */
function secretOf(env: Shell['env'], name: string): string | undefined {
  const file = set(env, `${name}_FILE`);
  if (file === undefined) return set(env, name);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw wrong(
      `${name}_FILE`,
      'names a file that cannot be read',
      'look at its path and permissions',
      error,
    );
  }
  if (text !== '' && text.length <= MAX_SECRET_LENGTH) return text;
  throw wrong(
    `${name}_FILE`,
    'names a file that holds no secret',
    'write the secret into it, and nothing else',
  );
}

function set(env: Shell['env'], name: string): string | undefined {
  const value = env[name]?.trim() ?? '';
  return value === '' ? undefined : value;
}

function wrong(name: string, what: string, repair: string, cause?: unknown): LockstepError {
  return new LockstepError('serve', `${name} ${what}`, { repair, cause });
}
