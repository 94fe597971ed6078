import type { TypeName } from '../../ir/ir.ts';
import type { Holds, Scope } from './scope.ts';
import type { Expr, Selector } from './syntax/ast.ts';

const NUMBERS: ReadonlySet<string> = new Set(
  (
    'int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr ' +
    'float32 float64 complex64 complex128 byte rune'
  ).split(' '),
);

/** Types that are there without a declaration (https://go.dev/ref/spec#Predeclared_identifiers). */
const PREDECLARED: ReadonlySet<string> = new Set([
  ...NUMBERS,
  'string',
  'bool',
  'error',
  'any',
  'comparable',
]);

/** Aliases of types may lead in a circle in broken code. */
const maxAliases = 20;

/** The name of a type as the intermediate form writes it; pointers are what they point to. */
export function typeName(scope: Scope, written: Expr | undefined): TypeName {
  const type = withoutArguments(written);
  if (type?.kind === 'name') return ofWord(scope, type.name);
  if (type?.kind === 'map-type') return 'map';
  if (type?.kind === 'array-type') {
    const element = typeName(scope, type.element);
    return element === '' ? '' : `${element}[]`;
  }
  return type?.kind === 'selector' ? ofMember(scope, type) : '';
}

function ofMember(scope: Scope, { base, name }: Selector): TypeName {
  const entity = base.kind === 'name' ? scope.find(base.name) : undefined;
  return entity?.kind === 'package' ? `${entity.path}#${name.name}` : '';
}

function ofWord(scope: Scope, word: string): TypeName {
  const entity = scope.find(word);
  if (entity !== undefined) return entity.kind === 'type' ? entity.type : '';
  if (word === 'any') return '';
  return PREDECLARED.has(word) ? word : `#${word}`;
}

/** Without stars and type arguments. `a[0][0]…` of any length looks like one, so it is walked. */
function withoutArguments(type: Expr | undefined): Expr | undefined {
  let at = type;
  while (at?.kind === 'index' || at?.kind === 'star') {
    at = at.kind === 'star' ? at.operand : at.base;
  }
  return at;
}

/** Whether an expression surely is a type: `[]byte`, `string`, `User` of this file; `pkg.Name` may be a function. */
export function isType(scope: Scope, written: Expr): boolean {
  const node = withoutArguments(written);
  if (node?.kind !== 'name') return node !== undefined && IS_TYPE.has(node.kind);
  const entity = scope.find(node.name);
  return entity === undefined ? PREDECLARED.has(node.name) : entity.kind === 'type';
}

const IS_TYPE: ReadonlySet<Expr['kind']> = new Set([
  'array-type',
  'map-type',
  'chan-type',
  'func-type',
  'struct-type',
  'interface-type',
]);

/**
 * What a type of this file is made of: the struct, the list, the word `string`. A name that is left is a predeclared one
 * or one of another file.
 */
export function underlying(scope: Scope, type: Expr): Expr | undefined {
  let at: Expr | undefined = type;
  for (let count = 0; count < maxAliases; count++) {
    while (at?.kind === 'index') at = at.base;
    if (at?.kind !== 'name') return at;
    const entity = scope.find(at.name);
    if (entity === undefined) return at;
    if (entity.kind !== 'type') return undefined;
    at = entity.underlying;
  }
  return undefined;
}

export function isNumber(scope: Scope, type: Expr): boolean {
  const plain = underlying(scope, type);
  return plain?.kind === 'name' && NUMBERS.has(plain.name);
}

/** `string`, a number, `bool`, `error` or `[]byte`. */
export function isScalar(scope: Scope, type: Expr): boolean {
  const plain = underlying(scope, type);
  if (plain?.kind === 'name') return PREDECLARED.has(plain.name);
  return plain?.kind === 'array-type' && isNumber(scope, plain.element);
}

export function holdsOf(scope: Scope, type: Expr | undefined): Holds {
  if (type === undefined) return 'value';
  if (type.kind === 'chan-type') return 'channel';
  if (type.kind === 'star') return isScalar(scope, type.operand) ? 'cell' : 'value';
  if (isNumber(scope, type)) return 'number';
  return isScalar(scope, type) ? 'scalar' : 'value';
}
