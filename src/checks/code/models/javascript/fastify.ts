import { members, source } from '../entries.ts';
import type { Condition, Model, ModelPack } from '../model.ts';
import { SET_HEADER } from './node-http.ts';
import { ANSWER, sinks, wrong } from './terms.ts';

const APP = 'fastify.FastifyInstance';
const REQUEST = 'fastify.FastifyRequest';
const REPLY = 'fastify.FastifyReply';
const HANDLER = [REQUEST, REPLY];
const TEXT = ['nosql', 'assignment'] as const;
const IS_HTML: readonly Condition[][] = [
  [{ at: 'this.contentType', matches: 'html' }],
  [{ at: 'this.header Content-Type', matches: 'html' }],
  [{ at: 'this.header content-type', matches: 'html' }],
];

function route(method: string): Model {
  return {
    type: 'this',
    flows: [],
    handlers: [{ at: '1+', params: HANDLER, route: { method, path: '0', before: '1.preHandler' } }],
  };
}

/** Fastify 4 and 5. What a handler returns is JSON unless it is text. */
export const fastify: ModelPack = {
  id: 'fastify',
  languages: ['javascript'],
  about: 'https://fastify.dev/docs/latest/Reference/: Request, Reply, Routes, Hooks',
  paths: {
    ...members('', 'fastify()', {
      type: APP,
      flows: [],
      misuses: [
        wrong('body-limit-missing', 'the limit allows bodies that fill the memory', [
          { at: '0.bodyLimit', is: [Infinity, 0] },
        ]),
      ],
    }),
    'fastify.fastify()': { type: APP, flows: [] },
    ...members(APP, 'get()', route('GET')),
    ...members(APP, 'post()', route('POST')),
    ...members(APP, 'put()', route('PUT')),
    ...members(APP, 'patch()', route('PATCH')),
    ...members(APP, 'delete()', route('DELETE')),
    ...members(APP, 'all() options() head()', route('*')),
    [`${APP}.route()`]: {
      type: 'this',
      flows: [],
      handlers: [
        {
          at: '0.handler',
          params: HANDLER,
          route: { method: '*', path: '0.url', before: '0.preHandler' },
        },
      ],
    },
    [`${APP}.addHook()`]: { type: 'this', flows: [], handlers: [{ at: '1', params: HANDLER }] },
    [`${APP}.register()`]: {
      type: 'this',
      flows: [],
      callbacks: [{ at: '0', params: ['', '1'], types: [APP] }],
    },
    [`${APP}.setErrorHandler()`]: {
      type: 'this',
      flows: [],
      handlers: [{ at: '0', params: ['fastify.Error', ...HANDLER] }],
    },
    [`${APP}.setNotFoundHandler()`]: {
      type: 'this',
      flows: [],
      handlers: [{ at: '*', params: HANDLER }],
    },
    [`${APP}.decorate()`]: { type: 'this', flows: [['1', 'this.{0}']] },
    [`${APP}.listen()`]: {
      flows: [],
      misuses: [
        wrong(
          'bind-all-interfaces',
          'it listens on every interface',
          [{ at: '0.host', is: ['0.0.0.0', '::'] }],
          'low',
        ),
      ],
    },
    [`${APP}.log`]: { type: 'pino.Logger' },

    [`${REQUEST}.query`]: source('remote', 'query parameter', { clean: ['assignment'] }),
    [`${REQUEST}.body`]: source('remote', 'request body'),
    [`${REQUEST}.params`]: source('remote', 'route parameter', { clean: TEXT }),
    [`${REQUEST}.headers`]: source('remote', 'request header', {
      clean: ['html', 'redirect', ...TEXT],
    }),
    [`${REQUEST}.headers.host`]: source('host', 'Host header'),
    [`${REQUEST}.cookies`]: source('remote', 'cookie', { clean: ['html', 'redirect', ...TEXT] }),
    ...members(
      REQUEST,
      'url originalUrl',
      source('remote', 'address of the request', { clean: ['redirect', 'url', ...TEXT] }),
    ),
    ...members(REQUEST, 'hostname host', source('host', 'Host header')),
    ...members(REQUEST, 'ip ips method id session user', {}),
    [`${REQUEST}.raw`]: { type: 'http.IncomingMessage' },
    [`${REQUEST}.log`]: { type: 'pino.Logger' },
    ...members(REQUEST, 'file() files()', { flows: [], ...source('remote', 'uploaded file') }),

    [`${REPLY}.send()`]: {
      type: 'this',
      flows: [],
      sinks: [
        ...IS_HTML.flatMap((when) => sinks('xss-reflected xss-stored', '0', { when })),
        ...ANSWER,
      ],
    },
    ...members(REPLY, 'code() status() serialize() hijack()', { type: 'this', flows: [] }),
    [`${REPLY}.type()`]: { type: 'this', flows: [], sets: { 'this.contentType': '0' } },
    ...members(REPLY, 'header()', SET_HEADER),
    [`${REPLY}.headers()`]: {
      type: 'this',
      flows: [],
      sinks: sinks(
        'cors-origin-reflected',
        '0.Access-Control-Allow-Origin 0.access-control-allow-origin',
      ),
    },
    [`${REPLY}.redirect()`]: { type: 'this', flows: [], sinks: sinks('open-redirect', '0 1') },
    [`${REPLY}.view()`]: {
      flows: [],
      sinks: [
        ...sinks('path-traversal', '0'),
        ...sinks('template-injection', '1', { confidence: 'medium' }),
      ],
    },
    [`${REPLY}.sendFile()`]: { flows: [] },
    [`${REPLY}.raw`]: { type: 'http.ServerResponse' },
    ...members(REPLY, 'setCookie() cookie()', {
      type: 'this',
      flows: [],
      sinks: sinks('cookie-injection', '0'),
      misuses: [
        wrong('cookie-not-httponly', 'HttpOnly is switched off', [{ at: '2.httpOnly', is: false }]),
        wrong('cookie-not-secure', 'Secure is switched off', [{ at: '2.secure', is: false }]),
        wrong('cookie-not-httponly', 'HttpOnly is not set', [
          { at: '2.httpOnly', absent: true },
          { at: '0', matches: 'sess|token|auth|jwt|sid' },
        ]),
        wrong('cookie-not-secure', 'Secure is not set', [
          { at: '2.secure', absent: true },
          { at: '0', matches: 'sess|token|auth|jwt|sid' },
        ]),
      ],
    }),
  },
};
