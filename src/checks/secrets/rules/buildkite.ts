import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const buildkite: readonly SecretRule[] = provider(
  {
    name: 'Buildkite',
    revoke: 'https://buildkite.com/user/api-access-tokens',
    source: 'https://buildkite.com/docs/apis/managing-api-tokens',
    gains: 'read and start builds, and so reach their secrets',
  },
  token('buildkite-token', 'Buildkite API access token', /bkua_[0-9a-f]{40}/, {
    hit: [`bkua_${fill(40, 'hex')}`],
  }),
  token('buildkite-agent-token', 'Buildkite agent token', /bkct_[A-Za-z0-9_-]{40,120}/, {
    hit: [`bkct_${fill(60)}`],
  }),
);
