import type { Op } from '../../ir/ir.ts';
import type { Bindings } from './bindings.ts';
import type { Comparison, Found, OpOf, With } from './comparison.ts';
import { typePath } from './module-view.ts';

/** Names of one type in several languages, and with its package. */
const sameTypes: Readonly<Record<string, string>> = {
  String: 'string',
  str: 'string',
  'java.lang.String': 'string',
  boolean: 'bool',
  Boolean: 'bool',
  'java.lang.Boolean': 'bool',
  Integer: 'int',
  'java.lang.Integer': 'int',
};

const constantTypes: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'bool',
  number: 'int',
};

/** `(Type $X)`: a value that is known to be of the type, by what was declared or by what it is. */
export function matchTyped(
  by: Comparison,
  p: With<OpOf<'call'>>,
  c: With<Op>,
  all: Bindings,
): Found {
  const [value = -1, type = -1] = p.op.args;
  const stated = p.view.of(type)?.op;
  if (stated?.op !== 'constant') return [];
  const given = typeOf(by, c);
  if (given === undefined || !isType(plain(stated.text), plain(given))) return [];
  return by.value({ view: p.view, temp: value }, { view: c.view, temp: c.temp }, all);
}

function typeOf({ code }: Comparison, c: With<Op>): string | undefined {
  const { op } = c;
  if (op.op === 'read') {
    const declared = code.module.variables[op.variable]?.type ?? '';
    if (declared !== '') return typePath(declared);
  }
  const found = code.resolve(c.view, c.temp);
  return found === undefined ? undefined : typeOfOp(code, found);
}

function typeOfOp(
  code: Comparison['code'],
  { view, op }: NonNullable<ReturnType<Comparison['code']['resolve']>>,
): string | undefined {
  if (op.op === 'constant') return constantTypes[op.kind];
  if (op.op === 'concat') return 'string';
  return op.op === 'call' && op.isNew ? code.pathOf(view, op.callee) : undefined;
}

/** Without what makes it a pointer, and without type arguments. */
function plain(type: string): string {
  const name = type.replace(/^[*&]+/u, '').replace(/<.*>/u, '');
  return sameTypes[name] ?? name;
}

function isType(wanted: string, given: string): boolean {
  return wanted === given || given.endsWith(`.${wanted}`) || given.endsWith(`/${wanted}`);
}
