import type { Span } from '../../ir/ir.ts';
import type { CallNode, Expression, FileNode } from '../../languages/python/ast.ts';
import { parseFile } from '../../languages/python/parse.ts';
import { nodesOf } from '../walk.ts';

/** A file that was parsed without a loss. */
export interface PythonTree {
  readonly path: string;
  readonly text: string;
  readonly file: FileNode;
}

export function pythonTree(path: string, text: string): PythonTree | undefined {
  const file = parseFile(text);
  return file.lost.length > 0 ? undefined : { path, text, file };
}

/** The call that stands exactly there. */
export function callAt({ file }: PythonTree, { start, end }: Span): CallNode | undefined {
  for (const node of nodesOf(file.body)) {
    if (node.start === start && node.end === end && isCall(node)) return node;
  }
  return undefined;
}

function isCall(node: object): node is CallNode {
  return 'type' in node && node.type === 'Call';
}

export function textOf({ text }: PythonTree, { start, end }: Span): string {
  return text.slice(start, end);
}

export function keyword({ args }: CallNode, name: string): Expression | undefined {
  return args.find((each) => each.name === name)?.value;
}

/** Whether the arguments are all written out, and nothing but commas stands between the last of them and the end. */
export function endsPlainly({ text }: PythonTree, { args, end }: CallNode): boolean {
  const last = args.at(-1);
  return (
    last !== undefined &&
    !args.some(({ name }) => name.startsWith('*')) &&
    /^\s*,?\s*\)$/u.test(text.slice(last.value.end, end))
  );
}
