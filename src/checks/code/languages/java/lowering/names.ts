import type { Span, TypeName } from '../../../ir/ir.ts';
import type { ClassFrame } from './frame.ts';
import type { FileNode, ImportNode, TypeNode } from '../syntax/nodes.ts';

const primitives: ReadonlySet<string> = new Set([
  'boolean',
  'byte',
  'char',
  'double',
  'float',
  'int',
  'long',
  'short',
  'void',
]);

/** What the names of types mean in a file, and the members that are imported. */
export class Names {
  /** Packages whose types are seen without a qualifier. */
  readonly wildcards: readonly string[];
  readonly declared: ReadonlySet<string>;
  /** Types whose members are all imported. */
  readonly staticWildcards: readonly TypeName[];
  readonly #imports = new Map<string, TypeName>();
  readonly #statics = new Map<string, TypeName>();

  constructor(file: FileNode) {
    const { imports, declared } = file;
    this.declared = declared;
    const packages = imports.filter((each) => each.isWildcard && !each.isStatic);
    this.wildcards = [file.package, 'java.lang', ...packages.map(({ name }) => name)];
    this.staticWildcards = imports
      .filter((each) => each.isWildcard && each.isStatic)
      .map(({ name }) => qualified(name));
    for (const each of imports) if (!each.isWildcard) this.#add(each);
  }

  #add({ name, isStatic }: ImportNode): void {
    const dot = name.lastIndexOf('.');
    const last = name.slice(dot + 1);
    if (isStatic && dot !== -1) this.#statics.set(last, qualified(name.slice(0, dot)));
    if (!isStatic || isTypeLike(last)) this.#imports.set(last, qualified(name));
  }

  /** The type that an imported member is of. */
  staticOwner(member: string): TypeName | undefined {
    return this.#statics.get(member);
  }

  type(node: TypeNode | undefined, frame: ClassFrame): TypeName {
    if (node === undefined) return '';
    const name = primitives.has(node.name) ? node.name : this.named(node.name, frame);
    return name === '' ? '' : name + '[]'.repeat(node.dims);
  }

  /** A dotted name of a type; empty: `var`, or a type variable of which nothing is known. */
  named(name: string, frame: ClassFrame): TypeName {
    const dot = name.indexOf('.');
    const first = dot === -1 ? name : name.slice(0, dot);
    const known = this.known(first, frame);
    if (known !== undefined) return dot === -1 ? known : known + name.slice(dot);
    if (dot !== -1 && !startsUpper(first)) return qualified(name);
    return first === 'var' ? '' : `?${name}`;
  }

  /** A simple name that the file declares or imports. */
  known(name: string, frame: ClassFrame): TypeName | undefined {
    let around: ClassFrame | undefined = frame;
    while (around !== undefined) {
      const variable = around.typeVariables.get(name);
      if (variable !== undefined) return variable;
      const nested = around.fullName === '' ? name : `${around.fullName}.${name}`;
      if (this.declared.has(nested)) return `#${nested}`;
      if (around.node?.name === name && around.fullName !== '') return `#${around.fullName}`;
      around = around.outer;
    }
    return this.#imports.get(name);
  }
}

/** `java.util#Map.Entry`: packages are written in lower case, types are not. */
export function qualified(dotted: string): TypeName {
  const parts = dotted.split('.');
  const found = parts.findIndex(startsUpper);
  const at = found === -1 ? parts.length - 1 : found;
  const type = parts.slice(at).join('.');
  return at === 0 ? `?${type}` : `${parts.slice(0, at).join('.')}#${type}`;
}

export function startsUpper(name: string): boolean {
  const code = name.charCodeAt(0);
  return code >= 65 && code <= 90;
}

/** `Entry`, and neither `entry` nor `MAX_SIZE`. */
export function isTypeLike(name: string): boolean {
  return startsUpper(name) && /[a-z]/u.test(name);
}

/** From where the first begins to where the last ends. */
export function spanning(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
