import type * as YamlModule from 'yaml';
import type { CST, Document, Pair, ParsedNode, Scalar } from 'yaml';
import type { PolicyPosition } from '../policy.ts';
import { quote } from '../quote.ts';

/** A YAML document as plain data with positions, without anchors, tags or merges. */
export type Tree =
  | { readonly kind: 'map'; readonly at: PolicyPosition; readonly entries: readonly TreeEntry[] }
  | { readonly kind: 'list'; readonly at: PolicyPosition; readonly items: readonly Tree[] }
  | { readonly kind: 'scalar'; readonly at: PolicyPosition; readonly value: ScalarValue };

interface TreeEntry {
  readonly key: string;
  readonly at: PolicyPosition;
  readonly value: Tree;
}

type ScalarValue = string | number | boolean | null;
type Yaml = typeof YamlModule;

/** Something wrong with the file: what and where, and how to mend it. */
export interface Problem {
  readonly at: PolicyPosition;
  readonly what: string;
  readonly repair?: string;
}

/** More are not looked for: finding the nearest name costs time, and nobody reads them. */
export const MAX_PROBLEMS = 100;
/** Deeper than any policy; a bound on the recursion of everything that reads the tree. */
const MAX_DEPTH = 20;

/**
 * Reads YAML 1.2 (core schema, so dates stay text) into a tree. Aliases are refused as a whole: a policy does not need
 * them, and without them there are neither bombs nor cycles. The library is loaded here because it costs 24 ms.
 */
export async function readYaml(
  text: string,
): Promise<{ tree: Tree } | { problems: readonly Problem[] }> {
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const positionOf = (offset: number): PolicyPosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const tokens = [...new yaml.Parser(lines.addNewLine).parse(text)];
  const refused = refuseTokens(tokens);
  if (refused !== undefined) {
    const { offset, ...problem } = refused;
    return { problems: [{ at: positionOf(offset), ...problem }] };
  }
  // Keys are compared below: the library's own comparison takes the square of their number.
  const composer = new yaml.Composer({ uniqueKeys: false, strict: true, logLevel: 'silent' });
  const [document] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) return { problems: [{ at: positionOf(0), what: 'it is empty' }] };
  const errors = [...document.errors, ...document.warnings].slice(0, MAX_PROBLEMS);
  if (errors.length > 0) {
    const problems = errors.map(({ pos: [offset], message, code }): Problem => {
      const repair = repairs[code];
      const what = message.split('\n')[0]?.slice(0, 200) ?? '';
      const at = positionOf(offset);
      return repair === undefined ? { at, what } : { at, what, repair };
    });
    return { problems };
  }
  return treeOf(yaml, document, positionOf);
}

const repairs: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: 'remove the tag; put text in quotes',
};

type Refusal = { readonly offset: number; readonly what: string; readonly repair?: string };

/** What must not reach the composer: it recurses, and deep nesting ends the whole process (yaml 2.9.1, Node 20). */
function refuseTokens(tokens: readonly CST.Token[]): Refusal | undefined {
  let documents = 0;
  for (const token of tokens) {
    if (token.type === 'directive') {
      return { offset: token.offset, what: 'directives are not supported', repair: 'remove it' };
    }
    if (token.type !== 'document') continue;
    documents += 1;
    if (documents > 1) {
      const repair = 'a policy is one document: remove the line "---"';
      return { offset: token.offset, what: 'a second document begins here', repair };
    }
    const deep = tooDeep(token);
    if (deep !== undefined) {
      return { offset: deep, what: `nested deeper than ${MAX_DEPTH} levels` };
    }
  }
  return undefined;
}

/** Offset of the first thing that is nested too deeply. */
function tooDeep(document: CST.Document): number | undefined {
  let level: CST.Token[] = document.value === undefined ? [] : [document.value];
  for (let depth = 0; level.length > 0; depth++) {
    const [first] = level;
    if (depth > MAX_DEPTH && first !== undefined) return first.offset;
    level = level.flatMap((token) =>
      'items' in token
        ? token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat())
        : [],
    );
  }
  return undefined;
}

function treeOf(
  yaml: Yaml,
  { contents }: Document.Parsed | Document<ParsedNode>,
  positionOf: (offset: number) => PolicyPosition,
): { tree: Tree } | { problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const place = (node: unknown): PolicyPosition =>
    positionOf((yaml.isNode(node) ? node.range?.[0] : undefined) ?? 0);

  function convert(node: unknown, outer: PolicyPosition): Tree {
    const at = node === null ? outer : place(node);
    if (yaml.isAlias(node)) {
      const what = `the alias ${quote(`*${node.source}`)} is not supported`;
      problems.push({ at, what, repair: 'write the value out at each place' });
    } else if (yaml.isMap(node)) {
      return { kind: 'map', at, entries: entriesOf(node.items) };
    } else if (yaml.isSeq(node)) {
      return { kind: 'list', at, items: node.items.map((item) => convert(item, at)) };
    } else if (yaml.isScalar(node)) {
      return { kind: 'scalar', at, value: scalarOf(node) };
    }
    return { kind: 'scalar', at, value: null };
  }
  function entriesOf(pairs: readonly Pair[]): TreeEntry[] {
    const seen = new Set<string>();
    return pairs.flatMap((pair) => {
      const at = place(pair.key);
      if (!yaml.isScalar(pair.key)) {
        problems.push({ at, what: 'a key must be plain text' });
        return [];
      }
      const key = String(pair.key.value);
      if (seen.has(key)) {
        const what = `the key ${quote(key)} stands here twice`;
        problems.push({ at, what, repair: 'keep one of the two' });
      }
      seen.add(key);
      return [{ key, at, value: convert(pair.value, at) }];
    });
  }
  const tree = convert(contents, positionOf(0));
  return problems.length > 0 ? { problems } : { tree };
}

function scalarOf({ value }: Scalar): ScalarValue {
  const plain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return plain ? value : null;
}
