import type { Node, Pair, Scalar } from 'yaml';
import type { PolicyPosition } from '../model/policy.ts';

/** A YAML document as plain data with positions, without anchors, tags or merges. */
export type Tree =
  | { readonly kind: 'map'; readonly at: PolicyPosition; readonly entries: readonly TreeEntry[] }
  | { readonly kind: 'list'; readonly at: PolicyPosition; readonly items: readonly Tree[] }
  | { readonly kind: 'scalar'; readonly at: PolicyPosition; readonly value: ScalarValue };

export interface TreeEntry {
  readonly key: string;
  readonly at: PolicyPosition;
  readonly value: Tree;
}

type ScalarValue = string | number | boolean | null;

/** Something wrong with the file: what and where, and how to mend it. */
export interface Problem {
  readonly at: PolicyPosition;
  readonly what: string;
  readonly repair?: string;
}

/** Deeper than any policy; a bound on the recursion of everything that reads the tree. */
const MAX_DEPTH = 20;

/**
 * Reads YAML 1.2 (core schema, so dates stay text) into a tree. Aliases are refused as a whole: a policy does not need
 * them, and without them there are neither bombs nor cycles. The library is loaded here because it costs 24 ms.
 */
export async function readYaml(
  text: string,
): Promise<{ tree?: Tree; problems: readonly Problem[] }> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    strict: true,
    logLevel: 'silent',
  });
  const positionOf = (offset: number | undefined): PolicyPosition => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [...document.errors, ...document.warnings].map((error) => ({
    at: positionOf(error.pos[0]),
    what: error.message.split('\n')[0] ?? 'not valid YAML',
    ...repairOf(error.code),
  }));
  if (problems.length > 0) return { problems };

  function convert(node: unknown, depth: number): Tree {
    const at = positionOf((node as Node | null)?.range?.[0]);
    if (depth > MAX_DEPTH) {
      problems.push({ at, what: `nested deeper than ${MAX_DEPTH} levels` });
    } else if (yaml.isAlias(node)) {
      const repair = 'write the value out at each place';
      problems.push({ at, what: `the alias *${node.source} is not supported`, repair });
    } else if (yaml.isMap(node)) {
      return { kind: 'map', at, entries: node.items.flatMap((pair) => entryOf(pair, depth)) };
    } else if (yaml.isSeq(node)) {
      return { kind: 'list', at, items: node.items.map((item) => convert(item, depth + 1)) };
    } else if (yaml.isScalar(node)) {
      return { kind: 'scalar', at, value: scalarOf(node) };
    }
    return { kind: 'scalar', at, value: null };
  }
  function entryOf(pair: Pair, depth: number): TreeEntry[] {
    const at = positionOf((pair.key as Node | null)?.range?.[0]);
    if (!yaml.isScalar(pair.key)) {
      problems.push({ at, what: 'a key must be plain text' });
      return [];
    }
    return [{ key: String(pair.key.value), at, value: convert(pair.value, depth + 1) }];
  }
  const tree = convert(document.contents, 0);
  return problems.length > 0 ? { problems } : { tree, problems };
}

function scalarOf(node: Scalar): ScalarValue {
  const { value } = node;
  const plain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return plain ? value : null;
}

function repairOf(code: string): { repair?: string } {
  switch (code) {
    case 'DUPLICATE_KEY':
      return { repair: 'keep one of the two' };
    case 'TAB_AS_INDENT':
      return { repair: 'indent with spaces' };
    case 'MULTIPLE_DOCS':
      return { repair: 'a policy is one document: remove the line "---"' };
    default:
      return {};
  }
}
