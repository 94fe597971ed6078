import { flows, members, owners, TEXT } from '../entries.ts';
import type { GuardModel, Model, ModelPack } from '../model.ts';
import { STRING } from './terms.ts';

const LISTS = ['list', 'Array', '*'];
const NOTHING: Model = flows('');
const NUMBER: Model = flows('0>result 1>result', { cleans: TEXT });
/** `JSON.parse` yields plain data of any shape: none of what text was escaped for holds of its members. */
const PARSED: Model = flows('0>result', { spoils: ['nosql', 'assignment', 'prototype'] });

/** It is one of ours; where it is not, it is none of those that lead to a prototype. */
const LISTED: readonly GuardModel[] = [
  { at: '0', cleans: 'all' },
  { at: '0', cleans: ['prototype'], negative: true, when: [{ at: 'this.*', is: '__proto__' }] },
];

function iterator(result: string, returns?: string): Model {
  return {
    ...(returns === undefined ? {} : { type: 'list' }),
    flows: result === '' ? [] : [['this', result]],
    callbacks: [
      {
        at: '0',
        params: ['this.*', 'this.*', 'this'],
        ...(returns === undefined ? {} : { returns }),
      },
    ],
  };
}

/** Numbers, lists, records, promises and timers: ECMAScript 2024 and what every host adds. */
export const values: ModelPack = {
  id: 'values',
  languages: ['javascript'],
  about:
    'Array, Object, Map, Set, Promise, JSON, Number of ECMAScript 2024, https://tc39.es/ecma262/; timers of WHATWG HTML',
  aliases: { window: '', globalThis: '', self: '', global: '' },
  cleanTypes: ['number', 'boolean', 'bigint', 'Date', 'symbol'],
  paths: {
    ...members(
      '',
      'Number() BigInt() Boolean() parseInt() parseFloat() isNaN() isFinite() Symbol()',
      NUMBER,
    ),
    ...members('Number', 'parseInt() parseFloat()', NUMBER),
    ...members('Number', 'isInteger() isSafeInteger() isFinite() isNaN()', {
      flows: [],
      guards: [{ at: '0', cleans: TEXT }],
    }),
    'Date()': { ...flows(''), type: 'Date' },
    'Date.now()': { flows: [], source: { kind: 'random', what: 'the time' } },
    'Date.parse()': NUMBER,
    ...members(
      'Math',
      'floor() ceil() round() trunc() abs() pow() sqrt() log() max() sign()',
      flows('*>result', { cleans: TEXT }),
    ),
    'Math.min()': flows('', { cleans: 'all' }),
    'Math.random()': { flows: [], source: { kind: 'random', what: 'Math.random()' } },
    ...owners(
      ['number', '*'],
      'toFixed() toPrecision() toExponential()',
      flows('this>result', { cleans: TEXT }),
    ),

    ...owners(LISTS, 'forEach()', iterator('')),
    ...owners(LISTS, 'map() flatMap()', iterator('', 'result.*')),
    ...owners(LISTS, 'filter()', iterator('result')),
    ...owners(LISTS, 'find() findLast()', {
      flows: [['this.*', 'result']],
      callbacks: [{ at: '0', params: ['this.*'] }],
    }),
    ...owners(LISTS, 'some() every() findIndex()', iterator('')),
    ...owners(LISTS, 'reduce() reduceRight()', {
      flows: [['1', 'result']],
      callbacks: [{ at: '0', params: ['1', 'this.*'], returns: 'result' }],
    }),
    ...owners(LISTS, 'sort() toSorted()', {
      flows: [['this', 'result']],
      callbacks: [{ at: '0', params: ['this.*', 'this.*'] }],
    }),
    ...owners(LISTS, 'reverse() toReversed() flat() copyWithin()', flows('this>result')),
    ...owners(LISTS, 'push()', { ...flows('*>this.*'), folds: 'list-add' }),
    ...owners(LISTS, 'unshift()', flows('*>this.*')),
    ...owners(LISTS, 'pop()', { ...flows('this.*>result'), folds: 'list-remove' }),
    ...owners(LISTS, 'shift()', { ...flows('this.*>result'), folds: 'list-shift' }),
    ...owners(LISTS, 'splice()', flows('this>result 2+>this.*')),
    ...owners(LISTS, 'fill()', flows('0>this.* 0>result.*')),
    ...owners(LISTS, 'join()', {
      ...flows('this.*>result this>result 0>result', { cleans: STRING }),
      folds: 'join',
    }),
    ...owners(LISTS, 'entries() values()', flows('this>result')),
    ...owners(['list', 'Array'], 'slice() at() concat()', flows('this>result *>result')),
    ...owners(['list', 'Array'], 'includes()', { flows: [], guards: LISTED }),
    ...owners(['list', 'Array'], 'indexOf() lastIndexOf()', NOTHING),
    ...members('Array', 'from()', {
      flows: [['0', 'result']],
      callbacks: [{ at: '1', params: ['0.*'], returns: 'result.*' }],
      sinks: [{ rule: 'resource-exhaustion', at: ['0.length'] }],
    }),
    'Array()': {
      flows: [['*', 'result.*']],
      type: 'Array',
      sinks: [{ rule: 'resource-exhaustion', at: ['0'], confidence: 'medium' }],
    },
    'Array.of()': flows('*>result.*', { type: 'Array' }),
    'Array.isArray()': { flows: [], guards: [{ at: '0', cleans: ['resource'] }] },

    'Set()': { ...flows('0.*>result.* 0>result'), type: 'Set' },
    'Map()': { ...flows('0>result'), type: 'Map' },
    'WeakMap()': { ...flows(''), type: 'Map' },
    'Set.has()': { flows: [], guards: LISTED },
    'Map.has()': { flows: [], guards: [{ at: '0', cleans: 'all' }] },
    '*.has()': { flows: [], guards: [{ at: '0', cleans: 'all' }] },
    'Set.add()': flows('0>this.*', { type: 'this' }),
    'Map.set()': flows('1>this.*', { type: 'this', folds: 'map-put' }),
    'Map.get()': flows('this.*>result', { folds: 'map-get' }),
    'Map.forEach()': iterator(''),
    'Set.forEach()': iterator(''),
    'Map.keys()': flows(''),

    ...members('Object', 'keys() getOwnPropertyNames()', { flows: [], folds: 'names' }),
    'Reflect.ownKeys()': { flows: [], folds: 'names' },
    'Object.values()': flows('0>result 0.*>result.*'),
    'Object.entries()': { ...flows('0>result 0.*>result.*'), folds: 'entries' },
    'Object.fromEntries()': flows('0>result'),
    'Object.assign()': { ...flows('1+>0 1+>result 0>result'), folds: 'assign' },
    ...members('Object', 'freeze() seal()', flows('0>result')),
    'Object.create()': { ...flows('0>result'), folds: 'create' },
    ...members('Object', 'getPrototypeOf() setPrototypeOf()', NOTHING),
    'Object.hasOwn()': { flows: [], guards: [{ at: '1', cleans: 'all', of: '0' }] },
    '*.hasOwnProperty()': { flows: [], guards: [{ at: '0', cleans: 'all', of: 'this' }] },
    'Object.prototype.hasOwnProperty.call()': {
      flows: [],
      guards: [{ at: '1', cleans: 'all', of: '0' }],
    },
    'structuredClone()': flows('0>result'),

    'JSON.parse()': PARSED,
    'JSON.stringify()': flows('0>result 0*>result', {
      // A literal of JavaScript, whatever is in it.
      cleans: [...STRING, 'log', 'header', 'mail', 'code'],
    }),

    'Promise.resolve()': flows('0>result'),
    ...members('Promise', 'all() allSettled() race() any()', flows('0>result 0.*>result.*')),
    'Promise()': {
      flows: [],
      callbacks: [{ at: '0', params: ['result', 'result'] }],
    },
    '*.then()': {
      flows: [],
      callbacks: [
        { at: '0', params: ['this'], returns: 'result' },
        { at: '1', params: [], returns: 'result' },
      ],
    },
    '*.catch()': {
      flows: [['this', 'result']],
      callbacks: [{ at: '0', params: [], returns: 'result' }],
    },
    '*.finally()': { flows: [['this', 'result']], callbacks: [{ at: '0', params: [] }] },

    ...members('', 'setTimeout() setInterval()', {
      flows: [],
      callbacks: [{ at: '0', params: ['2', '3'] }],
      sinks: [
        { rule: 'code-injection', at: ['0'] },
        { rule: 'resource-exhaustion', at: ['1'], confidence: 'medium' },
      ],
      misuses: [
        {
          rule: 'settimeout-string',
          when: [{ at: '0', matches: '.' }],
          shows: 'the timer is given text',
        },
        {
          rule: 'settimeout-string',
          when: [{ at: '0', built: true }],
          shows: 'the timer is given text',
        },
      ],
    }),
    ...members('', 'setImmediate() queueMicrotask() requestAnimationFrame()', {
      flows: [],
      callbacks: [{ at: '0', params: ['1', '2'] }],
    }),
    'Reflect.get()': flows('0>result'),
    'Reflect.apply()': flows('2>result'),
  },
};
