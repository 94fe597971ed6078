import type { SecretRule } from '../rule.ts';
import { near, provider } from './build.ts';
import { fill } from './fill.ts';

export const datadog: readonly SecretRule[] = provider(
  {
    name: 'Datadog',
    revoke: 'https://app.datadoghq.com/organization-settings/api-keys',
    source: 'https://docs.datadoghq.com/account_management/api-app-keys/',
    gains: 'read or forge the monitoring of the organization',
  },
  near('datadog-api-key', 'Datadog API key', /[0-9a-f]{32}/, {
    names: ['datadog', 'dd_api', 'dd-api', 'ddapi'],
    severity: 'medium',
    hit: [fill(32, 'hex')],
  }),
  near('datadog-application-key', 'Datadog application key', /[0-9a-f]{40}/, {
    names: ['datadog', 'dd_app', 'dd-app', 'ddapp'],
    suffix: '_APP_KEY',
    hit: [fill(40, 'hex')],
  }),
);
