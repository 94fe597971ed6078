import type { SecretRule } from '../rule.ts';
import { near, provider, shaped } from './build.ts';
import { fill } from './fill.ts';

const key = [8, 4, 4, 4, 12].map((length, seed) => fill(length, 'hex', seed + 1)).join('-');

export const opsgenie: readonly SecretRule[] = provider(
  {
    name: 'Opsgenie',
    revoke: 'https://app.opsgenie.com/settings/api-key-management',
    source: 'https://docs.opsgenie.com/docs/authentication',
    gains: 'read, raise and close the alerts of the organization',
  },
  near(
    'opsgenie-api-key',
    'Opsgenie API key',
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    { names: ['opsgenie'], hit: [key] },
  ),
  shaped(
    'opsgenie-authorization',
    'Opsgenie key in a request',
    /geniekey\s{1,4}(?<secret>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/i,
    {
      keywords: ['geniekey'],
      rank: 'token',
      minEntropy: 3,
      what: 'An Opsgenie API key behind the word that its Authorization header begins with.',
      hit: [`curl -H "Authorization: GenieKey ${key}" https://api.opsgenie.com/v2/alerts\n`],
      ok: ['curl -H "Authorization: GenieKey $OPSGENIE_KEY" https://api.opsgenie.com/v2/alerts\n'],
    },
  ),
);
