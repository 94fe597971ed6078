import { flows, members, owners, source } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { REQUEST } from './net-http.ts';
import { answer, DELICATE_COOKIE, NOTHING, path, RESPONSE, SAME, sinks, wrong } from './terms.ts';

const GIN = 'github.com/gin-gonic/gin';
const CONTEXT = `${GIN}.Context`;
const GROUP = `${GIN}.RouterGroup`;
const BIND: Model = {
  flows: [['source', '0.*']],
  source: { kind: 'remote', what: 'field of the request', clean: ['redirect'] },
};

function route(method: string): Model {
  return {
    type: 'this',
    flows: [],
    handlers: [{ at: '1+', params: [CONTEXT], route: { method, path: '0', before: '1+' } }],
  };
}

/** Gin: routes, requests, answers, and the middleware that comes with it. */
export const gin: ModelPack = {
  id: 'go-gin',
  languages: ['go'],
  about: 'https://gin-gonic.com/docs/, https://pkg.go.dev/github.com/gin-gonic/gin',
  extends: { [`${GIN}.Engine`]: [GROUP], [`${GIN}.ResponseWriter`]: [RESPONSE] },
  shapes: [{ names: [], declared: [CONTEXT], types: [CONTEXT] }],
  paths: {
    ...members(GIN, 'Default() New()', { type: `${GIN}.Engine`, flows: [] }),
    'github.com/gin-gonic/gin.Context': {},
    ...members(GROUP, 'GET()', route('GET')),
    ...members(GROUP, 'POST()', route('POST')),
    ...members(GROUP, 'PUT()', route('PUT')),
    ...members(GROUP, 'PATCH()', route('PATCH')),
    ...members(GROUP, 'DELETE()', route('DELETE')),
    ...members(GROUP, 'Any() OPTIONS() HEAD()', route('*')),
    [`${GROUP}.Group()`]: { type: GROUP, flows: [] },
    [`${GROUP}.Use()`]: { type: 'this', flows: [], handlers: [{ at: '*', params: [CONTEXT] }] },
    [`${GIN}.Engine.NoRoute()`]: { flows: [], handlers: [{ at: '*', params: [CONTEXT] }] },
    ...members(
      `${GIN}.Engine`,
      'Run() RunTLS() SetTrustedProxies() LoadHTMLGlob() LoadHTMLFiles()',
      NOTHING,
    ),
    ...members(GROUP, 'Static() StaticFS() StaticFile()', {
      flows: [],
      misuses: [
        wrong(
          'static-files-of-root',
          'the whole folder of the program can be read',
          [{ at: '1', is: ['.', './', '/', '..'] }],
          'medium',
        ),
      ],
    }),
    [`${GIN}.Dir()`]: {
      flows: [],
      misuses: [
        wrong(
          'directory-listing',
          'names of all files are shown',
          [{ at: '1', is: true }],
          'medium',
        ),
      ],
    },

    ...members(CONTEXT, 'Query() DefaultQuery() GetQuery() QueryArray() QueryMap()', {
      flows: [],
      ...source('remote', 'query parameter'),
    }),
    [`${CONTEXT}.Param()`]: {
      flows: [],
      ...source('remote', 'part of the path', { clean: ['redirect'] }),
    },
    [`${CONTEXT}.Params`]: source('remote', 'part of the path', { clean: ['redirect'] }),
    ...members(
      CONTEXT,
      'PostForm() DefaultPostForm() GetPostForm() PostFormArray() PostFormMap()',
      { flows: [], ...source('remote', 'field of a form') },
    ),
    [`${CONTEXT}.GetHeader()`]: {
      flows: [],
      ...source('remote', 'request header', { clean: ['html', 'redirect'] }),
    },
    [`${CONTEXT}.Cookie()`]: {
      flows: [],
      ...source('remote', 'cookie', { clean: ['html', 'redirect'] }),
    },
    [`${CONTEXT}.GetRawData()`]: {
      flows: [],
      ...source('remote', 'request body', { clean: ['redirect'] }),
    },
    [`${CONTEXT}.FormFile()`]: { type: 'mime/multipart.FileHeader', flows: [] },
    [`${CONTEXT}.MultipartForm()`]: {
      flows: [],
      ...source('remote', 'uploaded files', { clean: ['path'] }),
    },
    ...members(
      CONTEXT,
      'Bind() BindJSON() BindQuery() BindUri() BindXML() BindYAML() ShouldBind() ShouldBindJSON() ShouldBindQuery() ShouldBindUri() ShouldBindXML() ShouldBindWith() ShouldBindBodyWith() MustBindWith() BindWith() ShouldBindHeader()',
      BIND,
    ),
    [`${CONTEXT}.Request`]: { type: REQUEST },
    [`${CONTEXT}.Writer`]: { type: `${GIN}.ResponseWriter` },
    [`${CONTEXT}.Copy()`]: SAME,
    ...members(
      CONTEXT,
      'ClientIP() RemoteIP() ContentType() FullPath() Next() Abort() AbortWithStatus() Status() IsAborted() Set() Get() MustGet() GetString() GetInt() Error() AbortWithError() Handler()',
      NOTHING,
    ),

    /** Data is HTML where its kind says so; text never is. */
    [`${CONTEXT}.Data()`]: {
      flows: [],
      sinks: [
        ...sinks('xss-reflected xss-stored', '2', { when: [{ at: '1', matches: 'html' }] }),
        ...answer('2'),
      ],
    },
    [`${CONTEXT}.DataFromReader()`]: NOTHING,
    [`${CONTEXT}.String()`]: { flows: [], sinks: answer('1+') },
    ...members(
      CONTEXT,
      'JSON() IndentedJSON() PureJSON() SecureJSON() XML() YAML() AbortWithStatusJSON()',
      { flows: [], sinks: answer('1 1*') },
    ),
    [`${CONTEXT}.HTML()`]: NOTHING,
    [`${CONTEXT}.Header()`]: {
      flows: [],
      sets: { 'this.header {0}': '1' },
      sinks: [
        ...sinks('cors-origin-reflected', '1', {
          when: [{ at: '0', matches: '^access-control-allow-origin$' }],
        }),
        ...sinks('open-redirect host-header-poisoning', '1', {
          when: [{ at: '0', matches: '^(?:location|refresh)$' }],
        }),
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
    },
    [`${CONTEXT}.Redirect()`]: {
      flows: [],
      sinks: sinks('open-redirect host-header-poisoning', '1'),
    },
    ...members(CONTEXT, 'File() FileAttachment()', { flows: [], sinks: path('0') }),
    [`${CONTEXT}.SaveUploadedFile()`]: {
      flows: [],
      sinks: [...path('1'), ...sinks('unrestricted-upload', '1', { confidence: 'medium' })],
    },
    [`${CONTEXT}.SetCookie()`]: {
      flows: [],
      sinks: sinks('cookie-injection', '0'),
      misuses: [
        wrong('cookie-not-secure', 'Secure is switched off', [{ at: '5', is: false }]),
        wrong('cookie-not-httponly', 'HttpOnly is switched off', [
          { at: '6', is: false },
          { at: '0', matches: DELICATE_COOKIE },
        ]),
      ],
    },
    [`${GIN}.SetMode()`]: {
      flows: [],
      misuses: [
        wrong(
          'debug-enabled',
          'the framework runs in debug mode',
          [{ at: '0', is: 'debug' }],
          'low',
        ),
      ],
    },
    [`${GIN}.DebugMode`]: { constant: 'debug' },
    [`${GIN}.ReleaseMode`]: { constant: 'release' },
    ...members(GIN, 'Logger() Recovery() WrapH() WrapF()', NOTHING),

    ...owners(['github.com/gin-contrib/cors'], 'Config()', {
      flows: [],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may read the answer',
          [{ at: '0.AllowAllOrigins', is: true }],
          'medium',
        ),
        wrong(
          'cors-any-origin',
          'any site may read the answer',
          [{ at: '0.AllowOrigins.0', is: '*' }],
          'medium',
        ),
      ],
    }),
    'github.com/gin-contrib/cors.Default()': {
      flows: [],
      misuses: [wrong('cors-any-origin', 'any site may read the answer', [], 'medium')],
    },
    ...owners(['github.com/gin-contrib/sessions/cookie'], 'NewStore()', {
      flows: [],
      misuses: [
        wrong('session-secret-static', 'the secret stands in the code', [
          { at: '0', dynamic: false },
          { at: '0', given: true },
          { at: '0', isNot: '' },
        ]),
      ],
    }),
    'github.com/gin-contrib/pprof.Register()': {
      flows: [],
      misuses: [
        wrong('debug-endpoint-exposed', 'profiles of the process are served', [], 'medium'),
      ],
    },
    ...members('github.com/gin-contrib/sessions', 'Default()', { type: 'session', flows: [] }),
    'session.Get()': flows(''),
    'session.Set()': { flows: [], sinks: sinks('trust-boundary', '0 1') },
  },
};
