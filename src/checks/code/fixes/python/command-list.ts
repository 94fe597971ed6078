import type { ArgumentNode } from '../../languages/python/ast.ts';
import { commandWords } from '../command-words.ts';
import type { Edit, PythonSite } from '../fix.ts';
import { sourceOf, textParts } from './text-parts.ts';
import { keyword, textOf, type PythonTree } from './tree.ts';

const functions: ReadonlySet<string> = new Set([
  'run',
  'call',
  'check_call',
  'check_output',
  'Popen',
]);

/** `subprocess.run(f'ls {x}', shell=True)` becomes `subprocess.run(['ls', x])`. */
export function commandListPython({ flow, tree, call }: PythonSite): readonly Edit[] | undefined {
  const [line, ...others] = call.args;
  if (line?.name !== '' || !startsOne(flow.library) || !others.every(isNamed)) return undefined;
  const shell = keyword(call, 'shell');
  if (shell === undefined || textOf(tree, shell) !== 'True') return undefined;
  const list = listOf(tree, line.value);
  const removed = removedArgument(tree, shell);
  if (list === undefined || removed === undefined) return undefined;
  return [{ start: line.value.start, end: line.value.end, text: list }, removed];
}

function startsOne(library: string | undefined): boolean {
  const name = /^subprocess\.(?<name>\w+)$/u.exec(library ?? '')?.groups?.['name'];
  return name !== undefined && functions.has(name);
}

/** By position one of them is the program, as is `executable`. */
function isNamed({ name }: ArgumentNode): boolean {
  return !/^\**$/u.test(name) && name !== 'executable';
}

function listOf(tree: PythonTree, line: Parameters<typeof textParts>[1]): string | undefined {
  const parts = textParts(tree, line);
  const words = parts && commandWords(parts);
  // A list takes texts and paths; a number in it is an error.
  const sources = words?.map((word) => sourceOf(word, true));
  if (sources === undefined || sources.includes(undefined)) return undefined;
  return `[${sources.join(', ')}]`;
}

/** With the comma before it. */
function removedArgument(
  { text }: PythonTree,
  { start, end }: { readonly start: number; readonly end: number },
): Edit | undefined {
  const before = /,\s*shell\s*=\s*$/u.exec(text.slice(Math.max(0, start - 200), start));
  return before === null ? undefined : { start: start - before[0].length, end, text: '' };
}
