import type { Program } from '../../engine/program.ts';
import type { Hit } from '../hit.ts';
import type { ModuleScene } from '../scene.ts';
import { collectRoutes } from './collect.ts';
import { unmarkedRoutes } from './marked-routes.ts';
import { missingAuthentication } from './missing-authentication.ts';
import { csrfMissing, rateLimitMissing } from './missing-middleware.ts';
import { missingOwnershipCheck } from './missing-ownership-check.ts';

/** @yields what single routes lack that the routes beside them have */
export function* routeHits(program: Program, files: readonly ModuleScene[]): Generator<Hit> {
  yield* unmarkedRoutes(program);
  if (program.routes.length === 0) return;
  const routes = collectRoutes(program, files);
  yield* missingAuthentication(routes);
  yield* missingOwnershipCheck(routes);
  yield* csrfMissing(program, routes);
  yield* rateLimitMissing(routes);
}
