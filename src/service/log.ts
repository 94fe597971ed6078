import type { FastifyRequest } from 'fastify';

/** Takes the log, one JSON object a line. */
export interface LogStream {
  readonly write: (line: string) => void;
}

/** Tokens of ours, wherever somebody has put one. */
const TOKENS = /lockstep_[A-Za-z0-9_-]{20,100}/gu;
const MAX_URL_LENGTH = 2_000;

/** What the log has of a request: no header, no body, and no address that opens something. */
export const serializers = {
  req: (request: FastifyRequest): Readonly<Record<string, unknown>> => ({
    method: request.method,
    url: shownUrl(request),
    host: request.host,
    remoteAddress: request.ip,
  }),
};

/** One-time links, and what an identity provider sends back, are addresses: of these only which route it is. */
function shownUrl({ url, routeOptions }: FastifyRequest): string {
  const route = routeOptions.url ?? 'no route';
  // Whether it is one of them the router knows: `/%61uth/…` is. What is none may be one that was mistyped.
  if (route.startsWith('/auth/') || url.includes('/auth/')) return route;
  return url.slice(0, MAX_URL_LENGTH).replaceAll(TOKENS, 'lockstep_…');
}
