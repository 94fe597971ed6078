import { CHOSEN, flows, members, owners, source } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { NOTHING, SAME, sinks, wrong } from './terms.ts';

/** The beginning of the address decides who is asked. */
function request(at: string, type = 'net/http.Response'): Model {
  return { type, flows: [], sinks: [...sinks('ssrf', at), ...sinks('sensitive-data-in-url', at)] };
}
const FOREIGN = source('foreign', 'answer of another server', {
  clean: [...CHOSEN, 'path', 'command', 'sql', 'html'],
});
const RESTY = 'github.com/go-resty/resty.Request';
const FAST = 'github.com/valyala/fasthttp';
/** Escaped for a place behind the host. */
const ESCAPED: Model = {
  flows: [['0', 'result']],
  cleans: [
    'html',
    'xml',
    'url',
    'redirect',
    'path',
    'header',
    'log',
    'command',
    'sql',
    'ldap',
    'xpath',
  ],
};

/** Requests that the program sends, and addresses. */
export const httpClients: ModelPack = {
  id: 'go-http-clients',
  languages: ['go'],
  about:
    'net/http, net/url, net, resty, fasthttp, grpc, websockets: https://pkg.go.dev/net/http#Client',
  aliases: {
    'github.com/go-resty/resty/v2': 'github.com/go-resty/resty',
    'gopkg.in/resty.v1': 'github.com/go-resty/resty',
  },
  paths: {
    ...owners(['net/http', 'net/http.Client'], 'Get() Head() Post() PostForm()', request('0')),
    'net/http.NewRequest()': { ...request('1', 'net/http.ClientRequest') },
    'net/http.NewRequestWithContext()': { ...request('2', 'net/http.ClientRequest') },
    'net/http.Client.Do()': { type: 'net/http.Response', flows: [] },
    'net/http.DefaultClient': { type: 'net/http.Client' },
    'net/http.ClientRequest.Header': { type: 'net/http.ClientHeader' },
    ...members('net/http.ClientHeader', 'Set() Add() Get()', NOTHING),
    ...members('net/http.ClientRequest', 'SetBasicAuth() AddCookie() WithContext()', NOTHING),
    'net/http.Response.Body': { type: 'io.Reader', ...FOREIGN },
    ...members('net/http.Response', 'StatusCode Status Header', {}),
    ...members('net', 'Dial() DialTimeout() DialTCP()', {
      flows: [],
      sinks: sinks('ssrf', '1', { confidence: 'medium' }),
      misuses: [
        wrong(
          'insecure-transport',
          'telnet and FTP send everything in clear',
          [{ at: '1', matches: ':(?:21|23)$' }],
          'low',
        ),
      ],
    }),
    'net.Listen()': {
      flows: [],
      misuses: [
        wrong(
          'bind-all-interfaces',
          'it listens on every interface',
          [{ at: '1', matches: '^(?:0\\.0\\.0\\.0|\\[::\\]):' }],
          'low',
        ),
      ],
    },
    'net.SplitHostPort()': flows('0>result.0 0>result.1'),
    'net.JoinHostPort()': flows('0>result 1>result'),
    ...members('net', 'ParseIP() ParseCIDR() LookupHost() LookupIP()', { cleans: 'all' }),

    ...members('net/url', 'Parse() ParseRequestURI()', {
      type: 'net/url.URL',
      flows: [['0', 'result']],
    }),
    ...members('net/url', 'QueryEscape() PathEscape()', ESCAPED),
    ...members('net/url', 'QueryUnescape() PathUnescape()', flows('0>result')),
    'net/url.ParseQuery()': { type: 'net/url.Values', flows: [['0', 'result']] },
    ...members(
      'net/url.URL',
      'String() RequestURI() EscapedPath() JoinPath() ResolveReference() Redacted()',
      flows('this>result this.*>result *>result'),
    ),
    ...members('net/url.URL', 'Hostname() Port()', flows('this>result')),
    'net/url.URL.Query()': { type: 'net/url.Values', flows: [['this', 'result']] },
    'net/url.URL.IsAbs()': {
      flows: [],
      guards: [{ at: 'this', cleans: ['redirect'], negative: true }],
    },
    ...members('net/url.Values', 'Get()', flows('this>result this.*>result')),
    'net/url.Values.Encode()': {
      flows: [['this', 'result']],
      cleans: ['html', 'url', 'redirect', 'path', 'header', 'log', 'command', 'sql'],
    },
    ...members('net/url.Values', 'Set() Add() Del() Has()', NOTHING),

    ...members('github.com/go-resty/resty', 'New()', { type: 'resty.Client', flows: [] }),
    ...members('resty.Client', 'R()', { type: RESTY, flows: [] }),
    'github.com/go-resty/resty.Client.R()': { type: RESTY, flows: [] },
    ...members(RESTY, 'Get() Post() Put() Delete() Patch() Head()', {
      flows: [],
      sinks: sinks('ssrf', '0'),
    }),
    ...members(
      RESTY,
      'SetHeader() SetHeaders() SetBody() SetQueryParam() SetQueryParams() SetResult() SetAuthToken() SetContext()',
      SAME,
    ),
    ...members(FAST, 'Get() Post()', { flows: [], sinks: sinks('ssrf', '1') }),
    [`${FAST}.Request.SetRequestURI()`]: { flows: [], sinks: sinks('ssrf', '0') },

    ...members('google.golang.org/grpc', 'WithInsecure()', {
      flows: [],
      misuses: [
        wrong('grpc-insecure', 'calls are neither encrypted nor authenticated', [], 'medium'),
      ],
    }),
    'google.golang.org/grpc/credentials/insecure.NewCredentials()': {
      flows: [],
      misuses: [wrong('grpc-insecure', 'calls are neither encrypted nor authenticated', [], 'low')],
    },
    'net/smtp.SendMail()': {
      flows: [],
      sinks: sinks('mail-injection', '4 3.*', { confidence: 'medium' }),
    },
    'net/smtp.PlainAuth()': NOTHING,
    ...members('github.com/gorilla/websocket', 'DefaultDialer.Dial()', {
      flows: [],
      sinks: sinks('ssrf', '0'),
    }),
  },
};
