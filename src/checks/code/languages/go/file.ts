import type { FunctionBuilder, ModuleBuilder } from '../../ir/builder.ts';
import type { Temp } from '../../ir/ir.ts';
import { classOf } from './classes.ts';
import { lastName } from './composites.ts';
import { Context, functionState, type Parts } from './context.ts';
import { assignSpec, declare, declareType, declareValues } from './declarations.ts';
import { expression } from './expressions.ts';
import { closure, functionOf } from './functions.ts';
import { bindImports } from './imports.ts';
import { Scope, type Variable } from './scope.ts';
import { statement } from './statements.ts';
import type { FuncDecl, SourceFile, TypeSpec, ValueSpec } from './syntax/ast.ts';

const parts: Parts = { expression, statement, closure, declare };

/**
 * Lowers a file. Its body offers what the file declares: functions, then types, then variables and constants with their
 * values in the order in which they stand there, then what `init` does.
 */
export function lowerFile(module: ModuleBuilder, file: SourceFile, text: string): void {
  const fn = module.open({ name: '', parent: -1 });
  const scope = new Scope(module, fn.id, undefined);
  const state = { module, text, parts, fields: new Map(), depth: 0, iota: 0 };
  const context = new Context(state, functionState(fn, '', []), scope);
  imports(context, file);
  const { funcs, methods, types, values } = sorted(file);
  for (const each of types) declareType(context, each, each.name.name);
  const variables = values.map((each) => declareValues(context, each));
  functions(context, funcs);
  classes(context, types, methods);
  for (const [index, each] of values.entries()) {
    assignSpec(context, each, () => variables[index] ?? []);
    offerAll(fn, each, variables[index] ?? []);
  }
  runInits(context, funcs);
  fn.close({ start: 0, end: text.length });
}

function imports(context: Context, file: SourceFile): void {
  bindImports(context.scope, file.imports);
  for (const spec of file.imports) {
    context.emit({ op: 'module', specifier: spec.path }, spec);
    // For what it does by being imported; where its name is used, what is used is judged.
    if (spec.alias === '_') context.emit({ op: 'module', specifier: `_ ${spec.path}` }, spec);
    if (spec.alias === '.') context.module.wildcards.push(spec.path);
  }
}

interface Sorted {
  readonly funcs: readonly FuncDecl[];
  readonly methods: ReadonlyMap<string, readonly FuncDecl[]>;
  readonly types: readonly TypeSpec[];
  readonly values: readonly ValueSpec[];
}

function sorted({ declarations }: SourceFile): Sorted {
  const funcs: FuncDecl[] = [];
  const methods = new Map<string, FuncDecl[]>();
  const types: TypeSpec[] = [];
  const values: ValueSpec[] = [];
  for (const each of declarations) {
    if (each.kind === 'type') types.push(each);
    else if (each.kind === 'value') values.push(each);
    else if (each.receiver === undefined) funcs.push(each);
    else {
      const type = lastName(each.receiver.type);
      const known = methods.get(type);
      if (known === undefined) methods.set(type, [each]);
      else known.push(each);
    }
  }
  return { funcs, methods, types, values };
}

/** A file may have many functions `init` and `_`, which nobody can name. */
function isNameless({ name }: FuncDecl): boolean {
  return name.name === 'init' || name.name === '_';
}

function functions(context: Context, funcs: readonly FuncDecl[]): void {
  const named = funcs.filter((each) => !isNameless(each));
  const variables = named.map(({ name }) => context.scope.declare(name.name, '', 'function'));
  for (const [index, each] of named.entries()) {
    const src = closureOf(context, each);
    const variable = variables[index];
    if (variable !== undefined) context.fn.write(variable.id, src, each.name);
    context.emit({ op: 'export', name: each.name.name, src }, each.name);
  }
}

function closureOf({ file, fn, scope }: Context, node: FuncDecl): Temp {
  const { type, typeParams, body, start, end } = node;
  const name = node.name.name;
  const id = functionOf(
    { file, scope, parent: fn.id },
    { name, path: name, type, typeParams, body, start, end },
  );
  return fn.emit({ op: 'closure', fn: id }, node);
}

function classes(
  context: Context,
  types: readonly TypeSpec[],
  methods: ReadonlyMap<string, readonly FuncDecl[]>,
): void {
  const declared = new Set<string>();
  for (const spec of types) {
    const name = spec.name.name;
    declared.add(name);
    const id = classOf(context, { name, spec, methods: methods.get(name) ?? [] });
    const src = context.emit({ op: 'class', id, base: undefined }, spec);
    context.emit({ op: 'export', name, src }, spec.name);
  }
  for (const [name, list] of methods) {
    if (!declared.has(name)) classOf(context, { name, spec: undefined, methods: list });
  }
}

function offerAll(fn: FunctionBuilder, spec: ValueSpec, variables: readonly Variable[]): void {
  for (const [index, { id }] of variables.entries()) {
    const at = spec.names[index];
    if (at === undefined || at.name === '_') continue;
    fn.emit({ op: 'export', name: at.name, src: fn.read(id, at) }, at);
  }
}

function runInits(context: Context, funcs: readonly FuncDecl[]): void {
  for (const each of funcs) {
    if (!isNameless(each)) continue;
    const callee = closureOf(context, each);
    if (each.name.name === 'init') context.fn.call(callee, 'init', [], each.name);
  }
}
