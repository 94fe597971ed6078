import type { Span, Temp, TypeName } from '../../../ir/ir.ts';
import type {
  CallNode,
  Expression,
  FieldAccessNode,
  IndexNode,
  TypeNode,
} from '../syntax/nodes.ts';
import type { Context } from './context.ts';
import type { ClassFrame } from './frame.ts';
import { isTypeLike, qualified, spanning, startsUpper } from './names.ts';

type Link = FieldAccessNode | IndexNode | (CallNode & { readonly target: Expression });

/** Elements that are told apart by their index; later ones are `*`. */
const listKeys: readonly string[] = Array.from({ length: 16 }, (_, index) => String(index));

export function listKey(index: number): string {
  return listKeys[index] ?? '*';
}

/** Of `a[1]` the key; undefined where it is computed. */
export function constantKey(index: Expression): string | undefined {
  if (index.kind !== 'literal' || index.type !== 'number') return undefined;
  return listKey(Number(index.text));
}

/** A member, an element or a call on something. Chains are walked: those of builders have hundreds of links. */
export function chain(context: Context, node: Link): Temp {
  const links: Link[] = [];
  let root: Expression = node;
  while (isLink(root)) {
    links.push(root);
    root = root.target;
  }
  links.reverse();
  const type = root.kind === 'name' ? typeAt(context, root, links) : undefined;
  let value = type === undefined ? rootValue(context, root) : type.value;
  // `super.f()` is found in the class above, and called on this instance.
  let receiver = root.kind === 'super' ? thisValue(context, root) : undefined;
  for (const link of links.slice(type?.links ?? 0)) {
    const isSuper = link.kind === 'access' && link.name === 'super';
    value = linkValue(context, link, { value, receiver });
    receiver = isSuper ? thisValue(context, link) : undefined;
  }
  return value;
}

function isLink(node: Expression): node is Link {
  if (node.kind === 'call') return node.target !== undefined;
  return node.kind === 'access' || node.kind === 'index';
}

function linkValue(
  context: Context,
  link: Link,
  from: { readonly value: Temp; readonly receiver: Temp | undefined },
): Temp {
  const { fn } = context;
  const { value } = from;
  switch (link.kind) {
    case 'access':
      return access(context, link, value);
    case 'index': {
      const key = constantKey(link.index) ?? '';
      const index = key === '' ? context.expression(link.index) : undefined;
      return fn.emit({ op: 'load', base: value, key, index }, link);
    }
    case 'call': {
      const callee = fn.load(value, link.name, link);
      const args = link.args.map((each) => context.expression(each));
      return fn.call(callee, link.name, args, link, { base: from.receiver ?? value });
    }
  }
}

/** `Outer.this` is the instance of a class around; `Outer.super` the type itself. */
function access(
  context: Context,
  { name, target, start, end }: FieldAccessNode,
  value: Temp,
): Temp {
  const at = { start, end };
  if (name === 'super') return value;
  if (name !== 'this') return context.fn.load(value, name, at);
  const wanted = target.kind === 'name' || target.kind === 'access' ? target.name : '';
  let frame: ClassFrame | undefined = context.frame;
  while (frame !== undefined && frame.node?.name !== wanted) frame = frame.outer;
  return context.owner(frame ?? context.frame, false, at);
}

/** The type that a chain begins with, and how many links belong to its name. */
function typeAt(
  context: Context,
  root: Extract<Expression, { kind: 'name' }>,
  links: readonly Link[],
): { readonly value: Temp; readonly links: number } | undefined {
  if (isKnownValue(context, root.name)) return undefined;
  const names = [root.name, ...namesOf(links)];
  const first = names.findIndex(startsUpper);
  const known = context.file.names.known(root.name, context.frame);
  if (known === undefined && !beginsType(names, first)) return undefined;
  const from = known === undefined ? first : 0;
  // Nested types are written like types; `Outer.MAX` is a constant.
  let end = from + 1;
  while (isTypeLike(names[end] ?? '')) end += 1;
  const written = names.slice(0, end).join('.');
  const type = from > 0 ? qualified(written) : context.file.names.named(written, context.frame);
  const last = links[end - 2] ?? root;
  return { value: context.typeValue(type, spanning(root, last)), links: end - 1 };
}

/** The names that the links begin with, up to a call or an index. */
function namesOf(links: readonly Link[]): readonly string[] {
  const names: string[] = [];
  for (const link of links) {
    if (link.kind !== 'access' || link.name === 'this' || link.name === 'super') break;
    names.push(link.name);
  }
  return names;
}

/** `Foo`, `URL`, `java.io.File`; a name in capitals with `_`, or behind one lower name, is rather a constant. */
function beginsType(names: readonly string[], first: number): boolean {
  const name = names[first];
  if (name === undefined) return false;
  return first >= 2 || isTypeLike(name) || (first === 0 && !name.includes('_'));
}

/** A variable, a field, an imported member: not a type. */
function isKnownValue(context: Context, name: string): boolean {
  if (context.scope.find(name) !== undefined) return true;
  if (declaring(context.frame, (frame) => frame.fields.has(name)) !== undefined) return true;
  return context.file.names.staticOwner(name) !== undefined && !isTypeLike(name);
}

function rootValue(context: Context, root: Expression): Temp {
  return root.kind === 'super' ? superType(context, root) : context.expression(root);
}

/** What `super` means as a type. */
export function superType(context: Context, at: Span): Temp {
  return context.typeValue(context.frame.superclass ?? 'java.lang#Object', at);
}

export function thisValue(context: Context, at: Span): Temp {
  return context.owner(context.frame, false, at);
}

/** What stands before `::`: a type as well as a value. */
export function qualifier(context: Context, node: Expression | TypeNode): Temp {
  if (node.kind === 'type') return context.typeValue(context.type(node), node);
  if (node.kind === 'super') return superType(context, node);
  if (node.kind !== 'name') return context.expression(node);
  return typeAt(context, node, [])?.value ?? context.expression(node);
}

/** The name of the type that an expression spells: `Foo` of `Foo.class`. */
export function spelledType(context: Context, node: Expression | TypeNode): TypeName {
  if (node.kind === 'type') return context.type(node);
  const names: string[] = [];
  let at: Expression = node;
  while (at.kind === 'access') {
    names.push(at.name);
    at = at.target;
  }
  if (at.kind !== 'name') return '';
  const written = [...names, at.name].toReversed().join('.');
  return context.file.names.named(written, context.frame);
}

export function declaring(
  from: ClassFrame,
  has: (frame: ClassFrame) => boolean,
): ClassFrame | undefined {
  let frame: ClassFrame | undefined = from;
  while (frame !== undefined && !has(frame)) frame = frame.outer;
  return frame;
}

/** What a name that is no local variable is a member of. */
export function ownerOf(
  context: Context,
  name: string,
  what: 'fields' | 'methods',
  at: Span,
): Temp {
  const frame = declaring(context.frame, (each) => each[what].has(name));
  if (frame !== undefined) {
    const fact = frame[what].get(name);
    return context.owner(frame, typeof fact === 'object' ? fact.isStatic : fact === true, at);
  }
  const { names } = context.file;
  const imported = names.staticOwner(name);
  if (imported !== undefined) return context.typeValue(imported, at);
  const { inheriting } = context;
  const [wildcard] = names.staticWildcards;
  if (wildcard !== undefined && inheriting.superclass === undefined) {
    return context.typeValue(wildcard, at);
  }
  return context.owner(inheriting, false, at);
}

/** A name as a value. */
export function named(context: Context, node: Extract<Expression, { kind: 'name' }>): Temp {
  const { fn } = context;
  const local = context.scope.find(node.name);
  if (local !== undefined) return fn.read(local.variable, node);
  return fn.load(ownerOf(context, node.name, 'fields', node), node.name, node);
}

/** A call without a receiver: a method of a class around, an inherited or an imported one. */
export function plainCall(context: Context, node: CallNode): Temp {
  const { fn } = context;
  if (node.name === 'this' || node.name === 'super') return constructorCall(context, node);
  const base = ownerOf(context, node.name, 'methods', node);
  const callee = fn.load(base, node.name, node);
  const args = node.args.map((each) => context.expression(each));
  return fn.call(callee, node.name, args, node, { base });
}

/** `this(…)` and `super(…)`: the constructors of a class are its members named `<init>`. */
function constructorCall(context: Context, node: CallNode): Temp {
  const { fn, frame } = context;
  const type =
    node.name === 'this' ? context.typeValue(`#${frame.fullName}`, node) : superType(context, node);
  const callee = fn.load(type, '<init>', node);
  const args = node.args.map((each) => context.expression(each));
  return fn.call(callee, node.name, args, node, { base: thisValue(context, node) });
}
