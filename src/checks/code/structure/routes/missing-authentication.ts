import { groupBy } from '../../../../model/group-by.ts';
import type { Hit } from '../hit.ts';
import { namesOf, type RouteCall, type Routes } from './collect.ts';
import { asksWho, changesData, isPublic, mayAskWho, onlyPrepares } from './words.ts';

/** Fewer routes with a login beside it prove no habit. */
const MIN_PROTECTED = 3;
/** At least three of four routes ask who calls. */
const MIN_SHARE = 0.75;

/** @yields a route that changes data without asking who calls, where the routes beside it ask */
export function* missingAuthentication({ routes, uses }: Routes): Generator<Hit> {
  // Where something is asked before whole routers it cannot be told which of them.
  if (uses.some(refusesSome)) return;
  for (const group of groupBy(routes, ({ owner }) => owner).values()) {
    const count = group.filter(isProtected).length;
    if (count < MIN_PROTECTED || count / group.length < MIN_SHARE) continue;
    for (const route of group) {
      if (!isOpen(route)) continue;
      const shows = `${count} routes beside it ask who calls`;
      const { scene, call: at } = route;
      const rule = 'missing-authentication';
      yield { rule, fn: scene.fn, at, shows, confidence: 'medium' };
    }
  }
}

function isProtected({ before }: RouteCall): boolean {
  return before.some((name) => asksWho.test(name));
}

function refusesSome({ before }: RouteCall): boolean {
  return before.some((name) => asksWho.test(name) && !onlyPrepares.test(name));
}

function isOpen({ method, path, before, handlers }: RouteCall): boolean {
  if (!changesData.test(method) || isPublic.test(path)) return false;
  if (before.some((name) => mayAskWho.test(name))) return false;
  return handlers.length > 0 && !handlers.some((handler) => asksItself([...namesOf(handler)]));
}

/** The handler looks at who calls. */
function asksItself(names: readonly string[]): boolean {
  return names.some((name) =>
    /auth|session|token|permission|secret|signature|verif|api_?key|\buser\b|current_?user/iu.test(
      name,
    ),
  );
}
