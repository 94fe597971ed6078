import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

const numbers = `${fill(12, 'digits')}-${fill(12, 'digits', 2)}`;

export const slack: readonly SecretRule[] = provider(
  {
    name: 'Slack',
    revoke: 'https://api.slack.com/apps',
    source: 'https://api.slack.com/authentication/token-types',
    gains: 'read and write messages and files of the workspace',
  },
  token('slack-bot-token', 'Slack bot token', /xoxb-[0-9]{8,14}-[0-9]{8,14}-[A-Za-z0-9]{18,34}/, {
    hit: [`xoxb-${numbers}-${fill(24)}`],
  }),
  token('slack-user-token', 'Slack user token', /xox[pe]-(?:[0-9]{8,14}-){2,3}[A-Za-z0-9]{20,64}/, {
    keywords: ['xoxp-', 'xoxe-'],
    severity: 'critical',
    hit: [`xoxp-${numbers}-${fill(12, 'digits')}-${fill(32, 'hex')}`],
  }),
  token(
    'slack-app-token',
    'Slack app-level token',
    /xapp-[0-9]-[A-Z0-9]{6,16}-[0-9]{6,16}-[a-f0-9]{32,64}/,
    {
      hit: [`xapp-1-${fill(11, 'upper')}-${fill(13, 'digits')}-${fill(64, 'hex')}`],
    },
  ),
  token(
    'slack-configuration-token',
    'Slack configuration token',
    /xoxe(?:\.xox[bp])?-[0-9]-[A-Za-z0-9]{140,180}/,
    {
      keywords: ['xoxe'],
      hit: [`xoxe.xoxp-1-${fill(163)}`],
    },
  ),
  token(
    'slack-legacy-token',
    'Slack legacy token',
    /xox[osar]-(?:[0-9]{1,14}-){0,3}[A-Za-z0-9]{10,64}/,
    {
      keywords: ['xoxo-', 'xoxs-', 'xoxa-', 'xoxr-'],
      hit: [`xoxs-${numbers}-${fill(12, 'digits')}-${fill(10, 'hex')}`],
    },
  ),
  token('slack-client-token', 'Slack client token', /xoxc-(?:[0-9]{8,14}-){2,3}[0-9a-f]{64}/, {
    severity: 'high',
    hit: [`xoxc-${numbers}-${fill(12, 'digits', 3)}-${fill(64, 'hex')}`],
  }),
  token('slack-session-cookie', 'Slack session cookie', /xoxd-[A-Za-z0-9%+/=]{60,300}/, {
    hit: [`xoxd-${fill(120)}`],
  }),
  token(
    'slack-webhook',
    'Slack incoming webhook',
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{8,14}\/[A-Z0-9]{8,20}\/[A-Za-z0-9]{20,40}/,
    {
      keywords: ['hooks.slack.com'],
      severity: 'medium',
      gains: 'post messages into a channel of the workspace, in the name of a trusted app',
      hit: [`hooks.slack.com/services/T${fill(8, 'upper')}/B${fill(8, 'upper', 2)}/${fill(24)}`],
    },
  ),
);
