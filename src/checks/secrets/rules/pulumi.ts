import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const pulumi: readonly SecretRule[] = provider(
  {
    name: 'Pulumi',
    revoke: 'https://app.pulumi.com/account/tokens',
    source: 'https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/',
    gains: 'read stacks with their secrets and change infrastructure',
  },
  token('pulumi-token', 'Pulumi access token', /pul-[0-9a-f]{40}/, {
    severity: 'critical',
    hit: [`pul-${fill(40, 'hex')}`],
  }),
);
