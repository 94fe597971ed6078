import { hash } from 'node:crypto';
import { Type } from 'typebox';
import { readSbom } from '../../collect/manifests/sbom/formats.ts';
import { productIdOf } from '../../store/products.ts';
import { versionCondition } from '../../pipeline/components/version-condition.ts';
import type { Queryable } from '../../store/database.ts';
import type { PackageVersion } from '../../store/packages.ts';
import {
  countByProduct,
  listSboms,
  MAX_NAMED_PACKAGES,
  packagesNamed,
  placesOf,
  storeSbom,
} from '../../store/sboms.ts';
import { reachOf, reaches } from '../access.ts';
import { packList, sbomPath } from '../advisories/bill-list.ts';
import { answer, pageOf } from '../answer.ts';
import type { App, Routes, ServiceContext } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';

const place = answer({
  product: Type.String(),
  subject: Type.String(),
  ecosystem: Type.String(),
  name: Type.String(),
  version: Type.String(),
  direct: Type.Boolean(),
});
const sbom = answer({
  id: Type.Integer(),
  product: Type.String(),
  subject: Type.String(),
  receivedAt: Type.String(),
  components: Type.Integer(),
  problems: Type.Array(Type.String(), { description: 'what of it could not be read' }),
  judgedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'when its components were last judged by the advisories; null: never',
  }),
  state: Type.String({
    description:
      'judged; due: there is a reason to judge it anew; unkept: it has to be sent again to be judged',
  }),
});

/** What products consist of. */
export const sbomRoutes: Routes = (app, context) => {
  const { database, limits } = context;
  whereRoute(app, context);
  app.get(
    '/v1/sboms',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'SBOMs that are kept, and whether they were judged',
        tags: ['Components'],
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: { 200: pageOf('sboms', sbom) },
      },
    },
    async ({ query: { limit, cursor }, principal }) => {
      const [after = 0] = readCursor(cursor, ['number']) ?? [];
      const only = reachOf(principal, 'read');
      const sboms = await listSboms(database, { after: Number(after), limit, only });
      return { sboms, next: nextCursor(sboms, limit, ({ id }) => [id]) };
    },
  );
  asText(app);
  app.post(
    '/v1/sboms',
    {
      bodyLimit: limits.maxArchiveBytes,
      config: { permission: 'report' },
      schema: {
        summary: 'Say what a subject consists of now: CycloneDX or SPDX',
        tags: ['Components'],
        querystring: Type.Object({
          product: Type.String({ minLength: 1, maxLength: 200 }),
          subject: Type.String({
            minLength: 1,
            maxLength: 500,
            description: 'a repository, an image',
          }),
        }),
        response: {
          200: answer({
            changed: Type.Boolean(),
            components: Type.Integer(),
            problems: Type.Array(Type.String(), { description: 'what of it could not be read' }),
          }),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ query: { product, subject }, body, principal }) => {
      const known = await productIdOf(database, product);
      if (!reaches(principal, 'report', known)) {
        throw new Problem(403, `you may not report for product ${product}`);
      }
      const text = typeof body === 'string' ? body : '';
      const read = readSbom({ path: sbomPath(text), text });
      if (read.kind === 'failed') throw new Problem(422, read.detail);
      const { components } = read.list;
      const problems = read.problems.map(({ detail }) => detail);
      const changed = await storeSbom(database, {
        product,
        subject,
        digest: hash('sha256', text, 'hex'),
        components: components.map(({ ecosystem, name, version, direct }) => ({
          ecosystem,
          name,
          version,
          direct,
        })),
        list: packList(read.list),
        problems,
      });
      return { changed, components: components.length, problems };
    },
  );
};

/** From here on a body is a text, whatever it calls its type. */
function asText(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

function whereRoute(app: App, { database }: ServiceContext): void {
  app.get(
    '/v1/components',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Where packages of a name are',
        description:
          'By an index: of the name, or of what follows a / : @ in it, the beginning is enough. On the first page also how many subjects of each product have one.',
        tags: ['Components'],
        querystring: Type.Object({
          name: Type.String({ minLength: 2, maxLength: 200, description: 'or its beginning' }),
          version: Type.Optional(
            Type.String({
              maxLength: 200,
              description: 'one version, or comparisons by the order of the ecosystem',
              examples: ['2.14.1', '>=2.0 <2.17.1'],
            }),
          ),
          limit: Type.Integer({ minimum: 1, maximum: 10_000, default: 1_000 }),
          cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
        }),
        response: {
          200: answer({
            components: Type.Array(place),
            products: Type.Optional(
              Type.Array(answer({ product: Type.String(), subjects: Type.Integer() })),
            ),
            untold: Type.Integer({
              description: 'versions of these packages that cannot be compared, and are left out',
            }),
            next: Type.Optional(Type.String({ description: 'the cursor of the next page' })),
          }),
          422: Type.Ref('Problem'),
        },
      },
    },
    async ({ query: { name, version, limit, cursor }, principal }) => {
      const { versions, untold, packages } = await versionsNamed(database, name, version);
      const wanted = { versions, only: reachOf(principal, 'read') };
      const from = readCursor(cursor, ['string', 'string', 'number', 'string']);
      const [product = '', subject = '', packageId = 0, last = ''] = from ?? [];
      const after = [String(product), String(subject), Number(packageId), String(last)] as const;
      const places = await placesOf(database, wanted, { after, limit });
      const products = from === undefined ? await countByProduct(database, wanted) : undefined;
      const next = nextCursor(places, limit, (each) => [
        each.product,
        each.subject,
        each.packageId,
        each.version,
      ]);
      const components = places.map((each) => ({ ...each, ...packages.get(each.packageId) }));
      return { components, products, untold, next };
    },
  );
}

interface NamedVersions {
  /** By id. */
  readonly packages: ReadonlyMap<number, { readonly ecosystem: string; readonly name: string }>;
  readonly versions: readonly PackageVersion[];
  readonly untold: number;
}

/** Versions in use of packages of that name which meet the condition. Throws Problem. */
async function versionsNamed(
  database: Queryable,
  name: string,
  version: string | undefined,
): Promise<NamedVersions> {
  const condition = version === undefined ? () => 'yes' : versionCondition(version);
  if (condition === undefined) {
    throw new Problem(422, 'version: write one version, or comparisons as ">=2.0 <2.17.1"');
  }
  const packages = await packagesNamed(database, name);
  if (packages.length > MAX_NAMED_PACKAGES) {
    throw new Problem(
      422,
      `name: more than ${MAX_NAMED_PACKAGES} packages begin so; write more of it`,
    );
  }
  const all = packages.flatMap(({ id, ecosystem, versions }) =>
    versions.map((each) => ({ id, version: each, meets: condition(ecosystem, each) })),
  );
  return {
    packages: new Map(
      packages.map(({ id, ecosystem, name: own }) => [id, { ecosystem, name: own }]),
    ),
    versions: all.filter(({ meets }) => meets === 'yes'),
    untold: all.filter(({ meets }) => meets === 'unknown').length,
  };
}
