import type { MarkIr } from '../../../ir/ir.ts';
import type { Expression, MarkNode } from '../syntax/nodes.ts';
import type { FileState } from './context.ts';
import type { ClassFrame } from './frame.ts';

const none: readonly MarkIr[] = [];

/** Longer sums in an annotation are not put together. */
const maxParts = 64;

/** Annotations, with what their arguments state in constants. */
export function marksOf(
  { names }: FileState,
  frame: ClassFrame,
  nodes: readonly MarkNode[],
): readonly MarkIr[] {
  if (nodes.length === 0) return none;
  return nodes.map(({ name, args }) => {
    const texts: Record<string, string> = {};
    for (const each of args) {
      const text = constantText(each.value, (of) => names.named(of, frame));
      texts[each.name] = text;
      if (each.name === 'value') texts['0'] = text;
    }
    return { name: names.named(name, frame), args: texts };
  });
}

type TypeOf = (name: string) => string;

/** A constant of another class is told by its name; what is no constant is empty. */
function constantText(node: Expression, typeOf: TypeOf): string {
  if (node.kind === 'literal') return node.text;
  if (node.kind === 'name' || node.kind === 'access') return node.name;
  if (node.kind === 'binary') return sumText(node, typeOf);
  if (node.kind === 'list') {
    return node.elements.map((each) => constantText(each, typeOf)).join('\n');
  }
  if (node.kind === 'unary') return node.operator + constantText(node.value, typeOf);
  if (node.kind !== 'class literal') return '';
  return node.of.kind === 'name' || node.of.kind === 'type' ? typeOf(node.of.name) : '';
}

function sumText(node: Expression, typeOf: TypeOf): string {
  const parts: Expression[] = [];
  let at = node;
  while (at.kind === 'binary' && at.operator === '+' && parts.length < maxParts) {
    parts.push(at.right);
    at = at.left;
  }
  if (at.kind === 'binary') return '';
  return [...parts, at]
    .toReversed()
    .map((each) => constantText(each, typeOf))
    .join('');
}
