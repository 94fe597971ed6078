import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const doppler: readonly SecretRule[] = provider(
  {
    name: 'Doppler',
    revoke: 'https://dashboard.doppler.com/workplace/tokens',
    source: 'https://docs.doppler.com/docs/token-formats',
    gains: 'read all secrets of the place that the token was given',
  },
  token('doppler-token', 'Doppler token', /dp\.(?:pt|ct|scim|audit|said?)\.[A-Za-z0-9]{40,44}/, {
    keywords: ['dp.'],
    severity: 'critical',
    hit: [`dp.pt.${fill(43)}`, `dp.ct.${fill(43)}`],
  }),
  token(
    'doppler-service-token',
    'Doppler service token',
    /dp\.st\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}/,
    { keywords: ['dp.st.'], severity: 'critical', hit: [`dp.st.prd.${fill(43)}`] },
  ),
);
