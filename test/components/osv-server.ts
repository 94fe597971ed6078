import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { strToU8, zipSync } from 'fflate';

/** Answers in place of the export; true when it has answered. */
export type Answer = (path: string, request: IncomingMessage, response: ServerResponse) => boolean;

/** OSV's public export, on this machine. */
export interface OsvServer {
  readonly url: string;
  /** By path without the first slash. */
  readonly files: Map<string, Uint8Array>;
  /** Paths that were asked for. */
  readonly asked: string[];
  answer: Answer;
}

export async function osvServer(context: TestContext): Promise<OsvServer> {
  const files = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').slice(1));
    asked.push(path);
    if (osv.answer(path, request, response)) return;
    const bytes = files.get(path);
    response.writeHead(bytes === undefined ? 404 : 200);
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  const osv: OsvServer = { url: `http://127.0.0.1:${port}/`, files, asked, answer: () => false };
  return osv;
}

/** A record of npm. */
export interface TestRecord {
  readonly id: string;
  readonly modified: string;
  readonly [field: string]: unknown;
}

export function recordOf(id: string, name: string, more: object = {}): TestRecord {
  const affected = [{ package: { ecosystem: 'npm', name }, versions: ['1.0.0'] }];
  return { id, modified: '2026-01-01T00:00:00Z', summary: `about ${name}`, affected, ...more };
}

export function archiveOf(records: readonly TestRecord[]): Uint8Array {
  return zipSync(
    Object.fromEntries(records.map((each) => [`${each.id}.json`, strToU8(JSON.stringify(each))])),
  );
}

/** Puts an export of npm there: archive, list, and the records one by one. */
export function publish(
  files: Map<string, Uint8Array>,
  records: readonly TestRecord[],
  parts: readonly ('archive' | 'list' | 'records')[] = ['archive', 'list', 'records'],
): void {
  const put = (name: string, bytes: Uint8Array): void => void files.set(`npm/${name}`, bytes);
  if (parts.includes('archive')) put('all.zip', archiveOf(records));
  const lines = records.map(({ modified, id }) => `${modified},${id}\n`);
  if (parts.includes('list')) put('modified_id.csv', strToU8(lines.join('')));
  if (!parts.includes('records')) return;
  for (const each of records) put(`${each.id}.json`, strToU8(JSON.stringify(each)));
}
