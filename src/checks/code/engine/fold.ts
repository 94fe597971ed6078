import { constantValue, type Constant, type Value } from './value.ts';

/** Strings longer than that are not computed. */
const MAX_CHARACTERS = 10_000;

/** The value of an operator on constants; undefined: it cannot be told. */
export function fold(operator: string, values: readonly Value[]): Value | undefined {
  const all = values.map(({ constants }) => constants);
  if (all.some((each) => each === undefined || each.length !== 1)) return undefined;
  const [left = null, right = null] = all.map((each) => each?.[0] ?? null);
  const result = values.length === 1 ? unary(operator, left) : binary(operator, left, right);
  return result === undefined ? undefined : constantValue(result);
}

function unary(operator: string, value: Constant): Constant | undefined {
  switch (operator) {
    case '!':
      return !(value !== '' && value !== 0 && value !== false && value !== null);
    case '-':
      return typeof value === 'number' ? -value : undefined;
    case '+':
      return typeof value === 'number' ? value : undefined;
    default:
      return undefined;
  }
}

// oxlint-disable-next-line complexity -- one line an operator
function binary(operator: string, left: Constant, right: Constant): Constant | undefined {
  switch (operator) {
    case '===':
    case '==':
      return left === right;
    case '!==':
    case '!=':
      return left !== right;
    case '+':
      return plus(left, right);
    case 'in':
      return typeof left === 'string' && typeof right === 'string'
        ? right.includes(left)
        : undefined;
    default:
      return typeof left === 'number' && typeof right === 'number'
        ? arithmetic(operator, left, right)
        : undefined;
  }
}

function plus(left: Constant, right: Constant): Constant | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left !== 'string' && typeof right !== 'string') return undefined;
  const text = `${left}${right}`;
  return text.length > MAX_CHARACTERS ? undefined : text;
}

// oxlint-disable-next-line complexity -- one line an operator
function arithmetic(operator: string, left: number, right: number): Constant | undefined {
  switch (operator) {
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
    case '%':
      return right === 0 ? undefined : left % right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    default:
      return undefined;
  }
}

/** Methods of strings on constants, as models name them in `folds`. */
const METHODS: Readonly<
  Record<string, (text: string, args: readonly Constant[]) => Constant | undefined>
> = {
  'char-at': (text, [index]) => (typeof index === 'number' ? text.charAt(index) : undefined),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
  length: (text) => text.length,
  equals: (text, [other]) => text === other,
  'starts-with': (text, [other]) =>
    typeof other === 'string' ? text.startsWith(other) : undefined,
  contains: (text, [other]) => (typeof other === 'string' ? text.includes(other) : undefined),
  'index-of': (text, [other]) => (typeof other === 'string' ? text.indexOf(other) : undefined),
  substring: (text, [from, to]) =>
    typeof from === 'number'
      ? text.slice(from, typeof to === 'number' ? to : undefined)
      : undefined,
  concat: (text, args) => [text, ...args].join('').slice(0, MAX_CHARACTERS),
  identity: (text) => text,
};

/** The result of a method of strings (`this` is the first value) where everything is constant. */
export function foldMethod(name: string, values: readonly Value[]): Value | undefined {
  const method = METHODS[name];
  const constants: Constant[] = [];
  for (const { constants: each } of values) {
    const [only] = each ?? [];
    if (each?.length !== 1 || only === undefined) return undefined;
    constants.push(only);
  }
  const [first, ...rest] = constants;
  if (method === undefined || typeof first !== 'string') return undefined;
  const result = method(first, rest);
  return result === undefined ? undefined : constantValue(result);
}
