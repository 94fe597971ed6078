import type * as t from '@babel/types';
import { ModuleBuilder } from '../../ir/builder.ts';
import type { Span } from '../../ir/ir.ts';
import type { Language, Lowered } from '../language.ts';
import { isConfiguration, statedIn } from './aliases.ts';
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
import { isView, namesOfView, scriptOfView, VIEW_EXTENSIONS } from './view-templates.ts';

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
    ...VIEW_EXTENSIONS,
  ]),
  lower,
  candidates,
  isConfiguration,
  statedIn,
  snippet: {
    expression: ['(', ')'],
    statements: ['async function* snippet() {', '\n}'],
  },
};

function lower(path: string, whole: string): Lowered {
  const text = scriptOf(path, whole);
  const { file, lost, trouble } = parseScript(path, text);
  try {
    return lowerParsed(path, { body: file?.program.body ?? [], lost, trouble }, text.length);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Whoever called this had used up most of the stack.
    const none = { body: [], lost, trouble: 'it is nested too deeply to be examined' };
    return lowerParsed(path, none, text.length);
  }
}

function scriptOf(path: string, whole: string): string {
  if (isView(path)) return scriptOfView(path, whole);
  return /\.(?:vue|svelte)$/u.test(path) ? scriptsOnly(whole) : whole;
}

interface Body {
  readonly body: readonly t.Statement[];
  readonly lost: readonly Span[];
  readonly trouble: string | undefined;
}

function lowerParsed(path: string, { body, lost, trouble }: Body, length: number): Lowered {
  const builder = new ModuleBuilder();
  builder.lost.push(...lost);
  lowerBody(builder, body, length);
  const made = builder.finish(path, javascript.id);
  const module = isView(path) ? { ...made, strings: namesOfView(made.strings) } : made;
  const problem = trouble ?? tooMuchLost(module.lost, length);
  return problem === undefined ? { module } : { module, trouble: problem };
}

/** Chosen: a slip in a file or two may pass, a file that is half read may not. */
const maxLost = 3;
const maxLostShare = 0.1;

function tooMuchLost(lost: readonly Span[], length: number): string | undefined {
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
