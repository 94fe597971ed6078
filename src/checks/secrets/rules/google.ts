import type { SecretRule } from '../rule.ts';
import { near, provider, token } from './build.ts';
import { fill } from './fill.ts';

export const google: readonly SecretRule[] = provider(
  {
    name: 'Google Cloud',
    revoke: 'https://console.cloud.google.com/apis/credentials',
    source: 'https://cloud.google.com/docs/authentication/api-keys',
    gains: 'use the APIs of the project that the key was given, at its cost',
  },
  token('google-api-key', 'Google API key', /AIza[\w-]{35}/, {
    severity: 'medium',
    hit: [`AIza${fill(35)}`],
  }),
  token('google-oauth-client-secret', 'Google OAuth client secret', /GOCSPX-[\w-]{28}/, {
    gains: 'act as the application towards its users and Google',
    hit: [`GOCSPX-${fill(28)}`],
  }),
  token('google-oauth-access-token', 'Google OAuth access token', /ya29\.[\w-]{60,500}/, {
    keywords: ['ya29.'],
    severity: 'medium',
    gains: 'act as the user until the token ends, within the hour',
    hit: [`ya29.${fill(120)}`],
  }),
  near('google-oauth-refresh-token', 'Google OAuth refresh token', /1\/\/0[\w-]{40,120}/, {
    names: ['refresh_token', 'refreshtoken', 'refresh-token'],
    suffix: '',
    gains: 'act as the user until the token is revoked',
    hit: [`1//0${fill(60)}`],
  }),
  token('google-fcm-server-key', 'Firebase Cloud Messaging server key', /AAAA[\w-]{7}:[\w-]{140}/, {
    keywords: ['aaaa'],
    gains: 'send messages to every installation of the app',
    hit: [`AAAA${fill(7)}:${fill(140)}`],
  }),
);
