import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const vault: readonly SecretRule[] = provider(
  {
    name: 'HashiCorp Vault',
    revoke: 'https://developer.hashicorp.com/vault/docs/commands/token/revoke',
    source: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
    gains: 'read the secrets that the token was given',
  },
  token('vault-service-token', 'Vault service token', /hvs\.[\w-]{24,160}/, {
    keywords: ['hvs.'],
    severity: 'critical',
    hit: [`hvs.${fill(95)}`],
  }),
  token('vault-batch-token', 'Vault batch token', /hvb\.[\w-]{120,400}/, {
    keywords: ['hvb.'],
    hit: [`hvb.${fill(150)}`],
  }),
  token('vault-recovery-token', 'Vault recovery token', /hvr\.[\w-]{24,160}/, {
    keywords: ['hvr.'],
    severity: 'critical',
    hit: [`hvr.${fill(95)}`],
  }),
  near('vault-legacy-token', 'Vault legacy token', /s\.[A-Za-z0-9]{24}/, {
    names: ['vault'],
    suffix: '_TOKEN',
    minEntropy: 3.7,
    hit: [`s.${fill(24)}`],
  }),
);
