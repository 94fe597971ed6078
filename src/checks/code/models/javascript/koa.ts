import { members, source } from '../entries.ts';
import type { Condition, Model, ModelPack } from '../model.ts';
import { MARKUP, NO_MARKUP } from './node-http.ts';
import { ANSWER, page, sinks, wrong } from './terms.ts';

const CONTEXT = 'koa.Context';
const HANDLER = [CONTEXT, 'koa.Next'];
const SAVED = String.raw`^\s*attachment`;
const TEXT = ['nosql', 'assignment'] as const;

/** What a browser stores as a file it does not show. */
const SHOWN: readonly Condition[] = [
  { at: 'this.header Content-Disposition', beginsNot: SAVED },
  { at: 'this.header content-disposition', beginsNot: SAVED },
];

function route(method: string): Model {
  return {
    type: 'this',
    flows: [],
    handlers: [{ at: '1+', params: HANDLER, route: { method, path: '0', before: '1+' } }],
  };
}

/** Koa 2 and 3 with its usual router and body parser. */
export const koa: ModelPack = {
  id: 'koa',
  languages: ['javascript'],
  about: 'https://koajs.com/, https://github.com/koajs/router/blob/master/API.md',
  aliases: { 'koa-router': '@koa/router', 'koa-bodyparser': '@koa/bodyparser' },
  extends: {
    'koa.ParameterizedContext': [CONTEXT],
    'koa.ExtendableContext': [CONTEXT],
    '@koa/router.RouterContext': [CONTEXT],
  },
  shapes: [
    { names: ['ctx', 'next'], types: HANDLER, imports: ['koa', '@koa/router', 'koa-router'] },
  ],
  paths: {
    'koa()': { type: 'koa.Application', flows: [] },
    'koa.Application.use()': {
      type: 'this',
      flows: [],
      handlers: [{ at: '0', params: HANDLER, route: { method: '*', path: '' } }],
    },
    'koa.Application.listen()': { type: 'http.Server', flows: [] },
    '@koa/router()': { type: '@koa/router.Router', flows: [] },
    ...members('@koa/router.Router', 'get()', route('GET')),
    ...members('@koa/router.Router', 'post()', route('POST')),
    ...members('@koa/router.Router', 'put()', route('PUT')),
    ...members('@koa/router.Router', 'patch()', route('PATCH')),
    ...members('@koa/router.Router', 'del() delete()', route('DELETE')),
    ...members('@koa/router.Router', 'all() register()', route('*')),
    '@koa/router.Router.use()': {
      type: 'this',
      flows: [],
      handlers: [{ at: '*', params: HANDLER, route: { method: '*', path: '0', before: '*' } }],
    },
    ...members('@koa/router.Router', 'prefix() param() routes() allowedMethods()', {
      type: 'this',
      flows: [],
    }),

    [`${CONTEXT}.request`]: { type: 'koa.Request' },
    [`${CONTEXT}.response`]: { type: CONTEXT },
    [`${CONTEXT}.req`]: { type: 'http.IncomingMessage' },
    [`${CONTEXT}.res`]: { type: 'http.ServerResponse' },
    [`${CONTEXT}.query`]: source('remote', 'query parameter'),
    [`${CONTEXT}.querystring`]: source('remote', 'query of the address'),
    [`${CONTEXT}.params`]: source('remote', 'route parameter', { clean: TEXT }),
    [`${CONTEXT}.headers`]: source('remote', 'request header', {
      clean: ['html', 'redirect', ...TEXT],
    }),
    [`${CONTEXT}.header`]: source('remote', 'request header', {
      clean: ['html', 'redirect', ...TEXT],
    }),
    ...members(
      CONTEXT,
      'url originalUrl path href',
      source('remote', 'address of the request', { clean: ['redirect', 'url', ...TEXT] }),
    ),
    ...members(CONTEXT, 'host hostname', source('host', 'Host header')),
    [`${CONTEXT}.get()`]: {
      flows: [],
      ...source('remote', 'request header', { clean: ['html', 'redirect', ...TEXT] }),
    },
    [`${CONTEXT}.cookies.get()`]: {
      flows: [],
      ...source('remote', 'cookie', { clean: ['html', 'redirect', ...TEXT] }),
    },
    'koa.Request.body': source('remote', 'request body'),
    'koa.Request.query': source('remote', 'query parameter'),
    'koa.Request.files': source('remote', 'uploaded file', {
      members: { filepath: ['path'], path: ['path'] },
    }),
    'koa.Request.rawBody': source('remote', 'request body', { clean: TEXT }),
    ...members(
      'koa.Request',
      'headers header',
      source('remote', 'request header', { clean: ['html', 'redirect', ...TEXT] }),
    ),
    ...members(
      'koa.Request',
      'url originalUrl path href',
      source('remote', 'address of the request', { clean: ['redirect', 'url', ...TEXT] }),
    ),
    ...members(CONTEXT, 'state session app status method ip', {}),

    [`${CONTEXT}.body=`]: {
      flows: [],
      sinks: [
        ...page('0', [...MARKUP, { at: 'this.type', beginsNot: NO_MARKUP }, ...SHOWN]),
        ...ANSWER,
      ],
    },
    [`${CONTEXT}.redirect()`]: { flows: [], sinks: sinks('open-redirect', '0') },
    ...members(CONTEXT, 'set() append()', {
      flows: [],
      sets: { 'this.header {0}': '1' },
      sinks: [
        ...sinks('header-injection', '0'),
        ...sinks('cors-origin-reflected', '1', {
          when: [{ at: '0', matches: '^access-control-allow-origin$' }],
        }),
        ...sinks('open-redirect', '1', { when: [{ at: '0', matches: '^location$' }] }),
      ],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may read the answer',
          [
            { at: '0', matches: '^access-control-allow-origin$' },
            { at: '1', is: '*' },
          ],
          'medium',
        ),
      ],
    }),
    [`${CONTEXT}.attachment()`]: {
      flows: [],
      sets: { 'this.header Content-Disposition': '=attachment' },
    },
    [`${CONTEXT}.cookies.set()`]: {
      flows: [],
      sinks: sinks('cookie-injection', '0'),
      misuses: [
        wrong('cookie-not-httponly', 'HttpOnly is switched off', [{ at: '2.httpOnly', is: false }]),
        wrong('cookie-not-secure', 'Secure is switched off', [{ at: '2.secure', is: false }]),
        wrong(
          'cookie-samesite-none',
          'SameSite is none',
          [{ at: '2.sameSite', is: 'none' }],
          'medium',
        ),
      ],
    },
    [`${CONTEXT}.render()`]: {
      view: { name: '0', data: '1' },
      flows: [],
      sinks: [
        ...sinks('path-traversal', '0'),
        ...sinks('template-injection', '1', { confidence: 'medium' }),
      ],
    },
    [`${CONTEXT}.throw()`]: { flows: [] },
    'koa-send()': {
      flows: [],
      sinks: sinks('path-traversal', '1', { when: [{ at: '2.root', absent: true }] }),
    },
    '@koa/cors()': {
      flows: [],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may read the answers',
          [{ at: '0.origin', is: '*' }],
          'medium',
        ),
      ],
    },
  },
};
