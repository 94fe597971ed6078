import type { BlockId, Temp } from '../../ir/ir.ts';
import type { MatchStatement, Pattern } from './ast.ts';
import { condition } from './conditions.ts';
import type { Context } from './context.ts';
import { assign } from './targets.ts';

/** `match`: each case is tried in its order. */
export function matchStatement(context: Context, node: MatchStatement): void {
  const { fn } = context;
  const subject = context.expression(node.subject);
  const out = fn.newBlock();
  for (const { pattern, guard, body } of node.cases) {
    const [next, inside] = [fn.newBlock(), fn.newBlock()];
    test(context, { pattern, subject, next });
    if (guard === undefined) fn.jump(inside);
    else condition(context, guard, inside, next);
    fn.enter(inside);
    context.statements(body);
    fn.jump(out);
    fn.enter(next);
  }
  fn.jump(out);
  fn.enter(out);
}

interface Tried {
  readonly pattern: Pattern;
  readonly subject: Temp;
  /** Where it goes on if the pattern does not fit. */
  readonly next: BlockId;
}

/** Leaves the function builder where the pattern has fitted. */
function test(context: Context, { pattern, subject, next }: Tried): void {
  const { fn } = context;
  switch (pattern.type) {
    case 'Value': {
      const value = context.expression(pattern.value);
      const equal = context.emit(
        { op: 'compute', operator: '===', args: [subject, value] },
        pattern,
      );
      return branch(context, equal, next);
    }
    case 'Capture':
      if (pattern.inner !== undefined) test(context, { pattern: pattern.inner, subject, next });
      if (pattern.target !== undefined) assign(context, pattern.target, subject);
      return undefined;
    case 'Any': {
      const fitted = fn.newBlock();
      for (const option of pattern.options) {
        const other = fn.newBlock();
        test(context, { pattern: option, subject, next: other });
        fn.jump(fitted);
        fn.enter(other);
      }
      fn.jump(next);
      return fn.enter(fitted);
    }
    case 'Parts':
      return parts(context, pattern, { subject, next });
  }
}

function parts(
  context: Context,
  pattern: Pattern & { readonly type: 'Parts' },
  { subject, next }: Omit<Tried, 'pattern'>,
): void {
  const { fn } = context;
  if (pattern.of === undefined) {
    const fitted = fn.newBlock();
    fn.end({ op: 'fork', to: [fitted, next] });
    fn.enter(fitted);
  } else {
    // A class pattern asks what `isinstance` asks.
    const callee = context.emit({ op: 'global', name: 'isinstance' }, pattern);
    const args = [subject, context.expression(pattern.of)];
    branch(context, fn.call(callee, 'isinstance', args, pattern), next);
  }
  for (const [index, part] of pattern.parts.entries()) {
    const key = part.key === '' ? String(index) : part.key;
    const src = part.key === '*' ? subject : fn.load(subject, key, part.pattern);
    test(context, { pattern: part.pattern, subject: src, next });
  }
}

function branch(context: Context, result: Temp, next: BlockId): void {
  const { fn } = context;
  const fitted = fn.newBlock();
  fn.end({ op: 'branch', test: result, yes: fitted, no: next });
  fn.enter(fitted);
}
