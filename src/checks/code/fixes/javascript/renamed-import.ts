import type * as t from '@babel/types';
import type { Edit } from '../fix.ts';
import { countName, spanOf, type Call, type JavascriptTree } from './tree.ts';

/** What replaces a function at one call, and the name that stands there. */
export interface Renaming {
  readonly name: t.Identifier;
  readonly to: string;
}

/** Calls another function of the same module, and imports it where it is imported by name. */
export function renamedImport(
  tree: JavascriptTree,
  { callee }: Call,
  { name, to }: Renaming,
): readonly Edit[] | undefined {
  const here = { ...spanOf(name), text: to };
  if (callee.type === 'MemberExpression') {
    return callee.object.type === 'Identifier' ? [here] : undefined;
  }
  const members = tree.file.program.body.flatMap((each) => importedBy(each));
  const own = members.find((each) => each.local === name.name);
  if (own === undefined || own.imported !== name.name) return undefined;
  const known = members.some(
    (each) => each.from === own.from && each.imported === to && each.local === to,
  );
  // Any other use of the name could be another thing.
  if (!known && countName(tree, to) > 0) return undefined;
  const isLast = countName(tree, name.name) === 2;
  if (known && isLast) return [here, withoutMember(tree, own.node)];
  if (known) return [here];
  const { start, end } = spanOf(own.node);
  return [here, isLast ? { start, end, text: to } : { start: end, end, text: `, ${to}` }];
}

/** Nothing else uses it: with the comma behind it, or before it. */
function withoutMember({ text }: JavascriptTree, node: t.Node): Edit {
  const { start, end } = spanOf(node);
  const behind = /^\s*,\s*/u.exec(text.slice(end, end + 200))?.[0] ?? '';
  const before = /\s*,\s*$/u.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? '';
  return behind === ''
    ? { start: start - before.length, end, text: '' }
    : { start, end: end + behind.length, text: '' };
}

interface Imported {
  readonly from: t.Statement;
  readonly imported: string;
  readonly local: string;
  readonly node: t.Node;
}

/** `import { exec } from 'child_process'`, `const { exec } = require('child_process')`. */
function importedBy(from: t.Statement): readonly Imported[] {
  if (from.type === 'ImportDeclaration') {
    return from.specifiers.flatMap((node) =>
      node.type === 'ImportSpecifier' && node.imported.type === 'Identifier'
        ? [{ from, imported: node.imported.name, local: node.local.name, node }]
        : [],
    );
  }
  if (from.type !== 'VariableDeclaration') return [];
  return from.declarations.flatMap(({ id, init }) =>
    id.type === 'ObjectPattern' && isRequire(init)
      ? id.properties.flatMap((node) =>
          node.type === 'ObjectProperty' &&
          node.key.type === 'Identifier' &&
          node.value.type === 'Identifier'
            ? [{ from, imported: node.key.name, local: node.value.name, node }]
            : [],
        )
      : [],
  );
}

function isRequire(init: t.Node | null | undefined): boolean {
  return (
    init?.type === 'CallExpression' &&
    init.callee.type === 'Identifier' &&
    init.callee.name === 'require'
  );
}
