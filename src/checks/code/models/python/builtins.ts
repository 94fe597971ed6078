import { flows, members, OWN_FILE, REPLACED, sink, TEXT } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const NUMBER: Model = { cleans: TEXT };
const NOTHING: Model = flows('');
const PART: Model = flows('this>result', { type: 'string' });
const EACH: Model = flows('0>result.* 0.*>result.* 1.*>result.*');

/** What needs no import, and texts. */
export const builtins: ModelPack = {
  id: 'python-builtins',
  languages: ['python'],
  about:
    'Built-in functions, str and bytes, re, codecs: https://docs.python.org/3/library/functions.html',
  aliases: { str: 'string', bytes: 'string', bytearray: 'string' },
  cleanTypes: [
    'int',
    'float',
    'bool',
    'complex',
    'datetime.datetime',
    'datetime.date',
    'datetime.timedelta',
    'uuid.UUID',
    'decimal.Decimal',
    'number',
    'boolean',
  ],
  paths: {
    ...members('', 'repr() ascii() format()', flows('0>result', { type: 'string' })),
    'bool()': flows(''),
    ...members(
      '',
      'int() float() complex() round() abs() divmod() ord() hash() id() decimal.Decimal() fractions.Fraction() uuid.UUID()',
      NUMBER,
    ),
    ...members(
      '',
      'len() isinstance() issubclass() callable() hasattr() any() all() sum()',
      NOTHING,
    ),
    ...members('', 'chr() hex() oct() bin()', {
      flows: [['0', 'result']],
      cleans: TEXT,
      type: 'string',
    }),
    ...members('datetime.datetime', 'strptime() fromisoformat() fromtimestamp()', NUMBER),
    ...members('datetime.date', 'fromisoformat()', NUMBER),
    ...members('*', 'isalnum() isalpha() isdigit() isdecimal() isnumeric() isidentifier()', {
      flows: [],
      guards: [{ at: 'this', cleans: 'all' }],
    }),
    ...members('*', 'encode() decode() strip() lower() upper()', PART),
    ...members('*', 'split() rsplit() splitlines()', flows('this>result.*')),
    '*.join()': flows('this>result 0>result 0.*>result', { type: 'string' }),
    '*.format()': flows('this>result **>result', { type: 'string' }),
    '*.replace()': flows('this>result 1>result', { cleansIf: REPLACED }),

    ...members(
      '',
      'sorted() list() tuple() set() frozenset() reversed() iter()',
      flows('0>result 0.*>result.*'),
    ),
    'dict()': flows('0>result 0.*>result.*'),
    'enumerate()': flows('0>result.* 0.*>result.* 0.*>result.*.1'),
    'zip()': flows('0.*>result.*.0 1.*>result.*.1 0>result.* 1>result.*'),
    'map()': { flows: [], callbacks: [{ at: '0', params: ['1.*', '2.*'], returns: 'result.*' }] },
    'filter()': {
      flows: [
        ['1.*', 'result.*'],
        ['1', 'result'],
      ],
      callbacks: [{ at: '0', params: ['1.*'] }],
    },
    'next()': flows('0.*>result 0>result 1>result'),
    ...members('', 'min() max()', flows('*>result 0.*>result')),
    'functools.reduce()': {
      flows: [
        ['1.*', 'result'],
        ['2', 'result'],
      ],
      callbacks: [{ at: '0', params: ['1.*', '1.*'], returns: 'result' }],
    },
    ...members('itertools', 'chain() islice() cycle() chain.from_iterable()', EACH),
    'range()': {
      flows: [],
      sinks: [{ rule: 'loop-bound-injection', at: ['*'], confidence: 'low' }],
    },
    ...members('copy', 'copy() deepcopy()', flows('0>result 0.*>result.*')),

    'getattr()': {
      flows: [
        ['0.*', 'result'],
        ['0', 'result'],
        ['2', 'result'],
      ],
      sinks: [{ rule: 'dynamic-method-call', at: ['1'], confidence: 'medium' }],
    },
    'setattr()': { flows: [['2', '0.*']], sinks: [{ rule: 'property-injection', at: ['1'] }] },
    'open()': {
      type: 'io.TextIOWrapper',
      flows: [],
      sinks: [{ rule: 'path-traversal', at: ['0', 'key:file'] }],
    },
    ...members(
      '',
      'io.open() codecs.open() tokenize.open() gzip.open() bz2.open() lzma.open() aiofiles.open()',
      { ...sink('path-traversal', '0'), flows: [], type: 'io.TextIOWrapper' },
    ),
    ...members('io.TextIOWrapper', 'read() readline()', {
      source: { kind: 'stored', what: 'contents of a file', clean: OWN_FILE },
      type: 'string',
    }),
    'io.TextIOWrapper.readlines()': {
      source: { kind: 'stored', what: 'contents of a file', clean: OWN_FILE },
    },
    ...members('io.TextIOWrapper', 'write() writelines() close() flush() seek()', NOTHING),
    ...members('io.TextIOWrapper', '__enter__()', { type: 'io.TextIOWrapper', flows: [] }),
    ...members('', 'io.StringIO() io.BytesIO()', flows('0>result', { type: 'io.StringIO' })),
    ...members(
      'io.StringIO',
      'read() getvalue() readline() readlines() getbuffer()',
      flows('this>result', { type: 'string' }),
    ),
    'io.StringIO.write()': flows('0>this'),
    ...members('io.StringIO', 'seek() close() flush()', NOTHING),
    ...members('*', 'read() readline() getvalue()', flows('this>result')),
    ...members('*', 'write()', flows('0>this')),
    ...members('', 'eval() exec() compile()', { ...sink('code-injection', '0'), flows: [] }),
    ...members(
      '',
      'execfile() code.InteractiveInterpreter.runcode() code.interact() timeit.timeit() timeit.repeat()',
      sink('code-injection', '0'),
    ),
    ...members('code.InteractiveInterpreter', 'runsource() push()', sink('code-injection', '0')),
    ...members('', '__import__() importlib.import_module()', {
      ...sink('dynamic-import', '0'),
      flows: [],
    }),
    ...members('', 'runpy.run_path() runpy.run_module() imp.load_source() importlib.reload()', {
      ...sink('dynamic-import', '*'),
      flows: [],
    }),
    'importlib.util.spec_from_file_location()': { ...sink('dynamic-import', '1'), flows: [] },
    'input()': { type: 'string', source: { kind: 'local', what: 'console input' } },
    'raw_input()': { type: 'string', source: { kind: 'local', what: 'console input' } },
    ...members('', 'globals() locals() vars()', NOTHING),

    ...members(
      'string.Template',
      'substitute() safe_substitute()',
      flows('this>result *>result 0.*>result', { type: 'string' }),
    ),
    ...members('time', 'sleep()', { sinks: [{ rule: 'resource-exhaustion', at: ['0'] }] }),
  },
};
