import type * as t from '@babel/types';
import { ModuleBuilder } from '../../ir/builder.ts';
import type { Language, Lowered } from '../language.ts';
import { Context, type Parts } from './context.ts';
import { expression } from './expressions.ts';
import { classValue, closure } from './functions.ts';
import { hoistBlock, hoistVars } from './hoist.ts';
import { importedTypes } from './modules.ts';
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
};

function lower(path: string, whole: string): Lowered {
  const text = /\.(?:vue|svelte)$/u.test(path) ? scriptsOnly(whole) : whole;
  const module = new ModuleBuilder();
  const { file, lost } = parseScript(path, text);
  module.lost.push(...lost);
  lowerBody(module, file?.program.body ?? [], text.length);
  const finished = module.finish(path, javascript.id);
  if (file === undefined) {
    return { module: finished, trouble: 'it could not be parsed as JavaScript or TypeScript' };
  }
  const count = finished.lost.length;
  return count === 0
    ? { module: finished }
    : { module: finished, trouble: `${count} statements could not be parsed` };
}

function lowerBody(module: ModuleBuilder, body: readonly t.Statement[], end: number): void {
  const fn = module.open('', -1);
  const scope = new Scope(module, fn.id, undefined);
  const types = importedTypes(body);
  const depth = { now: 0 };
  const context = new Context({ fn, scope, parts, loops: [], types, receiver: fn.receiver, depth });
  hoistVars(scope, body);
  hoistBlock(context, body);
  for (const each of body) context.statement(each);
  fn.close({ start: 0, end });
}
