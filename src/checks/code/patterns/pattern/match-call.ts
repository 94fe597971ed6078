import type { Op } from '../../ir/ir.ts';
import { bind, binding, type Bindings } from './bindings.ts';
import {
  freeName,
  nameOfTemp,
  type Comparison,
  type Found,
  type OpOf,
  type With,
} from './comparison.ts';
import { isItem, itemsOf, matchItems } from './match-items.ts';
import { dotsName, metavariableIn, metavariableOf } from './names.ts';

const none: Found = [];

/** Callee, arguments in order, named ones in any order. */
export function matchCall(
  by: Comparison,
  p: With<OpOf<'call'>>,
  c: With<Op>,
  all: Bindings,
): Found {
  const { op } = p;
  if (c.op.op === 'module') return matchImport(by, p, c.op, all);
  if (c.op.op !== 'call' || c.op.isNew !== op.isNew) return none;
  const code = c.op;
  const callees = by.value(
    { view: p.view, temp: op.callee },
    { view: c.view, temp: code.callee },
    all,
  );
  if (callees.length === 0) return none;
  const [items, others] = [
    itemsOf(p.view, op.args, op.spreadFrom),
    itemsOf(c.view, code.args, code.spreadFrom),
  ];
  return callees
    .flatMap((each) => matchItems(by, items, others, each))
    .flatMap((each) => matchNamed(by, { ...p, op }, { ...c, op: code }, each));
}

/** `require($X)` where the code's argument is a constant. */
function matchImport(
  by: Comparison,
  p: With<OpOf<'call'>>,
  code: OpOf<'module'>,
  all: Bindings,
): Found {
  const argument = p.view.of(p.op.args[0] ?? -1)?.op;
  if (nameOfTemp(by.pattern, p.view, p.op.callee) !== 'require' || argument === undefined) {
    return none;
  }
  const isString = argument.op === 'constant';
  const name = isString ? argument.text : freeName(by.pattern, argument);
  if (name === dotsName || name === '...') return [all];
  const variable = isString ? metavariableIn(name) : metavariableOf(name);
  if (variable === undefined) return none;
  return bind(all, variable, binding(code.specifier, code));
}

/** Arguments with names, in any order; more may be there where the pattern has `...`. */
function matchNamed(
  by: Comparison,
  p: With<OpOf<'call'>>,
  c: With<OpOf<'call'>>,
  all: Bindings,
): Found {
  const wanted = p.op.named.filter(({ name }) => name !== dotsName && name !== '');
  const isOpen =
    wanted.length < p.op.named.length || p.op.args.some((temp) => isItem(p.view, temp, dotsName));
  if (!isOpen && wanted.length !== c.op.named.length) return none;
  let found: Found = [all];
  for (const { name, value } of wanted) {
    const variable = metavariableOf(name);
    found = found.flatMap((each) =>
      c.op.named.flatMap((other) => {
        if (variable === undefined && other.name !== name) return [];
        const sides = [
          { view: p.view, temp: value },
          { view: c.view, temp: other.value },
        ] as const;
        const named =
          variable === undefined ? [each] : bind(each, variable, binding(other.name, c.op));
        return named.flatMap((bound) => by.value(...sides, bound));
      }),
    );
  }
  return found;
}
