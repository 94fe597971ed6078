import { flows, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const NOTHING: Model = flows('');
const LISTS = ['list', 'set', 'collections.deque', 'queue.Queue', '*'];
const RECORDS = [
  'dict',
  'record',
  'collections.defaultdict',
  'collections.OrderedDict',
  'collections.Counter',
  '*',
];

/** Lists and dictionaries. A key that is a constant keeps its own value apart. */
export const collections: ModelPack = {
  id: 'python-collections',
  languages: ['python'],
  about:
    'list, dict, set, deque, queue, configparser: https://docs.python.org/3/library/stdtypes.html',
  aliases: {
    'queue.LifoQueue': 'queue.Queue',
    'queue.SimpleQueue': 'queue.Queue',
    'multiprocessing.Queue': 'queue.Queue',
  },
  paths: {
    ...owners(LISTS, 'append()', { ...flows('0>this.*'), folds: 'list-add' }),
    ...owners(LISTS, 'add() put() put_nowait()', flows('0>this.*')),
    ...owners(LISTS, 'appendleft()', { ...flows('0>this.*'), folds: 'list-first' }),
    ...owners(LISTS, 'insert()', { ...flows('1>this.*'), folds: 'list-insert' }),
    ...owners(LISTS, 'extend() extendleft()', flows('0.*>this.* 0>this.*')),
    ...owners(LISTS, 'get_nowait()', flows('this.*>result this>result')),
    ...owners(LISTS, 'popleft()', { ...flows('this.*>result this>result'), folds: 'list-shift' }),
    ...owners(LISTS.slice(0, 4), 'pop()', {
      ...flows('this.*>result this>result'),
      folds: 'list-remove',
    }),
    ...owners(
      LISTS,
      'copy() union() intersection() difference()',
      flows('this>result this.*>result.* 0.*>result.*'),
    ),
    ...owners(LISTS, 'sort() reverse() remove() clear() discard() index() count()', NOTHING),
    'queue.Queue.get()': flows('this.*>result'),

    ...owners(RECORDS, 'get()', flows('this.{0}>result this>result 1>result')),
    ...owners(RECORDS.slice(0, 5), 'pop()', flows('this.{0}>result this>result 1>result')),
    '*.pop()': { ...flows('this.*>result this>result'), folds: 'list-remove' },
    ...owners(RECORDS, 'setdefault()', flows('1>this.{0} this.{0}>result 1>result')),
    ...owners(RECORDS, 'update()', flows('0.*>this.* 0>this')),
    ...owners(
      RECORDS,
      'items()',
      flows('this>result this.*>result.* this.*>result.*.1 this>result.*'),
    ),
    ...owners(RECORDS, 'values()', flows('this.*>result.* this>result')),
    ...owners(RECORDS, 'keys()', flows('this>result')),
    ...owners(RECORDS, 'popitem()', flows('this.*>result this.*>result.1')),
    'dict.fromkeys()': flows('0>result 1>result.*'),
    ...owners(
      ['collections'],
      'deque()',
      flows('0.*>result.* 0>result', { type: 'collections.deque' }),
    ),
    ...owners(['collections'], 'OrderedDict() Counter()', flows('0>result 0.*>result.*')),
    'collections.defaultdict()': { flows: [], type: 'collections.defaultdict' },
    'queue.Queue()': { flows: [], type: 'queue.Queue' },

    'configparser.ConfigParser()': { flows: [], type: 'configparser.ConfigParser' },
    'configparser.RawConfigParser()': { flows: [], type: 'configparser.ConfigParser' },
    'configparser.ConfigParser.set()': flows('2>this.{1}'),
    'configparser.ConfigParser.get()': flows('this.{1}>result key:fallback>result'),
    ...owners(
      ['configparser.ConfigParser'],
      'add_section() read() has_option() has_section() write() remove_option()',
      NOTHING,
    ),
    ...owners(['configparser.ConfigParser'], 'getint() getboolean() getfloat()', NOTHING),
  },
};
