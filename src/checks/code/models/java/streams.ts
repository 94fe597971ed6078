import { flows, members } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const NOTHING: Model = flows('');
const WHOLE: Model = flows('this>result this.*>result.*');
const EACH: Model = { callbacks: [{ at: '0', params: ['this.*'] }], flows: [] };
const STREAM = 'java.util.stream.Stream';

/** Values that come later, or may be absent, and what is done with each. */
export const streams: ModelPack = {
  id: 'java-streams',
  languages: ['java'],
  about:
    'java.util.stream, Optional, CompletableFuture: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/stream/package-summary.html',
  paths: {
    'java.util.Arrays.stream()': flows('0>result 0.*>result.*', { type: STREAM }),
    'java.util.Optional.of()': flows('0>result.*', { type: 'java.util.Optional' }),
    'java.util.Optional.ofNullable()': flows('0>result.*', { type: 'java.util.Optional' }),
    ...members('java.util.Optional', 'get() orElseThrow()', flows('this.*>result this>result')),
    'java.util.Optional.orElse()': flows('this.*>result this>result 0>result'),
    'java.util.Optional.orElseGet()': {
      flows: [
        ['this.*', 'result'],
        ['this', 'result'],
      ],
      callbacks: [{ at: '0', params: [], returns: 'result' }],
    },
    'java.util.Optional.map()': {
      type: 'java.util.Optional',
      flows: [],
      callbacks: [{ at: '0', params: ['this.*'], returns: 'result.*' }],
    },
    'java.util.Optional.flatMap()': {
      type: 'java.util.Optional',
      flows: [],
      callbacks: [{ at: '0', params: ['this.*'], returns: 'result' }],
    },
    'java.util.Optional.filter()': {
      type: 'java.util.Optional',
      flows: [['this.*', 'result.*']],
      callbacks: [{ at: '0', params: ['this.*'] }],
    },
    ...members('java.util.Optional', 'ifPresent() ifPresentOrElse()', EACH),
    ...members('java.util.Optional', 'isPresent() isEmpty()', NOTHING),

    'java.util.Collection.stream()': { ...WHOLE, type: STREAM },
    'java.util.Collection.parallelStream()': { ...WHOLE, type: STREAM },
    'java.util.stream.Stream.of()': flows('*>result.* 0.*>result.*', { type: STREAM }),
    'java.util.stream.Stream.concat()': flows('0.*>result.* 1.*>result.*', { type: STREAM }),
    ...members(STREAM, 'map() mapToObj() boxed()', {
      type: STREAM,
      flows: [],
      callbacks: [{ at: '0', params: ['this.*'], returns: 'result.*' }],
    }),
    ...members(STREAM, 'mapToInt() mapToLong() mapToDouble()', {
      type: STREAM,
      flows: [],
      callbacks: [{ at: '0', params: ['this.*'] }],
    }),
    'java.util.stream.Stream.flatMap()': {
      type: STREAM,
      flows: [],
      callbacks: [{ at: '0', params: ['this.*'], returns: 'result' }],
    },
    ...members(STREAM, 'filter() takeWhile() dropWhile() peek()', {
      ...WHOLE,
      type: STREAM,
      callbacks: [{ at: '0', params: ['this.*'] }],
    }),
    ...members(
      STREAM,
      'distinct() sorted() limit() skip() parallel() sequential() unordered() onClose()',
      { ...WHOLE, type: STREAM },
    ),
    ...members(STREAM, 'forEach() forEachOrdered() anyMatch() allMatch() noneMatch()', EACH),
    ...members(
      STREAM,
      'findFirst() findAny() min() max()',
      flows('this.*>result.* this>result', { type: 'java.util.Optional' }),
    ),
    ...members(STREAM, 'toList()', { ...WHOLE, type: 'java.util.List' }),
    'java.util.stream.Stream.toArray()': WHOLE,
    'java.util.stream.Stream.collect()': flows('this.*>result.* this>result this.*>result'),
    'java.util.stream.Stream.reduce()': flows('this.*>result this>result 0>result'),
    ...members(STREAM, 'count() sum() average()', NOTHING),
    'java.util.stream.Stream.iterator()': { ...WHOLE, type: 'java.util.Iterator' },

    'java.util.concurrent.CompletableFuture.supplyAsync()': {
      type: 'java.util.concurrent.CompletableFuture',
      callbacks: [{ at: '0', params: [], returns: 'result.*' }],
    },
    'java.util.concurrent.CompletableFuture.completedFuture()': flows('0>result.*', {
      type: 'java.util.concurrent.CompletableFuture',
    }),
    ...members('java.util.concurrent.CompletableFuture', 'thenApply() thenApplyAsync()', {
      type: 'java.util.concurrent.CompletableFuture',
      flows: [],
      callbacks: [{ at: '0', params: ['this.*'], returns: 'result.*' }],
    }),
    ...members('java.util.concurrent.CompletableFuture', 'thenAccept() thenAcceptAsync()', EACH),
    ...members(
      'java.util.concurrent.CompletableFuture',
      'get() join()',
      flows('this.*>result this>result'),
    ),
  },
};
