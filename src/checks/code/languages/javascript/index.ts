import type * as t from '@babel/types';
import { ModuleBuilder } from '../../ir/builder.ts';
import type { Language, Lowered } from '../language.ts';
import { classValue } from './classes.ts';
import { Context, type FileState, type Parts } from './context.ts';
import { expression } from './expressions.ts';
import { closure } from './functions.ts';
import { hoistBlock, hoistVars } from './hoist.ts';
import { finishExports, importDeclaration, namesOfTypes } from './modules.ts';
import { parseScript } from './parse.ts';
import { assign } from './patterns.ts';
import { candidates } from './resolve.ts';
import { Scope } from './scope.ts';
import { scriptsOnly } from './script-blocks.ts';
import { statement } from './statements.ts';

const parts: Parts = { expression, statement, closure, classValue, assign };

export const javascript: Language = {
  id: 'javascript',
  extensions: new Set([
    '.js',
    '.mjs',
    '.cjs',
    '.jsx',
    '.ts',
    '.mts',
    '.cts',
    '.tsx',
    '.vue',
    '.svelte',
  ]),
  lower,
  candidates,
  snippet: {
    expression: ['(', ')'],
    statements: ['async function* snippet() {', '\n}'],
  },
};

function lower(path: string, whole: string): Lowered {
  const text = /\.(?:vue|svelte)$/u.test(path) ? scriptsOnly(whole) : whole;
  const { file, lost, trouble } = parseScript(path, text);
  const module = new ModuleBuilder();
  module.lost.push(...lost);
  lowerBody(module, file?.program.body ?? [], text.length);
  const finished = module.finish(path, javascript.id);
  const problem = trouble ?? tooMuchLost(finished.lost, text.length);
  return problem === undefined ? { module: finished } : { module: finished, trouble: problem };
}

/** Chosen: a slip in a file or two may pass, a file that is half read may not. */
const maxLost = 3;
const maxLostShare = 0.1;

function tooMuchLost(
  lost: readonly { readonly start: number; readonly end: number }[],
  length: number,
): string | undefined {
  let characters = 0;
  for (const { start, end } of lost) characters += end - start;
  return lost.length > maxLost || characters > length * maxLostShare
    ? `${lost.length} statements could not be parsed`
    : undefined;
}

function lowerBody(module: ModuleBuilder, body: readonly t.Statement[], end: number): void {
  const fn = module.open({ name: '', parent: -1 });
  const file: FileState = { module, parts, ...namesOfTypes(body), exports: [], depth: 0 };
  const context = new Context(file, fn, new Scope(module, fn.id, undefined));
  hoistVars(context, body);
  // What is imported is there before the first statement, wherever the import stands.
  for (const each of body) if (each.type === 'ImportDeclaration') importDeclaration(context, each);
  hoistBlock(context, body);
  for (const each of body) context.statement(each);
  finishExports(context);
  fn.close({ start: 0, end });
}
