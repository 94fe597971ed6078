import { CHOSEN, flows, members, owners, PERCENT } from '../entries.ts';
import type { Condition, MisuseModel, Model, ModelPack, SinkModel } from '../model.ts';

const URL_SINK: SinkModel = { rule: 'ssrf', at: ['0', 'key:url'] };
const URL_SECOND: SinkModel = { rule: 'ssrf', at: ['1', 'key:url'] };
const UNVERIFIED: MisuseModel = {
  rule: 'tls-verification-off',
  shows: 'any certificate is accepted',
  when: [{ at: 'key:verify', is: false }],
};
const NO_TIMEOUT = (when: readonly Condition[] = []): MisuseModel => ({
  rule: 'request-timeout-missing',
  shows: 'waits for ever',
  when: [{ at: 'key:timeout', absent: true }, ...when],
  confidence: 'low',
});
const ANSWER: Model = {
  source: { kind: 'foreign', what: 'answer of another server', clean: [...CHOSEN, 'path'] },
};
const FETCH: Model = {
  ...ANSWER,
  type: 'requests.Response',
  flows: [],
  sinks: [URL_SINK],
  misuses: [UNVERIFIED, NO_TIMEOUT()],
};
const VERBS = 'get() post() put() delete() patch() head() options()';
const SESSION = 'requests.Session';
const CLIENT = 'httpx.Client';
const AIO = 'aiohttp.ClientSession';

/** Requests that the program sends, and addresses. */
export const httpClients: ModelPack = {
  id: 'python-http-clients',
  languages: ['python'],
  about:
    'requests, httpx, aiohttp client, urllib, urllib3, http.client: https://requests.readthedocs.io/en/latest/api/',
  aliases: {
    'requests.sessions': 'requests',
    'requests.session': SESSION,
    'httpx.AsyncClient': CLIENT,
    'urllib2.urlopen': 'urllib.request.urlopen',
    'urllib2.Request': 'urllib.request.Request',
    'urllib.urlopen': 'urllib.request.urlopen',
    'urllib.quote': 'urllib.parse.quote',
    'urllib.unquote': 'urllib.parse.unquote',
    'urllib.unquote_plus': 'urllib.parse.unquote_plus',
    'urllib.urlencode': 'urllib.parse.urlencode',
    urlparse: 'urllib.parse',
    'six.moves.urllib': 'urllib',
    httplib: 'http.client',
  },
  paths: {
    ...members('requests', VERBS, FETCH),
    ...members('requests', 'request()', { ...FETCH, sinks: [URL_SECOND] }),
    [`${SESSION}()`]: { type: SESSION, flows: [] },
    ...members(SESSION, VERBS, { ...FETCH, misuses: [UNVERIFIED] }),
    [`${SESSION}.request()`]: { ...FETCH, sinks: [URL_SECOND], misuses: [UNVERIFIED] },
    ...members(SESSION, '__enter__()', { type: 'this', flows: [] }),
    [`${SESSION}.verify=`]: {
      misuses: [
        {
          rule: 'tls-verification-off',
          shows: 'any certificate is accepted',
          when: [{ at: '0', is: false }],
        },
      ],
    },
    ...members('requests.Response', 'text content headers url', {
      ...ANSWER,
    }),
    ...members('requests.Response', 'json() iter_lines() iter_content() read()', {
      ...ANSWER,
    }),
    ...members('requests.Response', 'raise_for_status() close()', flows('')),
    ...members('httpx', `${VERBS} stream()`, { ...FETCH, misuses: [UNVERIFIED] }),
    'httpx.request()': { ...FETCH, sinks: [URL_SECOND], misuses: [UNVERIFIED] },
    [`${CLIENT}()`]: { type: CLIENT, flows: [], misuses: [UNVERIFIED] },
    ...members(CLIENT, VERBS, { ...FETCH, misuses: [] }),
    ...members(CLIENT, 'request() stream()', { ...FETCH, sinks: [URL_SECOND], misuses: [] }),
    ...owners([CLIENT, AIO], '__enter__() __aenter__()', { type: 'this', flows: [] }),
    [`${AIO}()`]: { type: AIO, flows: [] },
    ...members(AIO, VERBS, {
      ...FETCH,
      misuses: [{ ...UNVERIFIED, when: [{ at: 'key:ssl', is: false }] }],
    }),
    [`${AIO}.request()`]: { ...FETCH, sinks: [URL_SECOND], misuses: [] },
    'aiohttp.TCPConnector()': {
      flows: [],
      misuses: [
        { ...UNVERIFIED, when: [{ at: 'key:ssl', is: false }] },
        { ...UNVERIFIED, when: [{ at: 'key:verify_ssl', is: false }] },
      ],
    },
    'urllib.request.urlopen()': {
      ...ANSWER,
      flows: [],
      type: 'requests.Response',
      sinks: [URL_SINK, { rule: 'path-traversal', at: ['0'], confidence: 'low' }],
    },
    'urllib.request.Request()': { flows: [['0', 'result']], sinks: [URL_SINK] },
    'urllib.request.urlretrieve()': {
      flows: [],
      sinks: [URL_SINK, { rule: 'path-traversal', at: ['1'] }],
    },
    'urllib.request.build_opener()': { flows: [], type: 'urllib.request.OpenerDirector' },
    'urllib.request.OpenerDirector.open()': { ...ANSWER, flows: [], sinks: [URL_SINK] },
    ...members('', 'urllib3.PoolManager() urllib3.ProxyManager()', {
      flows: [],
      type: 'urllib3.PoolManager',
      misuses: [
        {
          rule: 'tls-verification-off',
          shows: 'any certificate is accepted',
          when: [{ at: 'key:cert_reqs', is: ['CERT_NONE', 0] }],
        },
      ],
    }),
    ...members('urllib3.PoolManager', 'request() urlopen()', {
      ...ANSWER,
      flows: [],
      sinks: [URL_SECOND],
    }),
    'urllib3.request()': { ...ANSWER, flows: [], sinks: [URL_SECOND] },
    ...members('http.client', 'HTTPConnection() HTTPSConnection()', {
      flows: [],
      type: 'http.client.HTTPConnection',
      sinks: [URL_SINK],
    }),
    'http.client.HTTPConnection.request()': {
      flows: [],
      sinks: [{ rule: 'ssrf', at: ['1'], confidence: 'low' }],
    },
    'http.client.HTTPConnection.getresponse()': { ...ANSWER, type: 'requests.Response', flows: [] },
    'pycurl.Curl.setopt()': { sinks: [{ rule: 'ssrf', at: ['1'], confidence: 'medium' }] },
    'socket.create_connection()': {
      flows: [],
      sinks: [{ rule: 'ssrf', at: ['0', '0.0'], confidence: 'medium' }],
    },
    'socket.socket()': { flows: [], type: 'socket.socket' },
    'socket.socket.bind()': {
      flows: [],
      misuses: [
        {
          rule: 'bind-all-interfaces',
          shows: 'everybody in the network can connect',
          when: [{ at: '0.0', is: ['0.0.0.0', '::', ''] }],
        },
      ],
    },
    'socket.socket.connect()': {
      flows: [],
      sinks: [{ rule: 'ssrf', at: ['0', '0.0'], confidence: 'medium' }],
    },
    ...members('socket.socket', 'recv() recvfrom() recv_into()', {
      source: {
        kind: 'remote',
        what: 'bytes of a connection',
        clean: ['log', 'resource', 'format', 'path'],
      },
    }),
    ...members('webbrowser', 'open() open_new()', { flows: [] }),
    'telnetlib.Telnet()': {
      misuses: [
        { rule: 'insecure-transport', shows: 'Telnet sends everything in clear', when: [] },
      ],
    },
    'ftplib.FTP()': {
      misuses: [
        {
          rule: 'insecure-transport',
          shows: 'FTP sends passwords in clear',
          when: [],
          confidence: 'medium',
        },
      ],
    },

    ...members(
      'urllib.parse',
      'unquote() unquote_plus() unquote_to_bytes() urljoin() urlunparse() urlunsplit() urldefrag()',
      flows('0>result 1>result 0.*>result', { type: 'string' }),
    ),
    ...members(
      'urllib.parse',
      'urlparse() urlsplit()',
      flows('0>result', { type: 'urllib.parse.ParseResult' }),
    ),
    ...members('urllib.parse', 'parse_qs()', flows('0>result 0>result.*')),
    ...members('urllib.parse', 'parse_qsl()', flows('0>result')),
    ...members('urllib.parse', 'quote()', {
      type: 'string',
      flows: [['0', 'result']],
      cleans: PERCENT.filter((one) => one !== 'path'),
    }),
    ...members('urllib.parse', 'quote_plus()', {
      type: 'string',
      flows: [['0', 'result']],
      cleans: PERCENT,
    }),
    ...members('urllib.parse', 'urlencode()', {
      type: 'string',
      flows: [
        ['0', 'result'],
        ['0*', 'result'],
      ],
      cleans: PERCENT,
    }),
    ...members('urllib.parse.ParseResult', 'geturl()', flows('this>result', { type: 'string' })),
    ...members('urllib.parse.ParseResult', 'path query fragment params', {}),
    ...members('urllib.parse.ParseResult', 'port', { cleans: 'all' }),
    ...owners(['yarl.URL', 'httpx.URL'], 'with_query()', flows('this>result')),
  },
};
