import { Cursor, type Parts } from './cursor.ts';
import { anonymous, classNode } from './declarations.ts';
import { isClass, modifiers } from './modifiers.ts';
import type { ClassNode, FileNode, ImportNode } from './nodes.ts';
import { block, statement } from './statements.ts';
import { switchNode } from './switches.ts';
import { skipMarks } from './types.ts';

const parts: Parts = {
  block,
  anonymous,
  classNode,
  modifiers,
  switchNode: (cursor) => switchNode(cursor, statement),
};

/** Parses the text of a file of Java 8 to 21; what cannot be parsed is lost, and told. */
export function parse(text: string): FileNode {
  const cursor = new Cursor(text, parts);
  const packageName = cursor.recover(packageOf) ?? '';
  const imports: ImportNode[] = [];
  const types: ClassNode[] = [];
  while (cursor.kind !== 'end') {
    if (cursor.take(';')) continue;
    if (cursor.kind === 'import') {
      const parsed = cursor.recover(importNode);
      if (parsed !== undefined) imports.push(parsed);
    } else {
      const parsed = cursor.recover(topLevel);
      if (parsed !== undefined) types.push(parsed);
    }
  }
  const { declared, lost } = cursor;
  return { package: packageName, imports, types, declared, lost };
}

function packageOf(cursor: Cursor): string {
  const from = cursor.at;
  skipMarks(cursor);
  if (!cursor.take('package')) {
    cursor.at = from;
    return '';
  }
  const name = cursor.dotted();
  cursor.expect(';');
  return name;
}

function importNode(cursor: Cursor): ImportNode {
  cursor.expect('import');
  const isStatic = cursor.take('static');
  const name = cursor.dotted();
  const isWildcard = cursor.take('.');
  if (isWildcard) cursor.expect('*');
  cursor.expect(';');
  return { name, isStatic, isWildcard };
}

function topLevel(cursor: Cursor): ClassNode | undefined {
  const { start } = cursor;
  const had = modifiers(cursor);
  if (isClass(cursor)) return classNode(cursor, had, start);
  // `module a.b {…}` of a `module-info.java` declares no class.
  cursor.takeWord('open');
  if (!cursor.takeWord('module')) cursor.fail();
  cursor.dotted();
  const behind = cursor.kind === '{' ? cursor.behind(cursor.at) : -1;
  if (behind === -1) cursor.fail();
  cursor.at = behind;
  return undefined;
}
