import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const sonar: readonly SecretRule[] = provider(
  {
    name: 'SonarQube',
    revoke: 'https://sonarcloud.io/account/security',
    source: 'https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/',
    gains: 'read the source and its open weaknesses',
  },
  token('sonar-token', 'SonarQube token', /sq[pua]_[0-9a-f]{40}/, {
    keywords: ['sqp_', 'squ_', 'sqa_'],
    severity: 'medium',
    hit: [`squ_${fill(40, 'hex')}`],
  }),
);
