import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const terraform: readonly SecretRule[] = provider(
  {
    name: 'HCP Terraform',
    revoke: 'https://app.terraform.io/app/settings/tokens',
    source:
      'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
    gains: 'read states with their secrets and change infrastructure',
  },
  token('terraform-token', 'HCP Terraform API token', /\.atlasv1\.[\w-]{60,70}/, {
    keywords: ['.atlasv1.'],
    pattern:
      /(?<=(?<![A-Za-z0-9])(?<head>[A-Za-z0-9]{14}))(?<secret>\.atlasv1\.[\w-]{60,70})(?![\w-])/,
    severity: 'critical',
    hit: [`${fill(14)}.atlasv1.${fill(67)}`],
  }),
);
