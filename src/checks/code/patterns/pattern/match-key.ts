import { bind, binding, type Bindings } from './bindings.ts';
import {
  nameOfTemp,
  type Comparison,
  type Found,
  type OpOf,
  type Side,
  type With,
} from './comparison.ts';
import type { ModuleView } from './module-view.ts';
import { dotsName, metavariableIn, metavariableOf } from './names.ts';

const none: Found = [];

/** The member that is named or computed: of a load, of a write to a member, and of an entry of a record. */
export function matchKey(
  by: Comparison,
  p: With<OpOf<'load' | 'store'>>,
  c: With<OpOf<'load' | 'store'>>,
  all: Bindings,
): Found {
  const { key, index } = p.op;
  if (index !== undefined) return matchIndex(by, { view: p.view, temp: index }, c, all);
  if (c.op.index !== undefined) return none;
  const isBracket = isInBrackets(by.code, c.op);
  if (key === '...') return isBracket ? [all] : none;
  const variable = metavariableOf(key) ?? metavariableIn(key);
  if (variable === undefined) return key === c.op.key ? [all] : none;
  // `$X.$K` is no `x['k']`, `$X["$K"]` is no `x.k`.
  const isString = metavariableIn(key) !== undefined;
  if (p.op.op === 'load' && isString !== isBracket) return none;
  return bind(all, variable, binding(c.op.key, c.op));
}

/** A computed member: of the code it may be a constant in brackets, which is a key. */
function matchIndex(
  by: Comparison,
  p: Side,
  c: With<OpOf<'load' | 'store'>>,
  all: Bindings,
): Found {
  if (c.op.index !== undefined) return by.value(p, { view: c.view, temp: c.op.index }, all);
  const name = nameOfTemp(by.pattern, p.view, p.temp);
  const isEntry = c.op.op === 'store' || isInBrackets(by.code, c.op);
  if (!isEntry) return none;
  if (name === dotsName) return [all];
  const variable = metavariableOf(name);
  return variable === undefined ? none : bind(all, variable, binding(c.op.key, c.op));
}

function isInBrackets(module: ModuleView, op: OpOf<'load' | 'store'>): boolean {
  return /\]\s*$/u.test(module.text.slice(op.end - 5, op.end)) && op.op === 'load';
}
