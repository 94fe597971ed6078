import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const tencent: readonly SecretRule[] = provider(
  {
    name: 'Tencent Cloud',
    revoke: 'https://console.tencentcloud.com/cam/capi',
    source: 'https://www.tencentcloud.com/document/product/598/32675',
    gains: 'use the account within the rights of the key',
  },
  token('tencent-secret-id', 'Tencent Cloud secret id', /AKID[A-Za-z0-9]{32}/, {
    severity: 'medium',
    hit: [`AKID${fill(32)}`],
  }),
  near('tencent-secret-key', 'Tencent Cloud secret key', /[A-Za-z0-9]{32}/, {
    names: ['tencentcloud', 'tencent', 'qcloud'],
    suffix: '_SECRET_KEY',
    minEntropy: 4,
    severity: 'critical',
    hit: [fill(32)],
  }),
);
