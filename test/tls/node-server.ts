import type { Credentials } from './credentials.ts';
import { nodeProgram } from './node-releases.ts';
import { freePort, loopback, startProcess, type Server } from './processes.ts';

export interface NodeServerOptions {
  /** A key of `nodeReleases`; undefined: the Node that runs the tests. */
  readonly version?: string;
  readonly credentials: readonly Credentials[];
  /** Options of `https.createServer`; `secureOptions` as a list of names: `SSL_OP_NO_SSLv2`. */
  readonly tls?: Readonly<Record<string, unknown>>;
  /** Flags of the program: `--enable-ssl2`. */
  readonly flags?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Node's own server, of any age: the script is ECMAScript 5. */
export async function startNode(options: NodeServerOptions): Promise<Server> {
  const port = await freePort();
  const { version, credentials, flags = [], tls = {}, headers = {} } = options;
  const settings = { port, host: loopback, credentials, tls, headers };
  const program = version === undefined ? process.execPath : nodeProgram(version);
  return startProcess({
    name: `Node ${version ?? process.versions.node}`,
    command: [program, ...flags, 'server.js'],
    files: { 'server.js': SCRIPT, 'settings.json': JSON.stringify(settings) },
    port,
    // What is set for the Node that runs the tests means nothing to an old one.
    env: { NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: '' },
  });
}

const SCRIPT = `
var settings = JSON.parse(require('fs').readFileSync('settings.json', 'utf8'));
var constants = require('constants');
var options = {};
Object.keys(settings.tls).forEach(function (key) {
  var value = settings.tls[key];
  if (key === 'secureOptions') value = value.reduce(function (sum, name) { return sum | (constants[name] || 0); }, 0);
  options[key] = value;
});
var many = settings.credentials.length > 1;
var keys = settings.credentials.map(function (one) { return one.key; });
var chains = settings.credentials.map(function (one) { return one.chain; });
options.key = many ? keys : keys[0];
options.cert = many ? chains : chains[0];
var server = require('https').createServer(options, function (request, response) {
  Object.keys(settings.headers).forEach(function (name) { response.setHeader(name, settings.headers[name]); });
  response.end('ok');
});
server.on('clientError', function (error, socket) { if (socket && socket.destroy) socket.destroy(); });
server.on('tlsClientError', function () {});
server.listen(settings.port, settings.host);
`;
