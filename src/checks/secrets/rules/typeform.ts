import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const typeform: readonly SecretRule[] = provider(
  {
    name: 'Typeform',
    revoke: 'https://admin.typeform.com/user/tokens',
    source: 'https://www.typeform.com/developers/get-started/personal-access-token/',
    gains: 'read the answers and change the forms',
  },
  token('typeform-token', 'Typeform personal access token', /tfp_[\w]{40,46}_[\w]{10,20}/, {
    hit: [`tfp_${fill(44)}_${fill(14)}`],
  }),
);
