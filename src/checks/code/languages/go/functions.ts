import type { ClassId, FunctionId, ParamIr, Temp } from '../../ir/ir.ts';
import { zeroValue } from './composites.ts';
import { Context, functionState, type FileState } from './context.ts';
import type { Scope, Variable } from './scope.ts';
import type { Block, FuncLit, FuncType, Param } from './syntax/ast.ts';
import { holdsOf, typeName } from './type-names.ts';

export interface FunctionNode {
  readonly name: string;
  /** With the names of the functions around it. */
  readonly path: string;
  readonly type: FuncType;
  readonly typeParams?: readonly Param[];
  readonly receiver?: Param | undefined;
  readonly ownerClass?: ClassId;
  /** Undefined: written elsewhere, or a method of an interface. */
  readonly body: Block | undefined;
  readonly start: number;
  readonly end: number;
}

/** Lowers a function literal and yields it as a value. */
export function closure(context: Context, node: FuncLit, name: string): Temp {
  const path = name === '' ? context.state.name : `${context.state.name}.${name}`;
  const fn = functionOf(
    { file: context.file, scope: context.scope, parent: context.fn.id },
    { name, path, type: node.type, body: node.body, start: node.start, end: node.end },
  );
  return context.emit({ op: 'closure', fn }, node);
}

interface Surroundings {
  readonly file: FileState;
  readonly scope: Scope;
  readonly parent: FunctionId;
}

export function functionOf(around: Surroundings, node: FunctionNode): FunctionId {
  const { file } = around;
  const names = around.scope.inner();
  declareTypeParams(names, node);
  const [first, ...more] = node.type.results;
  const returns = more.length > 0 ? '' : typeName(names, first?.type);
  const { name, ownerClass = -1 } = node;
  const fn = file.module.open({ name, parent: around.parent, ownerClass, returns });
  const scope = names.inner(fn.id);
  if (node.receiver?.name !== undefined) {
    scope.bind(node.receiver.name.name, fn.receiver, holdsOf(scope, node.receiver.type));
  }
  for (const param of node.type.params) fn.params.push(declareParam(scope, param));
  const results = node.type.results.flatMap((result) => declareResult(scope, result));
  const context = new Context(file, functionState(fn, node.path, results), scope);
  for (const [index, result] of results.entries()) {
    const type = node.type.results[index];
    if (type !== undefined) fn.write(result.id, zeroValue(context, type.type, type), type);
  }
  if (node.body !== undefined) context.block(node.body.body);
  fn.close(node);
  return fn.id;
}

/** A type parameter is a type that nobody knows; those of a receiver are the words in its brackets. */
function declareTypeParams(scope: Scope, { typeParams = [], receiver }: FunctionNode): void {
  const unknown = { kind: 'type', type: '', underlying: undefined } as const;
  for (const { name } of typeParams) if (name !== undefined) scope.add(name.name, unknown);
  const type = receiver?.type.kind === 'star' ? receiver.type.operand : receiver?.type;
  if (type?.kind !== 'index') return;
  for (const each of type.indices) if (each.kind === 'name') scope.add(each.name, unknown);
}

function declareParam(scope: Scope, { name, type, isRest, start, end }: Param): ParamIr {
  const one = typeName(scope, type);
  const whole = isRest && one !== '' ? `${one}[]` : one;
  const written = name?.name ?? '_';
  const { id } = scope.declare(written, whole, isRest ? 'value' : holdsOf(scope, type));
  return { variable: id, name: written, isRest, type: whole, marks: [], start, end };
}

function declareResult(scope: Scope, { name, type }: Param): readonly Variable[] {
  if (name === undefined) return [];
  return [scope.declare(name.name, typeName(scope, type), holdsOf(scope, type))];
}
