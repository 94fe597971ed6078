import type { ClassId, ClassIr, FieldIr, MemberIr, Temp, TypeName } from '../../../ir/ir.ts';
import type { ClassNode, MemberNode, TypeNode } from '../syntax/nodes.ts';
import { constructors } from './constructors.ts';
import { Context } from './context.ts';
import { frameOf, isStaticMember, type ClassFrame } from './frame.ts';
import { marksOf } from './marks.ts';
import { accessor, lowerMethod } from './methods.ts';

interface From {
  readonly base: TypeNode;
  readonly args: number;
}

/** A class as a value: its methods are lowered, its static part is done, the classes within are its members. */
export function classValue(context: Context, node: ClassNode, from?: From): Temp {
  const { file, fn, frame: outer } = context;
  const id = file.module.openClass();
  const frame = frameOf(file.names, node, outer, from?.base);
  const inside = new Context(file, fn, context.scope.inner(), frame);
  file.module.closeClass(id, classIr(inside, node, { id, from }));
  const dst = fn.emit({ op: 'class', id, base: undefined }, node);
  for (const constant of node.constants) {
    const { name, args, body } = constant;
    const base = {
      kind: 'type' as const,
      name: node.name,
      dims: 0,
      start: constant.start,
      end: constant.end,
    };
    const callee = body === undefined ? dst : classValue(inside, body, { base, args: args.length });
    const values = args.map((each) => inside.expression(each));
    fn.store(dst, name, fn.call(callee, node.name, values, constant, { isNew: true }), constant);
  }
  for (const member of node.members) staticPart(inside, node, { member, dst });
  return dst;
}

function staticPart(
  context: Context,
  node: ClassNode,
  { member, dst }: { readonly member: MemberNode; readonly dst: Temp },
): void {
  const { fn } = context;
  switch (member.kind) {
    case 'class':
      fn.store(dst, member.name, classValue(context, member), member);
      break;
    case 'field':
      if (!isStaticMember(node, member.modifiers.isStatic)) break;
      for (const { name, value, start, end } of member.declarators) {
        if (value === undefined) continue;
        const src = context.expression(value);
        const base = context.typeValue(`#${node.fullName}`, { start, end });
        fn.store(base, name, src, { start, end });
      }
      break;
    case 'initializer': {
      if (!member.isStatic) break;
      // A `throw` in it does not end what follows.
      const [inside, after] = [fn.newBlock(), fn.newBlock()];
      fn.end({ op: 'fork', to: [inside, after] });
      fn.enter(inside);
      context.statement(member.body);
      fn.jump(after);
      fn.enter(after);
      break;
    }
    case 'method':
      break;
  }
}

function classIr(
  context: Context,
  node: ClassNode,
  { id, from }: { readonly id: ClassId; readonly from: From | undefined },
): ClassIr {
  const { file, frame } = context;
  const made = constructors(context, node, { id, args: from?.args ?? 0 });
  const methods: MemberIr[] = [...made];
  for (const member of node.members) {
    if (member.kind !== 'method' || member.form !== 'method') continue;
    const fn = lowerMethod(context, member, { id });
    methods.push({ name: member.name, fn, isStatic: member.modifiers.isStatic });
  }
  for (const component of node.components) {
    if (hasAccessor(node, component.name)) continue;
    const fn = accessor(context, component, id);
    methods.push({ name: component.name, fn, isStatic: false });
  }
  return {
    name: node.fullName,
    bases: basesOf(context, node, from),
    marks: marksOf(file, frame, node.marks),
    construct: made.find(({ name }) => name === '<init>')?.fn ?? -1,
    methods,
    fields: fieldsOf(context, node),
    isInterface: node.form === 'interface' || node.form === 'annotation',
    start: node.start,
    end: node.end,
  };
}

function hasAccessor(node: ClassNode, name: string): boolean {
  return node.members.some(
    (each) => each.kind === 'method' && each.name === name && each.params.length === 0,
  );
}

function basesOf(context: Context, node: ClassNode, from: From | undefined): readonly TypeName[] {
  const outer: ClassFrame = context.frame.outer ?? context.frame;
  const written = [node.superclass ?? from?.base, ...node.interfaces];
  return written.map((each) => context.file.names.type(each, outer)).filter((each) => each !== '');
}

function fieldsOf({ file, frame }: Context, node: ClassNode): readonly FieldIr[] {
  const fields: FieldIr[] = [];
  const add = (name: string, marks: FieldIr['marks']): void => {
    const { type = '', isStatic = false } = frame.fields.get(name) ?? {};
    fields.push({ name, type, isStatic, marks });
  };
  for (const { name, marks } of node.components) add(name, marksOf(file, frame, marks));
  for (const { name } of node.constants) add(name, []);
  for (const member of node.members) {
    if (member.kind !== 'field') continue;
    const marks = marksOf(file, frame, member.modifiers.marks);
    for (const { name } of member.declarators) add(name, marks);
  }
  return fields;
}
