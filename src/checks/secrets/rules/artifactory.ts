import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const artifactory: readonly SecretRule[] = provider(
  {
    name: 'JFrog Artifactory',
    revoke: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
    source: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key',
    gains: 'read and replace the artifacts of the repositories',
  },
  token('artifactory-api-key', 'Artifactory API key', /AKCp[A-Za-z0-9]{69}/, {
    hit: [`AKCp${fill(69)}`],
  }),
  token('artifactory-reference-token', 'Artifactory reference token', /cmVmdGtu[A-Za-z0-9+/]{56}/, {
    hit: [`cmVmdGtu${fill(56)}`],
  }),
);
