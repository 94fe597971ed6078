import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const discord: readonly SecretRule[] = provider(
  {
    name: 'Discord',
    revoke: 'https://discord.com/developers/applications',
    source: 'https://discord.com/developers/docs/reference#authentication',
    gains: 'act as the bot in every server it has joined',
  },
  near(
    'discord-bot-token',
    'Discord bot token',
    /[MNO][A-Za-z0-9_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}/,
    {
      names: ['discord', 'bot_token', 'bottoken', 'token', 'login'],
      suffix: '_TOKEN',
      confidence: 'high',
      minEntropy: 4,
      hit: [`M${fill(23)}.${fill(6)}.${fill(38)}`],
    },
  ),
  token(
    'discord-webhook',
    'Discord webhook',
    /discord(?:app)?\.com\/api\/(?:v[0-9]{1,2}\/)?webhooks\/[0-9]{17,20}\/[\w-]{60,80}/,
    {
      keywords: ['discord.com/api/', 'discordapp.com/api/'],
      severity: 'medium',
      gains: 'post messages into the channel',
      hit: [`discord.com/api/webhooks/${fill(18, 'digits')}/${fill(68)}`],
    },
  ),
);
