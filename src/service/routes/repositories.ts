import { Type, type TSchema } from 'typebox';
import {
  addRepository,
  changeRepository,
  listRepositories,
  lockRepository,
  type Repository,
  type RepositorySettings,
} from '../../store/repositories.ts';
import { reaches, type Principal } from '../access.ts';
import { answer, pageOf } from '../answer.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';
import { reachOfProduct } from '../products.ts';
import { CREDENTIALS_NAME } from '../repositories/git-credentials.ts';
import { checkGitUrl, isBranchName } from '../repositories/git-url.ts';
import { beginScan } from '../schedules/begin-scan.ts';
import { requireVersion, versionOf, wantedVersion } from '../version-of.ts';
import {
  auditItem,
  itemParams,
  lockedItem,
  removing,
  type InventoryKind,
} from './inventory-item.ts';
import {
  allOptional,
  checkedSchedule,
  productToConfigure,
  scheduledShapes,
  scheduleShapes,
} from './inventory-shapes.ts';

const repository = answer({
  id: Type.Integer(),
  product: Type.String(),
  url: Type.String(),
  branch: Type.String({ description: 'empty: the default of the server' }),
  default: Type.Boolean({ description: 'it is the branch that others are compared with' }),
  checks: Type.Array(Type.String(), { description: 'empty: those of its policy' }),
  credentials: Type.String({ description: 'the name of a secret file; empty: none' }),
  ...scheduledShapes,
  examinedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'when a scan last gave a report; null: never',
  }),
});

/** What can be said of one; what is left out stays as it is. */
const settings: Readonly<Record<keyof RepositorySettings, TSchema>> = {
  url: Type.String({
    minLength: 1,
    maxLength: 500,
    description: 'https, without user and password',
    examples: ['https://git.example/acme/shop.git'],
  }),
  branch: Type.String({ maxLength: 250 }),
  default: Type.Boolean(),
  checks: Type.Array(
    Type.Union(['code', 'components', 'secrets'].map((each) => Type.Literal(each))),
    { maxItems: 3, uniqueItems: true },
  ),
  credentials: Type.String({ pattern: `${CREDENTIALS_NAME}|^$` }),
  ...scheduleShapes,
};
const optional = allOptional(settings);
type Changes = Partial<RepositorySettings>;

/** Of a new one. */
const usual: Omit<RepositorySettings, 'url'> = {
  branch: '',
  default: true,
  checks: [],
  credentials: '',
  schedule: '0 2 * * *',
  timeZone: 'UTC',
  paused: false,
};
const kind: InventoryKind<Pick<Repository, 'url' | 'product'> & RepositorySettings> = {
  table: 'repositories',
  word: 'repository',
  nameOf: ({ url, product }) => `${url} of ${product}`,
  lock: lockRepository,
};
const refusals = {
  403: Type.Ref('Problem'),
  404: Type.Ref('Problem'),
  409: Type.Ref('Problem'),
  422: Type.Ref('Problem'),
};

/** Repositories that the service fetches and examines itself. */
export const repositoryRoutes: Routes = (app, context) => {
  const { database } = context;
  app.get(
    '/v1/repositories',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Repositories that the service examines itself',
        tags: ['Repositories'],
        querystring: Type.Object({
          product: Type.Optional(Type.String({ maxLength: 200 })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('repositories', repository) },
      },
    },
    async ({ query: { product, limit, cursor }, principal }) => {
      const [after = 0] = readCursor(cursor, ['number']) ?? [];
      const only = await reachOfProduct(database, principal, product);
      const repositories = await listRepositories(database, { after: Number(after), limit, only });
      return {
        repositories: repositories.map((each) => ({
          ...each,
          version: versionOf(settingsOf(each)),
        })),
        next: nextCursor(repositories, limit, ({ id }) => [id]),
      };
    },
  );
  creating(app, context);
  changing(app, context);
  removing(app, context, kind, {
    tag: 'Repositories',
    summary: 'Examine a repository no more; what was found in it stays',
  });
  scanning(app, context);
};

function creating(app: App, { database }: ServiceContext): void {
  app.post(
    '/v1/repositories',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Have a repository of a product examined by a schedule',
        description:
          'Daily at 02:00 UTC, unless it says otherwise, spread over half an hour. Credentials are named by whoever may configure all products.',
        tags: ['Repositories'],
        body: Type.Object(
          {
            ...optional,
            product: Type.String({ minLength: 1, maxLength: 200 }),
            url: settings.url,
          },
          {
            additionalProperties: false,
            examples: [
              {
                product: 'shop',
                url: 'https://git.example/acme/shop.git',
                checks: ['code'],
                schedule: '0 2 * * 1-5',
              },
            ],
          },
        ),
        response: { 201: answer({ id: Type.Integer() }), ...refusals },
      },
    },
    async ({ body, principal }, reply) => {
      // oxlint-disable-next-line no-unsafe-type-assertion -- the schema of the route has seen to it
      const { product, ...given } = body as { product: string; url: string } & Changes;
      const wanted = checkedSettings({ ...usual, ...given }, principal, undefined);
      const id = await database.transaction(async (transaction) => {
        const productId = await productToConfigure(transaction, product, principal);
        const by = principal?.name ?? '';
        const added = await addRepository(transaction, productId, by, wanted);
        if (added === undefined) throw new Problem(409, `${product} has this repository already`);
        const item = { ...wanted, product };
        const detail = { id: added, ...flat(wanted) };
        await auditItem(transaction, kind, { item, verb: 'add', principal, detail });
        return added;
      });
      return reply.status(201).send({ id });
    },
  );
}

function changing(app: App, { database }: ServiceContext): void {
  app.patch(
    '/v1/repositories/:id',
    {
      config: { permission: 'configure' },
      schema: {
        summary: 'Change how a repository is examined; what is left out stays',
        tags: ['Repositories'],
        params: itemParams,
        body: Type.Object(
          { ...optional, version: wantedVersion },
          { additionalProperties: false, examples: [{ branch: 'release' }] },
        ),
        response: { 200: answer({ id: Type.Integer() }), ...refusals },
      },
    },
    async ({ params: { id }, body, principal }) => {
      await database.transaction(async (transaction) => {
        const asked = { id, principal, permission: 'configure' } as const;
        const known = await lockedItem(transaction, kind, asked);
        // oxlint-disable-next-line no-unsafe-type-assertion -- the schema of the route has seen to it
        const { version, ...changes } = body as Changes & { readonly version?: string };
        requireVersion(version, settingsOf(known));
        const wanted = checkedSettings({ ...settingsOf(known), ...changes }, principal, known);
        if (!(await changeRepository(transaction, id, wanted))) {
          throw new Problem(409, `${known.product} has this repository already`);
        }
        const item = { ...known, ...wanted };
        const detail = { id, ...flat(wanted) };
        await auditItem(transaction, kind, { item, verb: 'change', principal, detail });
      });
      return { id };
    },
  );
}

function scanning(app: App, { database, scans }: ServiceContext): void {
  app.post(
    '/v1/repositories/:id/scan',
    {
      config: { permission: 'examine' },
      schema: {
        summary: 'Examine a repository now; while that is being done, it is the same scan',
        tags: ['Repositories'],
        params: itemParams,
        response: { 202: answer({ scan: Type.String() }), 404: Type.Ref('Problem') },
      },
    },
    async ({ params: { id }, principal }, reply) => {
      const scan = await database.transaction(async (transaction) => {
        await lockedItem(transaction, kind, { id, principal, permission: 'examine' });
        const wanted = { table: kind.table, id, by: principal?.name ?? '' } as const;
        return beginScan(transaction, wanted, scans.send);
      });
      return reply.status(202).send({ scan });
    },
  );
}

function settingsOf(known: RepositorySettings): RepositorySettings {
  const { url, branch, checks, credentials, schedule, timeZone, paused } = known;
  return { url, branch, default: known.default, checks, credentials, schedule, timeZone, paused };
}

/** As the audit log takes it. */
function flat({ checks, ...rest }: RepositorySettings): Readonly<Record<string, string | boolean>> {
  return { ...rest, checks: checks.join(' ') };
}

/** Throws Problem. A secret of all is not for whoever has one product: of what it opens, much may not be theirs. */
function checkedSettings(
  wanted: RepositorySettings,
  principal: Principal | undefined,
  before: RepositorySettings | undefined,
): RepositorySettings {
  const checked = checkGitUrl(wanted.url);
  if ('refused' in checked) throw new Problem(422, `url: ${checked.refused}`);
  if (wanted.branch !== '' && !isBranchName(wanted.branch)) {
    throw new Problem(422, 'branch: git allows no branch of this name');
  }
  checkedSchedule(wanted);
  const isSame = before?.url === checked.url && before.credentials === wanted.credentials;
  if (wanted.credentials !== '' && !isSame && !reaches(principal, 'configure', undefined)) {
    throw new Problem(403, 'credentials are named by whoever may configure all products');
  }
  return { ...wanted, url: checked.url };
}
