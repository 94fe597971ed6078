import type { Flow } from '../engine/flows.ts';
import type { Span } from '../ir/ir.ts';
import type { CallNode } from '../languages/python/ast.ts';
import type { Call, JavascriptTree } from './javascript/tree.ts';
import type { PythonTree } from './python/tree.ts';

/** Text that replaces a place; at an empty place it is put in. */
export interface Edit extends Span {
  readonly text: string;
}

/** Where a finding stands: what was found, the tree of the file of its sink, and the call that the sink is. */
interface Site<Tree, Node> {
  readonly flow: Flow;
  readonly tree: Tree;
  readonly call: Node;
}

export type JavascriptSite = Site<JavascriptTree, Call>;
export type PythonSite = Site<PythonTree, CallNode>;

/** Edits of the file of the sink that do not overlap; undefined: nobody can be sure that a change keeps all else. */
export type Fix<In> = (site: In) => readonly Edit[] | undefined;

/**
 * A kind of change: one file here, and one line in `index.ts`. It is proposed only where the whole of it is certain: the
 * program does for harmless data what it did, and the finding is gone.
 */
export interface FixKind {
  /** Slugs of the rules that it mends. */
  readonly rules: readonly string[];
  readonly javascript?: Fix<JavascriptSite>;
  readonly python?: Fix<PythonSite>;
}

/** The text with the edits made; undefined where they overlap. */
export function edited(text: string, edits: readonly Edit[]): string | undefined {
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let [result, at] = ['', 0];
  for (const { start, end, text: put } of sorted) {
    if (start < at || end < start) return undefined;
    result += text.slice(at, start) + put;
    at = end;
  }
  return result + text.slice(at);
}
