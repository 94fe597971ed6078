import { members, owners, source } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { ANSWER, page, sinks } from './terms.ts';

const TEXT = ['nosql', 'assignment'] as const;
const EXPRESS = ['express.Request', 'express.Response', 'express.Next'];
const HONO = 'hono.Context';
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'all'] as const;

function routes(owner: string, params: readonly string[]): Readonly<Record<string, Model>> {
  return Object.fromEntries(
    METHODS.map((method) => [
      `${owner}.${method}()`,
      {
        type: 'this',
        flows: [],
        handlers: [
          {
            at: '1+',
            params,
            route: {
              method: method === 'all' ? '*' : method.toUpperCase(),
              path: '0',
              before: '1+',
            },
          },
        ],
      },
    ]),
  );
}
const COMMON = ['restify.Server', 'polka.App'];

/** Restify, Polka and Hono: routers like Express's. */
export const otherServers: ModelPack = {
  id: 'other-servers',
  languages: ['javascript'],
  about:
    'https://restify.com/docs/, https://github.com/lukeed/polka, https://hono.dev/docs/api/context',
  paths: {
    'restify.createServer()': { type: 'restify.Server', flows: [] },
    'polka()': { type: 'polka.App', flows: [] },
    ...routes('restify.Server', EXPRESS),
    ...routes('polka.App', EXPRESS),
    'restify.Server.del()': {
      type: 'this',
      flows: [],
      handlers: [
        { at: '1+', params: EXPRESS, route: { method: 'DELETE', path: '0', before: '1+' } },
      ],
    },
    ...owners(COMMON, 'use() pre()', {
      type: 'this',
      flows: [],
      handlers: [{ at: '*', params: EXPRESS }],
    }),
    ...members('hono', 'Hono()', { type: 'hono.App', flows: [] }),
    ...routes('hono.App', [HONO, 'hono.Next']),
    'hono.App.use()': {
      type: 'this',
      flows: [],
      handlers: [{ at: '*', params: [HONO, 'hono.Next'] }],
    },
    [`${HONO}.req`]: { type: 'hono.Request' },
    ...members('hono.Request', 'query() queries()', {
      flows: [],
      ...source('remote', 'query parameter', { clean: TEXT }),
    }),
    ...members('hono.Request', 'param()', {
      flows: [],
      ...source('remote', 'route parameter', { clean: TEXT }),
    }),
    ...members('hono.Request', 'json() parseBody()', {
      flows: [],
      ...source('remote', 'request body'),
    }),
    ...members('hono.Request', 'text()', {
      flows: [],
      ...source('remote', 'request body', { clean: TEXT }),
    }),
    ...members('hono.Request', 'header()', {
      flows: [],
      ...source('remote', 'request header', { clean: ['html', 'redirect', ...TEXT] }),
    }),
    [`${HONO}.html()`]: { flows: [], sinks: page('0') },
    ...members(HONO, 'json()', { flows: [], sinks: ANSWER }),
    [`${HONO}.text()`]: { flows: [] },
    [`${HONO}.redirect()`]: { flows: [], sinks: sinks('open-redirect', '0') },
    'hono/html.raw()': { flows: [], sinks: sinks('xss-template', '0') },
  },
};
