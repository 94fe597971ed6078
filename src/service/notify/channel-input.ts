import { allowedAddresses, refusedUrl } from '../../io/guarded-post.ts';
import { isMailAddress } from '../../io/mail.ts';
import {
  notificationKinds,
  type NotedEffect,
  type NotificationKind,
} from '../../model/notification.ts';
import { severities, type Severity } from '../../model/severity.ts';
import type {
  ChannelFields,
  ChannelKind,
  ChannelSettings,
  DailyTime,
} from '../../store/channels.ts';
import { Problem } from '../problem.ts';
import { sealSecret, type ChannelSecret } from './channel-secret.ts';
import { isTimeZone, nextDaily } from './daily-times.ts';
import type { Transports } from './send.ts';
import { newSigningSecret } from './signature.ts';

/** What can be said of a channel; what is not said stays. */
export interface ChannelChanges {
  readonly name?: string;
  /** Of slack and webhook. */
  readonly url?: string;
  /** Of mail. */
  readonly to?: readonly string[];
  /** Of a webhook: `SIGNING_SECRET`. */
  readonly signingSecret?: string;
  readonly newSigningSecret?: boolean;
  readonly events?: readonly NotificationKind[];
  readonly severity?: Severity;
  readonly effect?: NotedEffect;
  readonly branches?: 'default' | 'all';
  readonly digest?: (DailyTime & { readonly sendEmpty?: boolean }) | null;
  readonly quietHours?: ChannelSettings['quietHours'];
  readonly enabled?: boolean;
}

/** Least to most: 0 info to 4 critical, as findings are stored. */
function rankOf(severity: Severity): number {
  return severities.length - 1 - severities.indexOf(severity);
}

/** The word for a rank. */
export function severityOf(rank: number): Severity {
  return severities[severities.length - 1 - rank] ?? 'info';
}

const DEFAULTS: ChannelSettings = {
  events: notificationKinds,
  leastSeverity: rankOf('info'),
  leastEffect: 'warns',
  branches: 'default',
  digest: null,
  quietHours: null,
};

/** A channel as it is now, of which something is changed. */
export interface Present {
  readonly name: string;
  readonly target: string;
  readonly settings: ChannelSettings;
  readonly isEnabled: boolean;
  readonly digestAt: string | null;
  /** Undefined: mail, or sealed with a key that is not here. */
  readonly secret: ChannelSecret | undefined;
  /** As they are stored. */
  readonly sealed: { readonly secret: string | null; readonly keyId: string | null };
}

const NOTHING: Present = {
  name: '',
  target: '',
  settings: DEFAULTS,
  isEnabled: true,
  digestAt: null,
  secret: undefined,
  sealed: { secret: null, keyId: null },
};

export interface ChannelInput {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly input: ChannelChanges;
  readonly present?: Present;
  readonly now: Date;
}

/**
 * What is to be stored of a channel, and the signing secret where a new one was made: it is shown this once. Throws Problem where
 * something of it cannot be.
 */
export async function readChannel(
  { id, kind, input, present = NOTHING, now }: ChannelInput,
  transports: Transports,
): Promise<{ readonly stored: ChannelFields; readonly made: string | undefined }> {
  const settings = settingsOf(input, present.settings);
  const common = {
    name: input.name ?? present.name,
    settings,
    isEnabled: input.enabled ?? present.isEnabled,
    digestAt: digestAtOf(settings, present, now),
  };
  if (kind === 'mail') {
    return { stored: { ...common, ...mailOf(input, present, transports) }, made: undefined };
  }
  const { made, ...webhook } = await webhookOf({ id, kind, input, present, now }, transports);
  return { stored: { ...common, ...webhook }, made };
}

/** What was due stays due, unless it is another time from now on. */
function digestAtOf(
  { digest }: ChannelSettings,
  { settings, digestAt }: Present,
  now: Date,
): string | null {
  if (digest === null) return null;
  const { at, timeZone } = settings.digest ?? {};
  const isSame = digest.at === at && digest.timeZone === timeZone;
  return isSame && digestAt !== null ? digestAt : nextDaily(digest, now).toISOString();
}

function settingsOf(input: ChannelChanges, present: ChannelSettings): ChannelSettings {
  const { events, severity, effect, branches, digest, quietHours } = input;
  for (const times of [digest, quietHours]) {
    if (times && !isTimeZone(times.timeZone)) {
      throw new Problem(422, 'timeZone: it is none of the IANA database, as Europe/Berlin is');
    }
  }
  return {
    events: events === undefined ? present.events : [...new Set(events)],
    leastSeverity: severity === undefined ? present.leastSeverity : rankOf(severity),
    leastEffect: effect ?? present.leastEffect,
    branches: branches ?? present.branches,
    digest: digest === undefined ? present.digest : digest && { sendEmpty: false, ...digest },
    quietHours: quietHours === undefined ? present.quietHours : quietHours,
  };
}

type Reached = Pick<ChannelFields, 'target' | 'secret' | 'keyId'>;

function mailOf(input: ChannelChanges, present: Present, { mail }: Transports): Reached {
  if (mail === undefined) {
    throw new Problem(
      422,
      'mail is not set up here: start the service with LOCKSTEP_SMTP_URL_FILE',
    );
  }
  refuseFields(input, ['url', 'signingSecret', 'newSigningSecret'], 'mail');
  const wrong = input.to?.find((address) => !isMailAddress(address));
  if (wrong !== undefined) throw new Problem(422, `to: ${wrong} is no address of mail`);
  const target = input.to === undefined ? present.target : [...new Set(input.to)].join('\n');
  if (target === '') throw new Problem(422, 'to: name at least one address');
  return { target, secret: null, keyId: null };
}

async function webhookOf(
  { id, kind, input, present = NOTHING }: ChannelInput,
  { sealer, internalHosts }: Transports,
): Promise<Reached & { readonly made: string | undefined }> {
  if (sealer === undefined) throw new Problem(503, 'this process has no key to seal secrets with');
  refuseFields(
    input,
    kind === 'slack' ? ['to', 'signingSecret', 'newSigningSecret'] : ['to'],
    kind,
  );
  if (present.sealed.secret !== null && !changesSecret(input)) {
    return { target: present.target, ...present.sealed, made: undefined };
  }
  const url = input.url ?? present.secret?.url;
  if (url === undefined) throw new Problem(422, 'url: name the address of the webhook');
  const target = await hostOf(url, internalHosts);
  const { signing, made } = signingOf(kind, input, present.secret?.signing ?? []);
  const secret = sealSecret(sealer, id, { url, signing });
  return { target, secret, keyId: sealer.keyId, made };
}

function changesSecret({ url, signingSecret, newSigningSecret: isNew }: ChannelChanges): boolean {
  return url !== undefined || signingSecret !== undefined || isNew === true;
}

/** Slack knows no signatures. One that is replaced goes on to sign until the next change of it. */
function signingOf(
  kind: ChannelKind,
  { signingSecret, newSigningSecret: isNew }: ChannelChanges,
  before: readonly string[],
): { readonly signing: readonly string[]; readonly made: string | undefined } {
  if (kind === 'slack') return { signing: [], made: undefined };
  const [present] = before;
  const isMade = signingSecret === undefined && (isNew === true || present === undefined);
  const next = isMade ? newSigningSecret() : (signingSecret ?? present ?? '');
  const signing = next === present ? before : [next, ...(present === undefined ? [] : [present])];
  return { signing, made: isMade ? next : undefined };
}

const ADDRESS_TIMEOUT_MS = 5_000;

/** The host that a webhook leads to; a name that cannot be looked up now is told when it is sent to. */
async function hostOf(text: string, internalHosts: Transports['internalHosts']): Promise<string> {
  if (!URL.canParse(text)) throw new Problem(422, 'url: it is no URL');
  const url = new URL(text);
  const refused = refusedUrl(url, internalHosts);
  if (refused !== undefined) throw new Problem(422, `url: ${refused}`);
  const found = await allowedAddresses(url, internalHosts, AbortSignal.timeout(ADDRESS_TIMEOUT_MS));
  if ('state' in found && found.state === 'refused') throw new Problem(422, `url: ${found.detail}`);
  return url.host;
}

function refuseFields(
  input: ChannelChanges,
  names: readonly (keyof ChannelChanges)[],
  kind: ChannelKind,
): void {
  const wrong = names.find((name) => input[name] !== undefined);
  if (wrong !== undefined) throw new Problem(422, `${wrong}: a channel of kind ${kind} has none`);
}
