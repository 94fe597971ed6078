import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { request, sinks } from './terms.ts';

const MAKES: Model = {
  type: 'jquery.Set',
  flows: [],
  sinks: sinks('unsafe-jquery', '0', { confidence: 'medium' }),
};
const MARKUP: Model = { type: 'this', flows: [], sinks: sinks('unsafe-jquery', '0') };
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
      'html() append() prepend() before() after() replaceWith() wrap() wrapAll() wrapInner() appendTo() prependTo() insertBefore() insertAfter() add()',
      MARKUP,
    ),
    ...members(
      'jquery.Set',
      'text() val() addClass() removeClass() show() hide() on() off() click() each() css() toggle() data() trigger()',
      SAME,
    ),
    ...members(
      'jquery.Set',
      'find() filter() children() parent() closest() eq() first() last() next() prev() siblings() not()',
      SAME,
    ),
    ...owners(['jquery.Set'], 'attr() prop()', {
      type: 'this',
      flows: [],
      sinks: [
        ...sinks('xss-url-attribute', '1', {
          when: [{ at: '0', matches: '^(?:href|src|action|formaction)$' }],
        }),
        ...sinks('unsafe-jquery', '1', { when: [{ at: '0', matches: '^(?:srcdoc|on[a-z]+)$' }] }),
      ],
    }),
    'jquery.parseHTML()': { flows: [['0', 'result']], sinks: sinks('unsafe-jquery', '0') },
    'jquery.jGrowl()': { flows: [], sinks: sinks('unsafe-jquery', '0') },
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
