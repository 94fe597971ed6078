import type { Cursor } from './cursor.ts';
import { param } from './expressions.ts';
import { classBody, enumBody } from './members.ts';
import type { ClassNode, Modifiers, ParamNode, TypeNode } from './nodes.ts';
import { type, typeParameters } from './types.ts';

interface Head {
  readonly superclass: TypeNode | undefined;
  readonly interfaces: readonly TypeNode[];
  readonly components: readonly ParamNode[];
}

/** A class, interface, enum, record or annotation behind its modifiers. */
export function classNode(cursor: Cursor, { marks }: Modifiers, start: number): ClassNode {
  cursor.enter();
  const form = formOf(cursor);
  const name = cursor.name();
  const fullName = cursor.declare(name);
  const parameters = typeParameters(cursor);
  const head = headOf(cursor, form);
  const around = cursor.className;
  cursor.className = fullName;
  const body = form === 'enum' ? enumBody(cursor, name) : classBody(cursor, name);
  cursor.className = around;
  cursor.leave();
  return {
    kind: 'class',
    form,
    name,
    fullName,
    marks,
    typeParameters: parameters,
    ...head,
    ...body,
    start,
    end: cursor.lastEnd,
  };
}

function formOf(cursor: Cursor): ClassNode['form'] {
  const { kind } = cursor;
  if (kind === '@') {
    cursor.at += 2;
    return 'annotation';
  }
  cursor.at += 1;
  return kind === 'class' || kind === 'interface' || kind === 'enum' ? kind : 'record';
}

function headOf(cursor: Cursor, form: ClassNode['form']): Head {
  const components: ParamNode[] = [];
  if (form === 'record') {
    cursor.expect('(');
    while (cursor.kind !== ')') {
      components.push(param(cursor));
      if (!cursor.take(',')) break;
    }
    cursor.expect(')');
  }
  const extended = cursor.take('extends') ? typeList(cursor) : [];
  const implemented = cursor.take('implements') ? typeList(cursor) : [];
  if (cursor.takeWord('permits')) typeList(cursor);
  const isInterface = form === 'interface';
  return {
    superclass: isInterface ? undefined : extended[0],
    interfaces: isInterface ? extended : implemented,
    components,
  };
}

function typeList(cursor: Cursor): readonly TypeNode[] {
  const all: TypeNode[] = [];
  do all.push(type(cursor));
  while (cursor.take(','));
  return all;
}

/** The body of `new Base() {…}`. */
export function anonymous(cursor: Cursor, start: number): ClassNode {
  cursor.enter();
  const fullName = cursor.declare('');
  const around = cursor.className;
  cursor.className = fullName;
  const body = classBody(cursor, '');
  cursor.className = around;
  cursor.leave();
  return {
    kind: 'class',
    form: 'anonymous',
    name: fullName.slice(fullName.lastIndexOf('.') + 1),
    fullName,
    marks: [],
    typeParameters: [],
    superclass: undefined,
    interfaces: [],
    components: [],
    ...body,
    start,
    end: cursor.lastEnd,
  };
}
