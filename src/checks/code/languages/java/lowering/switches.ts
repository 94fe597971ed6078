import type { BlockId, Temp } from '../../../ir/ir.ts';
import type { CaseNode, Expression, PatternNode, Statement, SwitchNode } from '../syntax/nodes.ts';
import { condition } from './conditions.ts';
import type { Context } from './context.ts';
import { declaring } from './members.ts';
import { bind, isPattern, typeTest } from './patterns.ts';

/** A `switch` as a statement. */
export function switchStatement(context: Context, node: SwitchNode): void {
  const { fn, label } = context;
  const out = fn.newBlock();
  context.label = '';
  context.targets.push({ label, isPlain: true, onBreak: out, onContinue: undefined });
  cases(context, node, out, (body) => {
    for (const each of body) context.statement(each);
  });
  context.targets.pop();
  fn.enter(out);
}

/** A `switch` as an expression: what its cases yield. */
export function switchValue(context: Context, node: SwitchNode): Temp {
  const { fn, yields } = context;
  const out = fn.newBlock();
  const result = context.hidden('%choice');
  context.yields = { result, out };
  cases(context, node, out, (body, isArrow) => {
    for (const each of body) {
      if (isArrow && each.kind === 'expression') {
        fn.write(result, context.expression(each.value), each.value);
      } else {
        context.statement(each);
      }
    }
  });
  context.yields = yields;
  fn.enter(out);
  return fn.read(result, node);
}

type LowerBody = (body: readonly Statement[], isArrow: boolean) => void;

/** Comparisons one after the other, each leading to the statements of its case. */
function cases(context: Context, node: SwitchNode, out: BlockId, lower: LowerBody): void {
  const { fn } = context;
  const subject = context.expression(node.subject);
  context.scoped(() => {
    const bodies = node.cases.map(() => fn.newBlock());
    let otherwise = out;
    for (const [index, each] of node.cases.entries()) {
      const body = bodies[index] ?? out;
      if (each.isDefault) otherwise = body;
      for (const label of each.labels) test(context, { each, label, subject, body });
    }
    fn.jump(otherwise);
    for (const [index, { body, isArrow }] of node.cases.entries()) {
      fn.enter(bodies[index] ?? out);
      lower(body, isArrow);
      fn.jump(isArrow ? out : (bodies[index + 1] ?? out));
    }
  });
}

interface Test {
  readonly each: CaseNode;
  readonly label: Expression | PatternNode;
  readonly subject: Temp;
  readonly body: BlockId;
}

/** Leads to the body where the label fits, and else goes on. */
function test(context: Context, { each, label, subject, body }: Test): void {
  const { fn } = context;
  const [fits, next] = [fn.newBlock(), fn.newBlock()];
  const isEqual = isPattern(label)
    ? typeTest(context, label, subject)
    : equals(context, label, subject);
  fn.end({ op: 'branch', test: isEqual, yes: fits, no: next });
  fn.enter(fits);
  if (isPattern(label)) bind(context, label, subject);
  if (each.guard === undefined) fn.jump(body);
  else condition(context, each.guard, body, next);
  fn.enter(next);
}

function equals(context: Context, label: Expression, subject: Temp): Temp {
  const { fn } = context;
  // The constant of an enum stands without its type: unless a variable has the name, it is one.
  const isConstant =
    label.kind === 'name' &&
    context.scope.find(label.name) === undefined &&
    declaring(context.frame, ({ fields }) => fields.has(label.name)) === undefined;
  const value = isConstant ? fn.constant('other', label.name, label) : context.expression(label);
  return fn.emit({ op: 'compute', operator: '===', args: [subject, value] }, label);
}
