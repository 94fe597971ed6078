import type { Judgement, SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

/** 20 bytes as base64 never hold the same words as paths do: a secret key has both cases and digits. */
export function isSecretKey(secret: string): Judgement {
  const isMixed = /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /[0-9]/.test(secret);
  return isMixed ? { accepted: ['letters in both cases and digits'] } : { rejected: 'one case' };
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const accountDigits = 12;

/**
 * The account that an access key id belongs to: its 40 bits begin at the second bit behind the prefix. Ids made before 2019
 * (`AKIAI`, `AKIAJ`) do not hold it. https://medium.com/@TalBeerySec/a-short-note-on-aws-key-id-f88cc4317489
 */
export function accountOf(id: string): string | undefined {
  if (/^....[IJ]/.test(id)) return undefined;
  let bits = 0n;
  for (const letter of id.slice(4, 13)) bits = bits * 32n + BigInt(base32.indexOf(letter));
  // Nine letters are 45 bits: one, then the 40 of the account, then four.
  const account = String((bits >> 4n) & 0xff_ffff_ffffn).padStart(accountDigits, '0');
  return account.length === accountDigits ? account : undefined;
}

function judgeId(id: string): Judgement {
  const account = accountOf(id);
  return { accepted: account === undefined ? [] : [`account ${account}`] };
}

export const aws: readonly SecretRule[] = provider(
  {
    name: 'AWS',
    revoke: 'https://console.aws.amazon.com/iam/home#/security_credentials',
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes',
    gains:
      'use the account within the rights of its identity: read data, start machines, change access',
  },
  token('aws-access-key-id', 'AWS access key id', /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}/, {
    keywords: ['akia', 'asia', 'abia', 'acca'],
    rank: 'token',
    minEntropy: 3,
    validate: judgeId,
    hit: [`AKIA${fill(16, 'base32')}`],
    ok: [`const id = "${['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('')}";\n`],
  }),
  near('aws-secret-access-key', 'AWS secret access key', /[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/, {
    names: [
      'aws_secret',
      'secret_access_key',
      'secretaccesskey',
      'aws_sec',
      'awssecret',
      'aws.secret',
      'secret_key',
      'secretkey',
      'aws-secret',
    ],
    suffix: '_ACCESS_KEY',
    severity: 'critical',
    confidence: 'high',
    minEntropy: 4.2,
    validate: isSecretKey,
    hit: [fill(40, 'base64', 3)],
  }),
  near(
    'aws-session-token',
    'AWS session token',
    /(?:FwoG|IQoJ|FQoG)[A-Za-z0-9/+]{100,1200}={0,2}/,
    {
      names: ['session_token', 'sessiontoken', 'security_token', 'securitytoken'],
      suffix: '',
      hit: [`IQoJ${fill(200, 'base64')}`],
    },
  ),
  token('aws-bedrock-key', 'Amazon Bedrock API key', /ABSK[A-Za-z0-9+/]{109,269}={0,2}/, {
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    gains: 'call the language models of the account at its cost',
    hit: [`ABSK${fill(128, 'base64')}`],
  }),
);
