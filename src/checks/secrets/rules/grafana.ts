import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const grafana: readonly SecretRule[] = provider(
  {
    name: 'Grafana',
    revoke: 'https://grafana.com/orgs',
    source: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
    gains: 'read or change dashboards and the data sources behind them',
  },
  token(
    'grafana-service-account-token',
    'Grafana service account token',
    /glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}/,
    { hit: [`glsa_${fill(32)}_${fill(8, 'hex')}`] },
  ),
  token(
    'grafana-cloud-token',
    'Grafana Cloud access policy token',
    /glc_eyJ[A-Za-z0-9+/]{60,400}={0,2}/,
    { hit: [`glc_eyJ${fill(120)}`] },
  ),
  token('grafana-legacy-api-key', 'Grafana legacy API key', /eyJrIjoi[A-Za-z0-9+/]{60,400}={0,2}/, {
    hit: [`eyJrIjoi${fill(84)}`],
  }),
);
