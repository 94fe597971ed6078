import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const pagerduty: readonly SecretRule[] = provider(
  {
    name: 'PagerDuty',
    revoke: 'https://support.pagerduty.com/main/docs/api-access-keys',
    source: 'https://support.pagerduty.com/main/docs/api-access-keys',
    gains: 'read and change incidents and who is called',
  },
  near('pagerduty-api-key', 'PagerDuty API key', /[\w+-]{20}/, {
    names: ['pagerduty', 'pager_duty'],
    minEntropy: 3.6,
    severity: 'medium',
    hit: [fill(20)],
  }),
);
