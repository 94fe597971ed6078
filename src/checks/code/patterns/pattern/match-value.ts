import type { Op, Temp } from '../../ir/ir.ts';
import { bind, binding, type Binding, type Bindings } from './bindings.ts';
import {
  freeName,
  type Comparison,
  type Found,
  type OpOf,
  type Side,
  type With,
} from './comparison.ts';
import { matchCall } from './match-call.ts';
import { matchCreate } from './match-create.ts';
import { matchFunction } from './match-function.ts';
import { itemsOf, matchItems } from './match-items.ts';
import { matchKey } from './match-key.ts';
import { matchTyped } from './match-typed.ts';
import type { ModuleView } from './module-view.ts';
import {
  deepName,
  dotsName,
  isPlaceholder,
  listMetavariableOf,
  metavariableIn,
  metavariableOf,
  regexIn,
  typedName,
} from './names.ts';

const none: Found = [];
/** Expressions that are looked into for one `<... e ...>`. */
const maxDeep = 2_000;

/** A comparison of a pattern with a module. */
export function comparison(
  pattern: ModuleView,
  code: ModuleView,
  budget: { steps: number },
): Comparison {
  const by: Comparison = {
    pattern,
    code,
    budget,
    value: (p, c, all) => matchValue(by, p, c, all),
  };
  return by;
}

function matchValue(by: Comparison, p: Side, c: Side, all: Bindings): Found {
  if (by.budget.steps-- <= 0) return none;
  const [op, code] = [p.view.of(p.temp)?.op, c.view.of(c.temp)?.op];
  if (op === undefined || code === undefined) return none;
  const name = freeName(by.pattern, op);
  if (name === dotsName) return [all];
  const variable = metavariableOf(name) ?? listMetavariableOf(name);
  if (variable !== undefined) return bind(all, variable, bindingOf(by.code, c, code));
  const special = matchSpecial(by, { ...p, op }, { ...c, op: code }, all);
  if (special !== undefined) return special;
  if (isSamePath(by, p, c, op)) return [all];
  return matchOp(by, { ...p, op }, { ...c, op: code }, all);
}

/** `(Type $X)`, `<... e ...>`, `$X. ... .f`; undefined: it is none of them. */
function matchSpecial(by: Comparison, p: With<Op>, c: With<Op>, all: Bindings): Found | undefined {
  const { op, view } = p;
  if (op.op === 'load' && op.key === dotsName) {
    return matchChain(by, { view, temp: op.base }, c, all);
  }
  if (op.op !== 'call') return undefined;
  if (isCallOf(p, op, typedName)) return matchTyped(by, { ...p, op }, c, all);
  if (!isCallOf(p, op, deepName)) return undefined;
  return matchDeep(by, { view, temp: op.args[0] ?? -1 }, c, all);
}

function isCallOf(p: Side, op: OpOf<'call'>, name: string): boolean {
  const callee = p.view.of(op.callee)?.op;
  return callee?.op === 'global' && callee.name === name;
}

function bindingOf(module: ModuleView, side: Side, op: Op): Binding {
  const value = { fn: side.view.id, temp: side.temp };
  if (op.op === 'read') {
    const text = module.slice(op);
    return binding(text, op, { value, variable: op.variable });
  }
  return binding(module.slice(op), op, { value });
}

function matchDeep(by: Comparison, p: Side, c: Side, all: Bindings): Found {
  const found: Bindings[] = [];
  const open: Temp[] = [c.temp];
  for (let count = 0; count < maxDeep; count++) {
    const temp = open.pop();
    const op = temp === undefined ? undefined : c.view.of(temp)?.op;
    if (temp === undefined || op === undefined) break;
    found.push(...matchValue(by, p, { view: c.view, temp }, all));
    open.push(...c.view.partsOf(op));
  }
  return found;
}

/** `$X. ... .f()`: what stands before, through any members and calls. */
function matchChain(by: Comparison, p: Side, c: Side, all: Bindings): Found {
  const found: Bindings[] = [];
  let temp: Temp | undefined = c.temp;
  while (temp !== undefined && by.budget.steps > 0) {
    found.push(...matchValue(by, p, { view: c.view, temp }, all));
    const op: Op | undefined = c.view.of(temp)?.op;
    temp = op?.op === 'load' ? op.base : op?.op === 'call' ? op.callee : undefined;
  }
  return found;
}

function isSamePath(by: Comparison, p: Side, c: Side, op: Op): boolean {
  if (!['load', 'global', 'type', 'module', 'read'].includes(op.op)) return false;
  const path = by.pattern.pathOf(p.view, p.temp);
  if (path === undefined || path.split('.').some(isPlaceholder)) return false;
  const other = by.code.pathOf(c.view, c.temp);
  if (other === undefined) return false;
  // `exec.Command` is of `os/exec`; `Runtime.getRuntime` of a package that is not written.
  const isModule = c.view.of(c.temp)?.op.op === 'module';
  const isLoose =
    (op.op !== 'global' || isModule) && (by.code.module.language === 'go' || /^[A-Z]/u.test(path));
  return path === other || (isLoose && (other.endsWith(`.${path}`) || other.endsWith(`/${path}`)));
}

// oxlint-disable-next-line complexity -- one line a kind of operation
function matchOp(by: Comparison, p: With<Op>, c: With<Op>, all: Bindings): Found {
  const { op } = p;
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- what is not here is no value
  switch (op.op) {
    case 'constant':
      return matchConstant(by, op, c, all);
    case 'global':
    case 'read':
    case 'type':
      return isSameName(by, freeName(by.pattern, op), c.op) ? [all] : none;
    case 'module':
      return c.op.op === 'module' && c.op.specifier === op.specifier ? [all] : none;
    case 'load':
      return c.op.op === 'load'
        ? matchLoad(by, { ...p, op }, { ...c, op: c.op }, all)
        : matchMemberName(by, { ...p, op }, c, all);
    case 'concat':
      return c.op.op === 'concat' ? matchConcat(by, { ...p, op }, { ...c, op: c.op }, all) : none;
    case 'compute':
      if (c.op.op !== 'compute' || c.op.operator !== op.operator) return none;
      return matchItems(by, itemsOf(p.view, op.args), itemsOf(c.view, c.op.args), all);
    case 'call':
      return matchCall(by, { ...p, op }, c, all);
    case 'create':
      return c.op.op === 'create' ? matchCreate(by, { ...p, op }, { ...c, op: c.op }, all) : none;
    case 'closure':
      return c.op.op === 'closure' ? matchClosure(by, op, c.op, all) : none;
    case 'await':
    case 'yield':
    case 'cast':
      if (c.op.op !== op.op) return none;
      return matchValue(by, { ...p, temp: op.src }, { ...c, temp: c.op.src }, all);
    default:
      return none;
  }
}

/** A name as it is written, whatever it stands for. */
function isSameName(by: Comparison, name: string, code: Op): boolean {
  if (name === '') return false;
  const other = freeName(by.code, code);
  return other === name || (code.op === 'type' && other.endsWith(`.${name}`));
}

function matchConstant(by: Comparison, op: OpOf<'constant'>, c: With<Op>, all: Bindings): Found {
  const code = by.code.constantOf(c.view, c.temp);
  if (code?.kind !== op.kind) return none;
  if (op.kind !== 'string') return code.text === op.text ? [all] : none;
  const variable = metavariableIn(op.text);
  if (variable === undefined) return isString(by.pattern, op.text, code.text) ? [all] : none;
  return bind(all, variable, binding(code.text, c.op, { value: { fn: c.view.id, temp: c.temp } }));
}

/** Any string, one that a regular expression is found in, or an equal one. */
function isString(pattern: ModuleView, wanted: string, given: string): boolean {
  if (wanted === '...') return true;
  const regex = regexIn(wanted);
  return regex === undefined ? wanted === given : pattern.hasMatch(regex, given);
}

function matchLoad(
  by: Comparison,
  p: With<OpOf<'load'>>,
  c: With<OpOf<'load'>>,
  all: Bindings,
): Found {
  const keyed = matchKey(by, p, c, all);
  const [base, other] = [
    { view: p.view, temp: p.op.base },
    { view: c.view, temp: c.op.base },
  ];
  return keyed.flatMap((each) => matchValue(by, base, other, each));
}

/** `requests.$F` is also `get` after `from requests import get`. */
function matchMemberName(by: Comparison, p: With<OpOf<'load'>>, c: With<Op>, all: Bindings): Found {
  const variable = metavariableOf(p.op.key);
  if (variable === undefined || p.op.index !== undefined) return none;
  const [base, path] = [by.pattern.pathOf(p.view, p.op.base), by.code.pathOf(c.view, c.temp)];
  const dot = path?.lastIndexOf('.') ?? -1;
  if (base === undefined || path === undefined || dot === -1) return none;
  if (base.split('.').some(isPlaceholder)) return none;
  const before = path.slice(0, dot);
  const isLoose = by.code.module.language === 'go' && before.endsWith(`/${base}`);
  return before === base || isLoose
    ? bind(all, variable, binding(path.slice(dot + 1), c.op))
    : none;
}

/** Parts in order; a metavariable may be several of them, `...` any number. */
function matchConcat(
  by: Comparison,
  p: With<OpOf<'concat'>>,
  c: With<OpOf<'concat'>>,
  all: Bindings,
): Found {
  const items = { ...itemsOf(p.view, p.op.parts), areParts: true };
  return matchItems(by, items, itemsOf(c.view, c.op.parts), all);
}

function matchClosure(
  by: Comparison,
  op: OpOf<'closure'>,
  code: OpOf<'closure'>,
  all: Bindings,
): Found {
  const [wanted, given] = [by.pattern.fn(op.fn), by.code.fn(code.fn)];
  return wanted === undefined || given === undefined ? none : matchFunction(by, wanted, given, all);
}
