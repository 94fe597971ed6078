import { CHOSEN, flows, members, misuse, owners } from '../entries.ts';
import type { Model, ModelPack, SinkModel, SourceModel } from '../model.ts';

const URL_SINK: SinkModel = { rule: 'ssrf', at: ['0'] };
const ANSWER: SourceModel = {
  kind: 'foreign',
  what: 'answer of another server',
  clean: [...CHOSEN, 'path'],
};
const FETCH: Model = {
  flows: [],
  sinks: [URL_SINK],
  source: ANSWER,
};
const BUILD: Model = { flows: [['0', 'result']] };
const REST = [
  'org.springframework.web.client.RestTemplate',
  'org.springframework.web.client.RestOperations',
  'org.springframework.boot.test.web.client.TestRestTemplate',
];
const WEB = [
  'org.springframework.web.reactive.function.client.WebClient',
  'org.springframework.web.client.RestClient',
];
const APACHE = ['org.apache.http.client.methods', 'org.apache.hc.client5.http.classic.methods'];
const FROM_URL = owners;

/** Requests that the program sends. An address that others choose reaches what only the server may. */
export const httpClients: ModelPack = {
  id: 'java-http-clients',
  languages: ['java'],
  about:
    'java.net, Apache HttpClient, OkHttp, Spring clients, JAX-RS client: https://docs.oracle.com/en/java/javase/21/docs/api/java.net.http/',
  paths: {
    'java.net.URL()': flows('*>result', { type: 'java.net.URL' }),
    'java.net.URI()': flows('*>result', { type: 'java.net.URI' }),
    'java.net.URI.create()': flows('0>result', { type: 'java.net.URI' }),
    ...members('java.net.URI', 'toURL()', flows('this>result', { type: 'java.net.URL' })),
    ...members(
      'java.net.URI',
      'getHost() getAuthority() getPath() getQuery() getFragment() getScheme() resolve() normalize()',
      flows('this>result'),
    ),
    ...members(
      'java.net.URL',
      'getHost() getFile() getPath() getQuery() getRef() getAuthority() toURI() toString() toExternalForm()',
      flows('this>result'),
    ),
    ...members('java.net.URL', 'getPort() getDefaultPort()', flows('')),
    'java.net.URL.openConnection()': {
      type: 'java.net.HttpURLConnection',
      flows: [],
      sinks: [{ rule: 'ssrf', at: ['this'] }],
    },
    'java.net.URL.openStream()': {
      type: 'java.io.InputStream',
      flows: [],
      sinks: [{ rule: 'ssrf', at: ['this'] }],
      source: ANSWER,
    },
    'java.net.URL.getContent()': {
      flows: [],
      sinks: [{ rule: 'ssrf', at: ['this'] }],
      source: ANSWER,
    },
    ...members('java.net.HttpURLConnection', 'getInputStream()', {
      type: 'java.io.InputStream',
      source: ANSWER,
    }),
    ...members('java.net.HttpURLConnection', 'getHeaderField()', {
      source: ANSWER,
    }),
    ...members(
      'java.net.HttpURLConnection',
      'setRequestProperty() addRequestProperty()',
      flows(''),
    ),
    ...members('java.net', 'Socket() InetSocketAddress()', {
      flows: [['0', 'result']],
      sinks: [{ ...URL_SINK, when: [{ at: '0', type: 'string' }] }],
    }),
    'java.net.http.HttpRequest.newBuilder()': {
      type: 'java.net.http.HttpRequest.Builder',
      flows: [['0', 'result']],
      sinks: [URL_SINK],
    },
    'java.net.http.HttpRequest.Builder.uri()': {
      type: 'this',
      flows: [['0', 'this']],
      sinks: [URL_SINK],
    },
    ...members(
      'java.net.http.HttpRequest.Builder',
      'GET() POST() PUT() DELETE() header() headers() timeout() method()',
      { type: 'this', flows: [] },
    ),
    'java.net.http.HttpRequest.Builder.build()': { type: 'java.net.http.HttpRequest', flows: [] },
    ...members('java.net.http.HttpClient', 'send() sendAsync()', {
      flows: [],
      source: ANSWER,
    }),
    ...FROM_URL(
      APACHE,
      'HttpGet() HttpPost() HttpPut() HttpDelete() HttpHead() HttpPatch() HttpOptions()',
      { flows: [], sinks: [URL_SINK] },
    ),
    ...members(
      'org.apache.http.client.fluent.Request',
      'Get() Post() Put() Delete() Head() Patch()',
      FETCH,
    ),
    ...members(
      'org.apache.http.client.methods.RequestBuilder',
      'get() post() put() delete() setUri()',
      FETCH,
    ),
    ...members('org.apache.http.client.methods.HttpRequestBase', 'setURI()', FETCH),
    ...members(
      'org.apache.commons.httpclient.methods',
      'GetMethod() PostMethod() PutMethod() DeleteMethod()',
      { flows: [], sinks: [URL_SINK] },
    ),
    'okhttp3.Request.Builder()': { type: 'okhttp3.Request.Builder', flows: [] },
    'okhttp3.Request.Builder.url()': { type: 'this', flows: [], sinks: [URL_SINK] },
    ...members(
      'okhttp3.Request.Builder',
      'get() post() put() delete() header() addHeader() method()',
      { type: 'this', flows: [] },
    ),
    ...members('okhttp3.HttpUrl', 'parse() get()', BUILD),
    ...FROM_URL(
      REST,
      'getForObject() getForEntity() postForObject() postForEntity() postForLocation() put() patchForObject() delete() exchange() execute() headForHeaders() optionsForAllow()',
      FETCH,
    ),
    ...FROM_URL(WEB, 'create()', { type: WEB[0] ?? '', flows: [], sinks: [URL_SINK] }),
    ...FROM_URL(WEB, 'get() post() put() delete() patch() head() options() method()', {
      type: `${WEB[0] ?? ''}.UriSpec`,
      flows: [],
    }),
    ...members(`${WEB[0] ?? ''}.UriSpec`, 'uri()', {
      type: 'this',
      flows: [],
      sinks: [URL_SINK],
      source: ANSWER,
    }),
    ...members('org.springframework.web.reactive.function.client.WebClient.Builder', 'baseUrl()', {
      type: 'this',
      flows: [],
      sinks: [URL_SINK],
    }),
    ...members(
      'org.springframework.web.util.UriComponentsBuilder',
      'fromHttpUrl() fromUriString() fromUri()',
      flows('0>result', { type: 'org.springframework.web.util.UriComponentsBuilder' }),
    ),
    ...members(
      'org.springframework.web.util.UriComponentsBuilder',
      'host() scheme()',
      flows('0>this this>result', { type: 'this' }),
    ),
    ...members(
      'org.springframework.web.util.UriComponentsBuilder',
      'queryParam() pathSegment() path() fragment() encode() query() port()',
      flows('this>result', { type: 'this' }),
    ),
    'javax.ws.rs.client.Client.target()': {
      type: 'javax.ws.rs.client.WebTarget',
      flows: [],
      sinks: [URL_SINK],
    },
    ...members('javax.ws.rs.client.WebTarget', 'path() queryParam() resolveTemplate()', {
      type: 'this',
      flows: [],
    }),
    'org.jsoup.Jsoup.connect()': { type: 'org.jsoup.Connection', flows: [], sinks: [URL_SINK] },
    ...members('org.jsoup.Connection', 'get() post() execute()', {
      source: ANSWER,
    }),
    'org.apache.commons.io.IOUtils.toString()': {
      flows: [['0', 'result']],
      type: 'string',
      sinks: [{ ...URL_SINK, when: [{ at: '0', type: ['java.net.URL', 'java.net.URI'] }] }],
    },
    ...members('org.apache.commons.io.FileUtils', 'copyURLToFile()', {
      flows: [],
      sinks: [URL_SINK, { rule: 'path-traversal', at: ['1'] }],
    }),
    'javax.imageio.ImageIO.read()': {
      flows: [],
      sinks: [{ ...URL_SINK, when: [{ at: '0', type: 'java.net.URL' }] }],
    },
    'java.net.URLClassLoader()': {
      flows: [],
      sinks: [{ rule: 'code-injection', at: ['0', '0.*'] }],
    },
    'org.apache.commons.net.ftp.FTPClient()': misuse(
      'insecure-transport',
      'FTP sends passwords in clear',
    ),
    'org.apache.commons.net.telnet.TelnetClient()': misuse(
      'insecure-transport',
      'Telnet sends everything in clear',
    ),
  },
  extends: {
    'javax.net.ssl.HttpsURLConnection': ['java.net.HttpURLConnection'],
    'java.net.URLConnection': ['java.net.HttpURLConnection'],
  },
};
