import { flows, HTML, members, misuse, owners, PERCENT, sink } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const TEMPLATE = sink('template-injection', '0');
const SAFE: Model = { flows: [], type: 'markupsafe.Markup' };
const MARKUP: Model = {
  flows: [['0', 'result']],
  type: 'markupsafe.Markup',
  sinks: [
    { rule: 'xss-template', at: ['0'] },
    { rule: 'xss-stored', at: ['0'] },
  ],
};
const ESCAPED: Model = { flows: [['0', 'result']], type: 'markupsafe.Markup', cleans: HTML };

/** Templates, and what makes texts safe in pages. */
export const templates: ModelPack = {
  id: 'python-templates',
  languages: ['python'],
  about:
    'Jinja2, Mako, Chameleon, MarkupSafe, html, bleach, nh3: https://jinja.palletsprojects.com/en/stable/api/',
  aliases: {
    'jinja2.Markup': 'markupsafe.Markup',
    'flask.Markup': 'markupsafe.Markup',
    'jinja2.escape': 'markupsafe.escape',
    'flask.escape': 'markupsafe.escape',
    'cgi.escape': 'html.escape',
    'xml.sax.saxutils.escape': 'html.escape',
    'xml.sax.saxutils.quoteattr': 'html.escape',
    'jinja2.environment.Environment': 'jinja2.Environment',
  },
  extends: { 'markupsafe.Markup': ['string'] },
  paths: {
    'jinja2.Template()': { ...TEMPLATE, type: 'jinja2.Template', flows: [] },
    'jinja2.Environment()': {
      type: 'jinja2.Environment',
      flows: [],
      misuses: [
        {
          rule: 'auto-escape-off',
          shows: 'values are not escaped',
          when: [{ at: 'key:autoescape', is: false }],
        },
        {
          rule: 'auto-escape-off',
          shows: 'values are not escaped by default',
          when: [{ at: 'key:autoescape', absent: true }],
          confidence: 'medium',
        },
      ],
    },
    'jinja2.Environment.from_string()': { ...TEMPLATE, type: 'jinja2.Template', flows: [] },
    'jinja2.sandbox.SandboxedEnvironment()': {
      flows: [],
      type: 'jinja2.sandbox.SandboxedEnvironment',
    },
    ...members('jinja2.Environment', 'get_template() select_template()', {
      flows: [],
      type: 'jinja2.Template',
      sinks: [{ rule: 'path-traversal', at: ['0'], confidence: 'low' }],
    }),
    ...members('jinja2.Template', 'render() render_async() generate()', SAFE),
    'mako.template.Template()': { ...TEMPLATE, type: 'mako.template.Template', flows: [] },
    'mako.template.Template.render()': flows('*>result', { type: 'string' }),
    'mako.lookup.TemplateLookup()': misuse('auto-escape-off', 'values are not escaped by default', {
      at: 'key:default_filters',
      absent: true,
    }),
    ...members(
      '',
      'chameleon.PageTemplate() Cheetah.Template.Template() genshi.template.MarkupTemplate() genshi.template.TextTemplate() chevron.render() pystache.render() airspeed.Template() trender.TRender()',
      TEMPLATE,
    ),
    'markupsafe.Markup()': MARKUP,
    'markupsafe.Markup.format()': {
      flows: [
        ['this', 'result'],
        ['*', 'result'],
      ],
      type: 'markupsafe.Markup',
      cleans: HTML,
    },
    'markupsafe.Markup.unescape()': flows('this>result', { type: 'string' }),
    ...owners(['markupsafe', 'markupsafe.Markup'], 'escape() escape_silent()', ESCAPED),
    'html.escape()': { flows: [['0', 'result']], type: 'string', cleans: HTML },
    'html.unescape()': flows('0>result', { type: 'string' }),
    ...members('bleach', 'clean() linkify()', {
      flows: [['0', 'result']],
      type: 'string',
      cleans: HTML,
    }),
    'nh3.clean()': { flows: [['0', 'result']], type: 'string', cleans: HTML },
    'lxml.html.clean.clean_html()': { flows: [['0', 'result']], cleans: HTML },
    'markdown.markdown()': flows('0>result', { type: 'string' }),
    ...members('urllib.parse', 'quote_from_bytes()', {
      flows: [['0', 'result']],
      type: 'string',
      cleans: PERCENT,
    }),
    ...members('ipaddress', 'ip_address() ip_network() IPv4Address() IPv6Address()', {
      cleans: [
        'command',
        'sql',
        'html',
        'path',
        'header',
        'log',
        'code',
        'template',
        'ldap',
        'xpath',
        'xml',
        'mail',
      ],
    }),
    ...members('validators', 'url() domain() email() uuid()', { flows: [] }),
  },
};
