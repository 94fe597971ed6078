import { Type } from 'typebox';
import { versionCondition } from '../../pipeline/components/version-condition.ts';
import type { Queryable } from '../../store/database.ts';
import {
  licencesNamed,
  licenceTexts,
  MAX_NAMED_LICENCES,
  placesUnder,
  productsUnder,
} from '../../store/licences.ts';
import { namesOfPackages, type PackageVersion } from '../../store/packages.ts';
import {
  countByProduct,
  MAX_NAMED_PACKAGES,
  packagesNamed,
  placesOf,
  type ComponentPlace,
  type PlaceKey,
} from '../../store/sboms.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';
import { reachOfProduct } from '../products.ts';
import { afterPlace, nextPlace } from './place-pages.ts';

/** What SPDX calls it where no licence is stated. */
const NOT_STATED = 'NOASSERTION';

const place = answer({
  product: Type.String(),
  subject: Type.String(),
  ecosystem: Type.String(),
  name: Type.String(),
  version: Type.String(),
  direct: Type.Boolean(),
  licence: Type.Union([Type.String(), Type.Null()], {
    description: `as SPDX writes it, or as it is stated; ${NOT_STATED}: none is stated; null: nobody has read that yet`,
  }),
});

/** The licence of a component as answers have it. */
export function licenceText(stored: string | undefined): string | null {
  return stored === '' ? NOT_STATED : (stored ?? null);
}

/** Where components are. */
export const componentRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/components',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Where packages of a name are, or those under a licence',
        description:
          'By an index: of the name, or of what follows a / : @ in it, the beginning is enough. On the first page also how many subjects of each product have one.',
        tags: ['Components'],
        querystring: Type.Object({
          name: Type.Optional(
            Type.String({ minLength: 2, maxLength: 200, description: 'or its beginning' }),
          ),
          version: Type.Optional(
            Type.String({
              maxLength: 200,
              description: 'one version, or comparisons by the order of the ecosystem',
              examples: ['2.14.1', '>=2.0 <2.17.1'],
            }),
          ),
          licence: Type.Optional(
            Type.String({
              minLength: 2,
              maxLength: 300,
              description: `the beginning of one that is stated, alone or in an expression; ${NOT_STATED}: none is stated`,
              examples: ['GPL', 'Apache-2.0', NOT_STATED],
            }),
          ),
          product: Type.Optional(Type.String({ maxLength: 200 })),
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
    async ({ query: { name, version, licence, product, limit, cursor }, principal }) => {
      const only = await reachOfProduct(database, principal, product);
      const licences = licence === undefined ? undefined : await licenceIds(database, licence);
      const lookUp = await lookUpOf(database, { name, version, licences, only });
      const places = await lookUp.places({ after: afterPlace(cursor), limit });
      const products = cursor === undefined ? await lookUp.products() : undefined;
      const next = nextPlace(places, limit);
      const components = await named(database, places);
      return { components, products, untold: lookUp.untold, next };
    },
  );
};

interface LookUp {
  places(page: {
    readonly after: PlaceKey;
    readonly limit: number;
  }): Promise<readonly ComponentPlace[]>;
  products(): ReturnType<typeof countByProduct>;
  readonly untold: number;
}

interface Asked {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly licences: readonly number[] | undefined;
  readonly only: readonly number[] | undefined;
}

/** By the name, where there is one, else by the licence. Throws Problem. */
async function lookUpOf(
  database: Queryable,
  { name, version, licences, only }: Asked,
): Promise<LookUp> {
  if (name === undefined) {
    if (version !== undefined) throw new Problem(422, 'version: of which name?');
    if (licences === undefined) throw new Problem(422, 'name: write one, or a licence');
    const wanted = { licences, only };
    return {
      places: (page) => placesUnder(database, wanted, page),
      products: () => productsUnder(database, wanted),
      untold: 0,
    };
  }
  const { versions, untold } = await versionsNamed(database, name, version);
  const wanted = { versions, licences, only };
  return {
    places: (page) => placesOf(database, wanted, page),
    products: () => countByProduct(database, wanted),
    untold,
  };
}

async function licenceIds(database: Queryable, text: string): Promise<readonly number[]> {
  const isNone = text.toUpperCase() === NOT_STATED;
  const ids = await licencesNamed(database, isNone ? '' : text);
  if (ids.length > MAX_NAMED_LICENCES) {
    throw new Problem(422, `licence: more than ${MAX_NAMED_LICENCES} begin so; write more of it`);
  }
  return ids;
}

/** With the names of packages and the texts of licences: one look-up each, of a page. */
async function named(
  database: Queryable,
  places: readonly ComponentPlace[],
): Promise<readonly object[]> {
  const packages = await namesOfPackages(database, [
    ...new Set(places.map(({ packageId }) => packageId)),
  ]);
  const ids = new Set(places.flatMap(({ licenceId }) => licenceId ?? []));
  const texts = await licenceTexts(database, [...ids]);
  return places.map((each) => ({
    ...each,
    ...packages.get(each.packageId),
    licence: licenceText(each.licenceId === null ? undefined : texts.get(each.licenceId)),
  }));
}

/** Versions in use of packages of that name which meet the condition. Throws Problem. */
async function versionsNamed(
  database: Queryable,
  name: string,
  version: string | undefined,
): Promise<{ readonly versions: readonly PackageVersion[]; readonly untold: number }> {
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
    versions: all.filter(({ meets }) => meets === 'yes'),
    untold: all.filter(({ meets }) => meets === 'unknown').length,
  };
}
