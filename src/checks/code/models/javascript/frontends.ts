import { members, owners, source } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { HANDLERS } from './forms.ts';
import { markup, sinks, wrong } from './terms.ts';

const ADDRESS = source('dom', 'address of the page', { clean: ['nosql', 'assignment'] });
const ELEMENT: Model = {
  flows: [],
  callbacks: HANDLERS,
  sinks: [
    ...markup('1.dangerouslySetInnerHTML.__html'),
    ...sinks('xss-url-attribute', '1.href 1.src 1.action 1.formAction 1.xlinkHref', {
      confidence: 'medium',
    }),
    ...markup('1.srcDoc'),
  ],
  misuses: [
    wrong(
      'dangerously-set-html',
      'a value becomes markup',
      [{ at: '1.dangerouslySetInnerHTML.__html', dynamic: true }],
      'low',
    ),
    wrong(
      'target-blank-opener',
      'the page that opens can steer this one',
      [
        { at: '0', is: 'a' },
        { at: '1.target', is: '_blank' },
        { at: '1.href', matches: '^https?://' },
        { at: '1.rel', absent: true },
      ],
      'low',
    ),
    wrong(
      'integrity-missing',
      'whoever owns the other host owns the page',
      [
        { at: '0', is: 'script' },
        { at: '1.src', matches: '^(?:https?:)?//' },
        { at: '1.integrity', absent: true },
      ],
      'low',
    ),
  ],
};
const BYPASS: Model = {
  flows: [['0', 'result']],
  sinks: sinks('xss-dom xss-template', '0'),
  misuses: [
    wrong('angular-bypass-security', 'a value is trusted', [{ at: '0', dynamic: true }], 'medium'),
  ],
};

/** React, Vue, Angular, Svelte: where their escaping is turned off. JSX is a call of `React.createElement`. */
export const frontends: ModelPack = {
  id: 'frontends',
  languages: ['javascript'],
  about:
    'https://react.dev/reference, https://vuejs.org/api, https://angular.dev/best-practices/security, https://svelte.dev/docs',
  aliases: {
    React: 'react',
    preact: 'react',
    'preact/compat': 'react',
    'react-router-dom': 'react-router',
  },
  paths: {
    ...members('react', 'createElement() cloneElement()', ELEMENT),
    ...owners(['react/jsx-runtime', 'react/jsx-dev-runtime'], 'jsx() jsxs() jsxDEV()', ELEMENT),
    'vue.h()': {
      flows: [],
      sinks: [
        ...markup('1.innerHTML'),
        ...sinks('xss-url-attribute', '1.href 1.src', { confidence: 'medium' }),
      ],
      misuses: [
        wrong(
          'vue-v-html',
          'a value becomes markup',
          [{ at: '1.innerHTML', dynamic: true }],
          'low',
        ),
      ],
    },
    ...members('react', 'useEffect() useLayoutEffect() useCallback() useMemo()', {
      flows: [],
      callbacks: [{ at: '0', params: [], returns: 'result' }],
    }),
    'react.useState()': { flows: [['0', 'result.0']] },
    ...members('', 'classnames() classnames/bind() classnames/dedupe() clsx()', {
      type: 'string',
      flows: [
        ['*', 'result'],
        ['0*', 'result'],
      ],
    }),
    'react.useRef()': { flows: [['0', 'result.current']] },
    'react-router.useParams()': { flows: [], ...ADDRESS },
    'react-router.useSearchParams()': { flows: [], ...ADDRESS },
    'react-router.useLocation()': { flows: [], type: 'react-router.Location' },
    ...members('react-router.Location', 'search hash', ADDRESS),
    'vue-router.useRoute()': { flows: [], type: 'vue-router.Route' },
    ...members('vue-router.Route', 'query params hash fullPath', ADDRESS),
    'vue.compile()': {
      flows: [],
      sinks: sinks('template-injection', '0', { kinds: ['dom', 'remote'] }),
    },
    ...members(
      '@angular/platform-browser.DomSanitizer',
      'bypassSecurityTrustHtml() bypassSecurityTrustScript() bypassSecurityTrustUrl() bypassSecurityTrustResourceUrl() bypassSecurityTrustStyle()',
      BYPASS,
    ),
    ...members(
      '*',
      'bypassSecurityTrustHtml() bypassSecurityTrustScript() bypassSecurityTrustUrl() bypassSecurityTrustResourceUrl()',
      BYPASS,
    ),
    '@angular/platform-browser.DomSanitizer.sanitize()': {
      flows: [['1', 'result']],
      cleans: ['html', 'redirect'],
    },
    '@angular/router.ActivatedRoute.snapshot.queryParams': ADDRESS,
    '@angular/router.ActivatedRoute.snapshot.params': ADDRESS,
    ...members('@angular/router.ActivatedRoute.snapshot', 'queryParamMap.get() paramMap.get()', {
      flows: [],
      ...ADDRESS,
    }),
    '@angular/router.ActivatedRoute.snapshot.fragment': ADDRESS,
    '@angular/router.Router.url': ADDRESS,
    ...members('@angular/router.ActivatedRouteSnapshot', 'queryParams params fragment', ADDRESS),
    ...members('@angular/router.ActivatedRouteSnapshot', 'queryParamMap.get() paramMap.get()', {
      flows: [],
      ...ADDRESS,
    }),
    ...members('@angular/router.ActivatedRoute', 'queryParams.subscribe() params.subscribe()', {
      flows: [],
      callbacks: [
        { at: '0', params: [], sources: { 0: { kind: 'dom', what: 'address of the page' } } },
      ],
    }),
    ...members('*', '$apply() $applyAsync() $eval() $evalAsync() $watch() $watchCollection()', {
      flows: [],
      sinks: sinks('code-injection', '0', { kinds: ['dom', 'remote'], confidence: 'medium' }),
    }),
    ...members('*', 'trustAsHtml() trustAsCss()', {
      flows: [['0', 'result']],
      sinks: sinks('xss-dom', '0'),
    }),
    '@angular/core.Renderer2.setProperty()': {
      flows: [],
      sinks: sinks('xss-dom', '2', { when: [{ at: '1', is: ['innerHTML', 'outerHTML'] }] }),
    },
  },
};
