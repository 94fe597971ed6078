import { members, owners } from '../entries.ts';
import type { Condition, Model, ModelPack } from '../model.ts';
import { NOTHING, RESPONSE, SAME, sinks, wrong } from './terms.ts';

const TO_CLIENT: Condition = { at: '0', type: RESPONSE };
/** Trusted as it is: the template does not escape it. */
const TRUSTED: Model = {
  flows: [['0', 'result']],
  sinks: sinks('xss-template', '0'),
  cleans: ['html'],
};
const ENGINES = ['html/template', 'text/template'];

/** Templates that escape, and those that do not; what makes markup safe. */
export const templates: ModelPack = {
  id: 'go-templates',
  languages: ['go'],
  about:
    'html/template, text/template, bluemonday, blackfriday, pongo2: https://pkg.go.dev/html/template',
  aliases: { 'github.com/russross/blackfriday/v2': 'github.com/russross/blackfriday' },
  extends: {
    'text/template.Template': ['template.Any'],
    'html/template.Template': ['template.Any'],
  },
  paths: {
    ...members('html/template', 'HTML() HTMLAttr() CSS() JS() JSStr() URL() Srcset()', TRUSTED),
    'html/template.New()': { type: 'html/template.Template', flows: [] },
    'text/template.New()': { type: 'text/template.Template', flows: [] },
    ...owners(ENGINES, 'Must()', { flows: [['0', 'result']] }),
    ...members('html/template', 'ParseFiles() ParseGlob() ParseFS()', {
      type: 'html/template.Template',
      flows: [],
    }),
    ...members('text/template', 'ParseFiles() ParseGlob() ParseFS()', {
      type: 'text/template.Template',
      flows: [],
    }),
    'template.Any.Parse()': { type: 'this', flows: [], sinks: sinks('template-injection', '0') },
    ...members(
      'template.Any',
      'Funcs() Delims() Option() Lookup() New() Clone() ParseFiles() ParseGlob() ParseFS()',
      SAME,
    ),
    ...members('html/template.Template', 'Execute() ExecuteTemplate()', NOTHING),
    'text/template.Template.Execute()': {
      flows: [['1*', '0']],
      sinks: sinks('xss-reflected xss-stored', '1*', { when: [TO_CLIENT] }),
    },
    'text/template.Template.ExecuteTemplate()': {
      flows: [['2*', '0']],
      sinks: sinks('xss-reflected xss-stored', '2*', { when: [TO_CLIENT] }),
    },
    ...members('github.com/flosch/pongo2', 'FromString() RenderTemplateString()', {
      flows: [],
      sinks: sinks('template-injection', '0'),
    }),
    'github.com/flosch/pongo2.SetAutoescape()': {
      flows: [],
      misuses: [wrong('auto-escape-off', 'values become markup', [{ at: '0', is: false }])],
    },
    'github.com/hoisie/mustache.Render()': {
      flows: [['1*', 'result']],
      sinks: sinks('template-injection', '0'),
    },

    ...members('github.com/microcosm-cc/bluemonday', 'UGCPolicy() StrictPolicy() NewPolicy()', {
      type: 'github.com/microcosm-cc/bluemonday.Policy',
      flows: [],
    }),
    ...members(
      'github.com/microcosm-cc/bluemonday.Policy',
      'Sanitize() SanitizeBytes() SanitizeReader()',
      { flows: [['0', 'result']], cleans: ['html', 'xml', 'mail'] },
    ),
    ...members(
      'github.com/microcosm-cc/bluemonday.Policy',
      'AllowAttrs() AllowElements() AllowStandardURLs()',
      SAME,
    ),
    ...members('github.com/russross/blackfriday', 'Run() MarkdownBasic() MarkdownCommon()', {
      flows: [['0', 'result']],
    }),
    'github.com/yuin/goldmark.Convert()': { flows: [['0', '1']], cleans: ['html'] },
    'github.com/yuin/goldmark/renderer/html.WithUnsafe()': {
      flows: [],
      misuses: [wrong('template-unsafe-filter', 'markup in Markdown is kept', [], 'medium')],
    },
  },
};
