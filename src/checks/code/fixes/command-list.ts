import type * as t from '@babel/types';
import { commandWords } from './command-words.ts';
import type { Edit, FixKind, JavascriptSite } from './fix.ts';
import { renamedImport } from './javascript/renamed-import.ts';
import { sourceOf, textParts } from './javascript/text-parts.ts';
import {
  calledName,
  isCallback,
  keyOf,
  plainArguments,
  spanOf,
  type JavascriptTree,
} from './javascript/tree.ts';
import { commandListPython } from './python/command-list.ts';

/** A command line becomes a program and the list of its arguments, which no shell reads. */
export const commandList: FixKind = {
  rules: ['command-injection', 'library-command-injection'],
  javascript,
  python: commandListPython,
};

const lists: Readonly<Record<string, string>> = { exec: 'execFile', execSync: 'execFileSync' };

function javascript({ flow, tree, call }: JavascriptSite): readonly Edit[] | undefined {
  const name = calledName(call);
  const to = name && lists[name.name];
  if (to === undefined || flow.library !== `child_process.${name?.name ?? ''}`) return undefined;
  const [line, ...others] = plainArguments(tree, call) ?? [];
  if (line === undefined || !others.every(isWithoutShell)) return undefined;
  const list = listOf(tree, line);
  const renamed = name && renamedImport(tree, call, { name, to });
  if (list === undefined || renamed === undefined) return undefined;
  return [...renamed, { ...spanOf(line), text: list }];
}

function listOf(tree: JavascriptTree, line: t.Expression): string | undefined {
  const parts = textParts(tree, line);
  const words = parts && commandWords(parts);
  if (words === undefined) return undefined;
  // To TypeScript an argument is a text, and a number in it a mistake.
  const isTyped = /\.[cm]?tsx?$/u.test(tree.path);
  const [program = '', ...args] = words.map((word) => sourceOf(word, isTyped));
  return `${program}, [${args.join(', ')}]`;
}

/** A function that is called at the end, or options that are written out and say nothing about a shell. */
function isWithoutShell(node: t.Expression): boolean {
  if (node.type !== 'ObjectExpression') return isCallback(node);
  return node.properties.every((each) => (keyOf(each) ?? 'shell') !== 'shell');
}
