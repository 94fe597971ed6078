import type { BlockId, Temp } from '../../ir/ir.ts';
import type { ComprehensionNode, DictNode, ListNode } from './ast.ts';
import { condition } from './conditions.ts';
import type { Context } from './context.ts';
import { assign, declareNames } from './targets.ts';

/** Of a longer list the rest is known as any element. */
const maxKeys = 16;

/** A list, a tuple or a set. */
export function list(context: Context, node: ListNode): Temp {
  const base = context.emit({ op: 'create', what: 'list' }, node);
  let isCounting = node.type !== 'Set';
  for (const [index, each] of node.elements.entries()) {
    if (each.type === 'Starred') {
      context.emit({ op: 'spread', base, src: context.expression(each.value) }, each);
      isCounting = false;
    } else {
      const key = isCounting && index < maxKeys ? String(index) : '*';
      context.fn.store(base, key, context.expression(each), each);
    }
  }
  return base;
}

export function dict(context: Context, node: DictNode): Temp {
  const base = context.emit({ op: 'create', what: 'record' }, node);
  for (const { key, value } of node.entries) {
    if (key === undefined) {
      context.emit({ op: 'spread', base, src: context.expression(value) }, value);
    } else {
      const isConstant = key.type === 'Text' || (key.type === 'Constant' && key.text !== '');
      const name = key.type === 'Text' ? key.value : key.type === 'Constant' ? key.text : '';
      const index = isConstant && name !== '' ? undefined : context.expression(key);
      const src = context.expression(value);
      context.emit({ op: 'store', base, key: name, index, src }, { ...key, end: value.end });
    }
  }
  return base;
}

/** Loops that fill what the comprehension makes; a generator is the list of what it yields. */
export function comprehension(context: Context, node: ComprehensionNode): Temp {
  const { fn } = context;
  const isDict = node.key !== undefined;
  const base = context.emit({ op: 'create', what: isDict ? 'record' : 'list' }, node);
  const inner = context.with({ scope: context.scope.inner(), body: undefined });
  const loops: { readonly head: BlockId; readonly out: BlockId }[] = [];
  for (const [index, { target, iterable, conditions }] of node.clauses.entries()) {
    const src = (index === 0 ? context : inner).expression(iterable);
    const [head, inside, out] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
    loops.push({ head, out });
    declareNames(inner, target);
    fn.jump(head);
    fn.enter(head);
    fn.end({ op: 'fork', to: [inside, out] });
    fn.enter(inside);
    assign(inner, target, inner.emit({ op: 'element', src, of: 'values' }, iterable));
    for (const each of conditions) {
      const next = fn.newBlock();
      condition(inner, each, next, head);
      fn.enter(next);
    }
  }
  const index = isDict ? inner.expression(node.key) : undefined;
  const src = inner.expression(node.value);
  inner.emit({ op: 'store', base, key: isDict ? '' : '*', index, src }, node.value);
  for (const { head, out } of loops.toReversed()) {
    fn.jump(head);
    fn.enter(out);
  }
  return base;
}
