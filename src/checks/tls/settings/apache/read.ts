import { isTemplate } from '../block.ts';
import type { Reading, Remark, Setting, Span, TlsBlock } from '../block.ts';
import { settingsOf } from '../openssl-commands.ts';
import { statementsIn } from '../words.ts';
import type { Statement } from '../words.ts';
import { addToList, lastSetting } from './directives.ts';
import type { ApacheDirective, VirtualHost } from './directives.ts';
import { protocolsOf } from './protocols.ts';

/** Directives of one file, and virtual hosts that are judged in it. */
const maxDirectives = 100_000;
const maxHosts = 2_000;
/** Sections in each other; Apache itself allows 16 levels of `<If>`. */
const maxDepth = 64;

/** Reads the TLS settings of Apache httpd (https://httpd.apache.org/docs/2.4/mod/mod_ssl.html). */
export function readApache(text: string): Reading {
  const { statements, isCut } = statementsIn(text, false, maxDirectives);
  const main: VirtualHost = { name: '', span: { start: 0, end: 0 }, byName: new Map() };
  const hosts = hostsIn(statements, main);
  const blocks: TlsBlock[] = [];
  const remarks: Remark[] = [...remarksOf(main)];
  for (const host of hosts.slice(0, maxHosts)) {
    if (speaksTls(host)) blocks.push(blockOf(host, main, hosts));
    remarks.push(...remarksOf(host));
  }
  if (setsTls(main)) blocks.push(blockOf(main, main, []));
  return { blocks, remarks, isCut: isCut || hosts.length > maxHosts };
}

/** Sections that only hold where a condition is true that the file does not tell. */
const conditional = new Set(['<ifdefine', '<ifversion', '<if', '<elseif', '<else', '<iffile']);
/** Sections that are not of the whole host. */
const partial = new Set([
  '<directory',
  '<directorymatch',
  '<location',
  '<locationmatch',
  '<files',
  '<filesmatch',
  '<proxy',
  '<proxymatch',
]);

function hostsIn(statements: readonly Statement[], main: VirtualHost): readonly VirtualHost[] {
  const hosts: VirtualHost[] = [];
  const open: string[] = [];
  let host = main;
  let depthOfHost = 0;
  for (const { words, span, depth, isBroken } of statements) {
    const name = (words[0]?.text ?? '').toLowerCase();
    if (name.startsWith('</')) {
      open.pop();
      if (name.startsWith('</virtualhost')) {
        host = main;
        depthOfHost = 0;
      }
    } else if (name.startsWith('<')) {
      if (open.length < maxDepth) open.push(name);
      if (name !== '<virtualhost') continue;
      host = {
        name: words
          .slice(1)
          .map((word) => word.text.replace(/>$/, ''))
          .join(' '),
        span,
        byName: new Map(),
      };
      hosts.push(host);
      depthOfHost = depth;
    } else {
      const args = words.slice(1).map((word) => word.text);
      addToList(host.byName, {
        name,
        args,
        span,
        isConditional:
          isBroken || depth > depthOfHost || open.some((each) => conditional.has(each)),
        isPartial: open.some((each) => partial.has(each)),
      });
    }
  }
  return hosts;
}

function speaksTls(host: VirtualHost): boolean {
  const engine = host.byName.get('sslengine')?.at(-1)?.args[0]?.toLowerCase();
  return engine === 'on' || (engine === undefined && setsTls(host));
}

const tlsDirectives = ['sslprotocol', 'sslciphersuite', 'sslopensslconfcmd', 'sslcompression'];

function setsTls(host: VirtualHost): boolean {
  return tlsDirectives.some((name) => host.byName.has(name));
}

function blockOf(host: VirtualHost, main: VirtualHost, hosts: readonly VirtualHost[]): TlsBlock {
  const engine = host.byName.get('sslengine')?.at(-1);
  const hostAndMain = host === main ? [main] : [host, main];
  const scope = scopeOf(host);
  const span = engine?.span ?? host.span;
  const of = <Value>(
    name: string,
    read: (args: readonly string[]) => Value | undefined,
  ): Setting<Value> | undefined => lastSetting(hostAndMain, name, read);
  return {
    software: 'apache',
    role: 'server',
    scope,
    span,
    ...commandsOf(hostAndMain),
    versions: of('sslprotocol', protocolsOf),
    ...ciphersOf(hostAndMain),
    order: of('sslhonorcipherorder', orderOf),
    compression: of('sslcompression', onOrOff),
    tickets: of('sslsessiontickets', onOrOff),
    sessionSeconds: of('sslsessioncachetimeout', ([value = '']) =>
      /^\d{1,9}$/.test(value) ? Number(value) : undefined,
    ),
    stapling: of('sslusestapling', onOrOff),
    clientCertificate: of('sslverifyclient', clientCertificateOf),
    insecureRenegotiation: of('sslinsecurerenegotiation', onOrOff),
    hsts: hstsOf(hostAndMain),
    redirect: redirectOf(host, hosts),
  };
}

function scopeOf(host: VirtualHost): readonly string[] {
  if (host.name === '') return [];
  const serverName = host.byName.get('servername')?.[0]?.args[0];
  return [`VirtualHost ${serverName ?? host.name}`];
}

function commandsOf(hosts: readonly VirtualHost[]): Partial<TlsBlock> {
  const host = hosts.find((each) => each.byName.has('sslopensslconfcmd'));
  const commands = host?.byName.get('sslopensslconfcmd') ?? [];
  return settingsOf(
    commands
      .filter((each) => !each.isConditional)
      .map(({ args: [name = '', value = ''], span }) => ({
        name,
        value,
        span,
        scope: host === undefined ? [] : scopeOf(host),
      })),
  );
}

/** `SSLCipherSuite [protocol] list`; httpd takes anonymous, unencrypted and export suites out by itself. */
function ciphersOf(hosts: readonly VirtualHost[]): Partial<TlsBlock> {
  const list = lastSetting(hosts, 'sslciphersuite', listIn, (each) => !isFor13(each));
  const modern = lastSetting(hosts, 'sslciphersuite', listIn, isFor13);
  return {
    ...(list === undefined
      ? {}
      : {
          ciphers: {
            ...list,
            value: list.value === undefined ? undefined : `${list.value}:!aNULL:!eNULL:!EXP`,
          },
        }),
    ...(modern === undefined ? {} : { ciphersuites: modern }),
  };
}

function isFor13({ args }: ApacheDirective): boolean {
  return args.length > 1 && args[0]?.toLowerCase() === 'tlsv1.3';
}

function listIn(args: readonly string[]): string | undefined {
  const list = args.at(-1) ?? '';
  return isTemplate(list) || list.startsWith('PROFILE=') ? undefined : list;
}

function onOrOff([value = '']: readonly string[]): boolean | undefined {
  const word = value.toLowerCase();
  if (word === 'on') return true;
  return word === 'off' ? false : undefined;
}

function orderOf(args: readonly string[]): 'server' | 'client' | undefined {
  const isOn = onOrOff(args);
  if (isOn === undefined) return undefined;
  return isOn ? 'server' : 'client';
}

function clientCertificateOf([value = '']: readonly string[]):
  | 'none'
  | 'optional'
  | 'required'
  | undefined {
  const word = value.toLowerCase();
  if (word === 'require') return 'required';
  if (word === 'none') return 'none';
  return word.startsWith('optional') ? 'optional' : undefined;
}

const hstsName = 'strict-transport-security';

/** Only where the file sets it: an application behind may send it too. */
function hstsOf(hosts: readonly VirtualHost[]): Setting<string | null> | undefined {
  return lastSetting(hosts, 'header', hstsValue, isHsts);
}

function isHsts({ args }: ApacheDirective): boolean {
  return args.some((arg) => arg.toLowerCase() === hstsName);
}

function hstsValue(args: readonly string[]): string | null | undefined {
  const at = args.findIndex((arg) => arg.toLowerCase() === hstsName);
  const action = args[at - 1]?.toLowerCase() ?? '';
  if (action === 'unset') return null;
  const value = args[at + 1] ?? '';
  return ['set', 'add', 'setifempty'].includes(action) && !isTemplate(value) ? value : undefined;
}

const redirecting = ['redirect', 'redirectpermanent', 'redirectmatch', 'rewriterule'];
const passing = ['proxypass', 'proxypassmatch', 'include', 'includeoptional', 'fallbackresource'];

/** Told only where the file has a host for port 80 with the same name. */
function redirectOf(
  host: VirtualHost,
  hosts: readonly VirtualHost[],
): Setting<boolean> | undefined {
  const name = host.byName.get('servername')?.[0]?.args[0];
  if (name === undefined) return undefined;
  const plain = hosts.find(
    (each) =>
      /(?:^|:)80$/.test(each.name.slice(-40)) &&
      each.byName.get('servername')?.[0]?.args[0] === name,
  );
  if (plain === undefined) return undefined;
  const place: { span: Span; scope: readonly string[] } = {
    span: plain.span,
    scope: scopeOf(plain),
  };
  const leads = redirecting.some((each) =>
    plain.byName
      .get(each)
      ?.some(({ args }) => args.some((arg) => arg.toLowerCase().startsWith('https://'))),
  );
  if (leads) return { value: true, ...place };
  const mayLead = [...passing, ...redirecting].some((each) => plain.byName.has(each));
  return mayLead ? undefined : { value: false, ...place };
}

const checks: ReadonlyMap<string, string> = new Map([
  ['sslproxyverify', 'none'],
  ['sslproxycheckpeername', 'off'],
  ['sslproxycheckpeercn', 'off'],
  ['sslproxycheckpeerexpire', 'off'],
]);
const proper: Readonly<Record<string, string>> = {
  sslproxyverify: 'SSLProxyVerify require',
  sslproxycheckpeername: 'SSLProxyCheckPeerName on',
  sslproxycheckpeercn: 'SSLProxyCheckPeerCN on',
  sslproxycheckpeerexpire: 'SSLProxyCheckPeerExpire on',
};

function* remarksOf(host: VirtualHost): Generator<Remark> {
  for (const [name, bad] of checks) {
    for (const { args, span } of host.byName.get(name) ?? []) {
      if (args[0]?.toLowerCase() !== bad) continue;
      const written = (proper[name] ?? '').split(' ')[0];
      yield {
        ruleId: 'tls/verification-off',
        message: `${written} ${bad}: Apache does not check the certificate of the server behind`,
        span,
        scope: scopeOf(host),
        facts: [`${written} ${bad}`],
        confidence: 'high',
        snippet: { server: 'apache', text: proper[name] ?? '' },
      };
    }
  }
}
