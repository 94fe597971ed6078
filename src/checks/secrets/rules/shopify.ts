import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const shopify: readonly SecretRule[] = provider(
  {
    name: 'Shopify',
    revoke: 'https://partners.shopify.com/',
    source: 'https://shopify.dev/docs/apps/build/authentication-authorization',
    gains: 'read and change orders, customers and products of the shop',
  },
  token('shopify-access-token', 'Shopify access token', /shp(?:at|ca|pa|ua)_[0-9a-fA-F]{32}/, {
    keywords: ['shpat_', 'shpca_', 'shppa_', 'shpua_'],
    severity: 'critical',
    hit: [`shpat_${fill(32, 'hex')}`],
  }),
  token('shopify-shared-secret', 'Shopify shared secret', /shpss_[0-9a-fA-F]{32}/, {
    hit: [`shpss_${fill(32, 'hex')}`],
  }),
);
