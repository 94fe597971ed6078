import { flows, HTML, members } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';

const RESPONSE = 'flask.Response';
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

/** What Flask answers, its cookies and its session. */
export const flaskAnswer: ModelPack = {
  id: 'flask-answer',
  languages: ['python'],
  about: 'Flask 3 and Werkzeug 3: https://flask.palletsprojects.com/en/stable/api/',
  paths: {
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
    'flask.jsonify()': {
      flows: [],
      type: RESPONSE,
      sinks: [
        { rule: 'sensitive-data-in-response', at: ['0*'], kinds: ['secret', 'named-secret'] },
      ],
    },
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
        { rule: 'trust-boundary', at: ['0', '1'] },
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
