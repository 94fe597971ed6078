import { Type } from 'typebox';
import { countUnread, usedLicences } from '../../store/licences.ts';
import { answer } from '../answer.ts';
import type { Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { reachOfProduct } from '../products.ts';
import { licenceText } from './components.ts';

const licence = answer({
  licence: Type.String({
    description: 'as SPDX writes it, or as it is stated; NOASSERTION: none is stated',
  }),
  known: Type.Boolean({ description: 'each licence in it is on the list of SPDX' }),
  components: Type.Integer({ description: 'versions of packages, counted in each subject' }),
  subjects: Type.Integer(),
  products: Type.Integer(),
});

/** What SBOMs state of licences. */
export const licenceRoutes: Routes = (app, { database }) => {
  app.get(
    '/v1/licences',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Licences that components have, by what SBOMs state',
        description:
          'In order of their text; that none is stated comes first. `GET /v1/components?licence=…` says where they are.',
        tags: ['Components'],
        querystring: Type.Object({
          licence: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 300,
              description: 'the beginning of one that is stated, alone or in an expression',
              examples: ['GPL'],
            }),
          ),
          product: Type.Optional(Type.String({ maxLength: 200 })),
          limit: Type.Integer({ minimum: 1, maximum: 500, default: PAGE_SIZE }),
          cursor: Type.Optional(Type.String({ maxLength: 2_000 })),
        }),
        response: {
          200: answer({
            licences: Type.Array(licence),
            unread: Type.Integer({
              description:
                'SBOMs of which the licences are not known: they have not been read yet, or the SBOM was not kept and has to be sent again',
            }),
            next: Type.Optional(Type.String({ description: 'the cursor of the next page' })),
          }),
        },
      },
    },
    async ({ query: { licence: named, product, limit, cursor }, principal }) => {
      const [after] = readCursor(cursor, ['string']) ?? [];
      const only = await reachOfProduct(database, principal, product);
      const page = { named, only, after: after?.toString(), limit };
      const used = await usedLicences(database, page);
      return {
        licences: used.map(({ text, isKnown, ...counts }) => ({
          licence: licenceText(text) ?? '',
          known: isKnown,
          ...counts,
        })),
        unread: await countUnread(database, only),
        next: nextCursor(used, limit, ({ text }) => [text]),
      };
    },
  );
};
