import { flows, members, owners, sink } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const RESPONSE = 'django.http.HttpResponse';
const SET = 'django.db.models.QuerySet';
const RAW: Model = {
  flows: [],
  sinks: [
    { rule: 'sql-injection', at: ['0', 'key:sql'] },
    { rule: 'sql-injection-stored', at: ['0'] },
  ],
};
const MARK_SAFE: Model = {
  flows: [['0', 'result']],
  sinks: [
    { rule: 'xss-template', at: ['0'] },
    { rule: 'xss-stored', at: ['0'] },
  ],
};

/** Tables, texts and templates of Django. */
export const djangoData: ModelPack = {
  id: 'django-data',
  languages: ['python'],
  about:
    'Models, templates and utilities of Django 5: https://docs.djangoproject.com/en/stable/ref/',
  paths: {
    ...members('django.utils.http', 'url_has_allowed_host_and_scheme() is_safe_url()', {
      flows: [],
      guards: [
        { at: '0', cleans: ['redirect', 'url'] },
        { at: 'key:url', cleans: ['redirect', 'url'] },
      ],
    }),
    'django.shortcuts.render()': {
      type: RESPONSE,
      flows: [],
      sinks: [{ rule: 'template-injection', at: ['1'], confidence: 'medium' }],
    },
    'django.template.loader.render_to_string()': { type: 'markupsafe.Markup', flows: [] },
    'django.template.Template()': {
      type: 'django.template.Template',
      flows: [],
      sinks: [{ rule: 'template-injection', at: ['0'] }],
    },
    'django.template.Template.render()': { type: 'string', flows: [] },
    'django.template.engines.from_string()': sink('template-injection', '0'),
    'django.utils.safestring.mark_safe()': MARK_SAFE,
    ...members(
      'django.utils.html',
      'escape() conditional_escape() format_html() strip_tags() format_html_join()',
      { flows: [['*', 'result']], type: 'string', cleans: ['html', 'xml', 'mail'] },
    ),
    'django.utils.html.escapejs()': { flows: [['0', 'result']], type: 'string', cleans: ['html'] },
    'django.utils.html.json_script()': {
      flows: [['0', 'result']],
      type: 'string',
      cleans: ['html'],
    },
    ...members(
      'django.utils.encoding',
      'force_str() smart_str() force_bytes() force_text()',
      flows('0>result', { type: 'string' }),
    ),
    ...members('django.utils.text', 'slugify() get_valid_filename()', {
      flows: [['0', 'result']],
      type: 'string',
      cleans: 'all',
    }),
    'django.utils._os.safe_join()': { type: 'string', flows: [['*', 'result']], cleans: ['path'] },
    ...members(
      'django.core.files.storage.default_storage',
      'open() save() delete() exists()',
      flows(''),
    ),

    ...owners([SET], 'raw()', RAW),
    ...owners([SET], 'extra()', {
      flows: [],
      sinks: [
        {
          rule: 'sql-injection',
          at: [
            'key:where',
            'key:where.*',
            'key:select*',
            'key:tables',
            'key:order_by',
            '0*',
            '1',
            '1.*',
          ],
        },
      ],
    }),
    '*.raw()': {
      sinks: [
        {
          rule: 'sql-injection',
          at: ['0'],
          confidence: 'medium',
          when: [{ at: '0', built: true }],
        },
      ],
    },
    '*.extra()': {
      sinks: [
        {
          rule: 'sql-injection',
          at: ['key:where', 'key:where.*', 'key:select*'],
          confidence: 'medium',
        },
      ],
    },
    'django.db.models.expressions.RawSQL()': RAW,
    'django.db.models.Model.objects': { type: SET },
    ...members(
      SET,
      'filter() exclude() all() order_by() select_related() prefetch_related() annotate() values() values_list() distinct() using() none()',
      { type: SET, flows: [] },
    ),
    ...members(SET, 'get() first() last() create() get_or_create()', { flows: [] }),
    'django.db.connection': { type: 'django.db.Connection' },
    'django.db.connections': { type: 'django.db.Connections' },
    'django.db.Connection.cursor()': { type: 'sqlite3.Cursor', flows: [] },
    ...members('django.db.migrations', 'RunSQL()', RAW),
    'django.core.mail.EmailMessage()': {
      sinks: [{ rule: 'mail-injection', at: ['0'], confidence: 'low' }],
    },
    'django.core.signing.loads()': flows('0>result'),
  },
};
