import type { TestContext } from 'node:test';
import type { Visit } from '../../src/checks/tls/probe/door.ts';
import { openNetwork } from '../../src/io/network.ts';

const patienceMs = 5_000;

/** One connection to a server of a test, closed when the test ends. */
export async function visit(
  context: TestContext,
  target: { readonly address: string; readonly port: number },
): Promise<Visit> {
  const stop = new AbortController();
  context.after(() => stop.abort());
  const network = openNetwork(stop.signal);
  const dialled = await network.dial(target.address, target.port, patienceMs);
  if (dialled.kind !== 'connected') throw new Error(`not connected: ${dialled.kind}`);
  context.after(() => dialled.connection.close());
  const until = network.monotonicMs() + patienceMs;
  const remainingMs = (): number => Math.max(0, until - network.monotonicMs());
  return { connection: dialled.connection, remainingMs };
}
