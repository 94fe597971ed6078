import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createNetServer, type Server } from 'node:net';
import path from 'node:path';
import type { TestContext } from 'node:test';
import tls, { type TlsOptions } from 'node:tls';
import { gzipSync, strToU8 } from 'fflate';
import { commitAll, put, runGit, tempTree } from '../../src/io/tests/temp-tree.ts';
import { startGitServer } from '../../src/service/repositories/tests/git-server.ts';
import { osvServer, publish, type TestRecord } from '../components/osv-server.ts';
import { makeCertificate } from '../tls/certificates.ts';
import { assertCode, type User } from './lockstep.ts';

const DAY_MS = 86_400_000;

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createNetServer();
  server.listen(0, '127.0.0.1');
  const port = await portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A server whose certificate ends in so many days, and what it offers later. */
export interface EndpointServer {
  readonly port: number;
  change(options: TlsOptions): void;
}

export async function startEndpoint(
  context: TestContext,
  days: number,
  options: TlsOptions = {},
): Promise<EndpointServer> {
  const { pem: cert, keyPem: key } = makeCertificate({
    name: 'localhost',
    dns: ['localhost'],
    ip: [[127, 0, 0, 1]],
    notBefore: generalizedTime(-30),
    notAfter: generalizedTime(days),
  });
  const server = tls.createServer({ cert, key, ...options }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  context.after(() => {
    server.close();
  });
  const port = await portOf(server);
  return { port, change: (later) => server.setSecureContext({ cert, key, ...later }) };
}

/** So many days from now, as X.509 writes it (RFC 5280 §4.1.2.5.2). */
function generalizedTime(days: number): string {
  const time = new Date(Date.now() + days * DAY_MS).toISOString();
  return `${time.slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`;
}

/** Takes messages, and answers with `status`. */
export interface Receiver {
  readonly url: string;
  readonly bodies: string[];
  status: number;
}

export async function startReceiver(context: TestContext): Promise<Receiver> {
  const bodies: string[] = [];
  const server = createHttpServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(receiver.status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${await portOf(server)}/hook`,
    bodies,
    status: 200,
  };
  return receiver;
}

/** A repository behind git over HTTP; its address. */
export async function startRepository(context: TestContext): Promise<string> {
  const folder = tempTree(context);
  const work = path.join(folder, 'work');
  put(work, 'lockstep.yaml', 'version: 1\nproduct: shop\nrules: { "*": observe }\n');
  put(work, 'src/app.js', 'console.log(1);\n');
  runGit(work, 'init', '-q', '-b', 'main');
  commitAll(work, 'first');
  runGit(work, 'clone', '-q', '--bare', work, path.join(folder, 'served', 'shop.git'));
  const server = await startGitServer(path.join(folder, 'served'));
  context.after(() => server.stop());
  return `${server.origin}/shop.git`;
}

function advisory(id: string, name: string, more: object): TestRecord {
  return {
    id,
    modified: '2026-05-01T00:00:00Z',
    summary: `${name} does what it should not.`,
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
      },
    ],
    database_specific: { severity: 'MODERATE' },
    ...more,
  };
}

/** Advisories of npm with the lists of CISA and FIRST, as "lockstep advisories pull" has fetched them; their folder. */
export async function pullAdvisories(context: TestContext, user: User): Promise<string> {
  const osv = await osvServer(context);
  publish(osv.files, [
    advisory('GHSA-left-left-left', 'left-pad', {
      aliases: ['CVE-2026-1001'],
      database_specific: { severity: 'HIGH' },
    }),
    advisory('GHSA-exec-exec-exec', 'exec-all', { aliases: ['CVE-2026-1002'] }),
    advisory('GHSA-many-many-many', 'tiny-0', { database_specific: { severity: 'CRITICAL' } }),
  ]);
  const known = {
    dateReleased: '2026-05-05T16:45:47.0648Z',
    vulnerabilities: [{ cveID: 'CVE-2026-1002', dateAdded: '2026-04-10' }],
  };
  osv.files.set('kev.json', strToU8(JSON.stringify(known)));
  const scores = `#model_version:v1,score_date:2026-05-06T00:00:00+0000
cve,epss,percentile
CVE-2026-1001,0.0123,0.5
CVE-2026-1002,0.87,0.9
`;
  osv.files.set('epss.csv.gz', gzipSync(strToU8(scores)));
  const folder = path.join(user.home, 'advisories');
  const lists = ['--kev', `${osv.url}kev.json`, '--epss', `${osv.url}epss.csv.gz`];
  const words = ['advisories', 'pull', 'npm', '--mirror', osv.url, '--dir', folder, ...lists];
  const pulled = await user.run(user.home, ...words);
  assertCode(pulled, 0);
  return folder;
}

interface Part {
  readonly name: string;
  readonly version?: string;
  readonly licence?: string;
}

function bill(parts: readonly Part[]): string {
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: parts.map(({ name, version = '1.0.0', licence }) => ({
      type: 'library',
      name,
      version,
      purl: `pkg:npm/${name}@${version}`,
      ...(licence === undefined ? {} : { licenses: [{ expression: licence }] }),
    })),
  });
}

const LICENCES = ['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', undefined] as const;
const tiny: readonly Part[] = Array.from({ length: 70 }, (_, index) => {
  const licence = LICENCES[index % LICENCES.length];
  return { name: `tiny-${index}`, ...(licence === undefined ? {} : { licence }) };
});

/** A product of which nothing is known. */
export async function makeProduct(url: string, token: string, name: string): Promise<void> {
  await send(url, token, { query: `product=${name}&subject=registry/${name}:1`, body: bill([]) });
}

/** What three products consist of. */
export async function sendSboms(url: string, token: string): Promise<void> {
  const bills: Readonly<Record<string, string>> = {
    'product=shop&subject=registry/shop:1': bill([
      ...tiny,
      { name: 'left-pad', licence: 'WTFPL' },
      { name: 'copied', licence: 'GPL-3.0-or-later' },
    ]),
    'product=payments&subject=registry/payments:7': bill([
      { name: 'exec-all', licence: 'MIT OR GPL-2.0-only' },
      { name: 'left-pad', version: '2.0.0', licence: 'WTFPL' },
      { name: 'own', licence: 'Ask our lawyers <script>alert(1)</script>' },
    ]),
    'product=warehouse&subject=registry/warehouse:3': bill([{ name: 'left-pad' }, { name: 'own' }]),
  };
  for (const [query, body] of Object.entries(bills)) await send(url, token, { query, body });
}

async function send(
  url: string,
  token: string,
  { query, body }: { readonly query: string; readonly body: string },
): Promise<void> {
  const answer = await fetch(`${url}/v1/sboms?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  assert.equal(answer.status, 200, await answer.text());
}
