import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const harness: readonly SecretRule[] = provider(
  {
    name: 'Harness',
    revoke: 'https://app.harness.io/',
    source: 'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/',
    gains: 'start deployments and read their configuration',
  },
  token(
    'harness-token',
    'Harness access token',
    /(?:pat|sat)\.[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}/,
    { keywords: ['pat.', 'sat.'], hit: [`pat.${fill(22)}.${fill(24, 'hex')}.${fill(20)}`] },
  ),
);
