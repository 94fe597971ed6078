import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const databricks: readonly SecretRule[] = provider(
  {
    name: 'Databricks',
    revoke: 'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
    source: 'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
    gains: 'read and change data and run code in the workspace',
  },
  token('databricks-token', 'Databricks personal access token', /dapi[0-9a-f]{32}(?:-[0-9])?/, {
    severity: 'critical',
    hit: [`dapi${fill(32, 'hex')}`],
  }),
  token('databricks-oauth-secret', 'Databricks OAuth secret', /dose[0-9a-f]{32}/, {
    severity: 'critical',
    source: 'https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m',
    hit: [`dose${fill(32, 'hex')}`],
  }),
);
