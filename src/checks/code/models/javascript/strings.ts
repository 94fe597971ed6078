import { flows, members, owners, TEXT } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';
import { STRING } from './terms.ts';

const ANY = ['string', '*'];
const PART: Model = flows('this>result', { cleans: STRING });
/** What percent encoding and Base64 hide. */
const ENCODED = [
  'html',
  'xml',
  'sql',
  'command',
  'path',
  'url',
  'redirect',
  'header',
  'log',
  'code',
] as const;
const NOTHING: Model = flows('');
/** A class of characters that takes away all that is not named, and names only harmless ones. */
const ALL_BUT_WORDS = String.raw`^/\[\^(?:[A-Za-z0-9_ -]|[A-Za-z0-9]-[A-Za-z0-9]|\\[dws-])+\][+*]?/[a-z]*g[a-z]*$`;
const GLOBAL = '/[a-z]*g[a-z]*$';
const REPLACE: Model = {
  flows: [
    ['this', 'result'],
    ['1', 'result'],
  ],
  cleans: STRING,
  callbacks: [{ at: '1', params: ['this', 'this', 'this'], returns: 'result' }],
  cleansIf: [
    { families: TEXT, when: [{ at: '0', matches: ALL_BUT_WORDS }] },
    {
      families: ['html', 'xml'],
      when: [
        {
          at: '0',
          matches: String.raw`^/(?:<|\[[^\]]*<[^\]]*\]|\(?.{0,12}<\|?.{0,12}\)?)${GLOBAL}`,
        },
      ],
    },
    {
      families: ['log', 'header', 'mail'],
      when: [{ at: '0', matches: String.raw`^/.{0,30}\\n.{0,20}${GLOBAL}` }],
    },
    {
      families: ['sql', 'xpath'],
      when: [
        { at: '0', matches: String.raw`^/(?:'|\[[^\]]*'[^\]]*\]|\(?.{0,12}'.{0,12}\)?)${GLOBAL}` },
      ],
    },
    {
      families: ['command'],
      when: [
        { at: '0', matches: String.raw`^/(?:'|\[[^\]]*[$'][^\]]*\])${GLOBAL}` },
        // `'` within quotes ends them, however often it is written.
        { at: '1', isNot: ["'", "''", "'''"] },
      ],
    },
    {
      families: ['regex'],
      when: [{ at: '0', matches: String.raw`^/\[[^/]*\\?[*+?^$][^/]*\]${GLOBAL}` }],
    },
    {
      families: ['path', 'upload'],
      when: [
        {
          at: '0',
          matches: String.raw`^/\[(?!\^)(?:\\.|[^\]\\/]){0,80}(?:\\/|/)(?:\\.|[^\]\\]){0,80}\][+*]?${GLOBAL}`,
        },
      ],
    },
    {
      families: ['path'],
      when: [{ at: '0', matches: String.raw`^/.{0,20}(?:\\\.\\\.|\\/|\[^\w).{0,20}${GLOBAL}` }],
    },
    { families: ['sensitive'], when: [{ at: '0', matches: String.raw`^/\.(?:/|\+|\*|\{)` }] },
    { families: ['prototype'], when: [{ at: '0', matches: '__proto__' }] },
  ],
};

/** Text: ECMAScript 2024, https://tc39.es/ecma262/ */
export const strings: ModelPack = {
  id: 'strings',
  languages: ['javascript'],
  about: 'String and RegExp of ECMAScript 2024, https://tc39.es/ecma262/',
  paths: {
    ...owners(
      ANY,
      'trim() trimStart() trimEnd() toLowerCase() toUpperCase() toLocaleLowerCase() toLocaleUpperCase()',
      PART,
    ),
    ...owners(ANY, 'normalize() substring() substr() charAt()', PART),
    ...members('string', 'slice() at() toString() valueOf() toWellFormed()', PART),
    ...members('*', 'slice() at() valueOf()', flows('this>result')),
    ...members('*', 'toString() toLocaleString()', flows('this>result', { cleans: STRING })),
    ...owners(ANY, 'padStart() padEnd()', flows('this>result 1>result', { cleans: STRING })),
    ...owners(ANY, 'repeat()', {
      flows: [['this', 'result']],
      sinks: [{ rule: 'resource-exhaustion', at: ['0'] }],
    }),
    ...owners(ANY, 'charCodeAt() codePointAt() indexOf() lastIndexOf() localeCompare()', NOTHING),
    ...owners(ANY, 'split()', { ...flows('this>result.* this>result'), folds: 'split' }),
    ...owners(ANY, 'concat()', flows('this>result *>result')),
    ...owners(ANY, 'replace() replaceAll()', REPLACE),
    ...members('*', 'match() matchAll()', flows('this>result.* this>result')),
    ...members('string', 'match() matchAll()', {
      ...flows('this>result.* this>result'),
      sinks: [{ rule: 'regex-injection', at: ['0'] }],
    }),
    'string.search()': { flows: [], sinks: [{ rule: 'regex-injection', at: ['0'] }] },
    '*.search()': NOTHING,
    ...owners(ANY, 'startsWith()', {
      flows: [],
      guards: [
        {
          at: 'this',
          cleans: ['path', 'upload'],
          when: [
            { at: '0', matchesNot: '^-' },
            { at: '0', isNot: ['/', '.', '..', './', 'http', 'https', 'http://', 'https://'] },
          ],
        },
        {
          at: 'this',
          cleans: ['path', 'upload'],
          when: [
            { at: '0', dynamic: true },
            { at: '0', beginsNot: String.raw`^\.\.` },
          ],
        },
        {
          at: 'this',
          cleans: ['redirect', 'url', 'origin'],
          when: [{ at: '0', begins: '^(?:https?:)?//[^/]+/' }],
        },
        { at: 'this', cleans: ['redirect'], when: [{ at: '0', matches: '^/[a-z0-9]' }] },
        {
          at: 'this',
          cleans: ['redirect', 'path'],
          negative: true,
          when: [{ at: '0', begins: String.raw`^(?://|\.\.?(?:[/\\]|$))` }],
        },
      ],
    }),
    ...owners(ANY, 'endsWith()', {
      flows: [],
      guards: [
        { at: 'this', cleans: ['upload'], when: [{ at: '0', matches: '^\\.' }] },
        {
          at: 'this',
          cleans: ['origin', 'url', 'redirect'],
          when: [{ at: '0', matches: '^\\.[a-z0-9-]+\\.[a-z]+$' }],
        },
      ],
    }),
    'string.includes()': {
      flows: [],
      guards: [
        {
          at: 'this',
          cleans: ['path', 'redirect'],
          negative: true,
          when: [{ at: '0', is: ['..', '../', '/', '\\'] }],
        },
        {
          at: 'this',
          cleans: ['log', 'header', 'mail'],
          negative: true,
          when: [{ at: '0', is: ['\n', '\r', '\r\n'] }],
        },
      ],
    },
    '*.includes()': {
      flows: [],
      guards: [
        { at: '0', cleans: 'all', when: [{ at: '0', dynamic: true }] },
        {
          at: 'this',
          cleans: ['path', 'redirect'],
          negative: true,
          when: [{ at: '0', is: ['..', '../', '/', '\\', '\0'] }],
        },
        {
          at: 'this',
          cleans: ['log', 'header', 'mail'],
          negative: true,
          when: [{ at: '0', is: ['\n', '\r', '\r\n'] }],
        },
        { at: 'this', cleans: ['prototype'], negative: true, when: [{ at: '0', is: '__proto__' }] },
      ],
    },
    '*.indexOf()': { flows: [] },
    'RegExp()': {
      type: 'RegExp',
      flows: [],
      sets: { 'this.source': '0', 'result.source': '0' },
      sinks: [{ rule: 'regex-injection', at: ['0'] }],
    },
    ...owners(['RegExp', '*'], 'test()', {
      flows: [],
      guards: [
        {
          at: '0',
          cleans: ['redirect', 'url'],
          when: [{ at: 'this', matches: String.raw`^/\^https\??:\\/\\/[\w\\.-]+\\/` }],
        },
        {
          at: '0',
          cleans: ['path', 'redirect'],
          negative: true,
          when: [{ at: 'this', matches: String.raw`^/.{0,12}\\\.\\\.` }],
        },
        {
          at: '0',
          cleans: TEXT,
          negative: true,
          when: [
            {
              at: 'this',
              matches: String.raw`^/\[\^(?:[A-Za-z0-9_-]|[A-Za-z0-9]-[A-Za-z0-9]|\\[dw-])+\]/`,
            },
          ],
        },
      ],
    }),
    ...owners(['RegExp', 'string'], 'exec()', flows('0>result.* 0>result')),
    'RegExp.escape()': flows('0>result', { cleans: ['regex', ...STRING] }),
    'String()': flows('0>result', { cleans: STRING, type: 'string' }),
    'String.raw()': flows('*>result'),
    ...members(
      '',
      'encodeURIComponent()',
      flows('0>result', {
        type: 'string',
        cleans: [
          'html',
          'path',
          'url',
          'redirect',
          'header',
          'log',
          'mail',
          'xml',
          'nosql',
          'assignment',
          'upload',
          'ldap',
          'query',
        ],
      }),
    ),
    ...members(
      '',
      'encodeURI() escape()',
      flows('0>result', {
        type: 'string',
        cleans: ['html', 'header', 'log', 'mail', 'xml', 'nosql', 'assignment'],
      }),
    ),
    ...members(
      '',
      'decodeURIComponent() decodeURI() unescape()',
      flows('0>result', { cleans: STRING, spoils: ENCODED }),
    ),
    'atob()': flows('0>result', { cleans: STRING, spoils: ENCODED }),
    'btoa()': flows('0>result', {
      cleans: [
        'html',
        'sql',
        'command',
        'header',
        'log',
        'redirect',
        'code',
        'template',
        'ldap',
        'xpath',
        'regex',
        ...STRING,
      ],
    }),
  },
};
