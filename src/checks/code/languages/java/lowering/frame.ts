import type { TypeName, VariableId } from '../../../ir/ir.ts';
import type { ClassNode, TypeNode, TypeParameterNode } from '../syntax/nodes.ts';
import type { Names } from './names.ts';

export interface FieldFact {
  readonly isStatic: boolean;
  readonly type: TypeName;
}

/** A class around the place that is lowered, and what it declares. */
export interface ClassFrame {
  /** Undefined of the file, which is around all classes. */
  readonly node: ClassNode | undefined;
  readonly fullName: string;
  /** Holds its instance; undefined where there is none: static initialisers, the class around a member class. */
  readonly receiver: VariableId | undefined;
  readonly fields: ReadonlyMap<string, FieldFact>;
  /** Methods by name: whether all of that name are static. */
  readonly methods: ReadonlyMap<string, boolean>;
  readonly typeVariables: ReadonlyMap<string, TypeName>;
  /** What it extends, or the one thing that an anonymous class implements. */
  readonly superclass: TypeName | undefined;
  readonly outer: ClassFrame | undefined;
}

const none: ReadonlyMap<string, never> = new Map<string, never>();

export const fileFrame: ClassFrame = {
  node: undefined,
  fullName: '',
  receiver: undefined,
  fields: none,
  methods: none,
  typeVariables: none,
  superclass: undefined,
  outer: undefined,
};

/** The frame of a class that is written within `outer`; `base` is the type of `new Base() {…}`. */
export function frameOf(
  names: Names,
  node: ClassNode,
  outer: ClassFrame,
  base: TypeNode | undefined,
): ClassFrame {
  const own = { ...fileFrame, node, fullName: node.fullName, outer };
  const typed = { ...own, typeVariables: typeVariables(names, node.typeParameters, own) };
  const extended = node.superclass ?? base;
  return {
    ...typed,
    fields: fieldsOf(names, node, typed),
    methods: methodsOf(node),
    superclass: extended === undefined ? undefined : names.type(extended, outer),
  };
}

/** What each variable is bound to; nothing is known of the others. */
export function typeVariables(
  names: Names,
  parameters: readonly TypeParameterNode[],
  frame: ClassFrame,
): ReadonlyMap<string, TypeName> {
  if (parameters.length === 0) return none;
  const all = new Map<string, TypeName>(parameters.map(({ name }) => [name, '']));
  const inner = { ...frame, typeVariables: all };
  for (const { name, bound } of parameters) all.set(name, names.type(bound, inner));
  return all;
}

function fieldsOf(
  names: Names,
  node: ClassNode,
  frame: ClassFrame,
): ReadonlyMap<string, FieldFact> {
  const fields = new Map<string, FieldFact>();
  for (const { name, type } of node.components) {
    fields.set(name, { isStatic: false, type: names.type(type, frame) });
  }
  for (const { name } of node.constants) {
    fields.set(name, { isStatic: true, type: `#${node.fullName}` });
  }
  for (const member of node.members) {
    if (member.kind !== 'field') continue;
    const isStatic = isStaticMember(node, member.modifiers.isStatic);
    const type = names.type(member.type, frame);
    for (const { name, dims } of member.declarators) {
      fields.set(name, { isStatic, type: type === '' ? '' : type + '[]'.repeat(dims) });
    }
  }
  return fields;
}

/** Fields of an interface are static without saying so. */
export function isStaticMember({ form }: ClassNode, isStatic: boolean): boolean {
  return isStatic || form === 'interface' || form === 'annotation';
}

function methodsOf(node: ClassNode): ReadonlyMap<string, boolean> {
  const methods = new Map<string, boolean>();
  for (const { name } of node.components) methods.set(name, false);
  for (const member of node.members) {
    if (member.kind !== 'method' || member.form !== 'method') continue;
    const { isStatic } = member.modifiers;
    methods.set(member.name, isStatic && (methods.get(member.name) ?? true));
  }
  return methods;
}
