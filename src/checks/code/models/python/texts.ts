import { flows, members, REPLACED, TEXT, WORD_PATTERN } from '../entries.ts';
import type { Family } from '../families.ts';
import type { Model, ModelPack } from '../model.ts';

/** Encoded, and soon decoded again. Only line breaks are gone for good. */
const LINES: readonly Family[] = ['header', 'log'];
const NOTHING: Model = flows('');
const PART: Model = flows('this>result', { type: 'string' });
const MATCHES: Model = {
  flows: [['1', 'result']],
  type: 're.Match',
  sinks: [{ rule: 'regex-injection', at: ['0'] }],
};
const SELF_MATCHES: Model = { flows: [['0', 'result']], type: 're.Match' };
/** Both ends of a pattern, where the call itself binds none. */
const BOUND = String.raw`^\^.*(?:\$|\\[Zz])$`;

/** Texts, patterns, and ways to write bytes as text. */
export const texts: ModelPack = {
  id: 'python-texts',
  languages: ['python'],
  about: 'str, bytes, re, codecs, base64, json: https://docs.python.org/3/library/text.html',
  paths: {
    'string()': flows('0>result', { type: '0', folds: 'identity' }),
    ...members(
      'string',
      'encode() decode() strip() lstrip() rstrip() casefold() title() capitalize() swapcase() expandtabs() zfill() removeprefix() removesuffix() hex() fromhex() translate()',
      PART,
    ),
    'string.lower()': { ...PART, folds: 'lower' },
    'string.upper()': { ...PART, folds: 'upper' },
    ...members(
      'string',
      'center() ljust() rjust()',
      flows('this>result 1>result', { type: 'string' }),
    ),
    'string.replace()': flows('this>result 1>result', { type: 'string', cleansIf: REPLACED }),
    'string.format()': flows('this>result **>result', { type: 'string' }),
    'string.format_map()': flows('this>result 0>result 0.*>result', { type: 'string' }),
    'string.join()': flows('this>result 0>result 0.*>result', { type: 'string' }),
    ...members(
      'string',
      'split() rsplit() splitlines() partition() rpartition()',
      flows('this>result.*'),
    ),
    ...members(
      'string',
      'find() index() rfind() rindex() count() endswith() isspace() islower() isupper() istitle()',
      NOTHING,
    ),
    ...members('string', 'isalnum() isalpha() isdigit() isdecimal() isnumeric() isidentifier()', {
      flows: [],
      guards: [{ at: 'this', cleans: 'all' }],
    }),
    'string.startswith()': {
      flows: [],
      guards: [
        {
          at: 'this',
          cleans: ['url', 'redirect'],
          when: [{ at: '0', matches: String.raw`^https?://[^/]+/|^/[^/\\]` }],
        },
      ],
    },
    're.compile()': {
      type: 're.Pattern',
      flows: [],
      sets: { 'result.pattern': '0' },
      sinks: [{ rule: 'regex-injection', at: ['0'] }],
    },
    're.fullmatch()': MATCHES,
    're.match()': MATCHES,
    're.search()': {
      ...MATCHES,
      guards: [
        {
          at: '1',
          cleans: 'all',
          when: [
            { at: '0', matches: WORD_PATTERN },
            { at: '0', matches: BOUND },
          ],
        },
      ],
    },
    ...members('re', 'findall() finditer() split()', {
      flows: [
        ['1', 'result'],
        ['1', 'result.*'],
      ],
      sinks: [{ rule: 'regex-injection', at: ['0'] }],
    }),
    ...members('re', 'sub() subn()', {
      flows: [
        ['1', 'result'],
        ['2', 'result'],
      ],
      type: 'string',
      sinks: [{ rule: 'regex-injection', at: ['0'] }],
      cleansIf: REPLACED,
    }),
    're.escape()': flows('0>result', { cleans: ['regex'], type: 'string' }),
    're.Pattern.fullmatch()': SELF_MATCHES,
    're.Pattern.match()': SELF_MATCHES,
    're.Pattern.search()': {
      ...SELF_MATCHES,
      guards: [
        {
          at: '0',
          cleans: 'all',
          when: [
            { at: 'this.pattern', matches: WORD_PATTERN },
            { at: 'this.pattern', matches: BOUND },
          ],
        },
      ],
    },
    ...members('re.Pattern', 'sub() subn()', flows('0>result 1>result', { type: 'string' })),
    ...members('re.Pattern', 'findall() finditer() split()', flows('0>result 0>result.*')),
    ...members('re.Match', 'group() groups() groupdict() expand()', flows('this>result')),
    ...members('re.Match', 'start() end() span()', NOTHING),
    ...members('codecs', 'encode() decode()', flows('0>result')),
    ...members(
      'base64',
      'b64decode() urlsafe_b64decode() b32decode() b16decode() decodebytes() standard_b64decode()',
      flows('0>result', { type: 'string' }),
    ),
    ...members('base64', 'b64encode() urlsafe_b64encode() b32encode() b16encode() encodebytes()', {
      flows: [['0', 'result']],
      type: 'string',
      cleans: LINES,
    }),
    ...members('binascii', 'hexlify() b2a_hex()', {
      flows: [['0', 'result']],
      type: 'string',
      cleans: TEXT,
    }),
    ...members(
      'binascii',
      'unhexlify() a2b_hex() a2b_base64()',
      flows('0>result', { type: 'string' }),
    ),
    ...members('json', 'loads() load()', flows('0>result')),
    ...members('json', 'dumps()', {
      flows: [
        ['0', 'result'],
        ['0*', 'result'],
      ],
      type: 'string',
      cleans: ['header', 'log'],
    }),
    ...members(
      'textwrap',
      'dedent() indent() fill() shorten()',
      flows('0>result', { type: 'string' }),
    ),
    'string.Template()': flows('0>result', { type: 'string.Template' }),
  },
};
