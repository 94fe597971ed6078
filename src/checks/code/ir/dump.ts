import { decode } from './encoding.ts';
import type { ClassIr, FunctionIr, MarkIr, ModuleIr, Op, Temp } from './ir.ts';

/**
 * A module as text, for tests and people: a paragraph for each class and function, a line for each operation. `%3` is a
 * temporary, `b1` a block, a bare name a variable (`name'owner` where it belongs to another function); names of globals
 * stand behind `global`. An operation whose result is a value begins with the temporary that it writes.
 */
export function dump(module: ModuleIr): string {
  return [
    ...module.classes.map((each) => classText(each)),
    ...module.functions.map((fn, id) => functionText(module, fn, id)),
  ].join('\n');
}

/** The operations of one function, without its head. */
export function dumpBody(module: ModuleIr, id: number): string {
  const fn = module.functions[id];
  if (fn === undefined) return '';
  const lines: string[] = [];
  for (const [block, from] of fn.blocks.entries()) {
    if (fn.blocks.length > 1) lines.push(`b${block}:`);
    for (const op of decode(module, from)) lines.push(`  ${opText(module, op, id)}`);
  }
  return lines.join('\n');
}

function functionText(module: ModuleIr, fn: FunctionIr, id: number): string {
  const params = fn.params.map(
    ({ name, isRest, type, marks }) =>
      `${marksText(marks)}${isRest ? '...' : ''}${name === '' ? '_' : name}${typed(type)}`,
  );
  const owner = module.classes[fn.ownerClass];
  const name = `${owner === undefined ? '' : `${owner.name}.`}${fn.name}`;
  const head = `${marksText(fn.marks)}${fn.isAsync ? 'async ' : ''}fn ${id} ${name}`;
  return `${head}(${params.join(', ')})${typed(fn.returns)}\n${dumpBody(module, id)}`;
}

function classText(each: ClassIr): string {
  const word = each.isInterface ? 'interface' : 'class';
  const bases = each.bases.length === 0 ? '' : ` < ${each.bases.join(', ')}`;
  const lines = [`${marksText(each.marks)}${word} ${each.name}${bases}`];
  for (const { name, type, isStatic, marks } of each.fields) {
    lines.push(`  ${marksText(marks)}${isStatic ? 'static ' : ''}${name}${typed(type)}`);
  }
  if (each.construct !== -1) lines.push(`  new = fn ${each.construct}`);
  for (const { name, fn, isStatic } of each.methods) {
    lines.push(`  ${isStatic ? 'static ' : ''}${name} = fn ${fn}`);
  }
  return lines.join('\n');
}

function marksText(marks: readonly MarkIr[]): string {
  return marks.map(({ name, args }) => `@${name}${argsText(args)} `).join('');
}

function argsText(args: Readonly<Record<string, string>>): string {
  const all = Object.entries(args).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return all.length === 0 ? '' : `(${all.join(' ')})`;
}

function typed(type: string): string {
  return type === '' ? '' : `: ${type}`;
}

// oxlint-disable-next-line complexity -- one line a kind of operation
function opText(module: ModuleIr, op: Op, by: number): string {
  const dst = `%${op.dst} =`;
  switch (op.op) {
    case 'constant':
      return `${dst} ${op.kind === 'string' ? JSON.stringify(op.text) : `${op.kind} ${op.text}`.trim()}`;
    case 'read':
      return `${dst} ${nameOf(module, op.variable, by)}`;
    case 'write':
      return `${nameOf(module, op.variable, by)} = %${op.src}`;
    case 'global':
      return `${dst} global ${op.name}`;
    case 'module':
      return `${dst} module ${op.specifier}`;
    case 'type':
      return `${dst} type ${op.type}`;
    case 'load':
      return `${dst} ${memberText(op)}`;
    case 'store':
      return `${memberText(op)} = %${op.src}`;
    case 'concat':
      return `${dst} concat ${temps(op.parts)}`;
    case 'compute':
      return `${dst} ${op.operator} ${temps(op.args)}`;
    case 'call':
      return `${dst} ${callText(op)}`;
    case 'closure':
      return `${dst} fn ${op.fn}`;
    case 'create':
      return `${dst} ${op.what === 'record' ? '{}' : '[]'}`;
    case 'class':
      return `${dst} class ${module.classes[op.id]?.name ?? '?'}${op.base === undefined ? '' : ` < %${op.base}`}`;
    case 'spread':
      return `%${op.base} ...= %${op.src}`;
    case 'element':
      return `${dst} ${op.of === 'keys' ? 'key' : 'element'} of %${op.src}`;
    case 'export':
      return `export ${op.name} = %${op.src}`;
    case 'await':
    case 'yield':
      return `${dst} ${op.op} %${op.src}`;
    case 'cast':
      return `${dst} %${op.src} as ${op.type}`;
    case 'jump':
      return `jump b${op.to}`;
    case 'branch':
      return `if %${op.test} b${op.yes} else b${op.no}`;
    case 'fork':
      return `fork ${op.to.map((block) => `b${block}`).join(' ')}`;
    case 'return':
    case 'throw':
      return op.value === undefined ? op.op : `${op.op} %${op.value}`;
    case 'stop':
      return 'stop';
  }
}

function nameOf(module: ModuleIr, id: number, by: number): string {
  const variable = module.variables[id];
  if (variable === undefined) return `?${id}`;
  return variable.owner === by ? variable.name : `${variable.name}'${variable.owner}`;
}

function memberText(op: Op & { readonly op: 'load' | 'store' }): string {
  return `%${op.base}${op.index === undefined ? `.${op.key}` : `[%${op.index}]`}`;
}

function callText(op: Op & { readonly op: 'call' }): string {
  const args = op.args.map(
    (arg, index) => `${op.spreadFrom !== undefined && index >= op.spreadFrom ? '...' : ''}%${arg}`,
  );
  const named = op.named.map(({ name, value }) => `${name}: %${value}`);
  const on = op.base === undefined ? '' : ` on %${op.base}`;
  return `${op.isNew ? 'new' : 'call'} %${op.callee} ${op.name}(${[...args, ...named].join(', ')})${on}`;
}

function temps(all: readonly Temp[]): string {
  return all.map((temp) => `%${temp}`).join(' ');
}
