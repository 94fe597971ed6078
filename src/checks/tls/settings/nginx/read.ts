import { isTemplate } from '../block.ts';
import type { Reading, Remark, TlsBlock } from '../block.ts';
import { exactly, settingsOf } from '../openssl-commands.ts';
import { hstsOf, lostHeaders } from './headers.ts';
import { inForce, isWhole, onOrOff, settingOf, toLevel } from './level.ts';
import type { Level } from './level.ts';
import { parseNginx } from './parse.ts';
import type { Directive } from './parse.ts';
import { plainServersOf, redirectOf } from './redirect.ts';
import type { PlainServers } from './redirect.ts';
import { upstreamRemarks } from './upstream.ts';

/** Blocks that are judged in one file. */
const maxBlocks = 2_000;

/** Reads the TLS settings of an nginx configuration, or of a part of one (https://nginx.org/en/docs/, 1.31). */
export function readNginx(text: string): Reading {
  const { directives, isCut } = parseNginx(text);
  const levels = [...levelsIn(toLevel('main', directives))];
  const plain = plainServersOf(levels);
  const blocks: TlsBlock[] = [];
  const remarks: Remark[] = [];
  for (const level of levels.slice(0, maxBlocks)) {
    if (speaksTls(level)) blocks.push(blockOf(level, plain));
    else if (level.kind !== 'location' && setsTls(level)) blocks.push(sharedBlockOf(level));
    remarks.push(...upstreamRemarks(level));
    if (level.kind === 'server' && speaksTls(level)) remarks.push(...lostHeaders(level));
  }
  return { blocks, remarks, isCut: isCut || levels.length > maxBlocks };
}

const blockKinds = new Set(['http', 'mail', 'stream', 'server', 'location']);

function* levelsIn(level: Level): Generator<Level> {
  yield level;
  for (const { name, args, children } of level.directives) {
    if (children !== undefined && blockKinds.has(name)) {
      const own = name === 'server' ? serverName(children) : [name, ...args].join(' ');
      yield* levelsIn(toLevel(name, children, { parent: level, name: own }));
    }
  }
}

function serverName(directives: readonly Directive[]): string {
  const names = directives.find((each) => each.name === 'server_name')?.args ?? [];
  const listen = directives.find((each) => each.name === 'listen')?.args ?? [];
  return ['server', names[0] ?? listen[0] ?? ''].join(' ').trim();
}

/** A server that takes TLS connections: a `listen … ssl` or `quic`, or the old `ssl on`. */
function speaksTls(level: Level): boolean {
  return level.kind === 'server' && level.directives.some(isTlsListen);
}

function isTlsListen({ name, args }: Directive): boolean {
  if (name === 'listen') return args.includes('ssl') || args.includes('quic');
  return name === 'ssl' && args[0] === 'on';
}

/** Directives that say how TLS is spoken, wherever they stand. */
const tlsDirectives = new Set([
  'ssl_protocols',
  'ssl_ciphers',
  'ssl_conf_command',
  'ssl_ecdh_curve',
  'ssl_early_data',
]);

function setsTls(level: Level): boolean {
  return level.directives.some((each) => tlsDirectives.has(each.name));
}

/** A level whose servers are elsewhere: only what it says itself is judged. */
function sharedBlockOf(level: Level): TlsBlock {
  const first = level.directives.find((each) => tlsDirectives.has(each.name));
  const command = commandsOf(level);
  return {
    software: 'nginx',
    role: 'server',
    scope: level.scope,
    span: first?.span ?? { start: 0, end: 0 },
    versions: settingOf(level, 'ssl_protocols', exactly) ?? command.versions,
    ciphers: settingOf(level, 'ssl_ciphers', cipherListOf) ?? command.ciphers,
    ciphersuites: command.ciphersuites,
    order: settingOf(level, 'ssl_prefer_server_ciphers', orderOf),
    groups: settingOf(level, 'ssl_ecdh_curve', groupsOf) ?? command.groups,
    earlyData: settingOf(level, 'ssl_early_data', onOrOff),
    sessionSeconds: settingOf(level, 'ssl_session_timeout', secondsOf),
    insecureRenegotiation: command.insecureRenegotiation,
    compression: command.compression,
  };
}

function blockOf(level: Level, plain: PlainServers): TlsBlock {
  const listen = level.directives.find(isTlsListen);
  const span = listen?.span ?? { start: 0, end: 0 };
  return {
    ...sharedBlockOf(level),
    span,
    order:
      settingOf(level, 'ssl_prefer_server_ciphers', orderOf) ??
      (isWhole(level) ? { value: 'client', span, scope: level.scope } : undefined),
    tickets: settingOf(level, 'ssl_session_tickets', onOrOff),
    stapling: settingOf(level, 'ssl_stapling', onOrOff),
    clientCertificate: settingOf(level, 'ssl_verify_client', clientCertificateOf),
    hsts: hstsOf(level, span),
    redirect: redirectOf(level, plain, span),
  };
}

function cipherListOf(args: readonly string[]): string | undefined {
  const list = args.join(':');
  return isTemplate(list) || list.startsWith('PROFILE=') ? undefined : list;
}

function groupsOf(args: readonly string[]): string | undefined {
  const [list = 'auto'] = args;
  return list === 'auto' || isTemplate(list) ? undefined : list;
}

function orderOf(args: readonly string[]): 'server' | 'client' | undefined {
  const isOn = onOrOff(args);
  if (isOn === undefined) return undefined;
  return isOn ? 'server' : 'client';
}

function clientCertificateOf([value]: readonly string[]):
  | 'none'
  | 'optional'
  | 'required'
  | undefined {
  if (value === 'on') return 'required';
  if (value === 'off') return 'none';
  return value?.startsWith('optional') ? 'optional' : undefined;
}

const unitSeconds: Readonly<Record<string, number>> = {
  '': 1,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

/** Times of nginx: `300`, `1d`, `1h30m`. */
function secondsOf([value = '']: readonly string[]): number | undefined {
  const parts = value.slice(0, 40).match(/\d{1,9}[smhdwMy]?/g) ?? [];
  if (parts.length === 0 || parts.join('') !== value) return undefined;
  let seconds = 0;
  for (const part of parts) {
    seconds += Number.parseInt(part, 10) * (unitSeconds[part.replace(/\d+/, '')] ?? 0);
  }
  return seconds;
}

/** `ssl_conf_command`, inherited only into levels without one of their own, like all directives of its kind. */
function commandsOf(level: Level): Partial<TlsBlock> {
  const nearest = inForce(level, ['ssl_conf_command'])?.level;
  const commands = (nearest?.index.get('ssl_conf_command') ?? []).filter(
    (each) => !each.isConditional,
  );
  return settingsOf(
    commands.map(({ args: [name = '', value = ''], span }) => ({
      name,
      value,
      span,
      scope: nearest?.scope ?? [],
    })),
  );
}
