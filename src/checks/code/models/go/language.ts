import { flows, members, TEXT } from '../entries.ts';
import type { ModelPack } from '../model.ts';
import { NOTHING, NUMBER, sinks } from './terms.ts';

/** What is there without an import, and `errors`, `context`, `unsafe`, `reflect`, `slices`, `maps`. */
export const language: ModelPack = {
  id: 'go-language',
  languages: ['go'],
  about:
    'https://go.dev/ref/spec, https://pkg.go.dev/builtin and small packages of the standard library',
  cleanTypes: [
    ...'bool int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr'.split(' '),
    ...'float32 float64 complex64 complex128 byte rune'.split(' '),
    'time.Time',
    'time.Duration',
    'time.Month',
    'net.IP',
    'net/netip.Addr',
    'database/sql.NullInt64',
    'database/sql.NullBool',
    'github.com/google/uuid.UUID',
    'github.com/gofrs/uuid.UUID',
    'go.mongodb.org/mongo-driver/bson/primitive.ObjectID',
    'math/big.Int',
  ],
  paths: {
    'append()': flows('0>result 1+>result.* 1+.*>result.*'),
    'copy()': flows('1>0'),
    ...members('', 'len() cap() close() delete() clear() recover() print() println()', NOTHING),
    'make()': { flows: [], sinks: sinks('resource-exhaustion', '1+') },
    ...members('', 'min() max()', NUMBER),
    'panic()': NOTHING,
    'error.Error()': flows('this>result'),

    ...members('', 'errors.New() fmt.Errorf() errors.Join() errors.Wrap()', {
      flows: [],
      constant: 'an error',
    }),
    ...members('github.com/pkg/errors', 'New() Errorf() Wrap() Wrapf() WithStack() WithMessage()', {
      flows: [],
      constant: 'an error',
    }),
    ...members('errors', 'Is() As() Unwrap()', NOTHING),

    ...members('context', 'Background() TODO()', NOTHING),
    ...members(
      'context',
      'WithCancel() WithTimeout() WithDeadline() WithValue()',
      flows('0>result'),
    ),

    ...members('slices', 'Contains()', {
      flows: [],
      guards: [{ at: '1', cleans: 'all' }],
    }),
    ...members('slices', 'Index() IndexFunc() Equal() Max() Min()', NOTHING),
    ...members('slices', 'Sort() SortFunc() Reverse()', NOTHING),
    ...members('slices', 'Clone() Compact() Collect() Sorted()', flows('0>result 0.*>result.*')),
    ...members('maps', 'Clone()', flows('0>result')),
    'maps.Keys()': NOTHING,

    ...members('time', 'Parse() ParseDuration() ParseInLocation()', { cleans: TEXT }),
    ...members('time', 'Now() Since() Sleep() Tick() After() Date()', NOTHING),
    ...members('time.Time', 'Unix() UnixNano() UnixMilli() Nanosecond()', {
      flows: [],
      source: { kind: 'random', what: 'the time' },
    }),
    ...members('github.com/google/uuid', 'Parse() MustParse() New() NewString() NewRandom()', {
      cleans: TEXT,
    }),
    ...members('sync', 'OnceFunc()', NOTHING),
    ...members('os', 'Args', { source: { kind: 'local', what: 'argument of the program' } }),
    ...members('os', 'Getenv() LookupEnv() Environ()', {
      flows: [],
      source: { kind: 'local', what: 'environment variable' },
    }),
    ...members('flag', 'String() Arg() Args()', {
      flows: [],
      source: { kind: 'local', what: 'argument of the program' },
    }),
    ...members('flag', 'Int() Bool() Duration() Parse() NArg()', NOTHING),
    ...members('runtime/debug', 'Stack() PrintStack()', {
      flows: [],
      source: { kind: 'error', what: 'stack trace' },
    }),
  },
};
