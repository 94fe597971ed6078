import { Type } from 'typebox';
import { lockEndpoint } from '../../store/endpoints.ts';
import { productIdOf } from '../../store/products.ts';
import { createScan, findScan, type NewScan, type Scan } from '../../store/scans.ts';
import { reachOf, reaches, type Principal } from '../access.ts';
import { answer, textOrNull } from '../answer.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { beginScan } from '../schedules/begin-scan.ts';

const scan = answer({
  id: Type.String(),
  check: Type.String(),
  subject: Type.Any(),
  state: Type.String({ description: 'queued, running, finished or failed' }),
  exitCode: Type.Union([Type.Integer(), Type.Null()], {
    description: '0 pass, 1 blocked, 2 could not decide, 3 nothing to examine',
  }),
  report: Type.Any({
    description:
      'as `lockstep --format json` writes it; null until it is there, and of a repository, whose report is the run `runId`',
  }),
  runId: textOrNull,
  detail: Type.String({ description: 'why there is no report' }),
  createdAt: Type.String(),
  startedAt: textOrNull,
  finishedAt: textOrNull,
});
const snippet = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 300,
      description: 'a path; it tells the language',
    }),
    text: Type.String({ minLength: 1 }),
    product: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false, examples: [{ name: 'src/settings.py', text: 'debug = True' }] },
);
const answers = {
  200: scan,
  202: scan,
  422: Type.Ref('Problem'),
  429: Type.Ref('Problem'),
};
const EVENT_INTERVAL_MS = 500;
/** A listener that is still there asks again. */
const MAX_EVENT_MS = 15 * 60_000;

/** Checks as services: of a text at once, of an archive or an endpoint as a job. */
export const checkRoutes: Routes = (app, context) => {
  const { database } = context;
  app.post(
    '/v1/checks/:check',
    {
      config: { permission: 'examine' },
      schema: {
        summary: 'Examine one text: a source, a lockfile, an SBOM',
        description: 'Answered at once where there is time for it, else with the job that does it.',
        tags: ['Checks'],
        params: Type.Object({
          check: Type.Union(['code', 'components', 'secrets'].map((each) => Type.Literal(each))),
        }),
        body: snippet,
        response: answers,
      },
    },
    async ({ params: { check }, body, principal }, reply) => {
      const { name, text, product } = body;
      const made = await ask(context, principal, {
        check,
        product,
        subject: { kind: 'snippet', name },
        input: Buffer.from(text),
      });
      return send(reply, made);
    },
  );
  app.post(
    '/v1/checks/tls',
    {
      config: { permission: 'examine' },
      schema: {
        summary: 'Examine an endpoint of the inventory',
        tags: ['Checks'],
        body: Type.Object(
          { endpoint: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) },
          { additionalProperties: false, examples: [{ endpoint: 1 }] },
        ),
        response: { ...answers, 404: Type.Ref('Problem') },
      },
    },
    async ({ body: { endpoint: id }, principal }, reply) => {
      const scanId = await database.transaction(async (transaction) => {
        const known = await lockEndpoint(transaction, id, reachOf(principal, 'examine'));
        const wanted = { table: 'endpoints', id, by: principal?.name ?? '' } as const;
        return known && beginScan(transaction, wanted, context.scans.send);
      });
      if (scanId === undefined) throw new Problem(404, `endpoint ${id}: add it to the inventory`);
      return send(reply, await madeScan(context, scanId));
    },
  );
  void app.register(async (own) => archives(own, context));
  scanRoutes(app, context);
};

/** In a context of its own: an archive is no JSON. */
function archives(app: App, context: ServiceContext): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(
    '/v1/checks/:check/archive',
    {
      bodyLimit: context.limits.maxArchiveBytes,
      config: { permission: 'examine' },
      schema: {
        summary: 'Examine a zip, tar or tar.gz',
        tags: ['Checks'],
        params: Type.Object({
          check: Type.Union(['code', 'components', 'secrets'].map((each) => Type.Literal(each))),
        }),
        querystring: Type.Object({
          name: Type.String({ maxLength: 300, default: 'archive' }),
          product: Type.Optional(Type.String({ maxLength: 200 })),
        }),
        response: answers,
      },
    },
    async ({ params: { check }, query: { name, product }, body, principal }, reply) => {
      if (!Buffer.isBuffer(body)) throw new Problem(422, 'the body is empty: send the archive');
      const subject = { kind: 'archive', name } as const;
      return send(reply, await ask(context, principal, { check, product, subject, input: body }));
    },
  );
}

/** What became of it. */
function scanRoutes(app: App, { database }: ServiceContext): void {
  const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
  app.get(
    '/v1/scans/:id',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'A scan, with its report once it is there',
        tags: ['Checks'],
        params,
        response: { 200: scan, 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }) => {
      const found = await findScan(database, id, reachOf(principal, 'read'));
      if (found === undefined) throw new Problem(404, `scan ${id}`);
      return found;
    },
  );
  app.get(
    '/v1/scans/:id/events',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Its states as they come, until it has ended',
        description: 'Server-sent events, each with `state` and `detail`.',
        tags: ['Checks'],
        params,
        produces: ['text/event-stream'],
      },
    },
    async ({ params: { id }, principal, raw }, reply) => {
      const only = reachOf(principal, 'read');
      if ((await findScan(database, id, only)) === undefined) throw new Problem(404, `scan ${id}`);
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      const since = Date.now();
      let told = '';
      while (!raw.destroyed && Date.now() - since < MAX_EVENT_MS) {
        const found = await findScan(database, id, only);
        const { state = 'failed', detail = '' } = found ?? {};
        if (state !== told) {
          told = state;
          reply.raw.write(`event: state\ndata: ${JSON.stringify({ state, detail })}\n\n`);
        }
        if (state === 'finished' || state === 'failed') break;
        await new Promise((resolve) => setTimeout(resolve, EVENT_INTERVAL_MS));
      }
      reply.raw.end();
    },
  );
}

type Asked = Pick<NewScan, 'check' | 'subject' | 'input'> & {
  readonly product: string | undefined;
};

/** A small one is done at once, where this process has time; else it is a job. */
async function ask(
  context: ServiceContext,
  principal: Principal | undefined,
  { product, ...asked }: Asked,
): Promise<Scan> {
  const productId = await productFor(context, principal, product);
  return queue(context, { ...asked, productId, createdBy: principal?.name ?? '' });
}

/** Of which product it is: the one that was named, else the only one that the caller has; undefined: of none. */
async function productFor(
  { database }: ServiceContext,
  principal: Principal | undefined,
  product: string | undefined,
): Promise<number | undefined> {
  if (product !== undefined) {
    const named = await productIdOf(database, product);
    if (named !== undefined && reaches(principal, 'examine', named)) return named;
    throw new Problem(404, `product ${product}`);
  }
  const own = reachOf(principal, 'examine');
  if (own === undefined) return undefined;
  if (own.length > 1) throw new Problem(422, 'product: say which of yours it is of');
  return own[0];
}

async function queue(context: ServiceContext, wanted: NewScan): Promise<Scan> {
  const { database, scans } = context;
  const isSmall = wanted.input !== undefined && wanted.input.byteLength <= MAX_SMALL_BYTES;
  const isNow = isSmall && scans.hasTime();
  const { id, run } = await database.transaction(async (transaction) => {
    const created = await createScan(transaction, wanted);
    if (isNow) return { id: created, run: await scans.begin(transaction, created) };
    await scans.send(transaction, created);
    return { id: created, run: undefined };
  });
  await run?.();
  return madeScan(context, id);
}

async function madeScan({ database }: ServiceContext, id: string): Promise<Scan> {
  const made = await findScan(database, id, undefined);
  if (made === undefined) throw new Error(`scan ${id} is not there`);
  return made;
}

/** Chosen: what a person pastes, or one lockfile. */
const MAX_SMALL_BYTES = 2 ** 20;

function send(
  reply: { status(code: 200 | 202): { send(body: unknown): unknown } },
  made: Scan,
): unknown {
  const hasEnded = made.state === 'finished' || made.state === 'failed';
  return reply.status(hasEnded ? 200 : 202).send(made);
}
