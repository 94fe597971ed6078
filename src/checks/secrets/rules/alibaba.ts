import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const alibaba: readonly SecretRule[] = provider(
  {
    name: 'Alibaba Cloud',
    revoke: 'https://ram.console.aliyun.com/manage/ak',
    source: 'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
    gains: 'use the account within the rights of the key',
  },
  token('alibaba-access-key-id', 'Alibaba Cloud access key id', /LTAI[A-Za-z0-9]{12,20}/, {
    severity: 'medium',
    hit: [`LTAI${fill(20)}`],
  }),
  near('alibaba-access-key-secret', 'Alibaba Cloud access key secret', /[A-Za-z0-9]{30}/, {
    names: ['aliyun', 'alibaba', 'alicloud', 'accesskeysecret', 'access_key_secret'],
    minEntropy: 4,
    severity: 'critical',
    hit: [fill(30)],
  }),
);
