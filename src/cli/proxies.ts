import { isIP } from 'node:net';
import { usage } from './args.ts';

/** RFC 1122, 3927, 1918 and 4193, as Fastify calls them. */
const NAMES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

/** The value of `--trust-proxy`: addresses, networks (`10.0.0.0/8`) and names of kinds of networks. Throws LockstepError('usage'). */
export function proxiesOf(list: string | undefined): readonly string[] {
  const proxies = (list ?? '').split(',').filter((each) => each !== '');
  const wrong = proxies.find((each) => !NAMES.includes(each) && !isNetwork(each));
  if (wrong === undefined) return proxies;
  throw usage(
    'serve',
    `--trust-proxy takes addresses and networks, not "${wrong}"`,
    `for example 10.0.0.0/8, 192.0.2.7 or ${NAMES.join(', ')}`,
  );
}

function isNetwork(text: string): boolean {
  const [, address = '', prefix = '0'] = /^([^/]{1,45})(?:\/(\d{1,3}))?$/u.exec(text) ?? [];
  const kind = isIP(address);
  return kind !== 0 && Number(prefix) <= (kind === 4 ? 32 : 128);
}
