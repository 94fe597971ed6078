import type { Span } from '../ir/ir.ts';

/** A node of a syntax tree. */
interface Node extends Span {
  readonly type: string;
}

function isNode(value: object): value is Node {
  return 'type' in value && 'start' in value && typeof value.type === 'string';
}

/** Objects and lists below this one. Maps hold names, no code. */
function below(value: object): readonly object[] {
  return Object.values(value).filter(
    (each: unknown): each is object => typeof each === 'object' && each !== null,
  );
}

/**
 * Every node of a tree, in no order: chains are as deep as they are long, so it does not recurse.
 * @yields each once
 */
export function* nodesOf(root: object): Generator<Node> {
  const open: object[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isNode(next)) yield next;
    open.push(...below(next));
  }
}
