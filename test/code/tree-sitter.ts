import { createRequire } from 'node:module';
import path from 'node:path';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
/** The grammars lie beside the package's main file. */
const folder = path.dirname(require.resolve('@vscode/tree-sitter-wasm'));

/** Counts the nodes of each type that a well-kept grammar finds in a text; undefined: it finds an error in it. */
export type CountNodes = (text: string) => ReadonlyMap<string, number> | undefined;

/** A counter for a language that `@vscode/tree-sitter-wasm` has a grammar of: `python`, `java`, `go`. */
export async function treeSitterOf(language: string): Promise<CountNodes> {
  await Parser.init();
  const grammar = path.join(folder, `tree-sitter-${language}.wasm`);
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) return undefined;
    const counts = tree.rootNode.hasError ? undefined : countNodes(tree.walk());
    tree.delete();
    return counts;
  };
}

function countNodes(cursor: TreeCursor): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (;;) {
    if (cursor.nodeIsNamed) counts.set(cursor.nodeType, (counts.get(cursor.nodeType) ?? 0) + 1);
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        cursor.delete();
        return counts;
      }
    }
  }
}
