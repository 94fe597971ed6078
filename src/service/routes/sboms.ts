import { hash } from 'node:crypto';
import { Type } from 'typebox';
import { readSbom } from '../../collect/manifests/sbom/formats.ts';
import { productIdOf } from '../../store/products.ts';
import { storeSbom, whereIs } from '../../store/sboms.ts';
import { reachOf, reaches } from '../access.ts';
import { answer } from '../answer.ts';
import type { App, Routes } from '../context.ts';
import { Problem } from '../problem.ts';

const place = Type.Object({
  product: Type.String(),
  subject: Type.String(),
  ecosystem: Type.String(),
  name: Type.String(),
  version: Type.String(),
  direct: Type.Boolean(),
});

/** What products consist of. */
export const sbomRoutes: Routes = (app, { database, limits }) => {
  app.get(
    '/v1/components',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'Where packages of a name are',
        tags: ['Components'],
        querystring: Type.Object({
          name: Type.String({ minLength: 2, maxLength: 200, description: 'or its beginning' }),
          version: Type.Optional(Type.String({ maxLength: 200 })),
          limit: Type.Integer({ minimum: 1, maximum: 10_000, default: 1_000 }),
        }),
        response: { 200: answer({ components: Type.Array(place) }) },
      },
    },
    async ({ query: { name, version, limit }, principal }) => ({
      components: await whereIs(database, {
        name,
        version,
        limit,
        only: reachOf(principal, 'read'),
      }),
    }),
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
      const read = readSbom({ path: 'bom', text });
      if (read.kind === 'failed') throw new Problem(422, read.detail);
      const { components } = read.list;
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
      });
      return {
        changed,
        components: components.length,
        problems: read.problems.map(({ detail }) => detail),
      };
    },
  );
};

/** From here on a body is a text, whatever it calls its type. */
function asText(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}
