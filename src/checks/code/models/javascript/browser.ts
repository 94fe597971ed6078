import { flows, members, owners, source } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';
import { markup, PAGE_TEXT, request, sinks, wrong } from './terms.ts';

const ADDRESS = source('dom', 'address of the page', { clean: ['nosql', 'assignment'] });
const HASH = source('dom', 'address of the page', { clean: ['nosql', 'assignment'], begins: '#' });
const SEARCH = source('dom', 'address of the page', {
  clean: ['nosql', 'assignment'],
  begins: '?',
});
/** The first part of the address of the page is where the page is. */
const OTHER_PARTS: Model = flows('this>result.1 this>result.2 this>result.3');
const BEGINNING: Model = flows('this>result', {
  cleansIf: [{ families: ['redirect', 'url', 'html'], when: [{ at: '0', is: 0 }] }],
});
const MESSAGE = { kind: 'dom', what: 'message of another window' } as const;
const ELEMENTS = ['Element', '*'];
const MARKUP: readonly SinkModel[] = markup('0');
const NAVIGATE: Model = { flows: [], sinks: sinks('open-redirect-dom', '0') };
const LINK: Model = { flows: [], sinks: sinks('xss-url-attribute', '0') };
const ELEMENT: Model = { flows: [], type: 'Element' };
const STORE: Model = {
  flows: [],
  sinks: sinks('sensitive-data-in-storage', '1'),
};
const LISTENER: Model = {
  flows: [],
  callbacks: [{ at: '1', params: [], types: ['Event'] }],
};
const INNER: Model = {
  flows: [],
  sinks: MARKUP,
  misuses: [wrong('inner-html-use', 'a value becomes markup', [{ at: '0', built: true }], 'low')],
};

/** Pages in a browser: the address, messages and storage come in; markup, navigation and requests go out. */
export const browser: ModelPack = {
  id: 'browser',
  languages: ['javascript'],
  about:
    'https://developer.mozilla.org/en-US/docs/Web/API: Location, Document, Element, Window, Storage',
  aliases: {
    'document.location': 'location',
    'document.defaultView.location': 'location',
    'top.location': 'location',
    'parent.location': 'location',
    'opener.location': 'location',
  },
  extends: {
    HTMLElement: ['Element'],
    HTMLAnchorElement: ['HTMLElement'],
    HTMLInputElement: ['HTMLElement'],
    HTMLIFrameElement: ['HTMLElement'],
    HTMLDivElement: ['HTMLElement'],
  },
  paths: {
    'location.href': ADDRESS,
    'location.toString()': { flows: [], type: 'location.href', ...ADDRESS },
    'location.href.split()': OTHER_PARTS,
    ...members('location.href', 'substring() substr() slice()', BEGINNING),
    'location.hash': HASH,
    'location.search': SEARCH,
    ...members('location', 'host hostname origin protocol port pathname', {}),
    ...members('document', 'URL documentURI baseURI', ADDRESS),
    'document.referrer': source('dom', 'address of the page before', {
      clean: ['nosql', 'assignment'],
    }),
    name: source('dom', 'name of the window'),
    location: { type: 'location' },
    'document.cookie': source('dom', 'cookie', { clean: ['html', 'redirect', 'url', 'code'] }),
    ...owners(['localStorage', 'sessionStorage'], 'getItem()', {
      flows: [],
      source: { kind: 'stored', what: 'browser storage' },
    }),
    ...owners(['localStorage', 'sessionStorage'], 'setItem()', STORE),
    ...owners(['localStorage', 'sessionStorage'], 'removeItem() clear()', flows('')),

    ...members(
      'document',
      'getElementById() querySelector() createElement() createElementNS()',
      ELEMENT,
    ),
    ...members('document', 'body head documentElement activeElement', { type: 'Element' }),
    ...members(
      'document',
      'querySelectorAll() getElementsByClassName() getElementsByTagName() getElementsByName()',
      { flows: [], type: 'Element[]' },
    ),
    'Element.querySelector()': ELEMENT,
    'Element.querySelectorAll()': { flows: [], type: 'Element[]' },
    ...owners(ELEMENTS, 'innerHTML= outerHTML=', INNER),
    ...owners(ELEMENTS, 'insertAdjacentHTML()', { flows: [], sinks: markup('1') }),
    ...owners(ELEMENTS, 'setHTMLUnsafe() createContextualFragment()', { flows: [], sinks: MARKUP }),
    ...owners(ELEMENTS, 'srcdoc=', { flows: [], sinks: MARKUP }),
    'Element.href=': LINK,
    'Element.src=': LINK,
    'Element.action=': LINK,
    'Element.formAction=': LINK,
    '*.href=': {
      flows: [],
      sinks: sinks('xss-url-attribute', '0', { confidence: 'medium', kinds: ['dom'] }),
    },
    'HTMLScriptElement.text=': { flows: [], sinks: sinks('code-injection', '0') },
    ...owners(ELEMENTS, 'setAttribute()', {
      flows: [],
      sinks: [
        ...sinks('xss-url-attribute', '1', {
          when: [{ at: '0', matches: '^(?:href|src|action|formaction|xlink:href|data)$' }],
        }),
        ...markup('1', { when: [{ at: '0', matches: '^(?:srcdoc|on[a-z]+)$' }] }),
      ],
    }),
    ...owners(ELEMENTS, 'textContent= innerText=', { flows: [] }),
    ...members('Element', 'value name textContent innerText title placeholder alt', {
      source: PAGE_TEXT,
    }),
    ...owners(['Element'], 'getAttribute() getAttributeNS()', {
      flows: [],
      source: { ...PAGE_TEXT, when: [{ at: '0', isNot: ['id', 'class', 'type', 'href', 'src'] }] },
    }),
    'Element.addEventListener()': LISTENER,
    ...members(
      'Element',
      'onsubmit= onchange= oninput= onclick= onkeyup= onkeydown= onkeypress= onblur= onpaste=',
      { flows: [], callbacks: [{ at: '0', params: [], types: ['Event'] }] },
    ),
    ...members('Event', 'target currentTarget srcElement', { type: 'Element' }),
    ...members('document', 'write() writeln()', {
      flows: [],
      sinks: markup('*'),
      misuses: [
        wrong('document-write', 'a value becomes markup', [{ at: '0', dynamic: true }], 'medium'),
      ],
    }),
    'document.cookie=': {
      flows: [],
      sinks: [
        ...sinks('cookie-injection', '0', { kinds: ['dom'] }),
        ...sinks('sensitive-data-in-storage', '0'),
      ],
      misuses: [
        wrong(
          'cookie-not-secure',
          'Secure is not set',
          [
            { at: '0', matches: '=' },
            { at: '0', matchesNot: ';\\s*secure' },
          ],
          'low',
        ),
      ],
    },
    'document.domain=': { flows: [] },
    'DOMParser()': { type: 'DOMParser', flows: [] },
    'DOMParser.parseFromString()': flows('0>result'),
    'Range.createContextualFragment()': { flows: [['0', 'result']], sinks: MARKUP },
    ...members('', 'trustedTypes.createPolicy()', { flows: [] }),

    'location=': NAVIGATE,
    'location.href=': NAVIGATE,
    ...members('location', 'assign() replace()', NAVIGATE),
    'open()': NAVIGATE,
    'navigation.navigate()': NAVIGATE,
    ...members('history', 'pushState() replaceState()', flows('')),

    'addEventListener()': {
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['MessageEvent'] }],
    },
    'onmessage=': { flows: [], callbacks: [{ at: '0', params: [], types: ['MessageEvent'] }] },
    'MessageEvent.data': { source: MESSAGE },
    'MessageEvent.origin': {},
    'postMessage()': { flows: [] },
    '*.postMessage()': {
      flows: [],
      sinks: sinks('sensitive-data-in-response', '0 0*', {
        when: [{ at: '1', is: '*' }],
        confidence: 'medium',
      }),
    },
    'fetch()': {
      ...request('0 0.url'),
      type: 'Response',
    },
    'Request()': { ...request('0'), type: 'Request' },
    'Response.json()': flows(''),
    'Response.text()': flows(''),
    'XMLHttpRequest()': { type: 'XMLHttpRequest', flows: [] },
    'XMLHttpRequest.open()': request('1'),
    'navigator.sendBeacon()': request('0'),
    'WebSocket()': {
      ...request('0'),
      type: 'WebSocket',
      misuses: [
        wrong('insecure-transport', 'the connection is not encrypted', [
          { at: '0', matches: '^ws://(?!localhost|127\\.|\\[::1)' },
        ]),
      ],
    },
    'EventSource()': request('0'),
    'importScripts()': { flows: [], sinks: sinks('code-injection', '*') },
    ...members('', 'Worker() SharedWorker()', { flows: [], sinks: sinks('code-injection', '0') }),
    ...members('', 'alert() confirm() prompt()', flows('')),
  },
};
