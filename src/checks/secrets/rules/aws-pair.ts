import type { SecretRule } from '../rule.ts';
import { isSecretKey } from './aws.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';

const id = `AKIA${fill(16, 'base32')}`;
const secret = fill(40, 'base64', 3);

export const awsPair: readonly SecretRule[] = provider(
  {
    name: 'AWS',
    revoke: 'https://console.aws.amazon.com/iam/home#/security_credentials',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    gains:
      'use the account within the rights of its identity: read data, start machines, change access',
  },
  shaped(
    'aws-key-pair',
    'AWS secret access key beside its id',
    /(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])[^A-Za-z0-9][\s\S]{0,100}?(?<![A-Za-z0-9/+])(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/,
    {
      keywords: ['akia', 'asia'],
      severity: 'critical',
      confidence: 'medium',
      rank: 'format',
      minEntropy: 4.2,
      what: 'A value with the shape of an AWS secret access key shortly behind an access key id.',
      validate: isSecretKey,
      hit: [
        `Access key ID,Secret access key\n${id},${secret}\n`,
        `new Credentials("${id}", "${secret}");\n`,
      ],
      ok: [
        `${id} ${fill(40, 'hex')}\n`,
        `const id = "${id}";\n${'// why it is here\n'.repeat(8)}const digest = "${secret}";\n`,
      ],
    },
  ),
);
