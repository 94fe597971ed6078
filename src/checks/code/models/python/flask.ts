import { flows, members, owners, source } from '../entries.ts';
import type { MarkModel, Model, ModelPack, SinkModel } from '../model.ts';

const REQUEST = 'flask.Request';
const DICT = 'werkzeug.MultiDict';
const RESPONSE = 'flask.Response';
const APP = 'flask.Flask';
const UPLOAD = 'werkzeug.FileStorage';
const ANSWER: readonly SinkModel[] = ['xss-reflected', 'xss-stored', 'exception-in-response'].map(
  (rule) => ({ rule, at: ['result', 'result.0'] }),
);

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
  marks: {
    ...Object.fromEntries(Object.entries(MARKS).map(([name, mark]) => [`${APP}.${name}`, mark])),
    '*.route': { ...route('key:methods'), imports: ['flask', 'quart'] },
  },
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
  },
};
