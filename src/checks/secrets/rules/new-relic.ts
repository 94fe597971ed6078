import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const newRelic: readonly SecretRule[] = provider(
  {
    name: 'New Relic',
    revoke: 'https://one.newrelic.com/api-keys',
    source: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
    gains: 'read or forge the monitoring of the account',
  },
  token('new-relic-user-key', 'New Relic user key', /NRAK-[A-Z0-9]{27}/, {
    hit: [`NRAK-${fill(27, 'upper')}`],
  }),
  token('new-relic-insert-key', 'New Relic insights insert key', /NRII-[\w-]{32}/, {
    severity: 'medium',
    hit: [`NRII-${fill(32)}`],
  }),
  token('new-relic-license-key', 'New Relic license key', /NRAL/, {
    keywords: ['nral'],
    pattern: /(?<=(?<![A-Za-z0-9])(?<head>[0-9a-fxuA-F]{36}))(?<secret>NRAL)(?![A-Za-z0-9])/,
    severity: 'medium',
    hit: [`${fill(36, 'hex')}NRAL`],
  }),
);
