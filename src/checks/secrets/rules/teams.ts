import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const teams: readonly SecretRule[] = provider(
  {
    name: 'Microsoft Teams',
    revoke:
      'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    source:
      'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    gains: 'post messages into the channel',
  },
  token(
    'teams-webhook',
    'Microsoft Teams webhook',
    /\.webhook\.office\.com\/webhookb2\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\/IncomingWebhook\/[0-9a-z]{32,40}\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    {
      keywords: ['.webhook.office.com'],
      severity: 'medium',
      hit: [
        `.webhook.office.com/webhookb2/${fill(8, 'hex', 1)}-${fill(4, 'hex', 2)}-4${fill(3, 'hex', 3)}-a${fill(3, 'hex', 4)}-${fill(12, 'hex', 5)}@${fill(8, 'hex', 2)}-${fill(4, 'hex', 3)}-4${fill(3, 'hex', 4)}-a${fill(3, 'hex', 5)}-${fill(12, 'hex', 6)}/IncomingWebhook/${fill(32, 'hex')}/${fill(8, 'hex', 3)}-${fill(4, 'hex', 4)}-4${fill(3, 'hex', 5)}-a${fill(3, 'hex', 6)}-${fill(12, 'hex', 7)}`,
      ],
    },
  ),
);
