import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const atlassian: readonly SecretRule[] = provider(
  {
    name: 'Atlassian',
    revoke: 'https://id.atlassian.com/manage-profile/security/api-tokens',
    source:
      'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
    gains: 'read and change issues, pages and repositories as the user',
  },
  token('atlassian-api-token', 'Atlassian API token', /ATATT3[A-Za-z0-9_=-]{180,220}/, {
    severity: 'critical',
    hit: [`ATATT3xFfGF0${fill(180)}`],
  }),
  token('bitbucket-app-password', 'Bitbucket app password', /ATBB[A-Za-z0-9]{28}[0-9A-F]{4,8}/, {
    severity: 'critical',
    hit: [`ATBB${fill(24)}${fill(8, 'digits')}`],
  }),
  token(
    'bitbucket-access-token',
    'Bitbucket repository access token',
    /ATCTT3[A-Za-z0-9_=-]{160,220}/,
    { hit: [`ATCTT3xFfGN0${fill(174)}`] },
  ),
  near('atlassian-legacy-token', 'Atlassian legacy API token', /[A-Za-z0-9]{24}/, {
    names: ['atlassian', 'jira', 'confluence', 'bitbucket'],
    suffix: '_API_TOKEN',
    minEntropy: 3.8,
    hit: [fill(24)],
  }),
);
