import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { crcChecked, withCrc } from './checksum.ts';
import { fill } from './fill.ts';

export const github: readonly SecretRule[] = provider(
  {
    name: 'GitHub',
    revoke: 'https://github.com/settings/tokens',
    source: 'https://github.blog/engineering/behind-githubs-new-authentication-token-formats/',
    gains: 'read and change the repositories and settings that the token was given',
  },
  token('github-token', 'GitHub personal access token', /ghp_[A-Za-z0-9]{36}/, {
    severity: 'critical',
    validate: crcChecked,
    hit: [withCrc('ghp_', fill(30))],
  }),
  token(
    'github-fine-grained-token',
    'GitHub fine-grained personal access token',
    /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/,
    { severity: 'critical', hit: [`github_pat_${fill(22)}_${fill(59)}`] },
  ),
  token('github-oauth-token', 'GitHub OAuth access token', /gho_[A-Za-z0-9]{36}/, {
    severity: 'critical',
    validate: crcChecked,
    hit: [withCrc('gho_', fill(30))],
  }),
  token('github-app-token', 'GitHub App token', /gh[us]_[A-Za-z0-9]{36}/, {
    keywords: ['ghu_', 'ghs_'],
    validate: crcChecked,
    hit: [withCrc('ghu_', fill(30)), withCrc('ghs_', fill(30))],
  }),
  token('github-refresh-token', 'GitHub App refresh token', /ghr_[A-Za-z0-9]{36,76}/, {
    hit: [withCrc('ghr_', fill(70))],
  }),
);
