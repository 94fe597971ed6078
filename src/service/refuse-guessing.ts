import type { FastifyRequest } from 'fastify';
import type { ServiceContext } from './context.ts';
import { Problem } from './problem.ts';

/** Counts a request of somebody who is not who they say, by address. Throws Problem where there were too many. */
export async function refuseGuessing(
  { strangers }: ServiceContext,
  request: FastifyRequest,
): Promise<void> {
  const limit = await strangers(request);
  if (limit.isAllowed || !limit.isExceeded) return;
  throw new Problem(429, `try again in ${limit.ttlInSeconds} s`);
}
