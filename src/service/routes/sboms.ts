import { hash } from 'node:crypto';
import { Type } from 'typebox';
import { readSbom } from '../../collect/manifests/sbom/formats.ts';
import { productIdOf } from '../../store/products.ts';
import { listSboms, storeSbom } from '../../store/sboms.ts';
import { reachOf, reaches } from '../access.ts';
import { packList, sbomPath } from '../advisories/bill-list.ts';
import { componentsToStore } from '../advisories/read-licences.ts';
import { answer, pageOf } from '../answer.ts';
import type { App, Routes } from '../context.ts';
import { PAGE_SIZE, nextCursor, readCursor } from '../pages.ts';
import { Problem } from '../problem.ts';

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
export const sbomRoutes: Routes = (app, { database, limits }) => {
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
        ...componentsToStore(components),
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
