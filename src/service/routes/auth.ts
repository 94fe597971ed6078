import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import { endSession } from '../../store/sessions.ts';
import { beginSignIn, takeSignIn } from '../../store/sign-ins.ts';
import { findLink } from '../../store/sign-in-links.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { clearCookie, readCookie, setCookie } from '../people/cookies.ts';
import { shown } from '../people/identity-from.ts';
import { keepPage, linkPage, onwardPage, signedOutPage, tokenPage, STYLE } from '../people/page.ts';
import { returnPath } from '../people/return-to.ts';
import { requireOwnPage } from '../people/same-origin.ts';
import { signInByLink, signInByProvider, signInByToken, type SignedIn } from '../people/sign-in.ts';
import { asForm, asPages } from '../people/browser.ts';
import { answer } from '../answer.ts';
import { Problem } from '../problem.ts';

/** To type a password, and to confirm it by telephone. */
const SIGN_IN_MINUTES = 10;
/** Browsers keep the cookie of a session no longer than any session lasts. */
const SESSION_COOKIE_S = 7 * 86_400;
/** From one address. Chosen: an office that begins its day is below, a flood above. */
const RATE = { max: 120, timeWindow: '1 minute' } as const;
const PAGE_CONFIG = { permission: 'public', rateLimit: RATE } as const;
const secretParams = Type.Object({ secret: Type.String({ maxLength: 100 }) });

/** How people come in, and go. */
export const authRoutes: Routes = (app, context) => {
  void app.register(async (pages) => {
    asPages(pages, context);
    asForm(pages);
    signInPages(pages, context);
    linkPages(pages, context);
    pages.get(
      '/auth/signed-out',
      { config: PAGE_CONFIG, schema: { hide: true } },
      (_request, reply) => reply.send(signedOutPage()),
    );
    pages.get(
      '/auth/style.css',
      { config: { permission: 'public' }, schema: { hide: true } },
      (_request, reply) =>
        reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=3600').send(STYLE),
    );
  });
  app.post(
    '/auth/sign-out',
    {
      config: { permission: 'self' },
      schema: {
        summary: 'Sign out of this session',
        tags: ['People'],
        response: {
          200: answer({
            next: Type.String({
              description:
                'where the browser is to go: to the identity provider, to be signed out there too',
            }),
          }),
          403: Type.Ref('Problem'),
        },
      },
    },
    async ({ principal, headers, log }, reply) => {
      const { database, origin, provider } = context;
      const secret = readCookie('session', headers.cookie, origin());
      if (principal?.kind !== 'person' || secret === undefined) {
        throw new Problem(403, 'a program has no session: revoke its token');
      }
      await database.transaction(async (transaction) => {
        await endSession(transaction, secret);
        await appendAudit(transaction, {
          actor: principal.name,
          action: 'session.end',
          subject: principal.name,
          detail: {},
        });
      });
      const home = new URL('/auth/signed-out', origin());
      const next = await provider?.signOutUrl(home).catch((error: unknown) => {
        // Here it has ended; what the provider says of itself must not hold that up.
        log.warn({ err: error }, 'the provider could not be asked');
        return undefined;
      });
      reply.header('set-cookie', clearCookie('session', origin()));
      return { next: next?.href ?? home.pathname };
    },
  );
};

function signInPages(app: App, context: ServiceContext): void {
  const { database, origin, provider } = context;
  app.get(
    '/auth/sign-in',
    {
      config: PAGE_CONFIG,
      exposeHeadRoute: false,
      schema: {
        hide: true,
        querystring: Type.Object({
          returnTo: Type.Optional(Type.String({ maxLength: 2_000 })),
          with: Type.Optional(Type.Literal('token')),
        }),
      },
    },
    async ({ query }, reply) => {
      const returnTo = returnPath(query.returnTo, origin());
      if (provider === undefined || query.with === 'token') return reply.send(tokenPage(returnTo));
      const { url, cookie } = await begin(context, returnTo, null);
      return reply.header('set-cookie', cookie).redirect(url.href, 302);
    },
  );
  app.post(
    '/auth/sign-in',
    {
      config: PAGE_CONFIG,
      schema: {
        hide: true,
        body: Type.Object({
          token: Type.String({ maxLength: 100 }),
          returnTo: Type.Optional(Type.String({ maxLength: 2_000 })),
        }),
      },
    },
    async ({ body, headers }, reply) => {
      requireOwnPage(headers, origin());
      const signedIn = await signInByToken(database, body.token.trim());
      const cookies = await entered(context, headers.cookie, signedIn);
      return reply.header('set-cookie', cookies).redirect(returnPath(body.returnTo, origin()), 303);
    },
  );
  app.get(
    '/auth/callback',
    { config: PAGE_CONFIG, exposeHeadRoute: false, schema: { hide: true } },
    async ({ headers, url }, reply) => {
      const secret = readCookie('sign-in', headers.cookie, origin());
      const begun = secret === undefined ? undefined : await takeSignIn(database, secret);
      if (provider === undefined || secret === undefined || begun === undefined) {
        throw new Problem(
          400,
          'this sign-in was not begun in this browser, or has taken too long; sign in again',
        );
      }
      const returned = new URL('/auth/callback', origin());
      returned.search = new URL(url, origin()).search;
      const identity = await provider.finish(secret, returned);
      const signedIn = await signInByProvider(database, identity, begun.link);
      const cookies = await entered(context, headers.cookie, signedIn);
      return reply
        .header('set-cookie', [...cookies, clearCookie('sign-in', origin())])
        .redirect(returnPath(begun.returnTo, origin()), 303);
    },
  );
}

function linkPages(app: App, context: ServiceContext): void {
  const { database, origin, provider } = context;
  app.get(
    '/auth/link/:secret',
    { config: PAGE_CONFIG, schema: { hide: true, params: secretParams } },
    async ({ params: { secret } }, reply) => {
      const link = await findLink(database, secret);
      if (link === undefined) throw over();
      return reply.send(linkPage(link.name ?? undefined, provider?.issuer));
    },
  );
  app.post(
    '/auth/link/:secret',
    {
      config: PAGE_CONFIG,
      schema: {
        hide: true,
        params: secretParams,
        body: Type.Object({ name: Type.Optional(Type.String({ maxLength: 100 })) }),
      },
    },
    async ({ params: { secret }, body, headers }, reply) => {
      requireOwnPage(headers, origin());
      const link = await findLink(database, secret);
      if (link === undefined) throw over();
      if (provider !== undefined) {
        const { url, cookie } = await begin(context, '/', link.digest);
        return reply.header('set-cookie', cookie).send(onwardPage(url));
      }
      const signedIn = await signInByLink(database, secret, shown(body.name, 100));
      const cookies = await entered(context, headers.cookie, signedIn);
      return reply.header('set-cookie', cookies).send(keepPage(signedIn.name, signedIn.token));
    },
  );
}

/** Where the browser goes, and what it keeps until it comes back. */
async function begin(
  { database, origin, provider }: ServiceContext,
  returnTo: string,
  link: string | null,
): Promise<{ readonly url: URL; readonly cookie: string }> {
  if (provider === undefined) throw new Problem(503, 'there is no identity provider');
  const secret = await beginSignIn(database, { returnTo, link }, SIGN_IN_MINUTES);
  const url = await provider.begin(secret, new URL('/auth/callback', origin()));
  const cookie = setCookie('sign-in', secret, { origin: origin(), maxAge: SIGN_IN_MINUTES * 60 });
  return { url, cookie };
}

/** A new session in place of the one that the browser had. */
async function entered(
  { database, origin }: ServiceContext,
  header: string | undefined,
  { session }: SignedIn,
): Promise<readonly string[]> {
  const old = readCookie('session', header, origin());
  if (old !== undefined) await endSession(database, old);
  return [setCookie('session', session, { origin: origin(), maxAge: SESSION_COOKIE_S })];
}

function over(): Problem {
  return new Problem(404, 'this link was used, or is over; ask an administrator for another');
}
