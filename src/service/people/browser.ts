import type { FastifyRequest } from 'fastify';
import type { App, ServiceContext } from '../context.ts';
import { problemOf, titleOf } from '../problem.ts';
import { pageHeaders } from './page-headers.ts';
import { faultPage } from './page.ts';

/** Answers of these routes are pages, those of errors too. */
export function asPages(app: App, { origin, strangers }: ServiceContext): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(pageHeaders(origin())).type('text/html; charset=utf-8');
  });
  app.setErrorHandler(async (error, request, reply) => {
    const { status, detail = '' } = problemOf(error);
    const level = status >= 500 ? 'error' : 'warn';
    request.log[level]({ err: error }, 'signing in has failed');
    const isGuessing = status < 500 && (await isTooMuch(strangers, request));
    const told = isGuessing ? 429 : status;
    const text = isGuessing ? 'Try again in a minute.' : `${detail} (request ${request.id})`;
    return reply
      .status(told)
      .type('text/html; charset=utf-8')
      .send(faultPage(titleOf(told), text));
  });
}

async function isTooMuch(
  strangers: ServiceContext['strangers'],
  request: FastifyRequest,
): Promise<boolean> {
  const limit = await strangers(request);
  return !limit.isAllowed && limit.isExceeded;
}

/** Bodies are forms (https://url.spec.whatwg.org/#application/x-www-form-urlencoded). */
export function asForm(app: App): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}
