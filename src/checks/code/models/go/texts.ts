import { flows, members, owners, TEXT } from '../entries.ts';
import type { GuardModel, Model, ModelPack } from '../model.ts';
import { NOTHING, NUMBER, page, path, sinks } from './terms.ts';

const BOTH = ['strings', 'bytes'];
const PART: Model = flows('0>result');
const BUFFERS = ['strings.Builder', 'bytes.Buffer', 'bufio.Writer'];
/** The beginning of an address settles where it leads, that of a path without `..` where it lies. */
const BEGINS: readonly GuardModel[] = [
  { at: '0', cleans: ['path'], when: [{ at: '0', type: 'path.Clean' }] },
  {
    at: '0',
    cleans: ['redirect', 'url', 'origin'],
    when: [{ at: '1', matches: '^(?:https?:)?//[^/]+/' }],
  },
  { at: '0', cleans: ['redirect'], when: [{ at: '1', matches: '^/[a-z0-9]' }] },
  {
    at: '0',
    cleans: ['redirect', 'path'],
    negative: true,
    when: [{ at: '1', is: ['//', '..', '../', '/', '.'] }],
  },
  {
    at: '0',
    cleans: ['path'],
    negative: true,
    when: [
      { at: '0', type: 'path.Clean' },
      { at: '1', begins: String.raw`^\.\.` },
    ],
  },
];
const CONTAINS: readonly GuardModel[] = [
  {
    at: '0',
    cleans: ['path', 'upload'],
    negative: true,
    when: [{ at: '1', is: ['..', '/', '../', String.raw`\/`, '/\\', '\\/'] }],
  },
  {
    at: '0',
    cleans: ['redirect', 'url'],
    negative: true,
    when: [{ at: '1', is: ['://', '//', ':'] }],
  },
  {
    at: '0',
    cleans: ['log', 'header', 'mail'],
    negative: true,
    when: [{ at: '1', matches: '\\n' }],
  },
];
const REPLACE: Model = {
  flows: [
    ['0', 'result'],
    ['2', 'result'],
  ],
  cleansIf: [
    { families: ['log', 'header', 'mail'], when: [{ at: '1', matches: '[\\r\\n]' }] },
    { families: ['html', 'xml'], when: [{ at: '1', is: '<' }] },
    { families: ['sql', 'xpath'], when: [{ at: '1', is: "'" }] },
    { families: ['path'], when: [{ at: '1', is: ['/', '\\'] }] },
    { families: ['ldap'], when: [{ at: '1', is: ['*', '('] }] },
  ],
};
const SAME_TEXT: Model = {
  flows: [],
  guards: [{ at: '0', cleans: 'all', when: [{ at: '1', dynamic: false }] }],
};

/** Text and bytes, and what is put together from them. */
export const texts: ModelPack = {
  id: 'go-texts',
  languages: ['go'],
  about:
    'strings, bytes, strconv, fmt, bufio, unicode, html, regexp, net/url: https://pkg.go.dev/std',
  paths: {
    ...owners(
      BOTH,
      'TrimSpace() Trim() TrimLeft() TrimRight() TrimPrefix() TrimSuffix() Title() ToTitle()',
      PART,
    ),
    ...owners(BOTH, 'TrimFunc() TrimLeftFunc() TrimRightFunc() ToValidUTF8() Clone()', PART),
    ...owners(BOTH, 'ToLower()', { ...PART, folds: 'lower' }),
    ...owners(BOTH, 'ToUpper()', { ...PART, folds: 'upper' }),
    ...owners(BOTH, 'Map()', flows('1>result')),
    ...owners(BOTH, 'Repeat()', {
      flows: [['0', 'result']],
      sinks: sinks('resource-exhaustion', '1'),
    }),
    ...owners(
      BOTH,
      'Split() SplitN() SplitAfter() SplitAfterN() Fields() FieldsFunc() SplitSeq()',
      flows('0>result.* 0>result'),
    ),
    ...owners(BOTH, 'Join()', flows('0>result 0.*>result 1>result')),
    ...owners(BOTH, 'Cut() CutPrefix() CutSuffix()', flows('0>result.0 0>result.1')),
    ...owners(BOTH, 'ReplaceAll() Replace()', REPLACE),
    ...owners(BOTH, 'NewReader() NewBuffer() NewBufferString()', flows('0>result')),
    ...owners(
      BOTH,
      'Index() LastIndex() IndexByte() IndexAny() IndexRune() IndexFunc() Count() Compare() ContainsAny() ContainsRune() ContainsFunc()',
      NOTHING,
    ),
    ...owners(BOTH, 'HasPrefix()', { flows: [], guards: BEGINS }),
    ...owners(BOTH, 'HasSuffix()', {
      flows: [],
      guards: [{ at: '0', cleans: ['upload'], when: [{ at: '1', dynamic: false }] }],
    }),
    ...owners(BOTH, 'Contains()', { flows: [], guards: CONTAINS }),
    ...owners(['strings'], 'EqualFold()', SAME_TEXT),
    'bytes.EqualFold()': SAME_TEXT,
    'bytes.Equal()': {
      ...SAME_TEXT,
      misuses: [
        {
          rule: 'timing-unsafe-compare',
          shows: 'the time it takes tells how much of the code is right',
          when: [{ at: '*', type: 'crypto/hmac.Code' }],
        },
      ],
    },
    'strings.NewReplacer()': { type: 'strings.Replacer', flows: [] },
    'strings.Replacer.Replace()': flows('0>result'),
    ...owners(BUFFERS, 'WriteString() Write() WriteByte() WriteRune() ReadFrom()', flows('0>this')),
    ...owners(BUFFERS, 'String() Bytes()', flows('this>result')),
    ...owners(BUFFERS, 'Len() Reset() Grow() Flush()', NOTHING),

    ...members(
      'strconv',
      'Atoi() ParseInt() ParseUint() ParseFloat() ParseBool() Itoa() FormatInt() FormatUint() FormatBool() FormatFloat()',
      NUMBER,
    ),
    ...members(
      'strconv',
      'Quote() QuoteToASCII()',
      flows('0>result', { cleans: ['log', 'header', 'mail'] }),
    ),
    'strconv.Unquote()': PART,
    ...members('strconv', 'AppendInt()', flows('0>result')),

    'fmt.Sprintf()': { ...flows('*>result'), folds: 'format' },
    ...members('fmt', 'Sprint() Sprintln() Append() Appendf()', {
      ...flows('*>result'),
      folds: 'print',
    }),
    'fmt.Fprintf()': { flows: [['1+', '0']], sinks: page('1+', '0') },
    ...members('fmt', 'Fprint() Fprintln()', { flows: [['1+', '0']], sinks: page('1+', '0') }),
    ...members('fmt', 'Printf() Print() Println()', {
      flows: [],
      sinks: sinks('sensitive-data-in-log', '*', { confidence: 'low' }),
    }),
    ...members('fmt', 'Sscan() Sscanf() Sscanln() Fscan() Fscanf() Fscanln()', flows('0>1+.*')),
    ...members('fmt', 'Scan() Scanln() Scanf()', {
      source: { kind: 'local', what: 'the console' },
      flows: [['source', '0+.*']],
    }),

    ...members(
      'bufio',
      'NewReader() NewScanner() NewReadWriter() NewReaderSize()',
      flows('0>result'),
    ),
    'bufio.NewWriter()': flows('0>result'),
    ...members('*', 'ReadString() ReadLine() ReadBytes() ReadRune()', flows('this>result')),

    'html.EscapeString()': flows('0>result', { cleans: ['html', 'xml', 'mail'] }),
    'html.UnescapeString()': PART,
    ...members(
      'html/template',
      'HTMLEscapeString() HTMLEscaper() JSEscapeString() JSEscaper()',
      flows('*>result', { cleans: ['html', 'xml', 'mail'] }),
    ),
    ...members(
      'text/template',
      'HTMLEscapeString() HTMLEscaper() JSEscapeString() JSEscaper()',
      flows('*>result', { cleans: ['html', 'xml', 'mail'] }),
    ),
    ...owners(
      ['html/template', 'text/template'],
      'URLQueryEscaper()',
      flows('*>result', { cleans: ['html', 'xml', 'url', 'redirect', 'path', 'header', 'log'] }),
    ),

    ...members('regexp', 'MustCompile() Compile() MustCompilePOSIX() CompilePOSIX()', {
      type: 'regexp.Regexp',
      flows: [],
      sets: { 'result.source': '0' },
    }),
    ...members('regexp.Regexp', 'MatchString() Match()', {
      flows: [],
      guards: [{ at: '0', cleans: 'all', when: [{ at: 'this.source', matches: '^\\^.*\\$$' }] }],
    }),
    ...members('regexp', 'MatchString() Match()', {
      flows: [],
      guards: [{ at: '1', cleans: 'all', when: [{ at: '0', matches: '^\\^.*\\$$' }] }],
    }),
    ...members(
      'regexp.Regexp',
      'FindString() FindAllString() FindStringSubmatch() Find() FindSubmatch() FindAllStringSubmatch() Split()',
      flows('0>result 0>result.*'),
    ),
    ...members('regexp.Regexp', 'ReplaceAllString() ReplaceAllLiteralString() ReplaceAll()', {
      flows: [
        ['0', 'result'],
        ['1', 'result'],
      ],
      cleansIf: [
        {
          families: TEXT,
          when: [
            { at: 'this.source', matches: String.raw`^\[\^(?:[A-Za-z0-9_ .-]|\\[dws-])+\][+*]?$` },
          ],
        },
        {
          families: ['log', 'header', 'mail'],
          when: [{ at: 'this.source', matches: String.raw`\\[rns]` }],
        },
      ],
    }),
    'regexp.QuoteMeta()': flows('0>result', { cleans: ['regex'] }),

    ...members('path', 'Join() Clean()', { type: 'path.Clean', flows: [['*', 'result']] }),
    ...members('path/filepath', 'Join() Clean() Abs() EvalSymlinks()', {
      type: 'path.Clean',
      flows: [['*', 'result']],
    }),
    ...members('path/filepath', 'Rel()', flows('1>result')),
    ...owners(['path', 'path/filepath'], 'Base()', flows('0>result', { cleans: ['path'] })),
    ...owners(
      ['path', 'path/filepath'],
      'Ext()',
      flows('0>result', { cleans: ['path', 'upload'] }),
    ),
    ...owners(['path', 'path/filepath'], 'Dir() ToSlash() FromSlash() VolumeName()', PART),
    ...owners(['path', 'path/filepath'], 'Split()', flows('0>result.0 0>result.1')),
    ...owners(['path', 'path/filepath'], 'IsAbs() Match()', NOTHING),
    ...members('path/filepath', 'IsLocal()', {
      flows: [],
      guards: [{ at: '0', cleans: ['path'] }],
    }),
    'path/filepath.Localize()': flows('0>result', { cleans: ['path'] }),
    ...members('path/filepath', 'Glob() Walk() WalkDir()', { flows: [], sinks: path('0') }),
    'github.com/cyphar/filepath-securejoin.SecureJoin()': flows('0>result 1>result', {
      cleans: ['path'],
    }),
    'golang.org/x/text/encoding.Decoder()': PART,
    ...members('unicode', 'IsLetter() IsDigit() IsSpace() IsUpper()', NOTHING),
    ...members('unicode/utf8', 'ValidString() RuneCountInString()', NOTHING),
  },
};
