import { members, source } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { ANSWER, page, sinks, wrong } from './terms.ts';

const REQUEST = '@hapi/hapi.Request';
const TOOLKIT = '@hapi/hapi.Toolkit';
const HANDLER = [REQUEST, TOOLKIT];
const TEXT = ['nosql', 'assignment'] as const;
const ROUTE: Model = {
  flows: [],
  handlers: ['0', '0.*'].flatMap((at) =>
    [`${at}.handler`, `${at}.options.handler`, `${at}.config.handler`].map((handler) => ({
      at: handler,
      params: HANDLER,
      route: { method: '*', path: `${at}.path`, before: `${at}.options.pre` },
      returns: sinks('xss-reflected xss-stored', 'result'),
    })),
  ),
  misuses: [
    wrong(
      'cors-any-origin',
      'any site may read the answers',
      [{ at: '0.options.cors', is: true }],
      'medium',
    ),
  ],
};

/** hapi 18 and later: a handler's text is a page. */
export const hapi: ModelPack = {
  id: 'hapi',
  languages: ['javascript'],
  about: 'https://hapi.dev/api/',
  aliases: { hapi: '@hapi/hapi' },
  paths: {
    ...members('@hapi/hapi', 'server() Server()', {
      type: '@hapi/hapi.Server',
      flows: [],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may read the answers',
          [{ at: '0.routes.cors', is: true }],
          'medium',
        ),
      ],
    }),
    '@hapi/hapi.Server.route()': ROUTE,
    '@hapi/hapi.Server.ext()': { flows: [], handlers: [{ at: '1', params: HANDLER }] },
    '@hapi/hapi.Server.state()': {
      flows: [],
      misuses: [
        wrong('cookie-not-secure', 'Secure is switched off', [{ at: '1.isSecure', is: false }]),
        wrong('cookie-not-httponly', 'HttpOnly is switched off', [
          { at: '1.isHttpOnly', is: false },
        ]),
      ],
    },
    [`${REQUEST}.query`]: source('remote', 'query parameter', { clean: TEXT }),
    [`${REQUEST}.payload`]: source('remote', 'request body'),
    [`${REQUEST}.params`]: source('remote', 'route parameter', { clean: TEXT }),
    [`${REQUEST}.headers`]: source('remote', 'request header', {
      clean: ['html', 'redirect', ...TEXT],
    }),
    [`${REQUEST}.state`]: source('remote', 'cookie', { clean: ['html', 'redirect'] }),
    [`${REQUEST}.info.hostname`]: source('host', 'Host header'),
    [`${REQUEST}.info.host`]: source('host', 'Host header'),
    [`${REQUEST}.auth`]: {},
    [`${TOOLKIT}.response()`]: {
      type: '@hapi/hapi.Response',
      flows: [],
      sinks: [...page('0'), ...ANSWER],
    },
    [`${TOOLKIT}.redirect()`]: { flows: [], sinks: sinks('open-redirect', '0') },
    [`${TOOLKIT}.file()`]: {
      flows: [],
      sinks: sinks('path-traversal', '0', { confidence: 'medium' }),
    },
    [`${TOOLKIT}.view()`]: {
      flows: [],
      sinks: [
        ...sinks('path-traversal', '0'),
        ...sinks('template-injection', '1', { confidence: 'medium' }),
      ],
    },
    ...members('@hapi/hapi.Response', 'type() code() header() state()', {
      type: 'this',
      flows: [],
    }),
    '@hapi/hapi.Response.redirect()': { flows: [], sinks: sinks('open-redirect', '0') },
  },
};
