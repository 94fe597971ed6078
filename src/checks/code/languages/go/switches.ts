import type { BlockId, Temp } from '../../ir/ir.ts';
import { cast } from './access.ts';
import { condition } from './conditions.ts';
import type { Context } from './context.ts';
import type { Clause, Expr, Select, Switch, TypeSwitch } from './syntax/ast.ts';
import { typeName } from './type-names.ts';

/** Branches to the body where the test holds, else to `no`. */
type Test = (test: Expr, to: { readonly yes: BlockId; readonly no: BlockId }) => void;

export function switchStatement(context: Context, node: Switch): void {
  const inner = context.inner();
  const label = context.takeLabel();
  if (node.init !== undefined) inner.statement(node.init);
  const { fn } = context;
  const subject = node.tag === undefined ? undefined : inner.expression(node.tag);
  clauses(inner, node.clauses, {
    label,
    test: (test, { yes, no }) => {
      if (subject === undefined) return condition(inner, test, yes, no);
      const args = [subject, inner.expression(test)];
      const equal = inner.emit({ op: 'compute', operator: '===', args }, test);
      fn.end({ op: 'branch', test: equal, yes, no }, test);
    },
  });
}

export function typeSwitch(context: Context, node: TypeSwitch): void {
  const { fn } = context;
  const inner = context.inner();
  const label = context.takeLabel();
  if (node.init !== undefined) inner.statement(node.init);
  const subject = inner.expression(node.subject);
  clauses(inner, node.clauses, {
    label,
    test: (test, { yes, no }) => {
      const isNil = test.kind === 'name' && test.name === 'nil';
      const type = isNil
        ? fn.constant('nothing', '', test)
        : inner.emit({ op: 'type', type: typeName(inner.scope, test) }, test);
      const operator = isNil ? '===' : 'instanceof';
      const is = inner.emit({ op: 'compute', operator, args: [subject, type] }, test);
      fn.end({ op: 'branch', test: is, yes, no }, test);
    },
    enter: (body, { tests }) => bind(body, node, { subject, tests }),
  });
}

/** In a clause with one type the variable is of that type. */
function bind(
  context: Context,
  { name }: TypeSwitch,
  { subject, tests }: { readonly subject: Temp; readonly tests: readonly Expr[] | undefined },
): void {
  if (name === undefined) return;
  const [only] = tests?.length === 1 ? tests : [];
  const isNil = only?.kind === 'name' && only.name === 'nil';
  const type = isNil ? undefined : only;
  const src = cast(context, subject, { type, start: name.start, end: name.end });
  const variable = context.scope.declare(name.name, typeName(context.scope, type), 'value');
  context.fn.write(variable.id, src, name);
}

interface Clauses {
  readonly label: string;
  readonly test: Test;
  /** Runs at the beginning of each body. */
  readonly enter?: (body: Context, clause: Clause) => void;
}

function clauses(context: Context, list: readonly Clause[], { label, test, enter }: Clauses): void {
  const { fn, state } = context;
  const out = fn.newBlock();
  const bodies = list.map(() => fn.newBlock());
  let otherwise = out;
  for (const [index, { tests }] of list.entries()) {
    const yes = bodies[index] ?? out;
    if (tests === undefined) otherwise = yes;
    for (const each of tests ?? []) {
      const no = fn.newBlock();
      test(each, { yes, no });
      fn.enter(no);
    }
  }
  fn.jump(otherwise);
  const { nextClause } = state;
  state.jumps.push({ label, onBreak: out, onContinue: undefined });
  for (const [index, clause] of list.entries()) {
    fn.enter(bodies[index] ?? out);
    state.nextClause = bodies[index + 1];
    const body = context.inner();
    enter?.(body, clause);
    for (const each of clause.body) body.statement(each);
    fn.jump(out);
  }
  state.jumps.pop();
  state.nextClause = nextClause;
  fn.enter(out);
}

export function selectStatement(context: Context, node: Select): void {
  const { fn, state } = context;
  const label = context.takeLabel();
  const out = fn.newBlock();
  const bodies = node.clauses.map(() => fn.newBlock());
  // `select {}` waits for ever.
  fn.end(bodies.length === 0 ? { op: 'stop' } : { op: 'fork', to: bodies }, node);
  state.jumps.push({ label, onBreak: out, onContinue: undefined });
  for (const [index, { on, body }] of node.clauses.entries()) {
    fn.enter(bodies[index] ?? out);
    const inner = context.inner();
    if (on !== undefined) inner.statement(on);
    for (const each of body) inner.statement(each);
    fn.jump(out);
  }
  state.jumps.pop();
  fn.enter(out);
}
