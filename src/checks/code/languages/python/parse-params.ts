import type { Expression, ParamNode } from './ast.ts';
import type { Parser } from './parser.ts';
import { T } from './tokens.ts';

/** Parameters up to a token of kind `end`, which stays; those of a lambda have no annotations. */
export function params(p: Parser, end: number): readonly ParamNode[] {
  const list: ParamNode[] = [];
  while (p.kind !== end) {
    // `/` and `*` alone part the list, and bind nothing.
    if (!p.accept(T.slash) && !acceptBareStar(p, end)) list.push(param(p, end));
    if (!p.accept(T.comma)) break;
  }
  for (const { name, annotation } of list) p.bindName(name, annotation);
  return list;
}

function acceptBareStar(p: Parser, end: number): boolean {
  const next = p.peek(1);
  return p.kind === T.star && (next === T.comma || next === end) && p.accept(T.star);
}

function param(p: Parser, end: number): ParamNode {
  const { start } = p;
  const kind = p.accept(T.star) ? 'rest' : p.accept(T.power) ? 'named' : 'plain';
  const name = p.name();
  const nameEnd = p.end;
  let annotation: Expression | undefined;
  if (end !== T.colon && p.accept(T.colon)) {
    p.accept(T.star);
    annotation = p.grammar.expression(p);
  }
  const otherwise = p.accept(T.assign) ? p.grammar.expression(p) : undefined;
  return { name, kind, annotation, otherwise, start, end: nameEnd };
}
