import { flows, members, owners, source } from '../entries.ts';
import type { MarkModel, Model, ModelPack, SinkModel } from '../model.ts';

const BODY: SinkModel = { rule: 'xss-reflected', at: ['0'] };
const REDIRECT: Model = { flows: [], sinks: [{ rule: 'open-redirect', at: ['0'] }] };
const remote = (what: string, type?: string): Model => ({
  ...source('remote', what),
  ...(type === undefined ? {} : { type }),
});
const TORNADO = 'tornado.web.RequestHandler';
const AIO = 'aiohttp.web.Request';
const BOTTLE = 'bottle.Request';
const PYRAMID = 'pyramid.request.Request';
const SANIC = 'sanic.Request';
const MULTI = 'werkzeug.MultiDict';
const route = (method: string, params?: string): MarkModel => ({
  route: { method, path: '0' },
  ...(params === undefined ? {} : { paramsAre: { kind: 'remote', what: params } }),
});
const returned: readonly SinkModel[] = [
  { rule: 'xss-reflected', at: ['result'] },
  { rule: 'xss-stored', at: ['result'] },
];
const VERBS = ['get', 'post', 'put', 'delete', 'patch', 'head'];

/** Tornado, aiohttp, Bottle, Pyramid, Sanic, CherryPy, Falcon, the server of the standard library. */
export const webFrameworks: ModelPack = {
  id: 'python-web-frameworks',
  languages: ['python'],
  about:
    "Tornado 6, aiohttp 3, Bottle 0.13, Pyramid 2, Sanic 24, CherryPy, http.server: each framework's reference",
  aliases: {
    'sanic.request.Request': SANIC,
    'aiohttp.web_request.Request': AIO,
    'BaseHTTPServer.BaseHTTPRequestHandler': 'http.server.BaseHTTPRequestHandler',
    'SimpleHTTPServer.SimpleHTTPRequestHandler': 'http.server.BaseHTTPRequestHandler',
    'http.server.SimpleHTTPRequestHandler': 'http.server.BaseHTTPRequestHandler',
  },
  overrides: [
    ...VERBS.map((method) => ({
      type: TORNADO,
      method,
      params: [],
      paramsAre: { kind: 'remote', what: 'part of the path' } as const,
      route: { method: method.toUpperCase(), path: '' },
    })),
    ...['do_GET', 'do_POST', 'do_PUT', 'do_DELETE', 'do_HEAD'].map((method) => ({
      type: 'http.server.BaseHTTPRequestHandler',
      method,
      params: [],
      route: { method: method.slice(3), path: '' },
    })),
  ],
  shapes: [
    { names: ['request'], types: [AIO], imports: ['aiohttp'] },
    { names: ['request'], types: [SANIC], imports: ['sanic'] },
    { names: ['request'], types: [PYRAMID], imports: ['pyramid'] },
    { names: ['req', 'resp'], types: ['falcon.Request', 'falcon.Response'], imports: ['falcon'] },
  ],
  marks: {
    ...Object.fromEntries(
      ['route', ...VERBS].map((name) => [
        `bottle.${name}`,
        {
          ...route(name === 'route' ? '*' : name.toUpperCase(), 'part of the path'),
          returns: returned,
        },
      ]),
    ),
    ...Object.fromEntries(
      ['route', ...VERBS].map((name) => [
        `bottle.Bottle.${name}`,
        {
          ...route(name === 'route' ? '*' : name.toUpperCase(), 'part of the path'),
          returns: returned,
        },
      ]),
    ),
    ...Object.fromEntries(
      ['route', ...VERBS].map((name) => [
        `sanic.Sanic.${name}`,
        route(name === 'route' ? '*' : name.toUpperCase(), 'part of the path'),
      ]),
    ),
    ...Object.fromEntries(
      VERBS.map((name) => [`aiohttp.web.RouteTableDef.${name}`, route(name.toUpperCase())]),
    ),
    'pyramid.view.view_config': route('*'),
    'cherrypy.expose': {
      route: { method: '*', path: '' },
      paramsAre: { kind: 'remote', what: 'request parameter' },
      returns: returned,
    },
    'tornado.web.authenticated': { authenticates: true },
  },
  paths: {
    ...members(
      TORNADO,
      'get_argument() get_query_argument() get_body_argument()',
      remote('request parameter', 'string'),
    ),
    ...members(
      TORNADO,
      'get_arguments() get_query_arguments() get_body_arguments()',
      remote('request parameter'),
    ),
    ...members(TORNADO, 'get_cookie() get_secure_cookie()', remote('cookie', 'string')),
    [`${TORNADO}.request`]: { type: 'tornado.httputil.HTTPServerRequest' },
    ...members(
      'tornado.httputil.HTTPServerRequest',
      'body headers uri path query arguments body_arguments query_arguments cookies files host full_url()',
      remote('request'),
    ),
    ...members(TORNADO, 'write() finish()', {
      flows: [],
      sinks: [BODY, { ...BODY, rule: 'xss-stored' }],
    }),
    [`${TORNADO}.redirect()`]: REDIRECT,
    ...members(TORNADO, 'set_header() add_header()', {
      flows: [],
      sinks: [{ rule: 'header-injection', at: ['1'], confidence: 'medium' }],
    }),
    ...members(TORNADO, 'set_cookie()', {
      flows: [],
      sinks: [{ rule: 'predictable-secret', at: ['1'] }],
      misuses: [
        {
          rule: 'cookie-not-secure',
          shows: 'Secure is not set',
          when: [{ at: 'key:secure', absent: true }],
          confidence: 'medium',
        },
      ],
    }),
    [`${TORNADO}.check_xsrf_cookie()`]: flows(''),
    ...members('tornado.escape', 'xhtml_escape()', {
      flows: [['0', 'result']],
      type: 'string',
      cleans: ['html', 'xml'],
    }),
    ...members('tornado.escape', 'url_escape()', {
      flows: [['0', 'result']],
      type: 'string',
      cleans: ['html', 'url', 'redirect', 'path'],
    }),
    'tornado.template.Template()': { sinks: [{ rule: 'template-injection', at: ['0'] }] },

    ...members(AIO, 'query rel_url', remote('query parameter', MULTI)),
    ...members(AIO, 'match_info', remote('part of the path', 'dict')),
    ...members(
      AIO,
      'headers cookies query_string path path_qs url',
      remote('request header', MULTI),
    ),
    ...members(AIO, 'post() json() text() read() multipart()', remote('request body')),
    'aiohttp.web.Response()': {
      flows: [],
      sinks: [
        {
          rule: 'xss-reflected',
          at: ['key:text', 'key:body'],
          when: [{ at: 'key:content_type', matches: 'html' }],
        },
      ],
    },
    ...members(
      'aiohttp.web',
      'HTTPFound() HTTPSeeOther() HTTPMovedPermanently() HTTPTemporaryRedirect()',
      REDIRECT,
    ),
    'aiohttp.web.FileResponse()': { flows: [], sinks: [{ rule: 'path-traversal', at: ['0'] }] },

    'bottle.request': { type: BOTTLE },
    ...members(BOTTLE, 'query params forms POST GET', remote('request parameter', MULTI)),
    ...members(BOTTLE, 'cookies headers json body url query_string', remote('request', MULTI)),
    ...members(BOTTLE, 'files', remote('uploaded file', MULTI)),
    ...members(BOTTLE, 'get_cookie() get_header()', remote('request header', 'string')),
    'bottle.Bottle()': { type: 'bottle.Bottle', flows: [] },
    'bottle.redirect()': REDIRECT,
    'bottle.static_file()': { flows: [], sinks: [{ rule: 'path-traversal', at: ['key:root'] }] },
    ...members('bottle', 'template()', {
      flows: [],
      type: 'markupsafe.Markup',
      sinks: [{ rule: 'template-injection', at: ['0'], confidence: 'medium' }],
    }),
    'bottle.HTTPResponse()': { flows: [], sinks: [BODY] },
    'bottle.response.set_header()': {
      flows: [],
      sinks: [{ rule: 'header-injection', at: ['1'], confidence: 'medium' }],
    },
    'bottle.run()': {
      misuses: [
        { rule: 'debug-enabled', shows: 'errors show code', when: [{ at: 'key:debug', is: true }] },
      ],
    },

    ...members(PYRAMID, 'params GET POST', remote('request parameter', MULTI)),
    ...members(PYRAMID, 'matchdict', remote('part of the path', 'dict')),
    ...members(
      PYRAMID,
      'headers cookies body json_body json url query_string path',
      remote('request'),
    ),
    'pyramid.response.Response()': { flows: [], sinks: [BODY] },
    ...members('pyramid.httpexceptions', 'HTTPFound() HTTPSeeOther() HTTPMovedPermanently()', {
      flows: [],
      sinks: [{ rule: 'open-redirect', at: ['0', 'key:location'] }],
    }),

    'sanic.Sanic()': { type: 'sanic.Sanic', flows: [] },
    ...members(
      SANIC,
      'args form json body headers cookies files query_string url path raw_url',
      remote('request', MULTI),
    ),
    ...members('sanic.response', 'html() raw()', { flows: [], sinks: [BODY] }),
    ...members('sanic.response', 'json() text()', flows('')),
    'sanic.response.redirect()': REDIRECT,
    'sanic.response.file()': { flows: [], sinks: [{ rule: 'path-traversal', at: ['0'] }] },

    ...members('cherrypy.request', 'params headers body cookie query_string', remote('request')),
    'cherrypy.HTTPRedirect()': REDIRECT,
    ...members(
      'falcon.Request',
      'get_param() params media bounded_stream stream get_header() headers cookies query_string uri',
      remote('request'),
    ),
    'falcon.HTTPFound()': REDIRECT,
    ...members(
      'http.server.BaseHTTPRequestHandler',
      'path headers requestline rfile',
      remote('request'),
    ),
    'http.server.BaseHTTPRequestHandler.wfile': { type: 'http.server.Wfile' },
    'http.server.Wfile.write()': { flows: [], sinks: [{ ...BODY, confidence: 'medium' }] },
    'http.server.BaseHTTPRequestHandler.send_header()': {
      flows: [],
      sinks: [
        { rule: 'header-injection', at: ['1'] },
        { rule: 'open-redirect', at: ['1'], when: [{ at: '0', matches: '^location$' }] },
      ],
    },
    ...owners(['http.server.HTTPServer', 'socketserver.TCPServer'], 'serve_forever()', flows('')),
    ...members('http.server', 'HTTPServer() ThreadingHTTPServer()', {
      flows: [],
      misuses: [
        {
          rule: 'bind-all-interfaces',
          shows: 'everybody in the network can connect',
          when: [{ at: '0.0', is: ['0.0.0.0', ''] }],
          confidence: 'low',
        },
      ],
    }),
    'cgi.FieldStorage()': { type: 'cgi.FieldStorage', source: { kind: 'remote', what: 'form' } },
    ...members('cgi.FieldStorage', 'getvalue() getfirst() getlist()', remote('form field')),
    'xmlrpc.server.SimpleXMLRPCServer.register_function()': flows(''),
    'logging.config.listen()': {
      misuses: [{ rule: 'logging-config-listen', shows: 'whoever connects runs code', when: [] }],
    },
  },
};
