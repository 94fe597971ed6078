import type { Program } from '../../engine/program.ts';
import type { Hit } from '../hit.ts';
import { namesOf, type RouteCall, type Routes } from './collect.ts';
import { changesData, limitsRate } from './words.ts';

/** @yields where sessions are kept in cookies, and nothing in the program speaks of forged requests */
export function* csrfMissing(program: Program, { routes, uses }: Routes): Generator<Hit> {
  const sessions = uses.filter(({ before }) => before.some(isSession));
  if (sessions.length === 0 || !routes.some(changesBySession)) return;
  const isKnown = program.modules.some(({ ir }) =>
    ir.strings.some((text) => /c-?surf|csrf|xsrf|lusca|same_?site|sec-fetch-site/iu.test(text)),
  );
  if (isKnown) return;
  for (const { scene, call: at } of sessions) {
    const shows = 'cookies alone decide who acts';
    yield { rule: 'csrf-missing', fn: scene.fn, at, shows, confidence: 'low' };
  }
}

function isSession(name: string): boolean {
  return /^(?:express-session|cookie-session)\(\)$/u.test(name);
}

function changesBySession({ method, handlers }: RouteCall): boolean {
  return changesData.test(method) && handlers.some((handler) => namesOf(handler).has('session'));
}

/** @yields a login without a limit of tries, in a program that limits other routes */
export function* rateLimitMissing({ routes, uses }: Routes): Generator<Hit> {
  if (uses.some(isLimited) || !routes.some(isLimited)) return;
  for (const route of routes) {
    const isLogin =
      route.method === 'POST' && /\/(?:log-?in|sign-?in|authenticate)$/iu.test(route.path);
    if (!isLogin || isLimited(route)) continue;
    const shows = 'other routes have a limit of tries, the login has none';
    const { scene, call: at } = route;
    yield { rule: 'rate-limit-missing', fn: scene.fn, at, shows, confidence: 'low' };
  }
}

function isLimited({ before }: RouteCall): boolean {
  return before.some((name) => limitsRate.test(name));
}
