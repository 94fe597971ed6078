import type { TestContext } from 'node:test';
import type { Credentials } from './credentials.ts';
import { freePort, loopback, startProcess, type Server } from './processes.ts';
import { requireProgram } from './programs.ts';

/** Real servers of the distribution, each on a free port of loopback. */

/** Stops a server when the test ends, however it ends. */
export async function during(context: TestContext, starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  context.after(() => server.stop());
  return server;
}

export interface NginxOptions {
  /** Pairs of files: RSA and ECDSA side by side is two. */
  readonly credentials: readonly Credentials[];
  /** Lines of the server block: `ssl_protocols TLSv1.2 TLSv1.3;`. */
  readonly lines?: readonly string[];
  /** Lines of the location `/`. */
  readonly location?: readonly string[];
  /** Further server blocks, whole, on `PORT`: other names on the same port. */
  readonly blocks?: readonly string[];
  /** Files beside the configuration, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly address?: string;
}

export async function startNginx(options: NginxOptions): Promise<Server> {
  const port = await freePort();
  const { address = loopback } = options;
  const files = { 'nginx.conf': nginxConf(options, address, port), ...credentialFiles(options) };
  const command = [requireProgram('nginx'), '-p', '.', '-c', 'nginx.conf', '-e', 'stderr'];
  return startProcess({ name: 'nginx', command, files, port, address });
}

/** Text of a configuration as `startNginx` uses it; the blocks of the parts of a repository's files go in as they are. */
export function nginxConf(options: NginxOptions, address: string, port: number): string {
  const host = address.includes(':') ? `[${address}]` : address;
  const certificates = options.credentials.map(
    (_, index) => `ssl_certificate chain-${index}.pem; ssl_certificate_key key-${index}.pem;`,
  );
  const blocks = (options.blocks ?? []).map((block) => block.replaceAll('PORT', `${host}:${port}`));
  return `daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${kind};`).join(' ')}
  server {
    listen ${host}:${port} ssl default_server;
    ${certificates.join('\n    ')}
    ${(options.lines ?? []).join('\n    ')}
    location / { ${(options.location ?? []).join(' ')} return 200 "ok"; }
  }
  ${blocks.join('\n  ')}
}
`;
}

export interface HaproxyOptions {
  readonly credentials: readonly Credentials[];
  /** After `ssl crt …` of the `bind` line: `ssl-min-ver TLSv1.0 ciphers …`. */
  readonly bind?: string;
  /** Lines of the section `global`. */
  readonly global?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

export async function startHaproxy(options: HaproxyOptions): Promise<Server> {
  const port = await freePort();
  const pairs = options.credentials.map(({ chain, key }, index) => [
    `pair-${index}.pem`,
    `${chain}\n${key}`,
  ]);
  const config = haproxyConf(options, port);
  const files = { 'haproxy.cfg': config, ...Object.fromEntries(pairs), ...options.files };
  const command = [requireProgram('haproxy'), '-db', '-f', 'haproxy.cfg'];
  return startProcess({ name: 'haproxy', command, files, port });
}

export function haproxyConf(options: HaproxyOptions, port: number): string {
  const names = options.credentials.map((_, index) => `crt pair-${index}.pem`).join(' ');
  return `global
  ${['maxconn 4096', ...(options.global ?? [])].join('\n  ')}
defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 5s
frontend tls
  bind ${loopback}:${port} ssl ${names} ${options.bind ?? ''}
  http-request return status 200 content-type text/plain string ok
`;
}

export interface StunnelOptions {
  readonly credentials: Credentials;
  /** Lines of the service: `sslVersionMin = TLSv1`. */
  readonly lines?: readonly string[];
}

export async function startStunnel(options: StunnelOptions): Promise<Server> {
  const port = await freePort();
  const config = `foreground = yes
pid =
syslog = no
[service]
accept = ${loopback}:${port}
cert = pair.pem
exec = ${requireProgram('cat')}
execArgs = cat
${(options.lines ?? []).join('\n')}
`;
  const { chain, key } = options.credentials;
  const files = { 'stunnel.conf': config, 'pair.pem': `${key}\n${chain}` };
  const command = [requireProgram('stunnel4'), 'stunnel.conf'];
  return startProcess({ name: 'stunnel', command, files, port });
}

export interface GnutlsOptions {
  readonly credentials: readonly Credentials[];
  /** Priority string: `NORMAL:-VERS-TLS1.3`. */
  readonly priority?: string;
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** gnutls-serv cannot be told an address: it listens on all of the machine, with nothing to give away. */
export async function startGnutls(options: GnutlsOptions): Promise<Server> {
  const port = await freePort();
  const pairs = options.credentials.flatMap((_, index) => [
    `--x509certfile=chain-${index}.pem`,
    `--x509keyfile=key-${index}.pem`,
  ]);
  const priority = options.priority === undefined ? [] : [`--priority=${options.priority}`];
  const args = ['--http', '--quiet', `--port=${port}`, ...pairs, ...priority];
  const command = [requireProgram('gnutls-serv'), ...args, ...(options.args ?? [])];
  return startProcess({ name: 'gnutls-serv', command, files: credentialFiles(options), port });
}

export interface OpensslOptions {
  readonly credentials: readonly Credentials[];
  readonly args?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** Another openssl than that of the machine. */
  readonly program?: string;
}

/** `openssl s_server`: it serves one connection at a time. */
export async function startOpenssl(options: OpensslOptions): Promise<Server> {
  const port = await freePort();
  const [first, second] = options.credentials;
  const pairs = [
    ...(first === undefined
      ? ['-nocert']
      : ['-cert', 'chain-0.pem', '-cert_chain', 'chain-0.pem', '-key', 'key-0.pem']),
    ...(second === undefined
      ? []
      : ['-dcert', 'chain-1.pem', '-dcert_chain', 'chain-1.pem', '-dkey', 'key-1.pem']),
  ];
  const args = ['s_server', '-accept', `${loopback}:${port}`, '-www', '-quiet', ...pairs];
  const program = options.program ?? requireProgram('openssl');
  const command = [program, ...args, ...(options.args ?? [])];
  return startProcess({ name: 'openssl', command, files: credentialFiles(options), port });
}

export interface ApacheOptions {
  readonly credentials: readonly Credentials[];
  /** Lines of the virtual host: `SSLProtocol -all +TLSv1.2`. */
  readonly lines?: readonly string[];
  /** Lines of the whole server: `SSLStaplingCache …`. */
  readonly global?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

export async function startApache(options: ApacheOptions): Promise<Server> {
  const port = await freePort();
  const files = { 'apache.conf': apacheConf(options, port), ...credentialFiles(options) };
  // Apache takes a relative folder below its built-in root only, so the shell says where it is.
  const program = requireProgram('apache2');
  const script = `exec "${program}" -d "$PWD" -f "$PWD/apache.conf" -DFOREGROUND`;
  return startProcess({ name: 'apache', command: ['sh', '-c', script], files, port });
}

const APACHE_MODULES = '/usr/lib/apache2/modules';
const apacheModules = [
  'mpm_event',
  'authz_core',
  'socache_shmcb',
  'ssl',
  'headers',
  'alias',
  'rewrite',
] as const;

export function apacheConf(options: ApacheOptions, port: number): string {
  const loads = apacheModules.map(
    (name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`,
  );
  const pairs = options.credentials.map(
    (_, index) => `SSLCertificateFile chain-${index}.pem\n  SSLCertificateKeyFile key-${index}.pem`,
  );
  return `${loads.join('\n')}
ServerName localhost
Listen ${loopback}:${port}
${process.getuid?.() === 0 ? 'User nobody\nGroup nogroup\n' : ''}PidFile apache.pid
ErrorLog error.log
LogLevel error
Mutex pthread
DocumentRoot .
StartServers 1
${(options.global ?? []).join('\n')}
<VirtualHost ${loopback}:${port}>
  SSLEngine on
  ${pairs.join('\n  ')}
  ${(options.lines ?? []).join('\n  ')}
</VirtualHost>
`;
}

function credentialFiles(options: {
  readonly credentials: readonly Credentials[];
  readonly files?: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  const pairs = options.credentials.flatMap(({ chain, key }, index) => [
    [`chain-${index}.pem`, chain],
    [`key-${index}.pem`, key],
  ]);
  return { ...Object.fromEntries(pairs), ...options.files };
}
