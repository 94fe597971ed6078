import { flows, members, owners, source } from '../entries.ts';
import type { HandlerModel, MisuseModel, Model, ModelPack } from '../model.ts';
import {
  answer,
  DELICATE_COOKIE,
  NOTHING,
  page,
  path,
  RESPONSE,
  SAME,
  sinks,
  wrong,
} from './terms.ts';

export const REQUEST = 'net/http.Request';
const FORM = source('remote', 'field of a form');
/** A value of a header holds no line break, and is hard to set in another's browser. */
const HEADER = source('remote', 'request header', {
  clean: ['html', 'redirect', 'log', 'header'],
});
const COOKIE = source('remote', 'cookie', { clean: ['html', 'redirect'] });
/** The path of the address begins with a slash: it leads nowhere else. */
const ADDRESS = source('remote', 'address of the request', { clean: ['redirect', 'url'] });
const BODY: Model = {
  type: 'io.Reader',
  ...source('remote', 'request body', { clean: ['redirect'] }),
};
/** A Request hands a file and its header out, and the header has lost all but the base of the name. */
const UPLOAD: Model = { type: 'net/http.FormFile', flows: [] };
const HANDLER: HandlerModel = {
  at: '1',
  params: [RESPONSE, REQUEST],
  route: { method: '*', path: '0' },
};
const NO_TIMEOUT: Model = {
  flows: [],
  misuses: [
    wrong('http-server-no-timeout', 'a client may send its header for ever', [
      { at: 'this.ReadHeaderTimeout', absent: true },
      { at: 'this.ReadTimeout', absent: true },
    ]),
  ],
};
const NO_SERVER: Model = {
  flows: [],
  handlers: [{ at: '1', params: [RESPONSE, REQUEST] }],
  misuses: [
    wrong('http-server-no-timeout', 'a client may send its header for ever', [], 'medium'),
    wrong(
      'bind-all-interfaces',
      'it listens on every interface',
      [{ at: '0', matches: '^(?:0\\.0\\.0\\.0|\\[::\\]):' }],
      'low',
    ),
  ],
};
/** Line breaks in values of headers are made blanks by the package. */
const SET_HEADER: Model = {
  flows: [],
  sets: { 'this.header {0}': '1', 'this.of.header {0}': '1' },
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
    wrong('csp-unsafe', 'scripts in the page are allowed', [
      { at: '0', matches: '^content-security-policy$' },
      {
        at: '1',
        matches: String.raw`(?:script-src|default-src)[^;]*(?:'unsafe-inline'|'unsafe-eval'|\s\*(?:[\s;]|$))`,
      },
    ]),
    wrong('frame-options-off', 'any site may frame the page', [
      { at: '0', matches: '^x-frame-options$' },
      { at: '1', matches: '^allow' },
    ]),
  ],
};
const COOKIE_FLAGS: readonly MisuseModel[] = [
  wrong('cookie-not-secure', 'Secure is switched off', [{ at: '1.Secure', is: false }]),
  wrong('cookie-not-secure', 'Secure is not set', [
    { at: '1.Secure', absent: true },
    { at: '1.Name', matches: DELICATE_COOKIE },
  ]),
  wrong('cookie-not-httponly', 'HttpOnly is switched off', [
    { at: '1.HttpOnly', is: false },
    { at: '1.Name', matches: DELICATE_COOKIE },
  ]),
  wrong('cookie-not-httponly', 'HttpOnly is not set', [
    { at: '1.HttpOnly', absent: true },
    { at: '1.Name', matches: DELICATE_COOKIE },
  ]),
  wrong(
    'cookie-samesite-none',
    'SameSite is none',
    [{ at: '1.SameSite', is: 'SameSite=None' }],
    'medium',
  ),
];

/** Servers of the standard library: requests, answers, routes. */
export const netHttp: ModelPack = {
  id: 'go-net-http',
  languages: ['go'],
  about: 'https://pkg.go.dev/net/http',
  extends: {
    'net/http.ResponseHeader': ['net/http.Header'],
    'net/http.RequestHeader': ['net/http.Header'],
    'net/http.RequestURL': ['net/url.URL'],
    'mime/multipart.File': ['io.Reader'],
  },
  shapes: [{ names: [], declared: [RESPONSE, REQUEST], types: [RESPONSE, REQUEST] }],
  paths: {
    ...members(REQUEST, 'FormValue() PostFormValue()', FORM),
    [`${REQUEST}.PathValue()`]: source('remote', 'part of the path', { clean: ['redirect'] }),
    ...members(REQUEST, 'Form PostForm', { type: 'net/url.Values', ...FORM }),
    [`${REQUEST}.MultipartForm`]: FORM,
    [`${REQUEST}.Header`]: { type: 'net/http.RequestHeader', ...HEADER },
    [`${REQUEST}.Host`]: source('host', 'Host header'),
    [`${REQUEST}.Referer()`]: source('remote', 'Referer header'),
    [`${REQUEST}.UserAgent()`]: HEADER,
    ...members(REQUEST, 'RequestURI', ADDRESS),
    [`${REQUEST}.URL`]: { type: 'net/http.RequestURL', ...ADDRESS },
    'net/http.RequestURL.Query()': {
      type: 'net/url.Values',
      flows: [],
      ...source('remote', 'query parameter'),
    },
    'net/http.RequestURL.RawQuery': source('remote', 'query of the address', {
      clean: ['path', 'redirect'],
    }),
    ...members('net/http.RequestURL', 'Path RawPath String() RequestURI() EscapedPath()', {
      flows: [],
      ...ADDRESS,
    }),
    'net/http.RequestURL.Host': source('host', 'Host header'),
    [`${REQUEST}.Body`]: BODY,
    [`${REQUEST}.GetBody()`]: BODY,
    [`${REQUEST}.Cookie()`]: { type: 'net/http.Cookie', flows: [], ...COOKIE },
    [`${REQUEST}.Cookies()`]: { type: 'net/http.Cookie[]', flows: [], ...COOKIE },
    [`${REQUEST}.BasicAuth()`]: { type: 'net/http.BasicAuth', flows: [] },
    'net/http.BasicAuth.0': source('remote', 'name of an account'),
    'net/http.BasicAuth.1': source('remote', 'password of an account'),
    [`${REQUEST}.FormFile()`]: UPLOAD,
    'net/http.FormFile.0': { type: 'mime/multipart.File', ...source('remote', 'uploaded file') },
    'net/http.FormFile.1': { type: 'mime/multipart.FileHeader' },
    'mime/multipart.FileHeader.Filename': source('remote', 'name of an uploaded file', {
      clean: ['path'],
    }),
    'mime/multipart.FileHeader.Open()': {
      type: 'mime/multipart.File',
      ...source('remote', 'uploaded file'),
    },
    ...members('mime/multipart.FileHeader', 'Size', NOTHING),
    [`${REQUEST}.MultipartReader()`]: { type: 'mime/multipart.Reader', flows: [] },
    ...members('mime/multipart.Reader', 'NextPart() NextRawPart()', {
      type: 'mime/multipart.Part',
      flows: [],
      ...source('remote', 'part of a form'),
    }),
    ...members(
      'mime/multipart.Part',
      'FileName() FormName()',
      source('remote', 'name of an uploaded file', { clean: ['path'] }),
    ),
    ...members(
      REQUEST,
      'ParseForm() ParseMultipartForm() Method Context() WithContext() TLS ContentLength Proto ProtoMajor RemoteAddr',
      { flows: [] },
    ),
    [`${REQUEST}.WithContext()`]: SAME,
    [`${REQUEST}.SetPathValue()`]: NOTHING,
    'net/http.Header.Get()': flows('this>result'),
    'net/http.Header.Values()': flows('this>result this>result.*'),
    ...members('net/http.Header', 'Del() Clone()', NOTHING),

    [`${RESPONSE}.Write()`]: { flows: [], sinks: page('0', 'this') },
    [`${RESPONSE}.WriteString()`]: { flows: [], sinks: page('0', 'this') },
    [`${RESPONSE}.WriteHeader()`]: NOTHING,
    [`${RESPONSE}.Header()`]: {
      type: 'net/http.ResponseHeader',
      flows: [],
      sets: { 'result.of': 'this' },
    },
    ...members('net/http.ResponseHeader', 'Set() Add()', SET_HEADER),
    'io.WriteString()': { flows: [['1', '0']], sinks: page('1', '0') },
    'net/http.Error()': { flows: [], sinks: answer('1') },
    'net/http.Redirect()': { flows: [], sinks: sinks('open-redirect host-header-poisoning', '2') },
    'net/http.RedirectHandler()': { flows: [], sinks: sinks('open-redirect', '0') },
    'net/http.SetCookie()': {
      flows: [],
      sinks: sinks('cookie-injection', '1.Name'),
      misuses: COOKIE_FLAGS,
    },
    'net/http.SameSiteNoneMode': { constant: 'SameSite=None' },
    'net/http.ServeFile()': { flows: [], sinks: path('2') },
    'net/http.ServeContent()': NOTHING,
    'net/http.MaxBytesReader()': { type: 'io.Reader', flows: [['1', 'result']] },

    ...owners(['net/http', 'net/http.ServeMux'], 'HandleFunc() Handle()', {
      flows: [],
      handlers: [HANDLER],
    }),
    'net/http.HandlerFunc()': {
      flows: [['0', 'result']],
      handlers: [{ at: '0', params: [RESPONSE, REQUEST] }],
    },
    'net/http.NewServeMux()': { type: 'net/http.ServeMux', flows: [] },
    'net/http.DefaultServeMux': { type: 'net/http.ServeMux' },
    ...members('net/http', 'StripPrefix() TimeoutHandler()', flows('*>result')),
    'net/http.FileServer()': NOTHING,
    'net/http.Dir()': {
      flows: [['0', 'result']],
      sinks: path('0'),
      misuses: [
        wrong(
          'static-files-of-root',
          'the whole folder of the program can be read',
          [{ at: '0', is: ['.', './', '/', '..', '../'] }],
          'medium',
        ),
      ],
    },
    ...members('net/http', 'ListenAndServe() Serve()', NO_SERVER),
    ...members('net/http', 'ListenAndServeTLS() ServeTLS()', {
      ...NO_SERVER,
      handlers: [{ at: '3', params: [RESPONSE, REQUEST] }],
    }),
    ...members(
      'net/http.Server',
      'ListenAndServe() ListenAndServeTLS() Serve() ServeTLS()',
      NO_TIMEOUT,
    ),
    'net/http.Server()': {
      flows: [],
      handlers: [{ at: '0.Handler', params: [RESPONSE, REQUEST] }],
    },
    'net/http/pprof.Index()': NOTHING,
    'net/http/httputil.ReverseProxy()': NOTHING,
    'net/http/httputil.NewSingleHostReverseProxy()': { flows: [], sinks: sinks('ssrf', '0') },
    ...members('net/http/httputil', 'DumpRequest()', flows('')),
  },
};
