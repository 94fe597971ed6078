import { ModuleBuilder } from '../../ir/builder.ts';
import type { ModuleIr, Span } from '../../ir/ir.ts';
import type { Language, Lowered } from '../language.ts';
import type { FileNode } from './ast.ts';
import { Context, type Parts } from './context.ts';
import { expression } from './expressions.ts';
import { parseFile } from './parse.ts';
import { candidates } from './resolve.ts';
import { Scope } from './scope.ts';
import { statement } from './statements.ts';
import { TypeNames } from './types.ts';

const parts: Parts = { expression, statement };

export const python: Language = {
  id: 'python',
  extensions: new Set(['.py', '.pyw']),
  lower,
  candidates,
  snippet: { expression: ['', ''], statements: ['', ''] },
};

/** More than this part of a file lost, of its statements or its text, and it was not examined. */
const maxLostShare = 0.2;

function lower(path: string, text: string): Lowered {
  const file = parseFile(text);
  const module = lowerFile(path, file, text.length);
  const trouble = troubleOf(module.lost, file.statements, text.length);
  return trouble === undefined ? { module } : { module, trouble };
}

function lowerFile(path: string, file: FileNode, end: number): ModuleIr {
  const module = new ModuleBuilder();
  for (const each of file.lost) module.lost.push(each);
  const fn = module.open({ name: '', parent: -1 });
  const scope = new Scope(module, fn.id, undefined);
  const types = new TypeNames(file);
  const context = new Context({
    fn,
    scope,
    parts,
    types,
    depth: { now: 0 },
    receiver: fn.receiver,
    loop: undefined,
    caught: undefined,
    body: undefined,
    self: undefined,
    valueScope: undefined,
  });
  for (const [name, annotation] of file.names.bound) scope.declare(name, types.of(annotation));
  context.statements(file.body);
  const at = { start: end, end };
  for (const name of file.names.bound.keys()) {
    const variable = scope.find(name);
    if (variable === undefined) continue;
    context.emit({ op: 'export', name, src: fn.read(variable, at) }, at);
  }
  fn.close({ start: 0, end });
  return module.finish(path, python.id);
}

function troubleOf(lost: readonly Span[], statements: number, length: number): string | undefined {
  const count = lost.length;
  const text = lost.reduce((sum, { start, end }) => sum + end - start, 0);
  if (count <= maxLostShare * (count + statements) && text <= maxLostShare * length) {
    return undefined;
  }
  return `${count} of its ${count + statements} statements could not be parsed as Python`;
}
