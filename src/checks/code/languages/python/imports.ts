import type { FromStatement, ImportStatement } from './ast.ts';
import type { Context } from './context.ts';
import { assign } from './targets.ts';

/** `import a.b` binds `a`, `import a.b as c` the module `a.b`. */
export function importStatement(context: Context, node: ImportStatement): void {
  for (const { name, local, start, end } of node.names) {
    const first = name.split('.', 1)[0] ?? name;
    const specifier = local === '' ? first : name;
    const src = context.emit({ op: 'module', specifier }, { start, end });
    assign(context, { type: 'Name', name: local === '' ? first : local, start, end }, src);
  }
}

/** `from a import b as c`, `from .a import *`. */
export function fromStatement(context: Context, node: FromStatement): void {
  const module = context.emit({ op: 'module', specifier: node.module }, node);
  for (const { name, local, start, end } of node.names) {
    if (name === '*') {
      context.module.wildcards.push(node.module);
      context.emit({ op: 'export', name: '*', src: module }, node);
    } else {
      const src = context.fn.load(module, name, { start, end });
      assign(context, { type: 'Name', name: local, start, end }, src);
    }
  }
}
