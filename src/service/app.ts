import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import rateLimit from '@fastify/rate-limit';
import swagger, { type FastifyDynamicSwaggerOptions as SwaggerOptions } from '@fastify/swagger';
import fastify, { type FastifyRequest } from 'fastify';
import { version } from '../model/version.ts';
import { may, type Permission, type Principal } from './access.ts';
import { principalOf } from './authenticate.ts';
import type { App, Routes, ServiceContext } from './context.ts';
import { serializers, type LogStream } from './log.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import { measure } from './metrics.ts';
import { answerHeaders } from './people/page-headers.ts';
import { idTokensOf } from './pipelines/id-tokens.ts';
import { openRolloutOf } from './rollout/product-frame.ts';
import { Problem, problemOf, problemShape, sendProblem } from './problem.ts';
import { refuseGuessing } from './refuse-guessing.ts';
import { adviceRoutes } from './routes/advice.ts';
import { advisoryRoutes } from './routes/advisories.ts';
import { auditRoutes } from './routes/audit.ts';
import { channelRoutes } from './routes/channels.ts';
import { checkRoutes } from './routes/checks.ts';
import { componentRoutes } from './routes/components.ts';
import { consoleRoutes } from './routes/console.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { agreementRoutes } from './routes/agreement.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { deadlineRoutes } from './routes/deadlines.ts';
import { effectRoutes } from './routes/effect.ts';
import { effectsRoutes } from './routes/effects.ts';
import { endpointRoutes } from './routes/endpoints.ts';
import { findingRoutes } from './routes/findings.ts';
import { gateRoutes } from './routes/gate.ts';
import { healthRoutes } from './routes/health.ts';
import { changeRoutes } from './routes/changes.ts';
import { forgeEventRoutes } from './routes/forge-events.ts';
import { forgeRoutes } from './routes/forges.ts';
import { licenceRoutes } from './routes/licences.ts';
import { logRoutes } from './routes/log.ts';
import { metricRoutes } from './routes/metrics.ts';
import { productRoutes } from './routes/products.ts';
import { repositoryRoutes } from './routes/repositories.ts';
import { overrideRoutes } from './routes/overrides.ts';
import { proposalRoutes } from './routes/proposals.ts';
import { ruleRoutes } from './routes/rules.ts';
import { runRoutes } from './routes/runs.ts';
import { sbomRoutes } from './routes/sboms.ts';
import { authRoutes } from './routes/auth.ts';
import { groupRoleRoutes } from './routes/group-roles.ts';
import { meRoutes } from './routes/me.ts';
import { trustRoutes } from './routes/trusts.ts';
import { userRoutes } from './routes/users.ts';
import { policyRoutes } from './routes/policies.ts';
import { standingRoutes } from './routes/standing.ts';
import { trendRoutes } from './routes/trend.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { triageRoutes } from './routes/triage.ts';
import { verdictRoutes } from './routes/verdicts.ts';
import { waiverRoutes } from './routes/waivers.ts';

/** Every resource; the order is that of the description. */
const resources: readonly Routes[] = [
  healthRoutes,
  productRoutes,
  standingRoutes,
  trendRoutes,
  deadlineRoutes,
  policyRoutes,
  runRoutes,
  findingRoutes,
  verdictRoutes,
  triageRoutes,
  adviceRoutes,
  logRoutes,
  gateRoutes,
  overrideRoutes,
  decisionRoutes,
  ruleRoutes,
  effectRoutes,
  effectsRoutes,
  waiverRoutes,
  proposalRoutes,
  agreementRoutes,
  checkRoutes,
  repositoryRoutes,
  changeRoutes,
  endpointRoutes,
  componentRoutes,
  licenceRoutes,
  sbomRoutes,
  advisoryRoutes,
  authRoutes,
  meRoutes,
  userRoutes,
  groupRoleRoutes,
  channelRoutes,
  deliveryRoutes,
  forgeRoutes,
  forgeEventRoutes,
  tokenRoutes,
  trustRoutes,
  auditRoutes,
  metricRoutes,
  consoleRoutes,
];

/** Of bodies that are no reports. */
const MAX_BODY_BYTES = 2 ** 20;
/** For the head and the body of a request: whoever is slower is let go. */
const REQUEST_TIMEOUT_MS = 120_000;
/** For the head alone. */
const HEADERS_TIMEOUT_MS = 20_000;
/** How often it is looked for who is too slow; every half minute, Node's usual, would let them stay longer than said. */
const LOOK_FOR_SLOW_MS = 2_000;
/** Chosen: below the usual limit of open files, above what the runners of a large organisation open at once. */
const MAX_CONNECTIONS = 5_000;
const MAX_PARAMETER_LENGTH = 500;

/** What `buildApp` does not make itself. */
export type GivenContext = Omit<ServiceContext, 'metrics' | 'idTokens' | 'strangers' | 'rollout'>;

/** What concerns the server as such. */
export interface ServerSettings {
  readonly log: LogStream | undefined;
  /** Addresses and networks whose `X-Forwarded-For` is believed; or `loopback`, `linklocal`, `uniquelocal`. */
  readonly proxies?: readonly string[];
}

/** Builds the server without letting it listen. */
export async function buildApp(
  given: GivenContext & { readonly queue: Pick<JobQueue, 'counts'> },
  { log, proxies = [] }: ServerSettings,
): Promise<App> {
  const app: App = fastify({
    // Who asks is told by the first of them that is not one of these; else everybody behind a proxy would share its limits.
    trustProxy: proxies.length === 0 ? false : [...proxies],
    logger: log === undefined ? false : { level: 'info', stream: log, serializers },
    genReqId: () => randomUUID(),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { connectionsCheckingInterval: LOOK_FOR_SLOW_MS },
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    // A field that a route does not know is a mistake of the caller, and told.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.server.headersTimeout = HEADERS_TIMEOUT_MS;
  app.server.maxConnections = MAX_CONNECTIONS;
  app.addSchema(problemShape);
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, {
      status: 404,
      detail: `${request.method} ${pathOf(request.url)}`,
    }),
  );
  const registry = measure(app, given);
  await app.register(rateLimit, limits);
  const context: ServiceContext = {
    ...given,
    metrics: () => registry,
    idTokens: idTokensOf(given.database),
    strangers: app.createRateLimit(STRANGERS),
    rollout: openRolloutOf(given.database),
  };
  guard(app, context);
  await app.register(swagger, { openapi: description });
  await app.register(async (inner) => {
    for (const routes of resources) {
      await inner.register(async (own) => {
        routes(own.withTypeProvider<TypeBoxTypeProvider>(), context);
      });
    }
  });
  return app;
}

/** Requests from one address without a valid token. Chosen: somebody who mistypes it is below, a guesser far above. */
const STRANGERS = { max: 60, timeWindow: '1 minute' } as const;

/** Nothing is answered before it is known who asks, and whether that one may. */
function guard(app: App, context: ServiceContext): void {
  app.decorateRequest('principal', undefined);
  app.addHook('onRoute', ({ config, url }) => {
    if (config?.permission === undefined) throw new Error(`${url} does not say who may ask for it`);
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(answerHeaders(context.origin()));
    const { permission } = request.routeOptions.config;
    // No such route: that there is none is no secret.
    if (permission === undefined || permission === 'public') return;
    request.principal = await principalOf(context, request);
    if (request.principal === undefined) {
      await refuseGuessing(context, request);
      reply.header('www-authenticate', 'Bearer realm="lockstep"');
      throw new Problem(401, 'send a valid token (Authorization: Bearer lockstep_…), or sign in');
    }
    if (!may(request.principal, permission)) {
      throw refused(request.principal, permission);
    }
  });
}

/** Requests from one address. Chosen: far above what a busy office asks, below what would starve others. */
const limits = {
  max: 30_000,
  timeWindow: '1 minute',
  errorResponseBuilder: (
    _request: FastifyRequest,
    { after }: { readonly after: string },
  ): Problem => new Problem(429, `try again in ${after}`),
};

function refused({ name, grants }: Principal, permission: Permission): Problem {
  if (grants.length > 0) {
    return new Problem(403, `${name} may not do this: it takes the permission ${permission}`);
  }
  return new Problem(403, `${name} has no role yet: ask an administrator of Lockstep for one`);
}

/** The head of the OpenAPI document; the rest comes from the routes. */
const description: NonNullable<SwaggerOptions['openapi']> = {
  openapi: '3.1.0',
  info: {
    title: 'Lockstep',
    version,
    description: 'Security checks as services: runs, findings, verdicts and the gate.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: '__Host-lockstep' },
    },
  },
  security: [{ token: [] }, { session: [] }],
};

function pathOf(url: string): string {
  return url.split('?', 1)[0]?.slice(0, 200) ?? '';
}
