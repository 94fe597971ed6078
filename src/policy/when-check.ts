import type { parse } from '@bufbuild/cel';
import { quote } from '../model/quote.ts';
import { meant } from '../model/yaml/reader.ts';
import { neverEqual } from './when-comparison.ts';
import type { WhenProblem } from './when.ts';
import { MAX_FIELD_ITEMS, whenVariables } from './when-variables.ts';

type ParsedExpr = ReturnType<typeof parse>;
type Expr = NonNullable<ParsedExpr['expr']>;

/** Loops inside loops; two are enough to compare a list with a list. */
const MAX_LOOP_DEPTH = 2;
/** Steps of all loops of one expression: lists of a finding compared with each other, and something beside. */
const MAX_LOOP_STEPS: number = 2 * MAX_FIELD_ITEMS ** 2;
/** The evaluator recurses; 2,000 nested parentheses overflow its stack. */
const MAX_EXPRESSION_DEPTH = 60;

/** Functions and operators that an expression may call; all of constant or linear cost. */
const functions = new Set([
  '_&&_',
  '_||_',
  '!_',
  '_?_:_',
  '_==_',
  '_!=_',
  '_<_',
  '_<=_',
  '_>_',
  '_>=_',
  '_+_',
  '_-_',
  '-_',
  '_*_',
  '_/_',
  '_%_',
  '@in',
  '_[_]',
  '@not_strictly_false',
  'size',
  'contains',
  'startsWith',
  'endsWith',
  'string',
  'int',
  'double',
  'glob',
]);

interface Scope {
  /** Names of loop variables around this place. */
  readonly bound: ReadonlySet<string>;
  readonly loops: number;
  readonly depth: number;
  /** Steps that everything here is done for. */
  readonly times: number;
  /** Of the whole expression. */
  readonly spent: { steps: number };
}

class Refused extends Error {
  readonly id: bigint;
  readonly repair: string | undefined;
  constructor(id: bigint, what: string, repair?: string) {
    super(what);
    this.id = id;
    this.repair = repair;
  }
}

/** What is wrong with an expression before it ever runs: unknown names, `matches`, too much looping. */
export function checkExpression(parsed: ParsedExpr): WhenProblem | undefined {
  if (parsed.expr === undefined) return { offset: 0, what: 'the expression is empty' };
  try {
    walk(parsed.expr, { bound: new Set(), loops: 0, depth: 0, times: 1, spent: { steps: 0 } });
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const offset = parsed.sourceInfo?.positions[String(error.id)] ?? 0;
    const { message, repair } = error;
    return { offset, what: message, ...(repair === undefined ? {} : { repair }) };
  }
}

function walk({ id, exprKind }: Expr, scope: Scope): void {
  if (scope.depth > MAX_EXPRESSION_DEPTH) throw new Refused(id, 'nested too deeply');
  const inner = { ...scope, depth: scope.depth + 1 };
  switch (exprKind.case) {
    case 'identExpr':
      return checkName(id, exprKind.value.name, scope);
    case 'selectExpr':
      return checkField(id, exprKind.value.operand, exprKind.value.field, inner);
    case 'callExpr': {
      const { function: name, target, args } = exprKind.value;
      checkFunction(id, name);
      checkArguments(id, name, args, scope);
      walkAll([target, ...args], inner);
      return checkEquality(id, name, args);
    }
    case 'listExpr':
      return walkAll(exprKind.value.elements, inner);
    case 'comprehensionExpr':
      return walkLoop(id, exprKind.value, inner);
    case 'structExpr':
      throw new Refused(id, 'maps and messages are not supported in "when"');
    case 'constExpr':
    case undefined:
      return undefined;
  }
}

function walkAll(parts: readonly (Expr | undefined)[], scope: Scope): void {
  for (const part of parts) if (part !== undefined) walk(part, scope);
}

type Loop = Extract<Expr['exprKind'], { case: 'comprehensionExpr' }>['value'];

function walkLoop(id: bigint, loop: Loop, scope: Scope): void {
  if (scope.loops >= MAX_LOOP_DEPTH) {
    throw new Refused(id, `more than ${MAX_LOOP_DEPTH} loops inside each other`);
  }
  const range = loop.iterRange;
  const times = scope.times * (range === undefined ? 1 : sizeOf(range));
  scope.spent.steps += times;
  if (scope.spent.steps > MAX_LOOP_STEPS) {
    throw new Refused(id, `loops more than ${MAX_LOOP_STEPS} times`);
  }
  if (range !== undefined) walk(range, scope);
  const bound = new Set([...scope.bound, loop.accuVar, loop.iterVar, loop.iterVar2]);
  const inside = { ...scope, bound, loops: scope.loops + 1, times };
  walkAll([loop.accuInit, loop.loopCondition, loop.loopStep, loop.result], inside);
}

/** How many items a list can have at most. */
function sizeOf(expr: Expr): number {
  const { exprKind } = expr;
  if (exprKind.case === 'listExpr') return exprKind.value.elements.length;
  if (exprKind.case === 'selectExpr') return MAX_FIELD_ITEMS;
  throw new Refused(expr.id, 'can only loop over a list that is written out, or over a field');
}

function checkName(id: bigint, name: string, scope: Scope): void {
  if (scope.bound.has(name) || Object.hasOwn(whenVariables, name)) return;
  const names = Object.keys(whenVariables);
  throw new Refused(
    id,
    `unknown name ${quote(name)}`,
    meant(name, names) ?? `known: ${names.join(', ')}`,
  );
}

function checkField(id: bigint, operand: Expr | undefined, field: string, scope: Scope): void {
  if (operand === undefined) return;
  walk(operand, scope);
  const owner = operand.exprKind.case === 'identExpr' ? operand.exprKind.value.name : undefined;
  if (owner === undefined || scope.bound.has(owner) || !isVariable(owner)) {
    throw new Refused(id, `${quote(field)} is not a field of anything here`);
  }
  const fields: readonly string[] = whenVariables[owner];
  if (fields.includes(field)) return;
  throw new Refused(
    id,
    `unknown field ${quote(`${owner}.${field}`)}`,
    meant(field, fields) ?? `fields: ${fields.join(', ')}`,
  );
}

function isVariable(name: string): name is keyof typeof whenVariables {
  return Object.hasOwn(whenVariables, name);
}

function checkArguments(id: bigint, name: string, args: readonly Expr[], scope: Scope): void {
  // Its cost is the product of both lengths, and paths are hostile.
  if (name === 'glob' && scope.loops > 0) throw new Refused(id, '"glob" cannot stand in a loop');
  if (name === 'glob' && args[1]?.exprKind.case !== 'constExpr') {
    throw new Refused(id, 'the pattern of "glob" must be written out');
  }
  const owner = args[0]?.exprKind;
  if (name === '_[_]' && owner?.case === 'identExpr' && isVariable(owner.value.name)) {
    throw new Refused(
      id,
      'a field cannot be looked up',
      `write it like ${owner.value.name}.${whenVariables[owner.value.name][0] ?? 'name'}`,
    );
  }
}

function checkEquality(id: bigint, name: string, [left, right]: readonly Expr[]): void {
  const problem = name === '_==_' || name === '_!=_' ? neverEqual(left, right) : undefined;
  if (problem !== undefined) throw new Refused(id, problem.what, problem.repair);
}

function checkFunction(id: bigint, name: string): void {
  if (functions.has(name)) return;
  if (name === 'matches') {
    throw new Refused(
      id,
      '"matches" is not supported',
      'use glob(finding.path, "src/**"), startsWith or contains',
    );
  }
  const shown = [...functions].filter((known) => /^[a-z]/u.test(known));
  throw new Refused(
    id,
    `unknown function ${quote(name)}`,
    meant(name, shown) ?? `functions: ${shown.join(', ')}`,
  );
}
