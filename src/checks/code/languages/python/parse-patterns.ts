import type { Expression, Pattern, PatternPart } from './ast.ts';
import { primary } from './parse-expressions.ts';
import type { Parser } from './parser.ts';
import { T } from './tokens.ts';

/** The pattern of a `case`, which may be a sequence without brackets. */
export function parsePattern(p: Parser): Pattern {
  const { start } = p;
  const first = member(p);
  if (p.kind !== T.comma) return first.key === '' ? first.pattern : parts([first], start, p.end);
  const list = [first];
  while (p.accept(T.comma) && p.kind !== T.colon && p.kind !== T.if) list.push(member(p));
  return parts(list, start, p.end);
}

function parts(list: readonly PatternPart[], start: number, end: number): Pattern {
  return { type: 'Parts', of: undefined, parts: list, start, end };
}

/** One of a sequence: `*rest` takes what is left. */
function member(p: Parser): PatternPart {
  if (!p.accept(T.star)) return { key: '', pattern: alias(p) };
  return { key: '*', pattern: capture(p) };
}

function capture(p: Parser): Pattern {
  const { start } = p;
  const name = p.name();
  return { type: 'Capture', target: captured(p, name, start), inner: undefined, start, end: p.end };
}

function captured(p: Parser, name: string, start: number): Expression | undefined {
  if (name === '_') return undefined;
  p.bindName(name);
  return { type: 'Name', name, start, end: p.end };
}

function alias(p: Parser): Pattern {
  const { start } = p;
  p.enter();
  const options = [closed(p)];
  while (p.accept(T.bar)) options.push(closed(p));
  p.leave();
  const [only] = options;
  const inner: Pattern =
    only !== undefined && options.length === 1 ? only : { type: 'Any', options, start, end: p.end };
  if (!p.accept(T.as)) return inner;
  const at = p.start;
  const target = captured(p, p.name(), at);
  return { type: 'Capture', target, inner, start, end: p.end };
}

function closed(p: Parser): Pattern {
  switch (p.kind) {
    case T.leftParen:
    case T.leftBracket:
      return sequence(p);
    case T.leftBrace:
      return mapping(p);
    case T.name:
      return nameOrClass(p);
    default:
      return literal(p);
  }
}

function sequence(p: Parser): Pattern {
  const { start, kind } = p;
  const end = kind === T.leftParen ? T.rightParen : T.rightBracket;
  p.advance();
  const list: PatternPart[] = [];
  let hasComma = false;
  while (p.kind !== end) {
    list.push(member(p));
    if (!p.accept(T.comma)) break;
    hasComma = true;
  }
  p.expect(end);
  const [only] = list;
  const isGroup = kind === T.leftParen && !hasComma && only?.key === '' && list.length === 1;
  return isGroup && only !== undefined ? only.pattern : parts(list, start, p.end);
}

function mapping(p: Parser): Pattern {
  const { start } = p;
  p.advance();
  const list: PatternPart[] = [];
  while (p.kind !== T.rightBrace) {
    if (p.accept(T.power)) list.push({ key: '*', pattern: capture(p) });
    else {
      const key = literal(p);
      p.expect(T.colon);
      const isText = key.type === 'Value' && key.value.type === 'Text';
      list.push({
        key: isText && key.value.type === 'Text' ? key.value.value : '*',
        pattern: alias(p),
      });
    }
    if (!p.accept(T.comma)) break;
  }
  p.expect(T.rightBrace);
  return parts(list, start, p.end);
}

function nameOrClass(p: Parser): Pattern {
  const { start } = p;
  const next = p.peek(1);
  if (next !== T.dot && next !== T.leftParen) return capture(p);
  let value: Expression = { type: 'Name', name: p.name(), start, end: p.end };
  while (p.accept(T.dot)) {
    value = { type: 'Attribute', base: value, name: p.name(), start, end: p.end };
  }
  if (!p.accept(T.leftParen)) return { type: 'Value', value, start, end: p.end };
  const list: PatternPart[] = [];
  while (p.kind !== T.rightParen) {
    if (p.kind === T.name && p.peek(1) === T.assign) {
      const key = p.name();
      p.advance();
      list.push({ key, pattern: alias(p) });
    } else list.push({ key: '', pattern: alias(p) });
    if (!p.accept(T.comma)) break;
  }
  p.expect(T.rightParen);
  return { type: 'Parts', of: value, parts: list, start, end: p.end };
}

/** A number with its sign and its imaginary part, a string, `None`, `True`, `False`, or a dotted name. */
function literal(p: Parser): Pattern {
  const { start } = p;
  p.accept(T.minus);
  const value = primary(p);
  if (p.kind === T.plus || p.kind === T.minus) {
    p.advance();
    primary(p);
  }
  return { type: 'Value', value, start, end: p.end };
}
