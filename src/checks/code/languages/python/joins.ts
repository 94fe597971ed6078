import type { Span, Temp } from '../../ir/ir.ts';
import type { BinaryNode, Expression, FormattedNode } from './ast.ts';
import type { Context } from './context.ts';

/** An f-string. */
export function formatted(context: Context, node: FormattedNode): Temp {
  const parts = node.parts.map(({ value, isNumber }) => {
    const part = context.expression(value);
    return isNumber ? asNumber(context, part, value) : part;
  });
  return context.emit({ op: 'concat', parts }, node);
}

/** What is formatted as a number is one, or an exception. */
function asNumber(context: Context, src: Temp, at: Span): Temp {
  return context.emit({ op: 'compute', operator: '+', args: [src] }, at);
}

/**
 * A chain of operators. It leans to the left: walked, not recursed, because generated ones have thousands of links.
 * Neighbouring `+` are one operation.
 */
export function binary(context: Context, node: BinaryNode): Temp {
  const chain: BinaryNode[] = [];
  let at: Expression = node;
  while (at.type === 'Binary') {
    chain.push(at);
    at = at.left;
  }
  let parts: Temp[] = [];
  let value = isFormat(chain.at(-1)) ? -1 : context.expression(at);
  for (const [index, link] of chain.toReversed().entries()) {
    if (index === 0 && isFormat(link)) value = percent(context, link);
    else if (link.operator === '+') {
      if (parts.length === 0) parts.push(value);
      parts.push(context.expression(link.right));
      // The sum ends where the operator changes.
      const next = chain[chain.length - 2 - index];
      if (next?.operator === '+') continue;
      value = context.emit({ op: 'concat', parts }, link);
      parts = [];
    } else {
      const args = [value, context.expression(link.right)];
      value = context.emit({ op: 'compute', operator: link.operator, args }, link);
    }
  }
  return value;
}

/** `'…' % values`. */
function isFormat(node: BinaryNode | undefined): boolean {
  const type = node?.operator === '%' ? node.left.type : undefined;
  return type === 'Text' || type === 'Formatted';
}

const fields =
  /%(?:\(([^)]{0,200})\))?[#0\- +]{0,5}(?:\*|\d{1,9})?(?:\.(?:\*|\d{1,9}))?[hlL]?([a-zA-Z%])/gu;

/** Lowers `'select %s from %s' % (a, b)` to its texts and values in their order. */
function percent(context: Context, node: BinaryNode): Temp {
  if (node.left.type !== 'Text') {
    const parts = [context.expression(node.left), ...values(context, node.right)];
    return context.emit({ op: 'concat', parts }, node);
  }
  const text = node.left.value;
  const found = [...text.matchAll(fields)];
  const valueOf = fieldValues(
    context,
    node.right,
    found.filter(([, , type]) => type !== '%').length,
  );
  if (valueOf === undefined) {
    const parts = [context.expression(node.left), ...values(context, node.right)];
    return context.emit({ op: 'concat', parts }, node);
  }
  const parts: Temp[] = [];
  let from = 0;
  let pending = '';
  const flush = (): void => {
    if (pending !== '') parts.push(context.fn.constant('string', pending, node.left));
    pending = '';
  };
  for (const match of found) {
    pending += text.slice(from, match.index);
    from = match.index + match[0].length;
    const type = match[2] ?? '';
    if (type === '%') pending += '%';
    else {
      flush();
      const value = valueOf(match[1]);
      parts.push('diouxXeEfFgG'.includes(type) ? asNumber(context, value, node.right) : value);
    }
  }
  pending += text.slice(from);
  flush();
  return context.emit({ op: 'concat', parts }, node);
}

/** Gives the value of each field, in order or by name; undefined: they do not fit. */
function fieldValues(
  context: Context,
  right: Expression,
  count: number,
): ((name: string | undefined) => Temp) | undefined {
  let next = 0;
  if (right.type === 'Tuple') {
    if (right.elements.length !== count) return undefined;
    const all = right.elements.map((each) => context.expression(each));
    return () => all[next++] ?? -1;
  }
  const whole = context.expression(right);
  return (name) => {
    if (name !== undefined) return context.fn.load(whole, name, right);
    return count === 1 ? whole : context.fn.load(whole, String(next++), right);
  };
}

function values(context: Context, right: Expression): readonly Temp[] {
  if (right.type === 'Tuple') return right.elements.map((each) => context.expression(each));
  return [context.expression(right)];
}
