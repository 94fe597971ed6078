import type { Temp } from '../../ir/ir.ts';
import { assignTo, define } from './assign.ts';
import { condition } from './conditions.ts';
import type { Context } from './context.ts';
import type { Expr, For, Range } from './syntax/ast.ts';

export function forLoop(context: Context, node: For): void {
  const inner = context.inner();
  const label = context.takeLabel();
  if (node.init !== undefined) inner.statement(node.init);
  loop(inner, {
    label,
    test: node.test,
    isEndless: node.test === undefined,
    body: () => inner.block(node.body.body),
    after: () => {
      if (node.post !== undefined) inner.statement(node.post);
    },
  });
}

export function rangeLoop(context: Context, node: Range): void {
  const inner = context.inner();
  const label = context.takeLabel();
  const src = context.expression(node.over);
  loop(inner, {
    label,
    body: () => {
      for (const [index, target] of node.targets.entries()) {
        if (target.kind === 'name' && target.name === '_') continue;
        const element = elementOf(context, node, { src, index });
        if (node.isDefinition) define(inner, target, { src: element });
        else assignTo(inner, target, element);
      }
      inner.block(node.body.body);
    },
  });
}

/** The first of what a channel or an iterator yields is a value; of a list or map it is a key. */
function elementOf(
  context: Context,
  node: Range,
  { src, index }: { readonly src: Temp; readonly index: number },
): Temp {
  if (isChannel(context, node.over)) return context.fn.load(src, '*', node.over);
  const isKey = index === 0 && !(node.targets.length === 1 && yieldsValues(context, node.over));
  return context.emit({ op: 'element', src, of: isKey ? 'keys' : 'values' }, node.over);
}

function isChannel({ scope }: Context, over: Expr): boolean {
  const entity = over.kind === 'name' ? scope.find(over.name) : undefined;
  return entity?.kind === 'variable' && entity.holds === 'channel';
}

/** Functions of the standard library that return an iterator over single values (https://pkg.go.dev/iter#Seq). */
const SINGLE_VALUES: ReadonlySet<string> = new Set([
  'slices.Values',
  'slices.Chunk',
  'maps.Keys',
  'maps.Values',
  ...['strings', 'bytes'].flatMap((path) =>
    ['Lines', 'SplitSeq', 'SplitAfterSeq', 'FieldsSeq', 'FieldsFuncSeq'].map(
      (name) => `${path}.${name}`,
    ),
  ),
]);

function yieldsValues({ scope }: Context, over: Expr): boolean {
  if (over.kind !== 'call' || over.callee.kind !== 'selector') return false;
  const { base, name } = over.callee;
  const entity = base.kind === 'name' ? scope.find(base.name) : undefined;
  return entity?.kind === 'package' && SINGLE_VALUES.has(`${entity.path}.${name.name}`);
}

interface Loop {
  readonly label: string;
  readonly test?: Expr | undefined;
  /** It ends by a `break` or a `return` only. */
  readonly isEndless?: boolean;
  readonly body: () => void;
  readonly after?: () => void;
}

function loop(context: Context, { label, test, isEndless, body, after }: Loop): void {
  const { fn, state } = context;
  const [head, inside, again, out] = [fn.newBlock(), fn.newBlock(), fn.newBlock(), fn.newBlock()];
  fn.jump(head);
  fn.enter(head);
  if (test !== undefined) condition(context, test, inside, out);
  else if (isEndless === true) fn.jump(inside);
  else fn.end({ op: 'fork', to: [inside, out] });
  fn.enter(inside);
  state.jumps.push({ label, onBreak: out, onContinue: again });
  body();
  state.jumps.pop();
  fn.jump(again);
  fn.enter(again);
  after?.();
  fn.jump(head);
  fn.enter(out);
}
