import { flows, members, source } from '../entries.ts';
import type { MarkModel, Model, ModelPack, SinkModel } from '../model.ts';

const APP = 'fastapi.FastAPI';
const REQUEST = 'starlette.requests.Request';
const RESPONSE = 'starlette.responses.Response';
const FILE = 'starlette.datastructures.UploadFile';
const BODY: SinkModel = { rule: 'xss-reflected', at: ['0', 'key:content'] };
const route = (method: string): MarkModel => ({
  route: { method, path: '0' },
  paramsAre: { kind: 'remote', what: 'request parameter' },
});
const MARKS: Readonly<Record<string, MarkModel>> = {
  get: route('GET'),
  post: route('POST'),
  put: route('PUT'),
  delete: route('DELETE'),
  patch: route('PATCH'),
  options: route('OPTIONS'),
  api_route: route('key:methods'),
  websocket: route('WEBSOCKET'),
};
const remote = (what: string, type?: string): Model => ({
  ...source('remote', what),
  ...(type === undefined ? {} : { type }),
});

/** FastAPI and Starlette. Parameters of a route are requests; numbers, dates and UUIDs of them are checked. */
export const fastapi: ModelPack = {
  id: 'fastapi',
  languages: ['python'],
  about:
    'FastAPI 0.11x and Starlette: https://fastapi.tiangolo.com/reference/, https://www.starlette.io/',
  aliases: {
    'fastapi.APIRouter': APP,
    'fastapi.routing.APIRouter': APP,
    'fastapi.Request': REQUEST,
    'fastapi.requests.Request': REQUEST,
    'fastapi.WebSocket': 'starlette.websockets.WebSocket',
    'fastapi.Response': RESPONSE,
    'fastapi.responses': 'starlette.responses',
    'fastapi.UploadFile': FILE,
    'starlette.requests.HTTPConnection': REQUEST,
    'fastapi.BackgroundTasks': 'starlette.background.BackgroundTasks',
  },
  cleanTypes: ['starlette.background.BackgroundTasks', 'sqlalchemy.orm.Session', RESPONSE],
  marks: Object.fromEntries(Object.entries(MARKS).map(([name, mark]) => [`${APP}.${name}`, mark])),
  extends: {
    'starlette.responses.HTMLResponse': [RESPONSE],
    'starlette.responses.JSONResponse': [RESPONSE],
    'starlette.responses.PlainTextResponse': [RESPONSE],
    'starlette.websockets.WebSocket': [REQUEST],
  },
  paths: {
    [`${APP}()`]: {
      type: APP,
      flows: [],
      misuses: [
        { rule: 'debug-enabled', shows: 'errors show code', when: [{ at: 'key:debug', is: true }] },
      ],
    },
    [`${APP}.add_middleware()`]: {
      flows: [],
      misuses: [
        {
          rule: 'cors-any-origin',
          shows: 'every site may read the answer',
          when: [{ at: 'key:allow_origins.0', is: '*' }],
        },
        {
          rule: 'cors-credentials-any-origin',
          shows: 'every site may act for the user',
          when: [
            { at: 'key:allow_origins.0', is: '*' },
            { at: 'key:allow_credentials', is: true },
          ],
        },
      ],
    },
    ...members(REQUEST, 'query_params', remote('query parameter', 'werkzeug.MultiDict')),
    ...members(REQUEST, 'path_params', remote('part of the path', 'dict')),
    ...members(REQUEST, 'cookies', remote('cookie', 'dict')),
    ...members(REQUEST, 'headers', remote('request header', 'werkzeug.MultiDict')),
    [`${REQUEST}.url`]: { ...remote('address'), type: 'starlette.datastructures.URL' },
    ...members(REQUEST, 'json() body() form() stream()', source('remote', 'request body')),
    ...members(
      'starlette.websockets.WebSocket',
      'receive_text() receive_json() receive_bytes() iter_text() iter_json()',
      source('remote', 'message'),
    ),
    [`${REQUEST}.session`]: { type: 'flask.Session' },
    [`${FILE}.filename`]: remote('name of an uploaded file', 'string'),
    ...members(FILE, 'read() file', source('remote', 'uploaded file')),
    'starlette.responses.HTMLResponse()': {
      type: RESPONSE,
      flows: [],
      sinks: [BODY, { ...BODY, rule: 'xss-stored' }],
    },
    [`${RESPONSE}()`]: {
      type: RESPONSE,
      flows: [],
      sinks: [{ ...BODY, when: [{ at: 'key:media_type', matches: 'html|svg|xml' }] }],
    },
    ...members(
      'starlette.responses',
      'JSONResponse() PlainTextResponse() ORJSONResponse() UJSONResponse() StreamingResponse()',
      { type: RESPONSE, flows: [] },
    ),
    'starlette.responses.RedirectResponse()': {
      type: RESPONSE,
      flows: [],
      sinks: [{ rule: 'open-redirect', at: ['0', 'key:url'] }],
    },
    'starlette.responses.FileResponse()': {
      type: RESPONSE,
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0', 'key:path'] }],
    },
    [`${RESPONSE}.set_cookie()`]: {
      flows: [],
      sinks: [{ rule: 'predictable-secret', at: ['1', 'key:value'] }],
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
      ],
    },
    'uvicorn.run()': {
      misuses: [
        {
          rule: 'bind-all-interfaces',
          shows: 'everybody in the network can connect',
          when: [{ at: 'key:host', is: ['0.0.0.0', '::'] }],
          confidence: 'low',
        },
      ],
    },
    ...members(
      'fastapi',
      'Depends() Query() Path() Body() Header() Cookie() Form() File() Security()',
      flows(''),
    ),
  },
};
