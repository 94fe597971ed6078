import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';
import { PAGE_TEXT, request, sinks } from './terms.ts';

/** Text that begins otherwise is a selector. */
const MAY_BE_MARKUP = [{ at: '0', beginsNot: String.raw`^\s*[^<\s]` }];
const SELECTS: readonly SinkModel[] = [
  ...sinks('unsafe-jquery', '0', { confidence: 'medium', when: MAY_BE_MARKUP }),
  ...sinks('xss-through-dom', '0', { confidence: 'low', when: MAY_BE_MARKUP }),
  ...sinks('unsafe-jquery-plugin', '0', { confidence: 'low', when: [{ at: '0', built: false }] }),
];
const MAKES: Model = { type: 'jquery.Set', flows: [], sinks: SELECTS };
const MARKUP: Model = {
  type: 'this',
  flows: [],
  sinks: sinks('unsafe-jquery xss-through-dom', '0'),
};
/** Attributes whose text is chosen by the page, not by who wrote something into it. */
const FIXED = ['id', 'class', 'type', 'href', 'src'];
const SAME: Model = { type: 'this', flows: [] };
const AJAX = request('0 0.url');

/** jQuery, imported or global. */
export const jquery: ModelPack = {
  id: 'jquery',
  languages: ['javascript'],
  about: 'https://api.jquery.com/',
  aliases: { $: 'jquery', jQuery: 'jquery', 'jquery/dist/jquery': 'jquery' },
  paths: {
    'jquery()': MAKES,
    ...members(
      'jquery.Set',
      'html() append() prepend() before() after() replaceWith() wrap() wrapAll() wrapInner()',
      MARKUP,
    ),
    ...members('jquery.Set', 'appendTo() prependTo() insertBefore() insertAfter() add()', {
      type: 'this',
      flows: [],
      sinks: SELECTS,
    }),
    ...members(
      'jquery.Set',
      'addClass() removeClass() show() hide() on() off() click() each() css() toggle() data() trigger()',
      SAME,
    ),
    ...members(
      'jquery.Set',
      'find() filter() children() parent() closest() eq() first() last() next() prev() siblings() not()',
      SAME,
    ),
    ...members('jquery.Set', 'text() val()', {
      ...SAME,
      source: { ...PAGE_TEXT, when: [{ at: '0', absent: true }] },
    }),
    'jquery.Set.get()': { type: 'Element', flows: [] },
    ...owners(['jquery.Set'], 'attr() prop()', {
      type: 'this',
      flows: [],
      source: {
        ...PAGE_TEXT,
        when: [
          { at: '0', matches: '.' },
          { at: '0', isNot: FIXED },
          { at: '1', absent: true },
        ],
      },
      sinks: [
        ...sinks('xss-url-attribute', '1', {
          when: [{ at: '0', matches: '^(?:href|src|action|formaction)$' }],
        }),
        ...sinks('unsafe-jquery', '1', { when: [{ at: '0', matches: '^(?:srcdoc|on[a-z]+)$' }] }),
      ],
    }),
    'jquery.parseHTML()': { flows: [['0', 'result']], sinks: MARKUP.sinks ?? [] },
    'jquery.jGrowl()': { flows: [], sinks: MARKUP.sinks ?? [] },
    'angular.element()': MAKES,
    'jquery.globalEval()': { flows: [], sinks: sinks('code-injection', '0') },
    ...members('jquery', 'ajax() get() post() getJSON()', AJAX),
    'jquery.getScript()': {
      ...AJAX,
      sinks: [...(AJAX.sinks ?? []), ...sinks('code-injection', '0')],
    },
    'jquery.Set.load()': AJAX,
    'jquery.extend()': {
      ...flows('1+>result'),
      sinks: sinks('prototype-pollution', '2+', { when: [{ at: '0', is: true }] }),
    },
    'jquery.escapeSelector()': flows('0>result', { cleans: ['html'] }),
    'jquery.each()': { flows: [], callbacks: [{ at: '1', params: ['0.*', '0.*'] }] },
    'jquery.parseJSON()': flows('0>result'),
  },
};
