import { flows, members, owners, source } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { REQUEST } from './net-http.ts';
import { answer, NOTHING, path, RESPONSE, SAME, sinks, wrong } from './terms.ts';

const ECHO = 'github.com/labstack/echo';
const ECHO_CONTEXT = `${ECHO}.Context`;
const FIBER = 'github.com/gofiber/fiber';
const FIBER_CONTEXT = `${FIBER}.Ctx`;
const CHI = 'github.com/go-chi/chi';
const MUX = 'github.com/gorilla/mux';
const QUERY = source('remote', 'query parameter');
const PART = source('remote', 'part of the path', { clean: ['redirect'] });
const FORM = source('remote', 'field of a form');
const HEADER = source('remote', 'request header', { clean: ['html', 'redirect'] });
const BODY = source('remote', 'request body', { clean: ['redirect'] });
const BIND: Model = {
  flows: [['source', '0.*']],
  source: { kind: 'remote', what: 'field of the request', clean: ['redirect'] },
};
const REDIRECT = 'open-redirect host-header-poisoning';
const PAGE = 'xss-reflected xss-stored';

function route(method: string, params: readonly string[], at = '1+'): Model {
  return {
    type: 'this',
    flows: [],
    handlers: [{ at, params, route: { method, path: '0', before: at } }],
  };
}
function routes(
  owner: string,
  params: readonly string[],
  spelling: (name: string) => string,
): ModelPack['paths'] {
  return Object.fromEntries(
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [
      `${owner}.${spelling(method)}()`,
      route(method, params),
    ]),
  );
}
function titled(method: string): string {
  return method.slice(0, 1) + method.slice(1).toLowerCase();
}
const STATIC_SECRET = wrong('session-secret-static', 'the secret stands in the code', [
  { at: '0', dynamic: false },
  { at: '0', given: true },
  { at: '0', isNot: '' },
]);
const ANY_ORIGIN = (at: string): NonNullable<Model['misuses']> => [
  wrong('cors-any-origin', 'any site may read the answer', [{ at, is: '*' }], 'medium'),
];

/** Echo, Fiber, chi, Gorilla. */
export const frameworks: ModelPack = {
  id: 'go-frameworks',
  languages: ['go'],
  about:
    'https://echo.labstack.com, https://docs.gofiber.io, https://go-chi.io, https://gorilla.github.io',
  aliases: {
    'github.com/labstack/echo/v4': ECHO,
    'github.com/labstack/echo/v5': ECHO,
    'github.com/gofiber/fiber/v2': FIBER,
    'github.com/gofiber/fiber/v3': FIBER,
    'github.com/go-chi/chi/v5': CHI,
    'github.com/go-chi/chi/v4': CHI,
    'github.com/go-chi/cors': 'github.com/rs/cors',
  },
  extends: {
    [`${ECHO}.Response`]: [RESPONSE],
    [`${CHI}.Mux`]: [`${CHI}.Router`],
    [`${FIBER}.App`]: [`${FIBER}.Router`],
    [`${ECHO}.Echo`]: [`${ECHO}.Group`],
  },
  shapes: [
    { names: [], declared: [ECHO_CONTEXT], types: [ECHO_CONTEXT] },
    { names: [], declared: [FIBER_CONTEXT], types: [FIBER_CONTEXT] },
  ],
  paths: {
    [`${ECHO}.New()`]: { type: `${ECHO}.Echo`, flows: [] },
    ...routes(`${ECHO}.Group`, [ECHO_CONTEXT], (method) => method),
    ...members(`${ECHO}.Group`, 'Any() Add()', route('*', [ECHO_CONTEXT])),
    [`${ECHO}.Group.Group()`]: { type: `${ECHO}.Group`, flows: [] },
    ...members(`${ECHO}.Echo`, 'Start() StartTLS() Logger Debug HideBanner', {}),
    ...members(ECHO_CONTEXT, 'QueryParam() QueryParams() QueryString()', { flows: [], ...QUERY }),
    ...members(ECHO_CONTEXT, 'Param() ParamValues()', { flows: [], ...PART }),
    ...members(ECHO_CONTEXT, 'FormValue() FormParams()', { flows: [], ...FORM }),
    [`${ECHO_CONTEXT}.Bind()`]: BIND,
    [`${ECHO_CONTEXT}.Cookie()`]: {
      type: 'net/http.Cookie',
      flows: [],
      ...source('remote', 'cookie', { clean: ['html', 'redirect'] }),
    },
    [`${ECHO_CONTEXT}.FormFile()`]: { type: 'mime/multipart.FileHeader', flows: [] },
    [`${ECHO_CONTEXT}.Request()`]: { type: REQUEST, flows: [] },
    [`${ECHO_CONTEXT}.Response()`]: { type: `${ECHO}.Response`, flows: [] },
    ...members(ECHO_CONTEXT, 'HTML() HTMLBlob()', {
      flows: [],
      sinks: [...sinks(PAGE, '1'), ...answer('1')],
    }),
    ...members(ECHO_CONTEXT, 'String() JSON() JSONPretty() XML()', {
      flows: [],
      sinks: answer('1 1*'),
    }),
    ...members(ECHO_CONTEXT, 'Blob()', {
      flows: [],
      sinks: sinks(PAGE, '2', { when: [{ at: '1', matches: 'html' }] }),
    }),
    ...members(
      ECHO_CONTEXT,
      'NoContent() Render() Get() Set() Path() RealIP() SetCookie() Logger()',
      NOTHING,
    ),
    [`${ECHO_CONTEXT}.Redirect()`]: { flows: [], sinks: sinks(REDIRECT, '1') },
    ...members(ECHO_CONTEXT, 'File() Attachment() Inline()', { flows: [], sinks: path('0') }),
    [`${ECHO}/middleware.CORS()`]: {
      flows: [],
      misuses: [wrong('cors-any-origin', 'any site may read the answer', [], 'medium')],
    },
    [`${ECHO}/middleware.CORSConfig()`]: { flows: [], misuses: ANY_ORIGIN('0.AllowOrigins.0') },

    [`${FIBER}.New()`]: { type: `${FIBER}.App`, flows: [] },
    ...routes(`${FIBER}.Router`, [FIBER_CONTEXT], titled),
    ...members(`${FIBER}.Router`, 'All() Use() Add()', route('*', [FIBER_CONTEXT], '*')),
    [`${FIBER}.Router.Group()`]: { type: `${FIBER}.Router`, flows: [] },
    ...members(FIBER_CONTEXT, 'Query() Queries() QueryParser()', { flows: [], ...QUERY }),
    ...members(FIBER_CONTEXT, 'Params() AllParams()', { flows: [], ...PART }),
    [`${FIBER_CONTEXT}.FormValue()`]: { flows: [], ...FORM },
    [`${FIBER_CONTEXT}.Get()`]: { flows: [], ...HEADER },
    [`${FIBER_CONTEXT}.Cookies()`]: {
      flows: [],
      ...source('remote', 'cookie', { clean: ['html', 'redirect'] }),
    },
    ...members(FIBER_CONTEXT, 'Body() BodyRaw()', { flows: [], ...BODY }),
    [`${FIBER_CONTEXT}.BodyParser()`]: BIND,
    [`${FIBER_CONTEXT}.FormFile()`]: { type: 'mime/multipart.FileHeader', flows: [] },
    ...members(FIBER_CONTEXT, 'SendFile() Download()', { flows: [], sinks: path('0') }),
    ...members(FIBER_CONTEXT, 'SendString() Send()', {
      flows: [],
      sinks: [
        ...sinks(PAGE, '0', { when: [{ at: 'this.type', matches: 'html' }] }),
        ...answer('0'),
      ],
    }),
    ...members(FIBER_CONTEXT, 'Type()', { type: 'this', flows: [], sets: { 'this.type': '0' } }),
    [`${FIBER_CONTEXT}.JSON()`]: { flows: [], sinks: answer('0 0*') },
    ...members(FIBER_CONTEXT, 'Status() Set() Append() Locals() Next() Path() IP() Method()', SAME),
    [`${FIBER_CONTEXT}.Redirect()`]: { flows: [], sinks: sinks(REDIRECT, '0') },
    [`${FIBER_CONTEXT}.SaveFile()`]: {
      flows: [],
      sinks: [...path('1'), ...sinks('unrestricted-upload', '1', { confidence: 'medium' })],
    },
    [`${FIBER}/middleware/cors.Config()`]: { flows: [], misuses: ANY_ORIGIN('0.AllowOrigins') },

    ...members(CHI, 'NewRouter() NewMux()', { type: `${CHI}.Mux`, flows: [] }),
    ...routes(`${CHI}.Router`, [RESPONSE, REQUEST], titled),
    ...members(`${CHI}.Router`, 'Handle() HandleFunc()', route('*', [RESPONSE, REQUEST])),
    ...members(`${CHI}.Router`, 'Group() Route()', {
      flows: [],
      callbacks: [
        { at: '0', params: [], types: [`${CHI}.Router`] },
        { at: '1', params: [], types: [`${CHI}.Router`] },
      ],
    }),
    ...members(`${CHI}.Router`, 'Use() Mount()', SAME),
    [`${CHI}.Router.With()`]: SAME,
    [`${CHI}.URLParam()`]: { flows: [], ...PART },
    'github.com/julienschmidt/httprouter.Params.ByName()': { flows: [], ...PART },

    [`${MUX}.NewRouter()`]: { type: `${MUX}.Router`, flows: [] },
    ...members(`${MUX}.Router`, 'HandleFunc() Handle()', route('*', [RESPONSE, REQUEST])),
    ...members(
      `${MUX}.Router`,
      'PathPrefix() Subrouter() Methods() Host() Schemes() Name() Queries() StrictSlash() Use() Headers()',
      SAME,
    ),
    [`${MUX}.Vars()`]: { flows: [], ...PART },
    ...members(`${MUX}.Router`, 'Handler()', {
      flows: [],
      handlers: [{ at: '0', params: [RESPONSE, REQUEST] }],
    }),

    ...members('github.com/gorilla/sessions', 'NewCookieStore()', {
      type: 'github.com/gorilla/sessions.Store',
      flows: [],
      misuses: [STATIC_SECRET],
    }),
    ...members('github.com/gorilla/sessions.Store', 'Get() New()', {
      type: 'github.com/gorilla/sessions.Session',
      flows: [],
    }),
    'github.com/gorilla/sessions.Options()': {
      flows: [],
      misuses: [
        wrong('cookie-not-secure', 'Secure is switched off', [{ at: '0.Secure', is: false }]),
        wrong('cookie-not-httponly', 'HttpOnly is switched off', [{ at: '0.HttpOnly', is: false }]),
        wrong('cookie-not-httponly', 'HttpOnly is not set', [
          { at: '0.Path', given: true },
          { at: '0.HttpOnly', absent: true },
        ]),
      ],
    },
    'github.com/gorilla/csrf.Protect()': {
      flows: [],
      misuses: [
        wrong('static-key', 'the key is a constant', [
          { at: '0', dynamic: false },
          { at: '0', given: true },
        ]),
      ],
    },
    'github.com/gorilla/csrf.Secure()': {
      flows: [],
      misuses: [wrong('cookie-not-secure', 'Secure is switched off', [{ at: '0', is: false }])],
    },
    'github.com/gorilla/handlers.AllowedOrigins()': { flows: [], misuses: ANY_ORIGIN('0.0') },
    'github.com/rs/cors.Options()': {
      flows: [],
      misuses: [
        wrong(
          'cors-credentials-any-origin',
          'any site may read the answer with the session of the visitor',
          [
            { at: '0.AllowedOrigins.0', is: '*' },
            { at: '0.AllowCredentials', is: true },
          ],
        ),
        wrong(
          'cors-any-origin',
          'any site may read the answer',
          [{ at: '0.AllowedOrigins.0', is: '*' }],
          'medium',
        ),
      ],
    },
    'github.com/rs/cors.AllowAll()': {
      flows: [],
      misuses: [wrong('cors-any-origin', 'any site may read the answer', [], 'medium')],
    },
    'github.com/gorilla/websocket.Upgrader()': { flows: [] },
    'github.com/gorilla/websocket.Upgrader.Upgrade()': {
      type: 'github.com/gorilla/websocket.Conn',
      flows: [],
    },
    'github.com/gorilla/websocket.Conn.ReadMessage()': {
      type: 'github.com/gorilla/websocket.Message',
      flows: [],
    },
    'github.com/gorilla/websocket.Message.1': source('remote', 'message of a socket'),
    'github.com/gorilla/websocket.Conn.ReadJSON()': {
      flows: [['source', '0.*']],
      source: { kind: 'remote', what: 'message of a socket' },
    },
    ...members('github.com/gorilla/websocket.Conn', 'WriteMessage() WriteJSON() Close()', NOTHING),
    ...owners(
      ['github.com/astaxie/beego.Controller', 'github.com/beego/beego/v2/server/web.Controller'],
      'GetString() GetStrings()',
      { flows: [], ...FORM },
    ),
    ...owners(
      ['github.com/astaxie/beego.Controller', 'github.com/beego/beego/v2/server/web.Controller'],
      'Redirect()',
      { flows: [], sinks: sinks(REDIRECT, '0') },
    ),
    // Imported for what it registers by itself: whoever names its handlers has chosen where they are served.
    '_ net/http/pprof': {
      misuses: [
        wrong(
          'debug-endpoint-exposed',
          'importing it serves profiles of the process',
          [],
          'medium',
        ),
      ],
    },
    '_ expvar': {
      misuses: [
        wrong('debug-endpoint-exposed', 'importing it serves variables of the process', [], 'low'),
      ],
    },
    'net/http/cgi': flows(''),
  },
};
