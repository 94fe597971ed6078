import { flows, members, source } from '../entries.ts';
import type { Model, ModelPack, SourceModel } from '../model.ts';
import { sinks, wrong } from './terms.ts';

const QUERY: SourceModel = {
  kind: 'remote',
  what: 'data of a connection',
  clean: ['nosql', 'assignment'],
};
const ALLOC: Model = { flows: [], sinks: sinks('resource-exhaustion', '0') };

/** Small modules of Node: addresses, buffers, events, the process, sockets. */
export const node: ModelPack = {
  id: 'node',
  languages: ['javascript'],
  about:
    'https://nodejs.org/api/url.html, querystring.html, util.html, events.html, process.html, net.html, buffer.html, dns.html',
  extends: { 'net.Socket': ['stream.Readable'] },
  paths: {
    'URL()': { ...flows('0>result 1>result'), type: 'URL' },
    'url.URL()': { ...flows('0>result 1>result'), type: 'URL' },
    'URL.searchParams': { type: 'URLSearchParams' },
    'URL.protocol': {},
    'URL.hostname': { cleans: ['path'] },
    'URL.toString()': flows('this>result'),
    'URLSearchParams()': { ...flows('0>result'), type: 'URLSearchParams' },
    'url.URLSearchParams()': { ...flows('0>result'), type: 'URLSearchParams' },
    ...members('URLSearchParams', 'get() getAll()', flows('this>result')),
    'URLSearchParams.has()': flows(''),
    'URLSearchParams.toString()': flows('this>result', {
      cleans: ['url', 'redirect', 'html', 'path', 'header', 'log'],
    }),
    ...members('url', 'parse() resolve() format()', flows('0>result 1>result')),
    ...members('querystring', 'parse() decode()', flows('0>result')),
    ...members('qs', 'parse()', flows('0>result')),
    ...members(
      'querystring',
      'stringify() encode() escape()',
      flows('0>result 0.*>result', { cleans: ['url', 'redirect', 'html', 'path'] }),
    ),
    'qs.stringify()': flows('0>result 0.*>result', { cleans: ['url', 'redirect', 'html', 'path'] }),

    'util.format()': {
      ...flows('*>result'),
      folds: 'format',
      sinks: sinks('format-string', '0', {
        when: [
          { at: '1', given: true },
          { at: '1', dynamic: true },
        ],
        confidence: 'medium',
      }),
    },
    'util.inspect()': flows('0>result', { cleans: ['log', 'nosql', 'assignment'] }),
    'util.promisify()': flows('0>result'),
    'util.callbackify()': flows('0>result'),
    'util.isDeepStrictEqual()': flows(''),

    'events()': { type: 'events.EventEmitter', flows: [] },
    'events.EventEmitter()': { type: 'events.EventEmitter', flows: [] },

    'Buffer()': {
      ...flows('0>result', { cleans: ['nosql', 'assignment'] }),
      sinks: sinks('resource-exhaustion', '0', { confidence: 'medium' }),
      misuses: [
        wrong(
          'unsafe-buffer-allocation',
          'with a number, the memory is not cleared',
          [
            { at: '0', dynamic: true },
            { at: '1', absent: true },
          ],
          'low',
        ),
      ],
    },
    ...members('Buffer', 'alloc()', ALLOC),
    ...members('Buffer', 'allocUnsafe() allocUnsafeSlow()', ALLOC),
    'SlowBuffer()': ALLOC,
    ...members('Buffer', 'from() concat()', flows('0>result 0.*>result')),
    ...members('Buffer', 'byteLength() isBuffer() compare()', flows('')),

    'process.argv': source('local', 'command line'),
    ...members(
      'process.argv',
      '0 1',
      source('local', 'path of the program', { clean: ['command'] }),
    ),
    'process.env': {
      // Whoever sets the environment sets PATH as well.
      ...source('local', 'environment', { clean: ['command'] }),
      type: 'process.Environment',
    },
    'process.stdin.on()': {
      flows: [],
      callbacks: [
        { at: '1', params: [], sources: { 0: { kind: 'local', what: 'standard input' } } },
      ],
    },
    'process.on()': { flows: [], callbacks: [{ at: '1', params: [] }] },
    'process.nextTick()': { flows: [], callbacks: [{ at: '0', params: ['1', '2'] }] },
    ...members('process', 'exit() cwd() hrtime() uptime() memoryUsage()', flows('')),

    'net.createServer()': {
      type: 'net.Server',
      flows: [],
      callbacks: [{ at: '*', params: [], types: ['net.Socket'] }],
    },
    'net.Server.on()': {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: [], types: ['net.Socket'] }],
    },
    'net.Socket.on()': {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: [], sources: { 0: QUERY } }],
    },
    'net.Socket.write()': { flows: [] },
    ...members('net', 'connect() createConnection()', {
      flows: [],
      sinks: sinks('ssrf', '0.host 0.path 1'),
    }),
    ...members('dns', 'lookup() resolve()', { flows: [] }),
    'readline.createInterface()': { type: 'readline.Interface', flows: [['0.input', 'result']] },
    'readline.Interface.on()': {
      type: 'this',
      flows: [],
      callbacks: [{ at: '1', params: ['this'] }],
    },
    'readline.Interface.question()': {
      flows: [],
      callbacks: [
        { at: '1', params: [], sources: { 0: { kind: 'local', what: 'input of the console' } } },
      ],
    },

    'v8.deserialize()': { flows: [['0', 'result']], sinks: sinks('unsafe-deserialisation', '0') },
    'worker_threads.Worker()': {
      flows: [],
      sinks: [
        ...sinks('dynamic-import', '0'),
        ...sinks('code-injection', '0', { when: [{ at: '1.eval', is: true }] }),
      ],
    },

    ...members('', 'AbortSignal.timeout()', {
      flows: [],
      sinks: sinks('resource-exhaustion', '0', { confidence: 'medium' }),
    }),
    '*.stack': source('error', 'stack trace'),
  },
};
