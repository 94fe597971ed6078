import type { CaseNode, Statement } from './ast.ts';
import { named } from './parse-expressions.ts';
import { parsePattern } from './parse-patterns.ts';
import type { Parser } from './parser.ts';
import { T } from './tokens.ts';

/** `match` is a name, too: it begins a statement where its line ends with a colon and `case` follows. */
export function isMatch(p: Parser): boolean {
  if (p.peek(1) === T.assign || p.peek(1) === T.dot || !p.isWord('match')) return false;
  let ahead = 1;
  while (p.peek(ahead) !== T.newline && p.peek(ahead) !== T.eof) ahead++;
  return p.peek(ahead - 1) === T.colon && p.peek(ahead + 1) === T.indent;
}

/** `match subject:` and its cases. */
export function matchStatement(p: Parser): Statement {
  const { start } = p;
  p.advance();
  const subject = p.grammar.expressions(p);
  p.expect(T.colon);
  p.expect(T.newline);
  p.indent();
  const cases: CaseNode[] = [];
  while (p.isWord('case')) cases.push(caseOf(p));
  if (p.kind !== T.dedent) p.fail();
  p.dedent();
  return { type: 'Match', subject, cases, start, end: p.end };
}

function caseOf(p: Parser): CaseNode {
  const { start } = p;
  p.advance();
  const pattern = parsePattern(p);
  const guard = p.accept(T.if) ? named(p) : undefined;
  return { pattern, guard, body: p.grammar.block(p), start, end: p.end };
}
