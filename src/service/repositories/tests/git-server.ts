import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';

/** A git server on loopback: git's own CGI program behind HTTP, for the bare repositories below a folder. */
export interface GitServer {
  /** `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** What was asked for, in order. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export interface GitServerOptions {
  /** `user:token` that is wanted; undefined: none. */
  readonly login?: string;
  /** Answers instead of git, where it returns true. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export async function startGitServer(
  folder: string,
  { login, instead }: GitServerOptions = {},
): Promise<GitServer> {
  const asked: string[] = [];
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (instead?.(request, response) === true) return;
    if (wanted !== undefined && request.headers.authorization !== wanted) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    serve(folder, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** RFC 3875, as far as git-http-backend needs it. */
function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  response.on('close', () => child.kill('SIGKILL'));
  let head = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    const lines = head.toString('latin1', 0, end).split('\r\n');
    const fields = lines.map((line) => line.split(': ', 2));
    const status = fields.find(([name]) => name === 'Status')?.[1] ?? '200';
    for (const [name = '', value = ''] of fields) {
      if (name !== 'Status') response.setHeader(name, value);
    }
    response.writeHead(Number.parseInt(status, 10));
    response.write(head.subarray(end + 4));
  });
  child.stdout.on('end', () => response.end());
}
