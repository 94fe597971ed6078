import { flows, members, owners, source } from '../entries.ts';
import type { Condition, Model, ModelPack } from '../model.ts';
import { PAIR } from './credentials.ts';
import { OLD_TLS, page, request, sinks, wrong } from './terms.ts';

export const REQUEST = 'http.IncomingMessage';
export const RESPONSE = 'http.ServerResponse';
const SERVERS = ['http', 'https', 'http2'];
/** Values that browsers do not take for markup, with a character set or without; Express and Koa also take short names. */
export const NO_MARKUP: string = String.raw`^\s*(?:(?:text/(?:plain|csv|css|event-stream|javascript|markdown|x-)|application/(?!xhtml|xml)|image/(?!svg)|audio/|video/|font/)|\.?(?:text|txt|json|csv|js|css|png|jpg|pdf|bin)$)`;
export const MARKUP: readonly Condition[] = [
  { at: 'this.header Content-Type', beginsNot: NO_MARKUP },
  { at: 'this.header content-type', beginsNot: NO_MARKUP },
  { at: 'this.contentType', beginsNot: NO_MARKUP },
];
const HEADER = source('remote', 'request header', {
  clean: ['html', 'redirect', 'nosql', 'assignment'],
});
/** The path of the address begins with a slash: it leads nowhere else. */
const ADDRESS = source('remote', 'address of the request', {
  clean: ['redirect', 'url', 'nosql', 'assignment'],
});
const CREATE: Model = {
  type: 'http.Server',
  flows: [],
  handlers: [{ at: '*', params: [REQUEST, RESPONSE], route: { method: '*', path: '' } }],
  misuses: OLD_TLS,
};
/** The name of a header is the whole power over an answer; values with line breaks are refused by the runtime. */
export const SET_HEADER: Model = {
  type: 'this',
  flows: [],
  sets: { 'this.header {0}': '1' },
  sinks: [
    ...sinks('header-injection', '0'),
    ...sinks('cors-origin-reflected', '1', {
      when: [{ at: '0', matches: '^access-control-allow-origin$' }],
    }),
    ...sinks('open-redirect', '1', { when: [{ at: '0', matches: '^(?:location|refresh)$' }] }),
    ...sinks('cookie-injection', '1', {
      when: [{ at: '0', matches: '^set-cookie$' }],
      confidence: 'medium',
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
    wrong(
      'security-headers-off',
      'the XSS filter or sniffing protection is turned off',
      [
        { at: '0', matches: '^x-xss-protection$|^strict-transport-security$' },
        { at: '1', matches: '^(?:0$|max-age=0)' },
      ],
      'low',
    ),
    wrong('frame-options-off', 'any site may frame the page', [
      { at: '0', matches: '^x-frame-options$' },
      { at: '1', matches: '^allow' },
    ]),
    wrong('cookie-not-httponly', 'HttpOnly is not set', [
      { at: '0', matches: '^set-cookie$' },
      { at: '1', matches: '^[^;]*(?:sess|token|sid|auth)[^;=]*=' },
      { at: '1', matchesNot: ';\\s*httponly' },
    ]),
    wrong('cookie-not-secure', 'Secure is not set', [
      { at: '0', matches: '^set-cookie$' },
      { at: '1', matches: '=' },
      { at: '1', matchesNot: ';\\s*secure' },
    ]),
  ],
};
const CLIENT: Model = {
  ...request('0 0.host 0.hostname 0.path 0.protocol'),
  type: 'http.ClientRequest',
  misuses: [
    ...PAIR,
    ...['0', '1'].map((at) =>
      wrong('tls-verification-off', 'any certificate is accepted', [
        { at: `${at}.rejectUnauthorized`, is: false },
      ]),
    ),
  ],
  callbacks: [{ at: '1+', params: [], types: ['http.Answer'] }],
};

/** Servers and clients of Node itself. */
export const nodeHttp: ModelPack = {
  id: 'node-http',
  languages: ['javascript'],
  about: 'https://nodejs.org/api/http.html, https.html, http2.html',
  extends: {
    [REQUEST]: ['stream.Readable'],
    'http.Server': ['net.Server'],
    'http2.Http2ServerRequest': [REQUEST],
    'http2.Http2ServerResponse': [RESPONSE],
  },
  shapes: [
    {
      names: ['req|request', 'res|response'],
      types: [REQUEST, RESPONSE],
      imports: ['http', 'https', 'http2', 'node:http', 'node:https'],
    },
  ],
  paths: {
    ...owners(SERVERS, 'createServer() createSecureServer() Server()', CREATE),
    'http.Server.on()': {
      type: 'this',
      flows: [],
      handlers: [{ at: '1', params: [REQUEST, RESPONSE], route: { method: '*', path: '' } }],
    },
    'http.Server.listen()': {
      type: 'this',
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
    [`${REQUEST}.url`]: ADDRESS,
    [`${REQUEST}.headers`]: HEADER,
    [`${REQUEST}.rawHeaders`]: HEADER,
    [`${REQUEST}.headers.host`]: source('host', 'Host header'),
    [`${REQUEST}.headers.x-forwarded-host`]: source('host', 'X-Forwarded-Host header'),
    [`${REQUEST}.headers.origin`]: source('remote', 'Origin header', {
      clean: ['html', 'redirect', 'nosql', 'assignment'],
    }),
    [`${REQUEST}.headers.referer`]: source('remote', 'Referer header', {
      clean: ['nosql', 'assignment'],
    }),
    ...members(REQUEST, 'method httpVersion socket connection statusCode complete', {}),
    ...owners([REQUEST], 'on() once() addListener()', {
      type: 'this',
      flows: [],
      callbacks: [
        {
          at: '1',
          params: [],
          sources: { 0: { kind: 'remote', what: 'request body', clean: ['nosql', 'assignment'] } },
        },
      ],
    }),
    [`${REQUEST}.pipe()`]: { flows: [['0', 'result']] },
    'http.Answer.on()': { type: 'this', flows: [], callbacks: [{ at: '1', params: [] }] },

    [`${RESPONSE}.setHeader()`]: SET_HEADER,
    [`${RESPONSE}.appendHeader()`]: SET_HEADER,
    [`${RESPONSE}.writeHead()`]: {
      type: 'this',
      flows: [],
      sets: {
        'this.header Content-Type': '1.Content-Type',
        'this.header content-type': '1.content-type',
      },
      sinks: [
        ...sinks('open-redirect', '1.Location 1.location 2.Location 2.location'),
        ...sinks(
          'cors-origin-reflected',
          '1.Access-Control-Allow-Origin 1.access-control-allow-origin',
        ),
      ],
      misuses: [
        wrong(
          'cors-any-origin',
          'any site may read the answer',
          [{ at: '1.Access-Control-Allow-Origin', is: '*' }],
          'medium',
        ),
      ],
    },
    ...members(RESPONSE, 'write() end()', { flows: [], type: 'this', sinks: page('0', MARKUP) }),
    ...members(RESPONSE, 'removeHeader() getHeader() flushHeaders() on() once()', {
      flows: [],
      type: 'this',
    }),

    ...owners(['http', 'https'], 'get() request()', CLIENT),
    'http2.connect()': request('0'),
    ...members('http.ClientRequest', 'write() end() on() once() setHeader() setTimeout()', {
      type: 'this',
      flows: [],
    }),
    ...owners(['http', 'https'], 'Agent()', {
      flows: [],
      misuses: [
        wrong('tls-verification-off', 'any certificate is accepted', [
          { at: '0.rejectUnauthorized', is: false },
        ]),
      ],
    }),
    'stream.pipeline()': { flows: [['0', '1']] },
    '*.pipe()': flows('0>result'),
  },
};
