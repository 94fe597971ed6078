import type { SecretRule } from '../rule.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';
import { keyBody } from './private-keys.ts';

const lines = (fill(400, 'base64').match(/.{64}/g) ?? []).join(String.raw`\n`);
const key = String.raw`-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
const about = `"project_id": "orders-dev", "private_key_id": "${fill(40, 'hex')}"`;
const file = `{"type": "service_account", ${about}, "private_key": "${key}"}\n`;

export const googleServiceAccount: readonly SecretRule[] = provider(
  {
    name: 'Google Cloud',
    revoke: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
    source: 'https://cloud.google.com/iam/docs/keys-create-delete',
    gains: 'act as the service account in every project that trusts it, until the key is deleted',
  },
  shaped(
    'google-service-account-key',
    'Google service account key',
    /service_account\\{0,3}"[^{}]{0,2000}?private_key\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"(?<secret>-----BEGIN (?:RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\\\s]{100,8000}-----END (?:RSA )?PRIVATE KEY-----)/,
    {
      keywords: ['service_account'],
      severity: 'critical',
      rank: 'token',
      rejectsPlaceholders: false,
      what: 'The private key in the JSON file of a Google service account.',
      validate: (text) => keyBody(text, false),
      hit: [file, `GOOGLE_CREDENTIALS=${JSON.stringify(file.trimEnd())}\n`],
      ok: [
        `{"type": "service_account", ${about}, "private_key": "-----BEGIN PRIVATE KEY-----\\n...\\n-----END PRIVATE KEY-----\\n"}\n`,
        `{"type": "service_account", ${about}}\n`,
      ],
    },
  ),
);
