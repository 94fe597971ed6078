import { flows, members } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const COMPILES: Model = {
  flows: [['1*', 'result']],
  cleans: ['html'],
  sinks: sinks('template-injection', '0'),
};
/** The data is escaped; the whole data object of a request carries options of the engine. */
const RENDERS: Model = {
  flows: [['1*', 'result']],
  cleans: ['html'],
  sinks: [
    ...sinks('template-injection', '0'),
    ...sinks('template-injection', '1', { confidence: 'medium' }),
  ],
};
const OPENS: Model = {
  flows: [['1*', 'result']],
  cleans: ['html'],
  sinks: [
    ...sinks('path-traversal', '0'),
    ...sinks('template-injection', '1', { confidence: 'medium' }),
  ],
};
/** Text of these is put into the page as it is. */
const MARKDOWN: Model = flows('0>result');

/** Template engines and what makes HTML of Markdown. */
export const templates: ModelPack = {
  id: 'templates',
  languages: ['javascript'],
  about:
    'ejs, pug, handlebars, mustache, nunjucks, lodash, doT, underscore, eta, marked, markdown-it, showdown',
  aliases: {
    jade: 'pug',
    hbs: 'handlebars',
    'handlebars/runtime': 'handlebars',
    squirrelly: 'eta',
  },
  paths: {
    'output that is not escaped()': {
      flows: [],
      sinks: [...sinks('xss-reflected xss-stored', '0'), ...sinks('exception-in-response', '0')],
    },
    'include()': { type: 'Markup', flows: [], view: { name: '0', data: '1' } },
    ...members('ejs', 'render() compile()', RENDERS),
    'ejs.renderFile()': OPENS,
    'ejs.escapeXML()': flows('0>result', { cleans: ['html', 'xml'] }),
    ...members('pug', 'render() compile() compileClient()', RENDERS),
    ...members('pug', 'renderFile() compileFile()', OPENS),
    ...members('handlebars', 'compile() precompile() template()', {
      flows: [],
      type: 'handlebars.Template',
      sinks: sinks('template-injection', '0'),
      misuses: [
        wrong('handlebars-no-escape', 'nothing is escaped', [{ at: '1.noEscape', is: true }]),
      ],
    }),
    'handlebars.Template()': flows('0*>result', { cleans: ['html'] }),
    'handlebars.SafeString()': { flows: [['0', 'result']], sinks: sinks('xss-template', '0') },
    'handlebars.escapeExpression()': flows('0>result', { cleans: ['html', 'xml'] }),
    'handlebars.Utils.escapeExpression()': flows('0>result', { cleans: ['html', 'xml'] }),
    'handlebars.registerHelper()': { flows: [], callbacks: [{ at: '1', params: [] }] },
    ...members('mustache', 'render() to_html()', RENDERS),
    'mustache.escape()': flows('0>result', { cleans: ['html', 'xml'] }),
    ...members('nunjucks', 'renderString() compile()', RENDERS),
    'nunjucks.render()': OPENS,
    'nunjucks.configure()': {
      type: 'nunjucks.Environment',
      flows: [],
      misuses: [
        wrong('auto-escape-off', 'nothing is escaped', [{ at: '0.autoescape', is: false }]),
        wrong('auto-escape-off', 'nothing is escaped', [{ at: '1.autoescape', is: false }]),
      ],
    },
    'nunjucks.Environment()': {
      type: 'nunjucks.Environment',
      flows: [],
      misuses: [
        wrong('auto-escape-off', 'nothing is escaped', [{ at: '1.autoescape', is: false }]),
      ],
    },
    'nunjucks.Environment.renderString()': RENDERS,
    'nunjucks.Environment.render()': OPENS,
    'nunjucks.runtime.SafeString()': {
      flows: [['0', 'result']],
      sinks: sinks('xss-template', '0'),
    },
    ...members('dot', 'template() compile()', COMPILES),
    ...members('eta', 'render() renderString() compile()', RENDERS),
    'art-template.render()': RENDERS,
    'swig.render()': RENDERS,
    'swig.compile()': COMPILES,
    'swig.setDefaults()': {
      flows: [],
      misuses: [
        wrong('auto-escape-off', 'nothing is escaped', [{ at: '0.autoescape', is: false }]),
      ],
    },
    'velocityjs.render()': RENDERS,
    'liquidjs.Liquid()': { type: 'liquidjs.Liquid', flows: [] },
    'liquidjs.Liquid.parseAndRender()': {
      flows: [['1*', 'result']],
      sinks: sinks('template-injection', '0', { confidence: 'medium' }),
    },
    ...members('angular-expressions', 'compile()', {
      flows: [],
      type: 'angular-expressions.Expression',
      sinks: sinks('expression-language-injection', '0'),
    }),
    'angular-expressions.Expression()': { flows: [['0*', 'result']] },
    'mathjs.eval()': {
      flows: [['0', 'result']],
      cleans: ['html'],
      sinks: sinks('expression-language-injection', '0', { confidence: 'medium' }),
    },
    'mathjs.evaluate()': {
      flows: [['0', 'result']],
      cleans: ['html'],
      sinks: sinks('expression-language-injection', '0', { confidence: 'low' }),
    },

    'marked()': MARKDOWN,
    ...members('marked', 'parse() marked() parseInline()', MARKDOWN),
    'markdown-it()': {
      type: 'markdown-it.Parser',
      flows: [],
      misuses: [
        wrong(
          'template-unsafe-filter',
          'HTML in the text is kept',
          [{ at: '0.html', is: true }],
          'medium',
        ),
      ],
    },
    'markdown-it.Parser.render()': flows('0>result', { cleans: ['html'] }),
    'showdown.Converter()': { type: 'showdown.Converter', flows: [] },
    'showdown.Converter.makeHtml()': MARKDOWN,
  },
};
