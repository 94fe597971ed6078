import { ModuleBuilder } from '../../ir/builder.ts';
import type { Span } from '../../ir/ir.ts';
import type { Language, Lowered } from '../language.ts';
import { classValue } from './lowering/classes.ts';
import { Context, type FileState } from './lowering/context.ts';
import { expression } from './lowering/expressions.ts';
import { fileFrame } from './lowering/frame.ts';
import { Names } from './lowering/names.ts';
import { recordsOf } from './lowering/records.ts';
import { Scope } from './lowering/scope.ts';
import { statement } from './lowering/statements.ts';
import type { FileNode } from './syntax/nodes.ts';
import { parse } from './syntax/parse.ts';

/** A file of which more than this part was lost is not said to have been examined. Chosen. */
const maxLostPart = 0.2;

export const java: Language = {
  id: 'java',
  extensions: new Set(['.java']),
  lower,
  // Classes are found by the names of their packages, wherever their files lie.
  candidates: () => [],
  snippet: {
    expression: ['class __S { Object __m() { return ', '; } }'],
    statements: ['class __S { void __m() { ', '\n} }'],
  },
};

function lower(path: string, text: string): Lowered {
  const file = parse(text);
  const module = new ModuleBuilder();
  const names = new Names(file);
  module.package = file.package === '' ? unnamedPackage(path) : file.package;
  module.wildcards.push(...names.wildcards);
  const parts = { expression, statement, classValue };
  lowerBody({ module, names, parts, records: recordsOf(file.types), depth: 0 }, file, text.length);
  const lost = merged([...file.lost, ...module.lost]);
  module.lost.splice(0, module.lost.length, ...lost);
  const lostSize = lost.reduce((sum, { start, end }) => sum + end - start, 0);
  const part = lostSize / Math.max(1, text.length);
  const isNothing = lost.length > 0 && file.types.length === 0;
  const finished = module.finish(path, java.id);
  if (part <= maxLostPart && !isNothing) return { module: finished };
  return {
    module: finished,
    trouble: `${Math.ceil(part * 100)} % of it could not be parsed as Java`,
  };
}

/** Files without a package see each other where they lie in one folder. No package has a name with a slash. */
function unnamedPackage(path: string): string {
  return `./${path.slice(0, path.lastIndexOf('/') + 1)}`;
}

/** The body of the file makes its classes, and offers them by name. */
function lowerBody(state: FileState, { types }: FileNode, end: number): void {
  const fn = state.module.open({ name: '', parent: -1 });
  const context = new Context(state, fn, new Scope(state.module, fn.id, undefined), fileFrame);
  for (const node of types) {
    const src = classValue(context, node);
    fn.emit({ op: 'export', name: node.name, src }, { start: node.start, end: node.end });
  }
  fn.close({ start: 0, end });
}

/** In order, and none within another. */
function merged(spans: readonly Span[]): readonly Span[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || start > last.end) all.push({ start, end });
    else last.end = Math.max(last.end, end);
  }
  return all;
}
