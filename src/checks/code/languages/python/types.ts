import type { MarkIr, TypeName } from '../../ir/ir.ts';
import type { ArgumentNode, AttributeNode, Expression, FileNode } from './ast.ts';
import { parseType } from './parse.ts';

/** Python's names of types that the intermediate form calls otherwise. */
const RENAMED: ReadonlyMap<string, TypeName> = new Map([
  ['str', 'string'],
  ['None', ''],
]);
const BUILT_IN: ReadonlySet<string> = new Set([
  'bool',
  'bytearray',
  'bytes',
  'classmethod',
  'complex',
  'dict',
  'float',
  'frozenset',
  'int',
  'list',
  'memoryview',
  'object',
  'property',
  'set',
  'staticmethod',
  'tuple',
  'type',
]);
/** What `typing` calls otherwise than the language does. */
const OF_TYPING: ReadonlyMap<string, TypeName> = new Map([
  ['Any', ''],
  ['AnyStr', 'string'],
  ['DefaultDict', 'dict'],
  ['Dict', 'dict'],
  ['LiteralString', 'string'],
  ['Mapping', 'dict'],
  ['MutableMapping', 'dict'],
  ['Text', 'string'],
]);
/** Generic types that hold elements of their first argument. */
const LISTS: ReadonlySet<string> = new Set(
  'list List Sequence MutableSequence Iterable Iterator Collection Generator tuple Tuple set Set FrozenSet frozenset AbstractSet MutableSet deque Deque AsyncIterable AsyncIterator AsyncGenerator'.split(
    ' ',
  ),
);
/** Generic types that stand for their first argument. */
const WRAPPERS: ReadonlySet<string> = new Set(
  'Annotated Awaitable ClassVar Final InitVar Mapped NotRequired Optional ReadOnly Required Union'.split(
    ' ',
  ),
);
/** Strings inside strings, arguments inside arguments. */
const maxTypeDepth = 20;

/** The types and marks that a file writes, named by what its imports bind. */
export class TypeNames {
  readonly #imports: ReadonlyMap<string, string>;
  readonly #chains: ReadonlySet<string>;
  readonly #classes: ReadonlySet<string>;
  readonly #values = new Map<string, TypeName>();

  constructor({ imports, chains, classes }: Pick<FileNode, 'imports' | 'chains' | 'classes'>) {
    this.#imports = imports;
    this.#chains = chains;
    this.#classes = classes;
  }

  /** Notes what a name is an instance of: `app = Flask()` tells what `@app.route` is. */
  learn(name: string, value: Expression): void {
    const callee = value.type === 'Call' ? dotted(value.callee) : '';
    const type = callee === '' ? '' : this.#named(callee, 'mark');
    if (type.indexOf('#') > 0) this.#values.set(name, type);
  }

  /** The module that a chain of names is by an import of just that chain: `a.b` of `import a.b`; empty: none. */
  moduleOf(node: AttributeNode): string {
    if (this.#chains.size === 0 || node.base.type === 'Call') return '';
    // Longer chains are not looked at: each of their links would be walked again.
    let at: Expression = node;
    for (let links = 0; at.type === 'Attribute' && links < 6; links++) at = at.base;
    const chain = at.type === 'Name' && this.#imports.get(at.name) === at.name ? dotted(node) : '';
    return this.#chains.has(chain) ? chain : '';
  }

  /** The type that an annotation or a base class states. */
  of(node: Expression | undefined, depth: number = 0): TypeName {
    if (node === undefined || depth > maxTypeDepth) return '';
    // oxlint-disable-next-line switch-exhaustiveness-check -- what else there is states no type
    switch (node.type) {
      case 'Name':
      case 'Attribute':
        return this.#named(dotted(node), 'type');
      case 'Text':
        return this.of(parseType(node.value.trim()), depth + 1);
      case 'Subscript':
        return this.#generic(node.base, node.index, depth);
      case 'Binary':
        return this.of(node.left, depth + 1) || this.of(node.right, depth + 1);
      default:
        return '';
    }
  }

  /** What an annotation says beside the type: `Annotated[str, Query()]`. */
  marksIn(node: Expression | undefined): readonly MarkIr[] {
    if (node?.type !== 'Subscript' || node.index.type !== 'Tuple') return [];
    if (lastName(node.base) !== 'Annotated') return [];
    return node.index.elements.slice(1).flatMap((each) => this.mark(each) ?? []);
  }

  /** The mark that a decorator is, or a default that tells where a value comes from: `= Query()`. */
  mark(node: Expression): MarkIr | undefined {
    const isCall = node.type === 'Call';
    const written = dotted(isCall ? node.callee : node);
    if (written === '') return undefined;
    const name = this.#named(written, 'mark');
    return { name, args: isCall ? constantsOf(node.args) : {} };
  }

  #generic(base: Expression, index: Expression, depth: number): TypeName {
    const name = lastName(base);
    const args = index.type === 'Tuple' ? index.elements : [index];
    if (!LISTS.has(name) && !WRAPPERS.has(name)) return this.of(base, depth + 1);
    const stated = args.map((each) => this.of(each, depth + 1)).find((each) => each !== '') ?? '';
    if (stated === '') return LISTS.has(name) ? this.of(base, depth + 1) : '';
    return LISTS.has(name) ? `${stated}[]` : stated;
  }

  #named(written: string, use: 'type' | 'mark'): TypeName {
    const [head = '', ...rest] = written.split('.');
    const learnt = use === 'mark' && rest.length > 0 ? this.#values.get(head) : undefined;
    if (learnt !== undefined) return [learnt, ...rest].join('.');
    const imported = this.#imports.get(head);
    return imported === undefined ? this.#ofFile(written, head) : ofImport(imported, rest, use);
  }

  #ofFile(written: string, head: string): TypeName {
    if (this.#classes.has(head)) return `#${written}`;
    const renamed = RENAMED.get(written);
    if (renamed !== undefined) return renamed;
    const isBuiltIn =
      BUILT_IN.has(written) || /^[A-Z]\w*(?:Error|Exception|Warning)$/u.test(written);
    return isBuiltIn || written === '' ? written : `?${written}`;
  }
}

/** What `rest` is of an import: a member of a module, a name of one, or a member of that. */
function ofImport(imported: string, rest: readonly string[], use: 'type' | 'mark'): TypeName {
  const [module = '', name] = imported.split('#');
  if (name === undefined) return rest.length === 0 ? '' : member(module, rest);
  if (rest.length === 0) return ofTyping(module, name) ?? imported;
  // `from django.db import models`: by custom a name in lower case is a module, one with a capital a class.
  const isModule = use === 'type' && name === name.toLowerCase();
  return isModule ? member(joined(module, name), rest) : `${imported}.${rest.join('.')}`;
}

function ofTyping(module: string, name: string): TypeName | undefined {
  const isTyping = module.startsWith('typing') || module === 'collections.abc';
  return isTyping ? OF_TYPING.get(name) : undefined;
}

function member(module: string, rest: readonly string[]): TypeName {
  const path = [module, ...rest.slice(0, -1)].join('.');
  return `${path}#${rest.at(-1) ?? ''}`;
}

function joined(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}

/** `a.b.c` of a name and its members; empty: it is something else. */
export function dotted(node: Expression): string {
  const names: string[] = [];
  let at = node;
  while (at.type === 'Attribute') {
    names.push(at.name);
    at = at.base;
  }
  if (at.type !== 'Name') return '';
  names.push(at.name);
  return names.toReversed().join('.');
}

function lastName(node: Expression): string {
  if (node.type === 'Name') return node.name;
  return node.type === 'Attribute' ? node.name : '';
}

/** What arguments state in constants: by position, by name, the first one also as `value`. */
function constantsOf(args: readonly ArgumentNode[]): Readonly<Record<string, string>> {
  const stated = args.flatMap(({ name, value }, index): [string, string][] => {
    const text = name.startsWith('*') ? undefined : constantText(value);
    if (text === undefined) return [];
    if (name !== '') return [[name, text]];
    return index === 0
      ? [
          ['value', text],
          ['0', text],
        ]
      : [[String(index), text]];
  });
  return Object.fromEntries(stated);
}

/** The text of a constant; of a list of constants one a line; undefined: it is none. */
function constantText(node: Expression): string | undefined {
  // oxlint-disable-next-line switch-exhaustiveness-check -- what else there is is no constant
  switch (node.type) {
    case 'Text':
      return node.value;
    case 'Constant':
      return node.text;
    case 'List':
    case 'Tuple':
    case 'Set': {
      const texts = node.elements.map((each) =>
        each.type === 'Text' || each.type === 'Constant' ? constantText(each) : undefined,
      );
      const known = texts.filter((each) => each !== undefined);
      return known.length === texts.length ? known.join('\n') : undefined;
    }
    default:
      return undefined;
  }
}
