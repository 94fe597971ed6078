import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const NOTHING: Model = flows('');
const ELEMENT: Model = flows('this.*>result');
const WHOLE: Model = flows('this>result this.*>result.*');
const ALLOWED: Model = { flows: [], guards: [{ at: '0', cleans: 'all' }] };
const EACH: Model = { callbacks: [{ at: '0', params: ['this.*'] }], flows: [] };
const MAP = 'java.util.Map';

/** What `java.util` puts values into. A key that is a constant keeps its own value apart. */
export const collections: ModelPack = {
  id: 'java-collections',
  languages: ['java'],
  about:
    'java.util collections, iterators, streams, optionals, properties: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/package-summary.html',
  extends: {
    'java.util.Collection': ['java.lang.Iterable'],
    'java.util.List': ['java.util.Collection'],
    'java.util.Set': ['java.util.Collection'],
    'java.util.SortedSet': ['java.util.Set'],
    'java.util.Queue': ['java.util.Collection'],
    'java.util.Deque': ['java.util.Queue'],
    'java.util.ArrayList': ['java.util.List'],
    'java.util.LinkedList': ['java.util.List', 'java.util.Deque'],
    'java.util.Vector': ['java.util.List'],
    'java.util.Stack': ['java.util.Vector'],
    'java.util.concurrent.CopyOnWriteArrayList': ['java.util.List'],
    'java.util.HashSet': ['java.util.Set'],
    'java.util.LinkedHashSet': ['java.util.Set'],
    'java.util.TreeSet': ['java.util.SortedSet'],
    'java.util.EnumSet': ['java.util.Set'],
    'java.util.ArrayDeque': ['java.util.Deque'],
    'java.util.PriorityQueue': ['java.util.Queue'],
    'java.util.concurrent.BlockingQueue': ['java.util.Queue'],
    'java.util.HashMap': [MAP],
    'java.util.LinkedHashMap': [MAP],
    'java.util.TreeMap': [MAP],
    'java.util.SortedMap': [MAP],
    'java.util.Hashtable': [MAP],
    'java.util.EnumMap': [MAP],
    'java.util.WeakHashMap': [MAP],
    'java.util.IdentityHashMap': [MAP],
    'java.util.concurrent.ConcurrentMap': [MAP],
    'java.util.concurrent.ConcurrentHashMap': [MAP],
    'java.util.Properties': ['java.util.Hashtable'],
    'java.util.ListIterator': ['java.util.Iterator'],
    'java.util.Enumeration': ['java.util.Iterator'],
    'java.util.StringTokenizer': ['java.util.Enumeration'],
  },
  paths: {
    'java.util.Collection.add()': flows('0>this.* 1>this.*', { folds: 'list-add' }),
    ...members(
      'java.util.Collection',
      'addLast() offer() offerLast() addElement() put()',
      flows('0>this.*', { folds: 'list-add' }),
    ),
    ...members(
      'java.util.Deque',
      'addFirst() offerFirst() push()',
      flows('0>this.*', { folds: 'list-first' }),
    ),
    'java.util.List.addFirst()': flows('0>this.*', { folds: 'list-first' }),
    'java.util.Stack.push()': flows('0>this.*', { folds: 'list-add' }),
    ...members(
      'java.util.Collection',
      'addAll() retainAll()',
      flows('0.*>this.* 1.*>this.* 0>this.*'),
    ),
    'java.util.List.set()': flows('1>this.{0} this.{0}>result'),
    ...members('java.util.List', 'insertElementAt() setElementAt()', flows('0>this.*')),
    'java.util.List.get()': flows('this.{0}>result', { folds: 'list-get' }),
    'java.util.List.remove()': flows('this.*>result', { folds: 'list-remove' }),
    ...members(
      'java.util.List',
      'elementAt() firstElement() lastElement() getFirst() getLast() removeFirst() removeLast()',
      ELEMENT,
    ),
    ...members(
      'java.util.Queue',
      'peek() element() take() pollLast() peekFirst() peekLast()',
      ELEMENT,
    ),
    ...members('java.util.Queue', 'poll() remove() pop() pollFirst()', {
      ...ELEMENT,
      folds: 'list-shift',
    }),
    'java.util.Stack.pop()': { ...ELEMENT, folds: 'list-remove' },
    'java.util.Stack.peek()': ELEMENT,
    ...members('java.util.Set', 'first() last() pollFirst() pollLast() floor() ceiling()', ELEMENT),
    ...members(
      'java.util.List',
      'subList() reversed()',
      flows('this.*>result.* this>result', { type: 'java.util.List' }),
    ),
    ...members('java.util.Collection', 'toArray() clone()', flows('this.*>result.* this>result')),
    ...members('java.util.Collection', 'contains()', ALLOWED),
    ...members(
      'java.util.Collection',
      'size() isEmpty() indexOf() lastIndexOf() containsAll() clear() hashCode()',
      NOTHING,
    ),
    ...members(
      'java.util.Collection',
      'iterator() listIterator() elements() descendingIterator() spliterator()',
      { ...WHOLE, type: 'java.util.Iterator' },
    ),
    'java.util.Collection.removeIf()': EACH,
    'java.util.List.replaceAll()': {
      flows: [],
      callbacks: [{ at: '0', params: ['this.*'], returns: 'this.*' }],
    },
    'java.util.List.sort()': NOTHING,
    'java.lang.Iterable.forEach()': EACH,
    ...members(
      'java.util.Iterator',
      'next() nextElement() previous() nextToken()',
      flows('this.*>result this>result'),
    ),
    ...members(
      'java.util.Iterator',
      'hasNext() hasMoreElements() hasMoreTokens() hasPrevious() countTokens()',
      NOTHING,
    ),
    'java.util.Iterator.asIterator()': { ...WHOLE, type: 'java.util.Iterator' },
    'java.util.StringTokenizer()': flows('0>result.*'),
    ...owners(
      ['java.util'],
      'ArrayList() LinkedList() HashSet() LinkedHashSet() TreeSet() ArrayDeque() Vector() PriorityQueue() HashMap() LinkedHashMap() TreeMap() concurrent.ConcurrentHashMap() concurrent.CopyOnWriteArrayList()',
      flows('0.*>result.*'),
    ),

    'java.util.Arrays.asList()': flows('*>result.* 0.*>result.*', { type: 'java.util.List' }),
    ...members(
      'java.util.Arrays',
      'copyOf() copyOfRange() clone()',
      flows('0>result 0.*>result.*'),
    ),
    'java.util.Arrays.toString()': flows('0>result 0.*>result', { type: 'string' }),
    'java.util.Arrays.fill()': flows('1>0.*'),
    ...members('java.util.Arrays', 'equals() hashCode() sort()', NOTHING),
    'java.util.List.of()': flows('*>result.* 0.*>result.*', { type: 'java.util.List' }),
    'java.util.List.copyOf()': flows('0.*>result.*', { type: 'java.util.List' }),
    'java.util.Set.of()': flows('*>result.* 0.*>result.*', { type: 'java.util.Set' }),
    'java.util.Set.copyOf()': flows('0.*>result.*', { type: 'java.util.Set' }),
    ...members(
      'java.util.Collections',
      'unmodifiableList() synchronizedList() nCopies()',
      flows('0.*>result.* 1>result.*', { type: 'java.util.List' }),
    ),
    ...members(
      'java.util.Collections',
      'singletonList() singleton()',
      flows('0>result.*', { type: 'java.util.List' }),
    ),
    ...members(
      'java.util.Collections',
      'unmodifiableSet() unmodifiableCollection()',
      flows('0.*>result.*', { type: 'java.util.Set' }),
    ),
    ...members(
      'java.util.Collections',
      'unmodifiableMap() synchronizedMap()',
      flows('0>result 0.*>result.*', { type: MAP }),
    ),
    'java.util.Collections.singletonMap()': flows('1>result.{0}', { type: MAP }),
    ...members(
      'java.util.Collections',
      'enumeration()',
      flows('0.*>result.* 0>result', { type: 'java.util.Enumeration' }),
    ),
    'java.util.Collections.list()': flows('0.*>result.* 0>result', { type: 'java.util.List' }),
    'java.util.Collections.addAll()': flows('1+>0.*'),
    ...members(
      'java.util.Collections',
      'sort() shuffle() reverse() emptyList() emptyMap() emptySet()',
      NOTHING,
    ),

    ...members(MAP, 'put() putIfAbsent() replace() setProperty()', flows('1>this.{0}')),
    'java.util.Map.putAll()': flows('0.*>this.* 0>this'),
    ...members(MAP, 'get() remove()', flows('this.{0}>result')),
    'java.util.Map.getOrDefault()': flows('this.{0}>result 1>result'),
    'java.util.Map.computeIfAbsent()': {
      flows: [['this.{0}', 'result']],
      callbacks: [{ at: '1', params: ['0'], returns: 'result' }],
    },
    'java.util.Map.merge()': flows('1>this.{0} 1>result this.{0}>result'),
    'java.util.Map.containsKey()': ALLOWED,
    ...members(MAP, 'size() isEmpty() containsValue() clear() hashCode()', NOTHING),
    'java.util.Map.values()': flows('this.*>result.* this>result', {
      type: 'java.util.Collection',
    }),
    'java.util.Map.elements()': flows('this.*>result.* this>result', {
      type: 'java.util.Enumeration',
    }),
    ...members(MAP, 'keySet() navigableKeySet()', flows('this>result', { type: 'java.util.Set' })),
    ...members(
      MAP,
      'keys() propertyNames()',
      flows('this>result', { type: 'java.util.Enumeration' }),
    ),
    'java.util.Map.entrySet()': flows('this>result this.*>result.*', { type: 'java.util.Set' }),
    'java.util.Map.forEach()': { flows: [], callbacks: [{ at: '0', params: ['this', 'this.*'] }] },
    'java.util.Map.of()': flows('1>result.{0} 3>result.* 5>result.* 7>result.*', { type: MAP }),
    'java.util.Map.ofEntries()': flows('*>result.*', { type: MAP }),
    'java.util.Map.entry()': flows('0>result 1>result'),
    'java.util.Map.copyOf()': flows('0>result 0.*>result.*', { type: MAP }),
    ...members('java.util.Map.Entry', 'getValue() getKey()', flows('this>result this.*>result')),
    ...members('*', 'getValue() getKey()', flows('this>result this.*>result')),
    'java.util.Properties.getProperty()': flows('this.{0}>result 1>result', { folds: 'setting' }),
    ...members('java.util.Properties', 'load() loadFromXML()', flows('0>this')),

    'java.util.Scanner()': flows('0>result'),
    ...members('java.util.Scanner', 'next() nextLine()', flows('this>result', { type: 'string' })),
    ...members(
      'java.util.Scanner',
      'nextInt() nextLong() nextDouble() nextBoolean() hasNext() hasNextLine() hasNextInt()',
      NOTHING,
    ),
    'java.util.ResourceBundle.getString()': NOTHING,
  },
};
