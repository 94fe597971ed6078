import type * as t from '@babel/types';
import type { Span } from '../../ir/ir.ts';
import { parseScript } from '../../languages/javascript/parse.ts';
import { nodesOf } from '../walk.ts';

/** A file that was parsed without a loss. */
export interface JavascriptTree {
  readonly path: string;
  readonly text: string;
  readonly file: t.File;
}

export type Call = t.CallExpression | t.NewExpression;

/** Undefined where a part could not be parsed, and of files that hold scripts among other text. */
export function javascriptTree(path: string, text: string): JavascriptTree | undefined {
  if (/\.(?:vue|svelte)$/u.test(path)) return undefined;
  const { file, lost } = parseScript(path, text);
  return file === undefined || lost.length > 0 ? undefined : { path, text, file };
}

/** The call that stands exactly there. */
export function callAt({ file }: JavascriptTree, { start, end }: Span): Call | undefined {
  for (const node of nodesOf(file.program)) {
    if (node.start === start && node.end === end && isCall(node)) return node;
  }
  return undefined;
}

function isCall(node: object): node is Call {
  return 'type' in node && (node.type === 'CallExpression' || node.type === 'NewExpression');
}

/** How often a name stands in the file, as whatever. */
export function countName({ file }: JavascriptTree, name: string): number {
  const places = new Set<number>();
  for (const node of nodesOf(file.program)) {
    if (/^(?:JSX)?Identifier$/u.test(node.type) && 'name' in node && node.name === name) {
      // A binding in braces is its key and its value at once.
      places.add(node.start);
    }
  }
  return places.size;
}

export function spanOf({ start, end }: t.Node): Span {
  return { start: start ?? -1, end: end ?? -1 };
}

export function textOf({ text }: JavascriptTree, node: t.Node): string {
  const { start, end } = spanOf(node);
  return text.slice(start, end);
}

/** Arguments that are plain expressions, each between the comma before and the comma behind, without comments. */
export function plainArguments(
  tree: JavascriptTree,
  call: Call,
): readonly t.Expression[] | undefined {
  const args: t.Expression[] = [];
  for (const each of call.arguments) {
    if (each.type === 'SpreadElement' || each.type === 'ArgumentPlaceholder') return undefined;
    args.push(each);
  }
  const edges = args.flatMap((arg) => [spanOf(arg).start, spanOf(arg).end]);
  const gaps = [spanOf(call.callee).end, ...edges, spanOf(call).end];
  for (let index = 0; index < gaps.length; index += 2) {
    const gap = tree.text.slice(gaps[index], gaps[index + 1]);
    const isOpening = index === 0;
    const isClosing = index === gaps.length - 2;
    if (!gapOf(isOpening, isClosing).test(gap)) return undefined;
  }
  return args;
}

function gapOf(isOpening: boolean, isClosing: boolean): RegExp {
  if (isOpening) return isClosing ? /^\(\s*\)$/u : /^\(\s*$/u;
  return isClosing ? /^\s*,?\s*\)$/u : /^\s*,\s*$/u;
}

/** `exec` of `exec()` and of `child.exec()`; undefined where it is computed. */
export function calledName({ callee }: Call): t.Identifier | undefined {
  if (callee.type === 'Identifier') return callee;
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return callee.property.type === 'Identifier' ? callee.property : undefined;
}

/** The name of a member of an object literal, where it is written out. */
export function keyOf(member: t.ObjectExpression['properties'][number]): string | undefined {
  if (member.type === 'SpreadElement' || member.computed) return undefined;
  if (member.key.type === 'Identifier') return member.key.name;
  return member.key.type === 'StringLiteral' ? member.key.value : undefined;
}

/** A function that is written out, or a name that everybody gives one. */
export function isCallback(node: t.Expression): boolean {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    (node.type === 'Identifier' && /^(?:callback|cb|done|next)$/u.test(node.name))
  );
}
