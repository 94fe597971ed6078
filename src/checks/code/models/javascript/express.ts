import { flows, members, owners, source } from '../entries.ts';
import type { HandlerModel, Model, ModelPack } from '../model.ts';
import {
  MARKUP,
  REQUEST as BASE_REQUEST,
  RESPONSE as BASE_RESPONSE,
  SET_HEADER,
} from './node-http.ts';
import { ANSWER, page, sinks, WHOLE_ENVIRONMENT, wrong } from './terms.ts';

const REQUEST = 'express.Request';
const RESPONSE = 'express.Response';
const ROUTERS = ['express.Application', 'express.Router'];
const HANDLER = [REQUEST, RESPONSE, 'express.Next'];

function route(method: string, at = '1+'): Model {
  const handler: HandlerModel = { at, params: HANDLER, route: { method, path: '0', before: at } };
  return { type: 'this', flows: [], handlers: [handler] };
}

/** Cookies, headers and parts of a path are text, and hard to set in another's browser. */
const HEADER = source('remote', 'request header', {
  clean: ['html', 'redirect', 'nosql', 'assignment'],
});
const COOKIE = source('remote', 'cookie', { clean: ['html', 'redirect'] });
const PATH = source('remote', 'address of the request', {
  clean: ['redirect', 'url', 'nosql', 'assignment'],
});
const SAME: Model = { type: 'this', flows: [] };
/** Where text of an answer goes out as a page unless its type was set. */
const SEND: Model = {
  type: 'this',
  flows: [],
  sinks: page('0', MARKUP),
  misuses: WHOLE_ENVIRONMENT,
};
const cookieOptions: Model = {
  type: 'this',
  flows: [],
  sinks: [
    ...sinks('cookie-injection', '0'),
    ...sinks('sensitive-data-in-storage', '1', {
      when: [{ at: '2.signed', isNot: true }],
      confidence: 'medium',
    }),
  ],
  misuses: [
    wrong('cookie-not-secure', 'Secure is switched off', [{ at: '2.secure', is: false }]),
    wrong('cookie-not-secure', 'Secure is not set', [
      { at: '2.secure', absent: true },
      { at: '0', matches: 'sess|token|auth|jwt|sid' },
    ]),
    wrong('cookie-not-httponly', 'HttpOnly is switched off', [{ at: '2.httpOnly', is: false }]),
    wrong('cookie-not-httponly', 'HttpOnly is not set', [
      { at: '2.httpOnly', absent: true },
      { at: '0', matches: 'sess|token|auth|jwt|sid' },
    ]),
    wrong(
      'cookie-samesite-none',
      'SameSite is none',
      [{ at: '2.sameSite', is: ['none', 'None'] }],
      'medium',
    ),
    wrong(
      'cookie-broad-scope',
      'every host of the domain gets it',
      [
        { at: '2.domain', matches: String.raw`^\.?[^.]+\.[^.]+$` },
        { at: '2.domain', matchesNot: 'localhost' },
      ],
      'low',
    ),
  ],
};

/** Express 4 and 5: routers, requests, answers. */
export const express: ModelPack = {
  id: 'express',
  languages: ['javascript'],
  about: 'https://expressjs.com/en/5x/api.html',
  aliases: {
    'express-promise-router': 'express.Router',
    'express-serve-static-core': 'express',
    '@types/express': 'express',
  },
  extends: {
    [REQUEST]: [BASE_REQUEST],
    [RESPONSE]: [BASE_RESPONSE],
    'express.Application': ['express.Router'],
    'express.Express': ['express.Application'],
    'express.IRouter': ['express.Router'],
  },
  shapes: [
    { names: ['req|request|_req', 'res|response', 'next|_next'], types: HANDLER },
    { names: ['req|request', 'res|response'], types: HANDLER },
    {
      names: ['err|error|e', 'req|request|_req', 'res|response', 'next|_next'],
      types: ['express.Error', ...HANDLER],
    },
  ],
  paths: {
    'express()': { type: 'express.Application', flows: [] },
    'express.Router()': { type: 'express.Router', flows: [] },
    ...members('express.Router', 'get()', route('GET')),
    ...members('express.Router', 'post()', route('POST')),
    ...members('express.Router', 'put()', route('PUT')),
    ...members('express.Router', 'patch()', route('PATCH')),
    ...members('express.Router', 'delete() del()', route('DELETE')),
    ...members('express.Router', 'all() options() head()', route('*')),
    ...owners(ROUTERS, 'use()', {
      type: 'this',
      flows: [],
      handlers: [
        {
          at: '*',
          params: HANDLER,
          error: 'express.Error',
          route: { method: '*', path: '0', before: '*' },
        },
      ],
    }),
    'express.Router.param()': {
      type: 'this',
      flows: [],
      callbacks: [
        {
          at: '1',
          params: [],
          types: [...HANDLER, ''],
          sources: {
            3: { kind: 'remote', what: 'route parameter', clean: ['nosql', 'assignment'] },
          },
        },
      ],
    },
    'express.Router.route()': { type: 'express.Route', flows: [], sets: { 'result.path': '0' } },
    ...Object.fromEntries(
      ['get', 'post', 'put', 'patch', 'delete', 'all'].map((method) => [
        `express.Route.${method}()`,
        {
          type: 'this',
          flows: [],
          handlers: [
            {
              at: '*',
              params: HANDLER,
              route: { method: method.toUpperCase(), path: 'this.path', before: '*' },
            },
          ],
        },
      ]),
    ),
    'express.Application.listen()': {
      type: 'http.Server',
      flows: [],
      callbacks: [{ at: '1+', params: [] }],
      misuses: [
        wrong(
          'bind-all-interfaces',
          'it listens on every interface',
          [{ at: '1', is: ['0.0.0.0', '::'] }],
          'low',
        ),
      ],
    },
    ...members('express.Application', 'set() engine() enable() disable()', SAME),

    [`${REQUEST}.query`]: source('remote', 'query parameter'),
    [`${REQUEST}.body`]: source('remote', 'request body'),
    [`${REQUEST}.params`]: source('remote', 'route parameter', { clean: ['nosql', 'assignment'] }),
    [`${REQUEST}.cookies`]: COOKIE,
    [`${REQUEST}.signedCookies`]: {},
    ...owners([REQUEST], 'get() header()', { flows: [], ...HEADER }),
    [`${REQUEST}.param()`]: { flows: [], ...source('remote', 'request parameter') },
    ...members(REQUEST, 'url originalUrl path', PATH),
    ...members(REQUEST, 'hostname host', source('host', 'Host header')),
    ...members(
      REQUEST,
      'ip ips protocol secure method baseUrl route user isAuthenticated() accepts() is()',
      { flows: [] },
    ),
    [`${REQUEST}.app`]: { type: 'express.Application' },
    [`${REQUEST}.session`]: { type: 'express-session.Session' },
    [`${REQUEST}.sessionID=`]: { flows: [], sinks: sinks('session-fixation', '0') },
    'express-session.Session.*=': {
      flows: [],
      sinks: sinks('trust-boundary', '0', { confidence: 'medium' }),
    },
    [`${REQUEST}.subdomains`]: HEADER,
    [`${REQUEST}.flash()`]: flows(''),

    [`${RESPONSE}.send()`]: SEND,
    ...members(RESPONSE, 'json() jsonp()', {
      type: 'this',
      flows: [],
      sinks: ANSWER,
      misuses: WHOLE_ENVIRONMENT,
    }),
    [`${RESPONSE}.sendStatus()`]: SAME,
    [`${RESPONSE}.status()`]: { type: 'this', flows: [['this', 'result']] },
    ...owners([RESPONSE], 'type() contentType()', {
      type: 'this',
      flows: [],
      sets: { 'this.contentType': '0' },
    }),
    ...members(RESPONSE, 'set() header()', SET_HEADER),
    ...members(RESPONSE, 'append()', SET_HEADER),
    ...members(RESPONSE, 'vary() links() clearCookie() on() once()', SAME),
    [`${RESPONSE}.cookie()`]: cookieOptions,
    [`${RESPONSE}.location()`]: { type: 'this', flows: [], sinks: sinks('open-redirect', '0') },
    [`${RESPONSE}.redirect()`]: { type: 'this', flows: [], sinks: sinks('open-redirect', '0 1') },
    [`${RESPONSE}.render()`]: {
      flows: [],
      view: { name: '0', data: '1' },
      callbacks: [{ at: '1+', params: [] }],
      sinks: [
        ...sinks('path-traversal', '0 1.layout'),
        ...sinks('template-injection', '1', { confidence: 'medium' }),
        ...sinks('exception-in-response', '1*'),
      ],
    },
    ...owners([RESPONSE], 'sendFile() sendfile()', {
      flows: [],
      // What is put together by hand may not go up: it is refused. Not so what was brought to its normal form before.
      sinks: [
        ...sinks('path-traversal', '0', {
          when: [
            { at: '1.root', absent: true },
            { at: '0', built: false },
          ],
        }),
        ...sinks('path-traversal', '0', {
          when: [
            { at: '1.root', absent: true },
            { at: '0', type: 'NormalPath' },
          ],
        }),
        ...sinks('path-traversal', '1.root'),
      ],
      misuses: [
        wrong('sensitive-file-served', 'the file holds what nobody should get', [
          {
            at: '0',
            matches: String.raw`(?:^|/)\.(?:env|git|npmrc|ssh)|\.(?:pem|key|sqlite|bak)$`,
          },
        ]),
      ],
    }),
    [`${RESPONSE}.download()`]: {
      flows: [],
      sinks: sinks('path-traversal', '0', { when: [{ at: '2.root', absent: true }] }),
    },
    [`${RESPONSE}.attachment()`]: SAME,
    [`${RESPONSE}.locals`]: {},
  },
};
