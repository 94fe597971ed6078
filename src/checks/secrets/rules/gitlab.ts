import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

const tail = 20;

export const gitlab: readonly SecretRule[] = provider(
  {
    name: 'GitLab',
    revoke: 'https://gitlab.com/-/user_settings/personal_access_tokens',
    source: 'https://docs.gitlab.com/security/tokens/#token-prefixes',
    gains: 'read and change the projects, pipelines and registries that the token was given',
  },
  token(
    'gitlab-token',
    'GitLab personal access token',
    /glpat-[\w-]{20}(?:[\w-]{7,10}\.[0-9a-z]{2}\.[0-9a-z]{9})?/,
    {
      severity: 'critical',
      hit: [`glpat-${fill(tail)}`, `glpat-${fill(27)}.01.${fill(9, 'lower')}`],
    },
  ),
  token('gitlab-deploy-token', 'GitLab deploy token', /gldt-[\w-]{20,50}/, {
    hit: [`gldt-${fill(tail)}`],
  }),
  token(
    'gitlab-runner-token',
    'GitLab runner token',
    /glrt-[\w-]{20,50}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?/,
    {
      hit: [`glrt-${fill(tail)}`],
    },
  ),
  token(
    'gitlab-runner-registration-token',
    'GitLab runner registration token',
    /GR1348941[\w-]{20}/,
    {
      hit: [`GR1348941${fill(tail)}`],
    },
  ),
  token('gitlab-trigger-token', 'GitLab pipeline trigger token', /glptt-[0-9a-f]{40}/, {
    hit: [`glptt-${fill(40, 'hex')}`],
  }),
  token('gitlab-ci-job-token', 'GitLab CI job token', /glcbt-[0-9A-Za-z]{1,5}_[\w-]{20}/, {
    severity: 'medium',
    hit: [`glcbt-64_${fill(tail)}`],
  }),
  token('gitlab-feed-token', 'GitLab feed token', /glft-[\w-]{20}/, {
    severity: 'medium',
    hit: [`glft-${fill(tail)}`],
  }),
  token('gitlab-mail-token', 'GitLab incoming mail token', /glimt-[\w-]{25}/, {
    severity: 'medium',
    hit: [`glimt-${fill(25)}`],
  }),
  token('gitlab-agent-token', 'GitLab agent for Kubernetes token', /glagent-[\w-]{50}/, {
    hit: [`glagent-${fill(50)}`],
  }),
  token('gitlab-oauth-secret', 'GitLab OAuth application secret', /gloas-[\w-]{64}/, {
    hit: [`gloas-${fill(64)}`],
  }),
  token('gitlab-scim-token', 'GitLab SCIM token', /glsoat-[\w-]{20}/, {
    hit: [`glsoat-${fill(tail)}`],
  }),
  token('gitlab-feature-flag-token', 'GitLab feature flag client token', /glffct-[\w-]{20}/, {
    severity: 'low',
    hit: [`glffct-${fill(tail)}`],
  }),
);
