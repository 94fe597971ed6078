import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const telegram: readonly SecretRule[] = provider(
  {
    name: 'Telegram',
    revoke: 'https://t.me/BotFather',
    source: 'https://core.telegram.org/bots/api#authorizing-your-bot',
    gains: 'act as the bot and read what is sent to it',
  },
  token('telegram-bot-token', 'Telegram bot token', /:AA[\w-]{33}/, {
    keywords: [':aa'],
    pattern: /(?<=(?<![\w.])(?:bot)?(?<head>[0-9]{8,10}))(?<secret>:AA[\w-]{33})(?![\w-])/,
    minEntropy: 4,
    hit: [`${fill(10, 'digits')}:AA${fill(33)}`],
  }),
);
