import type { Expression, ImportedNode, LeaveStatement, Statement } from './ast.ts';
import { expression, expressions } from './parse-expressions.ts';
import type { Parser } from './parser.ts';
import { T } from './tokens.ts';

/** A statement that is no block; undefined: it says nothing (`pass`, `global x`). */
export function simpleStatement(p: Parser): Statement | undefined {
  const parse = KINDS.get(p.kind);
  return parse === undefined ? assignment(p) : parse(p);
}

const KINDS: ReadonlyMap<number, (p: Parser) => Statement | undefined> = new Map<
  number,
  (p: Parser) => Statement | undefined
>([
  [T.name, named],
  [T.return, leave],
  [T.raise, leave],
  [T.break, leave],
  [T.continue, leave],
  [T.pass, pass],
  [T.del, deletion],
  [T.assert, assertion],
  [T.import, imports],
  [T.from, importFrom],
  [T.global, declaration],
  [T.nonlocal, declaration],
]);

function named(p: Parser): Statement {
  return oldStatement(p) ?? typeAlias(p) ?? assignment(p);
}

function pass(p: Parser): undefined {
  p.advance();
}

function deletion(p: Parser): Statement {
  const { start } = p;
  p.advance();
  const target = expressions(p);
  const all = target.type === 'Tuple' ? target.elements : [target];
  for (const each of all) p.bind(each);
  return { type: 'Delete', targets: all, start, end: p.end };
}

function endsStatement(p: Parser): boolean {
  return p.kind === T.newline || p.kind === T.semicolon || p.kind === T.eof;
}

function leave(p: Parser): LeaveStatement {
  const { start, kind } = p;
  p.advance();
  const type =
    kind === T.return
      ? 'Return'
      : kind === T.raise
        ? 'Raise'
        : kind === T.break
          ? 'Break'
          : 'Continue';
  const takesValue = (type === 'Return' || type === 'Raise') && !endsStatement(p);
  const value = takesValue ? expressions(p) : undefined;
  const cause = type === 'Raise' && p.accept(T.from) ? expression(p) : undefined;
  return { type, value, cause, start, end: p.end };
}

function assertion(p: Parser): Statement {
  const { start } = p;
  p.advance();
  const test = expression(p);
  const message = p.accept(T.comma) ? expression(p) : undefined;
  return { type: 'Assert', test, message, start, end: p.end };
}

function declaration(p: Parser): undefined {
  const where = p.kind === T.global ? 'global' : 'nonlocal';
  p.advance();
  const outer = (p.names.outer ??= new Map());
  do outer.set(p.name(), where);
  while (p.accept(T.comma));
}

function imports(p: Parser): Statement {
  const { start } = p;
  p.advance();
  const names: ImportedNode[] = [];
  do {
    const from = p.start;
    const name = dotted(p);
    const local = p.accept(T.as) ? p.name() : '';
    names.push({ name, local, start: from, end: p.end });
    const first = name.split('.', 1)[0] ?? name;
    if (local === '' && first !== name) p.chains.add(name);
    bindImport(p, local === '' ? first : local, local === '' ? first : name);
  } while (p.accept(T.comma));
  return { type: 'Import', names, start, end: p.end };
}

function bindImport(p: Parser, local: string, what: string): void {
  p.bindName(local);
  if (!p.imports.has(local)) p.imports.set(local, what);
}

function dotted(p: Parser): string {
  let name = p.name();
  while (p.accept(T.dot)) name += `.${p.name()}`;
  return name;
}

function importFrom(p: Parser): Statement {
  const { start } = p;
  p.advance();
  let module = '';
  while (p.kind === T.dot || p.kind === T.ellipsis) {
    module += p.word();
    p.advance();
  }
  if (p.kind === T.name) module += dotted(p);
  if (module === '') p.fail();
  p.expect(T.import);
  const names = p.kind === T.star ? wildcard(p) : importedNames(p, module);
  return { type: 'From', module, names, start, end: p.end };
}

function wildcard(p: Parser): readonly ImportedNode[] {
  const { start } = p;
  p.advance();
  return [{ name: '*', local: '', start, end: p.end }];
}

function importedNames(p: Parser, module: string): readonly ImportedNode[] {
  const isParenthesized = p.accept(T.leftParen);
  const names: ImportedNode[] = [];
  do {
    if (isParenthesized && p.kind === T.rightParen) break;
    const { start } = p;
    const name = p.name();
    const local = p.accept(T.as) ? p.name() : name;
    names.push({ name, local, start, end: p.end });
    bindImport(p, local, `${module}#${name}`);
  } while (p.accept(T.comma));
  if (isParenthesized) p.expect(T.rightParen);
  return names;
}

/** `print x` and `exec x in y` of Python 2: calls of their names. */
function oldStatement(p: Parser): Statement | undefined {
  const name = p.word();
  if (name !== 'print' && name !== 'exec') return undefined;
  const next = p.peek(1);
  const isOld =
    next === T.string ||
    next === T.name ||
    next === T.number ||
    next === T.fstringStart ||
    (name === 'print' && next === T.shiftRight && p.peek(3) === T.comma);
  if (!isOld) return undefined;
  const { start } = p;
  const callee: Expression = { type: 'Name', name: p.name(), start, end: p.end };
  p.accept(T.shiftRight);
  const value = expressions(p);
  const parts = value.type === 'Tuple' ? value.elements : [value];
  const args = parts.map((each) => ({ name: '', value: each }));
  const call: Expression = { type: 'Call', callee, args, start, end: p.end };
  return { type: 'Expression', value: call, start, end: p.end };
}

/** `type Name[T] = value`: the value is not computed until it is asked for, and carries no data. */
function typeAlias(p: Parser): Statement | undefined {
  if (p.peek(1) !== T.name || !p.isWord('type')) return undefined;
  const { start } = p;
  p.advance();
  const target: Expression = { type: 'Name', start: p.start, name: p.name(), end: p.end };
  typeParams(p);
  p.expect(T.assign);
  p.bind(target);
  return { type: 'Assign', targets: [target], value: expression(p), start, end: p.end };
}

/** `[T: int, *Ts, **P = x]`, of no interest. */
export function typeParams(p: Parser): void {
  if (!p.accept(T.leftBracket)) return;
  while (p.kind !== T.rightBracket) {
    if (!p.accept(T.star)) p.accept(T.power);
    p.name();
    if (p.accept(T.colon)) expression(p);
    if (p.accept(T.assign)) {
      p.accept(T.star);
      expression(p);
    }
    if (!p.accept(T.comma)) break;
  }
  p.expect(T.rightBracket);
}

function assignment(p: Parser): Statement {
  const { start } = p;
  const first = expressions(p);
  if (p.kind === T.assign) return plainAssignment(p, first);
  if (p.kind === T.augmented) {
    const operator = p.word().slice(0, -1);
    p.advance();
    p.bind(first);
    const value = expressions(p);
    return { type: 'Augmented', target: first, operator, value, start, end: p.end };
  }
  if (p.accept(T.colon)) {
    const annotation = expression(p);
    p.bind(first, annotation);
    const value = p.accept(T.assign) ? expressions(p) : undefined;
    return { type: 'Annotated', target: first, annotation, value, start, end: p.end };
  }
  return { type: 'Expression', value: first, start, end: p.end };
}

function plainAssignment(p: Parser, first: Expression): Statement {
  const targets: Expression[] = [];
  let value = first;
  while (p.accept(T.assign)) {
    p.bind(value);
    targets.push(value);
    value = expressions(p);
  }
  return { type: 'Assign', targets, value, start: first.start, end: p.end };
}
