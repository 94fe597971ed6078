import type { TestContext } from 'node:test';
import type { ProtocolVersion } from '../../src/checks/tls/observation.ts';
import { Door } from '../../src/checks/tls/probe/door.ts';
import type { Speaker } from '../../src/checks/tls/probe/speak.ts';
import { allSuites } from '../../src/checks/tls/tables/suites.ts';
import { openNetwork } from '../../src/io/network.ts';

const endpointTimeoutMs = 60_000;

/** A speaker for a server of a test that is believed to take every suite of these versions. */
export function speakerTo(
  context: TestContext,
  { address, port }: { readonly address: string; readonly port: number },
  versions: readonly ProtocolVersion[],
): Speaker {
  const stop = new AbortController();
  context.after(() => stop.abort());
  const network = openNetwork(stop.signal);
  const endpoint = {
    name: `localhost:${port}`,
    host: 'localhost',
    port,
    zone: 'internal',
    profile: 'intermediate',
  };
  const deadlineMs = network.monotonicMs() + endpointTimeoutMs;
  const door = new Door({ endpoint, address, deadlineMs }, network, {
    mode: 'deep',
    now: '2026-11-25T00:00:00.000Z',
    intrusive: true,
    revocation: false,
    parallel: 1,
    connectTimeoutMs: 5_000,
    handshakeTimeoutMs: 2_000,
    endpointTimeoutMs,
    backoffMs: [5, 20],
  });
  return {
    door,
    serverName: 'localhost',
    suites: Object.fromEntries(versions.map((version) => [version, codesOf(version)])),
  };
}

function codesOf(version: ProtocolVersion): readonly number[] {
  return allSuites()
    .filter(({ era }) =>
      version === 'TLS1.3' ? era === version : era !== 'TLS1.3' && era !== 'SSLv2',
    )
    .map(({ code }) => code);
}
