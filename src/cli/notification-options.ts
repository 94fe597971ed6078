import path from 'node:path';
import type { InternalHosts } from '../io/guarded-post.ts';
import { isThere } from '../io/files.ts';
import { readMailServer, type MailServer } from '../io/mail.ts';
import { readOrMakeSealer, readSealer, type Sealer } from '../io/sealing.ts';
import { LockstepError } from '../model/error.ts';
import { readHost } from '../model/endpoint-host.ts';
import type { Transports } from '../service/notify/send.ts';
import type { Arguments, Flags } from './args.ts';
import { dataFolder } from './service-database.ts';
import type { Shell } from './shell.ts';
import { publicUrlOf } from './sign-in-settings.ts';

/** Flags of every process that sends messages. */
export const notificationFlags: Flags = {
  'allow-private-webhooks': {
    value: 'HOSTS',
    help: 'hosts of your own network that webhooks may lead to, with commas between them; all: every one',
  },
};

/**
 * How a process reaches people: secrets by files that the environment names, never by flags. `makesKey`: where no key is named and
 * none is in the folder of the service, one is made there; else the process sends to no webhook.
 */
export function transportsOf(
  input: Arguments,
  shell: Shell,
  { makesKey }: { readonly makesKey: boolean },
): Transports {
  return {
    sealer: sealerOf(shell, path.join(dataFolder(input, shell), 'secret-key'), makesKey),
    mail: mailOf(shell),
    internalHosts: hostsOf(input.value('allow-private-webhooks')),
    publicUrl: publicUrlOf(shell.env)?.origin,
  };
}

function sealerOf({ cwd, env }: Shell, own: string, makesKey: boolean): Sealer | undefined {
  const named = env['LOCKSTEP_SECRET_KEY_FILE'];
  if (named !== undefined) return readSealer(path.resolve(cwd, named));
  if (makesKey) return readOrMakeSealer(own);
  return isThere(own) ? readSealer(own) : undefined;
}

function mailOf({ cwd, env }: Shell): MailServer | undefined {
  const file = env['LOCKSTEP_SMTP_URL_FILE'];
  if (file === undefined) return undefined;
  const caFile = env['LOCKSTEP_SMTP_CA_FILE'];
  return readMailServer(path.resolve(cwd, file), {
    from: env['LOCKSTEP_MAIL_FROM'],
    caFile: caFile === undefined ? undefined : path.resolve(cwd, caFile),
  });
}

function hostsOf(text: string | undefined): InternalHosts {
  if (text === 'all') return 'all';
  const hosts = (text ?? '').split(',').map((host) => host.trim());
  return new Set(hosts.filter((host) => host !== '').map(hostIn));
}

function hostIn(text: string): string {
  const read = readHost(text);
  if ('host' in read) return read.host;
  throw new LockstepError('usage', `--allow-private-webhooks: ${text} ${read.what}`, {
    repair: read.repair,
  });
}
