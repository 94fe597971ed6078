import { members, owners } from '../entries.ts';
import type { Condition, MisuseModel, Model, ModelPack } from '../model.ts';
import { wrong } from './terms.ts';

/** A password as one would be: not empty, no place for one, not what everybody knows to be none. */
const CREDENTIAL = String.raw`^(?![<*%{$\[]|(?:your|xxx+|none|null|undefined|anonymous|guest|dummy|redacted)(?:\b|[_-]))\S.{2,}`;
/** An address with a password in it, of another machine than this one. */
const IN_ADDRESS = String.raw`^[a-z][a-z\d+.-]{1,20}://[^/?#@\s:]{0,60}:(?![<*%{$\[])[^/?#@\s]{3,}@(?!localhost\b|127\.|\[?::1)`;

function shown(at: string, matches: string, ...more: readonly Condition[]): MisuseModel {
  const shows = 'the password stands in the code';
  return wrong('hardcoded-credentials', shows, [{ at, matches }, ...more], 'medium');
}

/** A password at one of these places, parted by spaces, that is a constant. */
export function credentials(at: string): readonly MisuseModel[] {
  return at.split(' ').map((each) => shown(each, CREDENTIAL));
}

/** The same of an address: `postgres://user:password@host`. */
export function inAddress(at: string): readonly MisuseModel[] {
  return at.split(' ').map((each) => shown(each, IN_ADDRESS));
}

/** `user:password`. */
export const PAIR: readonly MisuseModel[] = [
  shown('0.auth', String.raw`^[^:\s]+:(?![<*%{$\[])\S{3,}$`),
];

/** Requests that carry a password. */
export const SENT: readonly MisuseModel[] = credentials(
  '0.auth.pass 0.auth.password 0.auth.bearer 1.auth.pass 1.auth.password 1.auth.bearer 2.auth.password',
);

const NONE: Model = { flows: [] };
const takes = (at: string): Model => ({ flows: [], misuses: credentials(at) });
const AWS: Model = { flows: [], misuses: credentials('0.secretAccessKey') };
const CLOUD = [
  'compute',
  'storage',
  'database',
  'dns',
  'blockstorage',
  'loadbalancer',
  'network',
  'orchestration',
];

/** What is given passwords and keys: they belong into the environment or a store of secrets. */
export const credentialsPack: ModelPack = {
  id: 'credentials',
  languages: ['javascript'],
  about:
    'express-basic-auth, basic-auth-connect, aws-sdk, ms-rest-azure, pkgcloud, digitalocean, twilio, passport, ftp: their READMEs',
  paths: {
    'express-basic-auth()': takes('0.users.*'),
    'basic-auth-connect()': takes('1'),
    ...members(
      'aws-sdk',
      'config.update() S3() SES() SNS() SQS() EC2() Lambda() Credentials()',
      AWS,
    ),
    ...members('aws-sdk', 'Config()', { ...AWS, type: 'aws-sdk.Config' }),
    'aws-sdk.Config.update()': AWS,
    ...members(
      'ms-rest-azure',
      'loginWithUsernamePassword() loginWithServicePrincipalSecret()',
      takes('1'),
    ),
    'digitalocean.client()': takes('0'),
    ...owners(
      CLOUD.map((service) => `pkgcloud.${service}`),
      'createClient()',
      takes('0.password 0.apiKey 0.key 0.keyId 0.token 0.storageAccessKey'),
    ),
    'twilio()': takes('1'),
    ...owners(
      [
        'passport-google-oauth20',
        'passport-github2',
        'passport-facebook',
        'passport-oauth2',
        'passport-google-oauth',
      ],
      'Strategy() OAuth2Strategy()',
      takes('0.clientSecret'),
    ),
    'ftp.Client.connect()': takes('0.password'),
    ...members('basic-ftp.Client', 'access()', takes('0.password')),
    'basic-ftp.Client()': { ...NONE, type: 'basic-ftp.Client' },
    // `request.get(url).auth(user, password, atOnce, token)`
    '*.auth()': {
      flows: [['this', 'result']],
      misuses: [
        shown('1', CREDENTIAL, { at: '0', matches: '.' }),
        shown('3', CREDENTIAL, { at: '0', is: null }),
      ],
    },
  },
};
