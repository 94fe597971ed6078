import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const hubspot: readonly SecretRule[] = provider(
  {
    name: 'HubSpot',
    revoke: 'https://app.hubspot.com/private-apps',
    source: 'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
    gains: 'read and change customers and their mail',
  },
  token(
    'hubspot-token',
    'HubSpot private app token',
    /pat-(?:na|eu|ap)[0-9]-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      keywords: ['pat-na', 'pat-eu', 'pat-ap'],
      hit: [
        `pat-na1-${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}`,
      ],
    },
  ),
);
