import { flows, HTML, members, owners, source } from '../entries.ts';
import type { MarkModel, Model, ModelPack, SinkModel } from '../model.ts';

const REQUEST = 'flask.Request';
const DICT = 'werkzeug.MultiDict';
const RESPONSE = 'flask.Response';
const APP = 'flask.Flask';
const UPLOAD = 'werkzeug.FileStorage';
const NO_MARKUP = [
  'application/json',
  'text/plain',
  'text/csv',
  'application/octet-stream',
  'application/pdf',
  'application/javascript',
  'text/css',
  'text/event-stream',
];
const BODY: SinkModel = {
  rule: 'xss-reflected',
  at: ['0', 'key:response', '0.0'],
  when: [
    { at: 'key:mimetype', isNot: NO_MARKUP },
    { at: 'key:content_type', isNot: NO_MARKUP },
  ],
};
const ANSWER: SinkModel = { rule: 'xss-reflected', at: ['result', 'result.0'] };

const route = (method: string): MarkModel => ({
  route: { method, path: '0' },
  paramsAre: { kind: 'remote', what: 'part of the path' },
  returns: ANSWER,
});
const MARKS: Readonly<Record<string, MarkModel>> = {
  route: { ...route('key:methods') },
  get: route('GET'),
  post: route('POST'),
  put: route('PUT'),
  delete: route('DELETE'),
  patch: route('PATCH'),
};
const remote = (what: string, type?: string): Model => ({
  ...source('remote', what),
  ...(type === undefined ? {} : { type }),
});
const COOKIE: Model = {
  flows: [],
  sinks: [
    { rule: 'cookie-injection', at: ['0', '1'], confidence: 'low' },
    { rule: 'predictable-secret', at: ['1', 'key:value'] },
    { rule: 'sensitive-data-in-storage', at: ['1', 'key:value'] },
  ],
  misuses: [
    {
      rule: 'cookie-not-secure',
      shows: 'Secure is switched off',
      when: [{ at: 'key:secure', is: false }],
    },
    {
      rule: 'cookie-not-secure',
      shows: 'Secure is not set',
      when: [{ at: 'key:secure', absent: true }],
      confidence: 'medium',
    },
    {
      rule: 'cookie-not-httponly',
      shows: 'HttpOnly is switched off',
      when: [{ at: 'key:httponly', is: false }],
    },
    {
      rule: 'cookie-not-httponly',
      shows: 'HttpOnly is not set',
      when: [{ at: 'key:httponly', absent: true }],
      confidence: 'low',
    },
    {
      rule: 'cookie-samesite-none',
      shows: 'other sites send the cookie too',
      when: [{ at: 'key:samesite', is: 'None' }],
    },
  ],
};

/** Flask and Werkzeug. */
export const flask: ModelPack = {
  id: 'flask',
  languages: ['python'],
  about: 'Flask 3 and Werkzeug 3: https://flask.palletsprojects.com/en/stable/api/',
  aliases: {
    'flask.wrappers': 'flask',
    'werkzeug.wrappers.Request': REQUEST,
    'werkzeug.wrappers.Response': RESPONSE,
    'werkzeug.datastructures': 'werkzeug',
    'flask.globals': 'flask',
    'quart.request': 'flask.request',
    'quart.Quart': APP,
    'flask.Blueprint': APP,
    'flask_restful.request': 'flask.request',
    'flask.sessions': 'flask',
  },
  extends: { [DICT]: ['dict'], 'werkzeug.Headers': [DICT], [UPLOAD]: ['io.StringIO'] },
  marks: Object.fromEntries(Object.entries(MARKS).map(([name, mark]) => [`${APP}.${name}`, mark])),
  paths: {
    'flask.request': { type: REQUEST },
    [`${REQUEST}.args`]: remote('query parameter', DICT),
    [`${REQUEST}.form`]: remote('form field', DICT),
    [`${REQUEST}.values`]: remote('request parameter', DICT),
    [`${REQUEST}.cookies`]: remote('cookie', DICT),
    [`${REQUEST}.headers`]: remote('request header', 'werkzeug.Headers'),
    [`${REQUEST}.files`]: { type: 'werkzeug.Files' },
    ...members(REQUEST, 'json data stream view_args', source('remote', 'request body')),
    ...members(REQUEST, 'query_string full_path url referrer', remote('address', 'string')),
    ...members(
      REQUEST,
      'host host_url base_url url_root user_agent',
      remote('request header', 'string'),
    ),
    ...members(REQUEST, 'environ authorization', source('remote', 'request header')),
    ...members(REQUEST, 'get_json() get_data()', source('remote', 'request body')),
    ...members(
      REQUEST,
      'path script_root root_path method scheme remote_addr endpoint blueprint is_json content_length',
      {},
    ),
    [`${DICT}.get()`]: flows('this.{0}>result this>result 1>result', { type: 'string' }),
    ...members(DICT, 'getlist() get_all() getall()', flows('this>result this.{0}>result')),
    [`${DICT}.to_dict()`]: flows('this>result'),
    'werkzeug.Files.get()': { type: UPLOAD, source: { kind: 'remote', what: 'uploaded file' } },
    'werkzeug.Files.getlist()': { type: UPLOAD, source: { kind: 'remote', what: 'uploaded file' } },
    [`${UPLOAD}.filename`]: remote('name of an uploaded file', 'string'),
    ...members(UPLOAD, 'read() stream', remote('uploaded file')),
    ...owners([UPLOAD, '*'], 'save()', {
      flows: [],
      sinks: [
        { rule: 'path-traversal', at: ['0'], confidence: 'medium' },
        { rule: 'unrestricted-upload', at: ['0'], confidence: 'low' },
      ],
    }),
    'werkzeug.utils.secure_filename()': {
      flows: [['0', 'result']],
      type: 'string',
      cleans: ['path', 'command', 'html', 'header', 'log', 'sql'],
    },
    'werkzeug.secure_filename()': {
      flows: [['0', 'result']],
      type: 'string',
      cleans: ['path', 'command', 'html', 'header', 'log', 'sql'],
    },
    ...members('', 'werkzeug.utils.safe_join() werkzeug.security.safe_join() flask.safe_join()', {
      type: 'string',
      flows: [['*', 'result']],
      cleans: ['path'],
    }),

    [`${APP}()`]: { type: APP, flows: [] },
    [`${APP}.add_url_rule()`]: {
      handlers: [
        {
          at: '2',
          params: [],
          paramsAre: { kind: 'remote', what: 'part of the path' },
          route: { method: 'key:methods', path: '0' },
          returns: ANSWER,
        },
      ],
    },
    [`${APP}.run()`]: {
      flows: [],
      misuses: [
        {
          rule: 'debug-enabled',
          shows: 'the debugger runs code of whoever asks',
          when: [{ at: 'key:debug', is: true }],
        },
        {
          rule: 'bind-all-interfaces',
          shows: 'everybody in the network can connect',
          when: [{ at: 'key:host', is: ['0.0.0.0', '::'] }],
          confidence: 'low',
        },
      ],
    },
    [`${APP}.debug=`]: {
      misuses: [
        {
          rule: 'debug-enabled',
          shows: 'the debugger runs code of whoever asks',
          when: [{ at: '0', is: true }],
        },
      ],
    },
    [`${APP}.secret_key=`]: {
      misuses: [
        {
          rule: 'session-secret-static',
          shows: 'the key of sessions is in the program',
          when: [{ at: '0', matches: '.' }],
        },
      ],
    },
    [`${APP}.config.SECRET_KEY=`]: {
      misuses: [
        {
          rule: 'session-secret-static',
          shows: 'the key of sessions is in the program',
          when: [{ at: '0', matches: '.' }],
        },
      ],
    },
    [`${APP}.config.DEBUG=`]: {
      misuses: [
        {
          rule: 'debug-enabled',
          shows: 'the debugger runs code of whoever asks',
          when: [{ at: '0', is: true }],
        },
      ],
    },
    [`${APP}.config.WTF_CSRF_ENABLED=`]: {
      misuses: [
        {
          rule: 'csrf-protection-off',
          shows: 'forms of other sites are accepted',
          when: [{ at: '0', is: false }],
        },
      ],
    },
    [`${APP}.config.SESSION_COOKIE_SECURE=`]: {
      misuses: [
        {
          rule: 'session-cookie-insecure',
          shows: 'Secure is switched off',
          when: [{ at: '0', is: false }],
        },
      ],
    },
    [`${APP}.config.SESSION_COOKIE_HTTPONLY=`]: {
      misuses: [
        {
          rule: 'session-cookie-insecure',
          shows: 'HttpOnly is switched off',
          when: [{ at: '0', is: false }],
        },
      ],
    },
    [`${APP}.config`]: { type: `${APP}.config` },
    [`${APP}.test_client()`]: flows(''),

    'flask.make_response()': { type: RESPONSE, flows: [['0', 'result.body']], sinks: [BODY] },
    [`${RESPONSE}()`]: { type: RESPONSE, flows: [], sinks: [BODY] },
    ...members(RESPONSE, 'set_data()', {
      flows: [],
      sinks: [{ rule: 'xss-reflected', at: ['0'] }],
    }),
    [`${RESPONSE}.data=`]: { sinks: [{ rule: 'xss-reflected', at: ['0'] }] },
    [`${RESPONSE}.set_cookie()`]: COOKIE,
    [`${RESPONSE}.headers`]: { type: 'flask.ResponseHeaders' },
    ...members('flask.ResponseHeaders', 'set() add() extend()', {
      flows: [],
      sinks: [{ rule: 'header-injection', at: ['1'], confidence: 'low' }],
    }),
    'flask.ResponseHeaders.Access-Control-Allow-Origin=': {
      sinks: [{ rule: 'cors-origin-reflected', at: ['0'] }],
      misuses: [
        {
          rule: 'cors-any-origin',
          shows: 'every site may read the answer',
          when: [{ at: '0', is: '*' }],
        },
      ],
    },
    'flask.ResponseHeaders.Location=': { sinks: [{ rule: 'open-redirect', at: ['0'] }] },
    'flask.redirect()': {
      type: RESPONSE,
      flows: [],
      sinks: [{ rule: 'open-redirect', at: ['0', 'key:location'] }],
    },
    'werkzeug.utils.redirect()': {
      type: RESPONSE,
      flows: [],
      sinks: [{ rule: 'open-redirect', at: ['0'] }],
    },
    'flask.url_for()': { flows: [], type: 'string' },
    ...members('flask', 'render_template() stream_template()', {
      flows: [],
      type: 'markupsafe.Markup',
      sinks: [{ rule: 'template-injection', at: ['0'], confidence: 'medium' }],
    }),
    ...members('flask', 'render_template_string() stream_template_string()', {
      flows: [],
      type: 'markupsafe.Markup',
      sinks: [{ rule: 'template-injection', at: ['0', 'key:source'] }],
    }),
    'flask.jsonify()': { flows: [], type: RESPONSE },
    'flask.json.dumps()': {
      flows: [
        ['0', 'result'],
        ['0*', 'result'],
      ],
      cleans: HTML,
    },
    ...members('flask', 'send_file()', {
      flows: [],
      type: RESPONSE,
      sinks: [{ rule: 'path-traversal', at: ['0', 'key:path_or_file', 'key:filename_or_fp'] }],
    }),
    'flask.send_from_directory()': {
      flows: [],
      type: RESPONSE,
      sinks: [{ rule: 'path-traversal', at: ['0', 'key:directory'] }],
    },
    ...members('flask', 'flash()', { flows: [] }),
    ...members('flask', 'abort()', { flows: [] }),
    'flask.session': { type: 'flask.Session' },
    'flask.Session.*=': {
      sinks: [
        { rule: 'trust-boundary', at: ['0'] },
        { rule: 'predictable-secret', at: ['0'] },
      ],
    },
    'flask.Session.update()': { flows: [], sinks: [{ rule: 'trust-boundary', at: ['0'] }] },
    ...members('flask.Session', 'get() pop()', flows('')),
    'flask_cors.CORS()': {
      flows: [],
      misuses: [
        {
          rule: 'cors-any-origin',
          shows: 'every site may read the answer',
          when: [{ at: 'key:origins', is: '*' }],
        },
        {
          rule: 'cors-any-origin',
          shows: 'every site may read the answer',
          when: [
            { at: 'key:origins', absent: true },
            { at: 'key:resources', absent: true },
          ],
          confidence: 'low',
        },
        {
          rule: 'cors-credentials-any-origin',
          shows: 'every site may act for the user',
          when: [
            { at: 'key:origins', is: '*' },
            { at: 'key:supports_credentials', is: true },
          ],
        },
      ],
    },
    'werkzeug.security.generate_password_hash()': {
      cleans: 'all',
      misuses: [
        {
          rule: 'weak-hash-password',
          shows: 'a fast hash is guessed quickly',
          when: [{ at: '1', matches: '^(?:pbkdf2:)?(?:md5|sha1|plain)' }],
        },
      ],
    },
  },
};
