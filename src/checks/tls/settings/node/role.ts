import type { ObjectLiteral, Scan } from './objects.ts';

export type Role = 'server' | 'client' | 'unknown';

/** Functions of Node, and of what is built on it, that begin to listen. Last part of the name. */
const serverCallees = new Set([
  'createServer',
  'createSecureServer',
  'Server',
  'addContext',
  'setSecureContext',
  'listenTls',
  'serve',
  'fastify',
  'Fastify',
  'restify',
]);
/** Functions that open connections. */
const clientCallees = new Set([
  'connect',
  'request',
  'get',
  'post',
  'put',
  'patch',
  'fetch',
  'Agent',
  'Client',
  'Pool',
  'createConnection',
  'createTransport',
  'createPool',
  'createClient',
  'HttpsProxyAgent',
  'ProxyAgent',
  'WebSocket',
  'axios',
  'got',
]);
const serverKeys = ['honorCipherOrder', 'requestCert', 'sessionTimeout', 'SNICallback'];
const clientKeys = ['checkServerIdentity', 'strictSSL'];

/** Told from the call that the object goes to, directly or as a variable, and else from what only one side has. */
export function roleOf(
  { callee, variable, properties }: ObjectLiteral,
  { uses }: Pick<Scan, 'uses'>,
): Role {
  const callees = callee === '' ? (uses.get(variable ?? '') ?? []) : [callee];
  const last = callees.map((name) => name.slice(name.lastIndexOf('.') + 1).replace(/^new /, ''));
  if (last.some((name) => serverCallees.has(name))) return 'server';
  if (last.some((name) => clientCallees.has(name))) return 'client';
  if (serverKeys.some((key) => properties.has(key))) return 'server';
  return clientKeys.some((key) => properties.has(key)) ? 'client' : 'unknown';
}
