import type { SecretRule } from '../rule.ts';
import { provider, token } from './build.ts';
import { fill } from './fill.ts';

export const adafruit: readonly SecretRule[] = provider(
  {
    name: 'Adafruit IO',
    revoke: 'https://io.adafruit.com/',
    source: 'https://io.adafruit.com/api/docs/',
    gains: 'read and write the feeds of the devices',
  },
  token('adafruit-io-key', 'Adafruit IO key', /aio_[A-Za-z0-9]{28}/, {
    severity: 'medium',
    hit: [`aio_${fill(28)}`],
  }),
);
