import { flows, members, owners, REPLACED, source, TEXT, WORD_PATTERN } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const NUMBER: Model = { cleans: TEXT };
const SAME: Model = flows('this>result', { type: 'this' });
const PART: Model = flows('this>result', { type: 'string' });
const NOTHING: Model = flows('');
const APPEND: Model = flows('0>this 0>result this>result', { type: 'this' });
const EQUALS: Model = {
  flows: [],
  guards: [
    { at: 'this', cleans: 'all', when: [{ at: '0', matches: '' }] },
    { at: '0', cleans: 'all', when: [{ at: 'this', matches: '' }] },
  ],
};
const BUILDERS = ['java.lang.StringBuilder', 'java.lang.StringBuffer', 'java.util.StringJoiner'];
const NUMBERS = [
  'java.lang.Integer',
  'java.lang.Long',
  'java.lang.Short',
  'java.lang.Byte',
  'java.lang.Double',
  'java.lang.Float',
  'java.lang.Boolean',
  'java.math.BigInteger',
  'java.math.BigDecimal',
];

/** The compiler's own package, texts and numbers. */
export const lang: ModelPack = {
  id: 'java-lang',
  languages: ['java'],
  about:
    'java.lang, java.math and texts of java.util: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/',
  aliases: { 'java.lang.String': 'string', String: 'string' },
  extends: {
    'java.lang.StringBuilder': ['java.lang.CharSequence'],
    'java.lang.StringBuffer': ['java.lang.CharSequence'],
    string: ['java.lang.CharSequence'],
  },
  cleanTypes: [
    'int',
    'long',
    'short',
    'byte',
    'double',
    'float',
    'boolean',
    ...NUMBERS,
    'java.lang.Number',
    'java.util.UUID',
    'java.util.Date',
    'java.util.Calendar',
    'java.util.concurrent.atomic.AtomicInteger',
    'java.util.concurrent.atomic.AtomicLong',
    'java.time.LocalDate',
    'java.time.LocalDateTime',
    'java.time.LocalTime',
    'java.time.Instant',
    'java.time.Duration',
    'java.time.ZonedDateTime',
    'java.time.OffsetDateTime',
    'java.time.Year',
    'java.time.YearMonth',
    'java.util.OptionalInt',
    'java.util.OptionalLong',
    'java.util.Currency',
  ],
  paths: {
    'string()': flows('0>result', { type: 'string' }),
    ...members(
      'string',
      'valueOf() copyValueOf()',
      flows('0>result', { type: 'string', folds: 'identity' }),
    ),
    ...members('string', 'format() join()', flows('*>result 1*>result', { type: 'string' })),
    ...members(
      'string',
      'strip() stripLeading() stripTrailing() intern() toString() indent() stripIndent() translateEscapes() repeat()',
      PART,
    ),
    ...members(
      'string',
      'getBytes() toCharArray() chars() codePoints() subSequence()',
      flows('this>result'),
    ),
    ...members('string', 'split() lines()', flows('this>result.*')),
    'string.trim()': { ...PART, folds: 'trim' },
    'string.toLowerCase()': { ...PART, folds: 'lower' },
    'string.toUpperCase()': { ...PART, folds: 'upper' },
    'string.substring()': { ...PART, folds: 'substring' },
    'string.concat()': flows('this>result 0>result', { type: 'string', folds: 'concat' }),
    'string.formatted()': flows('this>result *>result', { type: 'string' }),
    'string.replace()': flows('this>result 1>result', { type: 'string', cleansIf: REPLACED }),
    ...members(
      'string',
      'replaceAll() replaceFirst()',
      flows('this>result 1>result', { type: 'string', cleansIf: REPLACED }),
    ),
    'string.charAt()': flows('this>result', { type: 'char', folds: 'char-at' }),
    'string.length()': { ...NOTHING, folds: 'length' },
    'string.indexOf()': { ...NOTHING, folds: 'index-of' },
    'string.isEmpty()': { ...NOTHING },
    ...members(
      'string',
      'lastIndexOf() hashCode() compareTo() compareToIgnoreCase() isBlank() codePointAt() endsWith() contains()',
      NOTHING,
    ),
    ...members('string', 'equals() equalsIgnoreCase() contentEquals()', EQUALS),
    'string.matches()': {
      flows: [],
      sinks: [{ rule: 'regex-injection', at: ['0'], when: [{ at: '1', absent: true }] }],
    },
    'string.startsWith()': {
      flows: [],
      guards: [
        {
          at: 'this',
          cleans: ['url', 'redirect'],
          when: [{ at: '0', matches: String.raw`^https?://[^/]+/|^/[^/\\]` }],
        },
      ],
    },
    'java.util.regex.Pattern.compile()': {
      type: 'java.util.regex.Pattern',
      sets: { 'result.pattern': '0' },
      sinks: [{ rule: 'regex-injection', at: ['0'] }],
    },
    'java.util.regex.Pattern.quote()': { cleans: ['regex'] },
    'java.util.regex.Pattern.matcher()': flows('0>result', {
      type: 'java.util.regex.Matcher',
      sets: { 'result.pattern': 'this.pattern', 'result.text': '0' },
    }),
    'java.util.regex.Pattern.matches()': {
      flows: [],
      guards: [{ at: '1', cleans: 'all', when: [{ at: '0', matches: WORD_PATTERN }] }],
      sinks: [{ rule: 'regex-injection', at: ['0'] }],
    },
    'java.util.regex.Pattern.split()': flows('0>result.*'),
    ...members('java.util.regex.Matcher', 'matches() find() lookingAt()', NOTHING),
    'java.util.regex.Matcher.group()': PART,
    ...members(
      'java.util.regex.Matcher',
      'replaceAll() replaceFirst()',
      flows('this>result 0>result', { type: 'string' }),
    ),
    'java.util.regex.Matcher.quoteReplacement()': { flows: [['0', 'result']] },

    ...owners(BUILDERS, 'append() insert() replace() add() appendCodePoint()', APPEND),
    ...owners(BUILDERS, 'toString() substring() subSequence()', PART),
    ...owners(BUILDERS, 'reverse() deleteCharAt() delete()', SAME),
    ...owners(BUILDERS, 'length() indexOf() lastIndexOf() capacity() setLength()', NOTHING),
    ...members('', 'java.lang.StringBuilder() java.lang.StringBuffer()', flows('0>result')),
    'java.lang.StringBuilder.insert()': flows('1>this 1>result this>result', { type: 'this' }),
    'java.lang.StringBuffer.insert()': flows('1>this 1>result this>result', { type: 'this' }),
    'java.lang.StringBuilder.replace()': flows('2>this 2>result this>result', { type: 'this' }),
    'java.lang.StringBuffer.replace()': flows('2>this 2>result this>result', { type: 'this' }),
    ...members('java.lang.CharSequence', 'toString() subSequence()', PART),

    ...owners(
      NUMBERS,
      'parseInt() parseLong() parseShort() parseByte() parseDouble() parseFloat() parseBoolean() parseUnsignedInt() decode() valueOf()',
      NUMBER,
    ),
    ...owners(
      NUMBERS,
      'toString() toHexString() toBinaryString() intValue() longValue() doubleValue()',
      flows('0>result this>result', { type: 'string', cleans: TEXT }),
    ),
    ...members(
      '',
      'java.math.BigInteger() java.math.BigDecimal() java.lang.Integer() java.lang.Long()',
      NUMBER,
    ),
    ...members(
      'java.lang.Math',
      'abs() min() max() round() floor() ceil() floorMod() sqrt() pow()',
      NUMBER,
    ),
    ...members(
      'java.lang.Character',
      'isDigit() isLetter() isLetterOrDigit() isWhitespace() getNumericValue()',
      NOTHING,
    ),
    'java.util.UUID.fromString()': NUMBER,
    'java.util.UUID.randomUUID()': { type: 'java.util.UUID', flows: [] },
    'java.util.UUID.toString()': { cleans: TEXT },
    ...members('java.time.LocalDate', 'parse()', NUMBER),
    ...members('java.time.LocalDateTime', 'parse()', NUMBER),
    ...members('java.time.Instant', 'parse()', NUMBER),
    ...members('java.text.NumberFormat', 'parse()', NUMBER),
    ...members('java.text.SimpleDateFormat', 'parse()', NUMBER),
    'java.text.MessageFormat.format()': flows('*>result 1*>result', { type: 'string' }),

    ...members(
      'java.util.Objects',
      'requireNonNull() requireNonNullElse() toString() requireNonNullElseGet()',
      flows('0>result 1>result'),
    ),
    ...members('java.util.Objects', 'hash() hashCode() isNull() nonNull()', NOTHING),
    'java.util.Objects.equals()': {
      flows: [],
      guards: [
        { at: '0', cleans: 'all', when: [{ at: '1', matches: '' }] },
        { at: '1', cleans: 'all', when: [{ at: '0', matches: '' }] },
      ],
    },
    ...members('*', 'toString() clone()', flows('this>result')),
    ...members('*', 'hashCode()', NOTHING),
    '*.getClass()': { type: 'java.lang.Class', flows: [] },

    'java.lang.System.getenv()': source('local', 'environment variable'),
    'java.lang.System.getProperty()': source('local', 'system property'),
    'java.lang.System.in': {
      type: 'java.io.InputStream',
      source: { kind: 'local', what: 'standard input' },
    },
    'java.lang.System.console()': { type: 'java.io.Console' },
    ...members('java.io.Console', 'readLine() readPassword()', source('local', 'console input')),
    ...members(
      'java.lang.System',
      'currentTimeMillis() nanoTime() lineSeparator() identityHashCode()',
      NOTHING,
    ),
    'java.lang.System.arraycopy()': flows('0>2'),
    'java.lang.Thread.sleep()': { sinks: [{ rule: 'resource-exhaustion', at: ['0'] }] },
    'java.lang.Throwable.getMessage()': PART,
    'java.lang.Runtime.getRuntime()': { type: 'java.lang.Runtime', flows: [] },

    ...members('java.net.URLEncoder', 'encode()', {
      cleans: [
        'html',
        'header',
        'log',
        'sql',
        'ldap',
        'xpath',
        'path',
        'url',
        'redirect',
        'xml',
        'mail',
        'command',
        'query',
      ],
    }),
    'java.net.URLDecoder.decode()': flows('0>result', { type: 'string' }),
    ...members('java.util.Base64', 'getDecoder() getUrlDecoder() getMimeDecoder()', {
      type: 'java.util.Base64.Decoder',
    }),
    ...members('java.util.Base64', 'getEncoder() getUrlEncoder() getMimeEncoder()', {
      type: 'java.util.Base64.Encoder',
    }),
    ...members('java.util.Base64.Decoder', 'decode() wrap()', flows('0>result')),
    ...members(
      'java.util.Base64.Encoder',
      'encode() encodeToString()',
      flows('0>result', { cleans: ['header', 'log'] }),
    ),
    ...members(
      'javax.xml.bind.DatatypeConverter',
      'parseBase64Binary() parseHexBinary()',
      flows('0>result'),
    ),
    ...members('java.util.HexFormat', 'formatHex()', { cleans: TEXT }),
    'java.net.InetAddress.getByName()': { sinks: [{ rule: 'ssrf', at: ['0'], confidence: 'low' }] },
    'java.lang.Class.forName()': { flows: [], sinks: [{ rule: 'unsafe-reflection', at: ['0'] }] },
  },
};
