import path from 'node:path';
import type { TestContext } from 'node:test';
import { User, type Running } from './lockstep.ts';

/** The suite and what it starts. */
const HANG_MS = 600_000;

export interface Started {
  readonly url: string;
  /** Of a program that may do everything. */
  readonly token: string;
  /** Makes whoever opens it the first admin. */
  readonly link: string;
  readonly running: Running;
  /** Where its database lies. */
  readonly data: string;
}

export interface StartOptions {
  readonly user?: User;
  readonly env?: Readonly<Record<string, string>>;
  /** 0: any that is free. */
  readonly port?: number;
  readonly flags?: readonly string[];
}

/** A real service with an embedded database, gone when the test ends. */
export async function startService(
  context: TestContext,
  { user = new User(context), env = {}, port = 0, flags = [] }: StartOptions = {},
): Promise<Started> {
  const data = path.join(user.home, 'data');
  const words = ['serve', '--data', data, '--port', String(port), '--quiet', ...flags];
  // Its clock is the real one: browsers have no other.
  const own = { SOURCE_DATE_EPOCH: undefined, ...env };
  const running = user.start(user.home, words, { hangMs: HANG_MS, env: own });
  let said = '';
  running.child.stdout?.on('data', (text: string) => {
    said += text;
  });
  await running.said('listens on');
  context.after(async () => {
    running.child.kill('SIGTERM');
    await running.ended;
  });
  const found = (pattern: RegExp): string => pattern.exec(said)?.[1] ?? '';
  return {
    url: found(/listens on (\S+)/u),
    token: found(/^ +(lockstep_\S+)$/mu),
    link: found(/(http:\S+\/auth\/link\/\S+)/u),
    running,
    data,
  };
}
