import type { Expression, FileNode } from './ast.ts';
import { tokenize } from './lexer.ts';
import { binary, element, expression, expressions } from './parse-expressions.ts';
import { block, fileBody } from './parse-statements.ts';
import { Parser, type Grammar } from './parser.ts';

const grammar: Grammar = { expression, expressions, element, binary, block };

/** Parses a file; what is not Python is told as lost. Takes time linear in the length of the text. */
export function parseFile(text: string): FileNode {
  const p = new Parser(tokenize(text), grammar);
  const body = fileBody(p);
  const { names, imports, chains, classes, lost, statements } = p;
  return { body, names, imports, chains, classes, lost, statements };
}

/** Parses a type that was written as a string; undefined: it is none. */
export function parseType(text: string): Expression | undefined {
  const p = new Parser(tokenize(text), grammar);
  const [only] = fileBody(p);
  return p.lost.length === 0 && only?.type === 'Expression' ? only.value : undefined;
}
