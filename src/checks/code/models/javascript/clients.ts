import { flows, members, owners } from '../entries.ts';
import type { Condition, Model, ModelPack } from '../model.ts';
import { SENT } from './credentials.ts';
import { request, sinks, wrong } from './terms.ts';

const insecure = (at: string) => [
  wrong('tls-verification-off', 'any certificate is accepted', [
    { at: `${at}.rejectUnauthorized`, is: false },
  ]),
  wrong('tls-verification-off', 'any certificate is accepted', [
    { at: `${at}.strictSSL`, is: false },
  ]),
];
const CLEAR: readonly Condition[] = [
  {
    at: '0',
    matches: String.raw`^(?:http|ftp)://(?!localhost|127\.|0\.0\.0\.0|\[::1|[^/]*\.(?:local|internal|test|example)\b|[a-z0-9-]+(?::\d+)?(?:/|$)).*(?:login|password|passwd|token|auth)`,
  },
];
const SEND: Model = request('0 0.url 0.uri 0.baseURL 0.href', {
  misuses: [
    ...insecure('0'),
    ...insecure('1'),
    ...SENT,
    wrong('tls-verification-off', 'any certificate is accepted', [
      { at: '1.https.rejectUnauthorized', is: false },
    ]),
    wrong('insecure-transport', 'credentials are sent in clear', CLEAR, 'low'),
  ],
  callbacks: [{ at: '1+', params: [] }],
});
const METHODS = 'get() post() put() patch() delete() del() head() options() request()';

/** Clients of HTTP. */
export const clients: ModelPack = {
  id: 'clients',
  languages: ['javascript'],
  about: 'axios, got, node-fetch, request, superagent, undici, needle, ky, ftp, net clients',
  aliases: {
    'cross-fetch': 'node-fetch',
    'isomorphic-fetch': 'node-fetch',
    'request-promise': 'request',
    'request-promise-native': 'request',
    unfetch: 'node-fetch',
    bent: 'node-fetch',
  },
  extends: { 'axios.AxiosInstance': ['axios'], 'axios.Instance': ['axios'], 'got.Got': ['got'] },
  paths: {
    ...members(
      '',
      'axios() got() node-fetch() request() superagent() needle() ky() phin() wretch() urllib()',
      SEND,
    ),
    ...owners(['axios', 'got', 'request', 'superagent', 'ky', 'needle'], METHODS, SEND),
    'needle()': request('1'),
    'needle.request()': request('1'),
    'axios.create()': {
      type: 'axios.Instance',
      flows: [],
      sinks: sinks('ssrf', '0.baseURL'),
      misuses: insecure('0'),
    },
    'axios.Instance()': SEND,
    'got.extend()': {
      type: 'got.Got',
      flows: [],
      misuses: [
        wrong('tls-verification-off', 'any certificate is accepted', [
          { at: '0.https.rejectUnauthorized', is: false },
        ]),
      ],
    },
    'got.stream()': SEND,
    ...members('undici', 'fetch() request() stream() Client() Pool()', SEND),
    'superagent.Request.disableTLSCerts()': {
      flows: [],
      misuses: [
        wrong('tls-verification-off', 'any certificate is accepted', [{ at: '0', absent: true }]),
      ],
    },
    'node-fetch.Request()': SEND,
    'request.defaults()': { type: 'request', flows: [], misuses: insecure('0') },
    ...members('puppeteer', 'launch()', { type: 'puppeteer.Browser', flows: [] }),
    'puppeteer.Browser.newPage()': { type: 'puppeteer.Page', flows: [] },
    'puppeteer.Page.goto()': request('0'),
    'puppeteer.Page.setContent()': {
      flows: [],
      sinks: sinks('xss-reflected', '0', { confidence: 'low' }),
    },
    ...members('puppeteer.Page', 'evaluate() addScriptTag()', {
      flows: [],
      sinks: sinks('code-injection', '0 0.content', { confidence: 'medium' }),
    }),
    'jsdom.JSDOM.fromURL()': request('0'),
    'jsdom.JSDOM()': {
      flows: [],
      sinks: sinks('code-injection', '0', { when: [{ at: '1.runScripts', is: 'dangerously' }] }),
    },
    'ftp()': { type: 'ftp.Client', flows: [] },
    'open-graph-scraper()': request('0.url'),
    ...members('ip', 'isPrivate()', flows('')),
    'ssrf-req-filter()': flows(''),
    ...members('tls', 'TLSSocket()', {
      type: 'tls.TLSSocket',
      flows: [],
      misuses: insecure('1'),
    }),
    'tls.TLSSocket.renegotiate()': { flows: [], misuses: insecure('0') },
    'chrome-remote-interface()': {
      type: 'chrome-remote-interface.Client',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['chrome-remote-interface.Client'] }],
    },
    'chrome-remote-interface.Client.Page.navigate()': request('0.url'),
    ...members('', 'nugget() download()', {
      flows: [],
      misuses: [
        wrong(
          'insecure-transport',
          'a program is loaded without encryption',
          [
            {
              at: '0',
              matches: String.raw`^(?:http|ftp)://(?!localhost|127\.).*\.(?:exe|msi|dmg|pkg|apk|deb|rpm|sh|bat|jar|dll|tar\.gz|tgz|zip)$`,
            },
          ],
          'medium',
        ),
      ],
    }),
    ...members('tls', 'connect()', {
      flows: [],
      sinks: sinks('ssrf', '0.host 1'),
      misuses: [...insecure('0'), ...insecure('1'), ...insecure('2')],
    }),
    'process.env.NODE_TLS_REJECT_UNAUTHORIZED=': {
      flows: [],
      misuses: [
        wrong('tls-verification-off', 'any certificate is accepted, everywhere', [
          { at: '0', is: ['0', 0] },
        ]),
      ],
    },
    'process.Environment.NODE_TLS_REJECT_UNAUTHORIZED=': {
      flows: [],
      misuses: [
        wrong('tls-verification-off', 'any certificate is accepted, everywhere', [
          { at: '0', is: ['0', 0] },
        ]),
      ],
    },
  },
};
