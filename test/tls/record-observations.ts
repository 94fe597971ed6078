// Observes servers of the set and records what they showed in test/tls/observations: run by hand when the format changes,
// `node --import tsx test/tls/record-observations.ts [id …]`. Judged by observations.test.ts, without any server.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tls } from '../../src/checks/tls/index.ts';
import { openNetwork } from '../../src/io/network.ts';
import { ordinary } from './examining.ts';
import { serverSet } from './server-set.ts';

const folder = new URL('observations/', import.meta.url);
const recorded = [
  'nginx-good',
  'nginx-dual',
  'nginx-weak',
  'nginx-tls10-only',
  'openssl-anonymous',
  'openssl-client-certificate',
  'node-0.10',
  'node-0.10-heartbleed',
  'node-24',
];

const wanted = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const { id, lacks, start } of serverSet) {
  if (!(wanted.length > 0 ? wanted : recorded).includes(id) || lacks() !== false) continue;
  const server = await start();
  const stop = new AbortController();
  try {
    const endpoint = {
      name: `${id}.example:443`,
      host: `${id}.example`,
      addresses: [server.address],
      serverName: `${id}.example`,
      port: server.port,
      zone: 'internal',
      profile: 'intermediate',
    };
    const options = { ...ordinary, mode: 'deep', intrusive: true } as const;
    const record = await tls.endpoints?.observe(endpoint, openNetwork(stop.signal), options);
    // The port is another one each time, as is how long it took.
    const text = JSON.stringify({ ...record, port: 443, durationMs: 0 });
    writeFileSync(
      new URL(`${id}.ndjson`, folder),
      `${text.replaceAll(`:${server.port}`, ':443')}\n`,
    );
    process.stderr.write(`${id}: ${text.length} characters\n`);
  } finally {
    stop.abort();
    await server.stop();
  }
}
