import { flows, members, owners } from '../entries.ts';
import { FAMILIES } from '../families.ts';
import type { Model, ModelPack, SourceModel } from '../model.ts';
import { sinks } from './terms.ts';

const RULES = 'prototype-pollution library-prototype-pollution';
const LODASH = ['lodash', 'underscore'];
/** Copies members at any depth: with `__proto__` in what is copied, into the prototype of all. Old versions of most do. */
const MERGE: Model = {
  ...flows('*>result 1+>0'),
  sinks: sinks('prototype-pollution', '1+ 1+*', { confidence: 'medium' }),
};
const SET: Model = {
  flows: [
    ['2', '0.*'],
    ['0', 'result'],
  ],
  sinks: sinks(RULES, '1'),
};
const NAMES: SourceModel = {
  kind: 'keys',
  what: 'names of members',
  clean: FAMILIES.filter((family) => family !== 'prototype'),
};
const each = (returns?: string): Model => ({
  flows: [],
  callbacks: [
    {
      at: '1',
      params: ['0.*', '0.*', '0'],
      sources: { 1: NAMES },
      ...(returns === undefined ? {} : { returns }),
    },
  ],
});

/** Packages that walk, copy and merge records. */
export const objects: ModelPack = {
  id: 'objects',
  languages: ['javascript'],
  about: 'lodash, underscore, deepmerge, extend, dot-prop, object-path, merge-deep and their like',
  aliases: {
    _: 'lodash',
    'lodash-es': 'lodash',
    'lodash/defaultsDeep': 'lodash.defaultsDeep',
    'lodash.defaultsdeep': 'lodash.defaultsDeep',
    'lodash/get': 'lodash.get',
    'lodash/map': 'lodash.map',
  },
  paths: {
    ...members('lodash', 'merge() mergeWith() defaultsDeep()', MERGE),
    ...members('lodash', 'set() setWith() update() updateWith()', SET),
    ...members('lodash', 'zipObjectDeep()', { flows: [], sinks: sinks(RULES, '0') }),
    ...owners(LODASH, 'template()', {
      flows: [['0', 'result']],
      sinks: sinks('template-injection', '0'),
    }),
    ...owners(LODASH, 'get() result()', flows('0>result 2>result')),
    ...owners(LODASH, 'pick()', flows('0>result', { cleans: ['assignment', 'prototype'] })),
    ...owners(
      LODASH,
      'omit() clone() cloneDeep() defaults() assign() extend() compact() uniq() flatten() flattenDeep() values() toString() trim() toLower() toUpper() join() concat() head() last() first() chain()',
      flows('*>result'),
    ),
    ...owners(
      LODASH,
      'keys() size() isEmpty() isEqual() indexOf() toNumber() toInteger() parseInt()',
      flows(''),
    ),
    ...owners(LODASH, 'includes() contains()', { flows: [], guards: [{ at: '1', cleans: 'all' }] }),
    ...owners(LODASH, 'has()', { flows: [], guards: [{ at: '1', cleans: 'all', of: '0' }] }),
    ...members('', 'for-own() for-in() foreach() object-foreach()', each()),
    ...owners(LODASH, 'each() forEach() forIn() forOwn()', each()),
    ...owners(LODASH, 'map() flatMap()', each('result.*')),
    ...owners(LODASH, 'mapValues()', each('result.*')),
    ...owners(LODASH, 'filter() reject() sortBy()', {
      flows: [['0', 'result']],
      callbacks: [{ at: '1', params: ['0.*'] }],
    }),
    ...owners(LODASH, 'find()', {
      flows: [['0.*', 'result']],
      callbacks: [{ at: '1', params: ['0.*'] }],
    }),
    ...owners(LODASH, 'reduce()', {
      flows: [['2', 'result']],
      callbacks: [{ at: '1', params: ['2', '0.*'], returns: 'result' }],
    }),
    ...owners(LODASH, 'debounce() throttle() once()', flows('0>result')),
    ...owners(LODASH, 'partial()', {
      ...flows('0>result'),
      callbacks: [{ at: '0', params: ['1', '2', '3'] }],
    }),
    ...owners(LODASH, 'bind()', {
      ...flows('0>result'),
      callbacks: [{ at: '0', params: ['2', '3', '4'] }],
    }),
    'ramda.partial()': {
      ...flows('0>result'),
      callbacks: [{ at: '0', params: ['1.0', '1.1', '1.2'] }],
    },
    '*.bind()': {
      ...flows('this>result'),
      callbacks: [{ at: 'this', params: ['1', '2', '3'] }],
    },
    ...members(
      '',
      'deepmerge() merge-deep() deep-extend() merge-options() defaults-deep() mixin-deep() merge() deeply()',
      MERGE,
    ),
    'extend()': {
      ...flows('*>result'),
      sinks: sinks('prototype-pollution', '2+', {
        when: [{ at: '0', is: true }],
        confidence: 'medium',
      }),
    },
    ...members('merge', 'recursive()', MERGE),
    ...members('dot-prop', 'set() setProperty()', SET),
    ...members('object-path', 'set() push() insert()', SET),
    ...members('', 'set-value() dset() set-deep() put-value()', SET),
    'dset.dset()': SET,
    'dottie.set()': SET,
    'dottie.transform()': MERGE,
    'flat.unflatten()': {
      flows: [['0', 'result']],
      sinks: sinks('prototype-pollution', '0', { confidence: 'medium' }),
    },
    'selectn()': flows('1>result'),
  },
};
