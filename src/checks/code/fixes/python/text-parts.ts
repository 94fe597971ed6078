import type { Expression } from '../../languages/python/ast.ts';
import { textOf, type PythonTree } from './tree.ts';

/** A text that is put together: what is constant, and the source of what is not. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly source: string };

/** `f'…'` without escapes, doubled braces, formats or conversions: what stands in braces is a name or a member. */
const formatted = /^[fF](?<quote>'''|"""|'|")(?<body>[^\\]*)\k<quote>$/u;
/** A string without escapes. */
const literal = /^(?<quote>'''|"""|'|")(?<body>[^\\]*)\k<quote>$/u;
/** Names, members, elements and calls, which stand anywhere as they stand there. */
const simple =
  /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:'[^'\\{}]*'|"[^"\\{}]*"|\w+)\]|\((?:'[^'\\{}]*'|"[^"\\{}]*"|\w*)\))*$/u;

/** Of an f-string, a chain of `+` or a `%` that surely make a text; undefined of anything else. */
export function textParts(tree: PythonTree, node: Expression): readonly TextPart[] | undefined {
  if (node.type === 'Formatted') return formattedParts(textOf(tree, node));
  if (node.type === 'Text') {
    const body = literalBody(textOf(tree, node));
    return body === undefined ? undefined : [{ kind: 'text', text: body }];
  }
  if (node.type !== 'Binary') return undefined;
  if (node.operator === '+') return sumParts(tree, node);
  return node.operator === '%' ? percentParts(tree, node) : undefined;
}

/** What a string says that has no prefix and no escapes, and is one. */
function literalBody(source: string): string | undefined {
  const { quote = '', body } = literal.exec(source)?.groups ?? {};
  return body === undefined || body.includes(quote) ? undefined : body;
}

function formattedParts(source: string): readonly TextPart[] | undefined {
  const { quote = '', body } = formatted.exec(source)?.groups ?? {};
  if (body === undefined || body.includes(quote) || /\{\{|\}\}/u.test(body)) return undefined;
  const parts: TextPart[] = [];
  for (const [index, piece] of body.split(/[{}]/u).entries()) {
    if (index % 2 === 0) parts.push({ kind: 'text', text: piece });
    else if (simple.test(piece)) parts.push({ kind: 'value', source: piece });
    else return undefined;
  }
  return parts;
}

function sumParts(tree: PythonTree, node: Expression): readonly TextPart[] | undefined {
  const operands: Expression[] = [];
  let at = node;
  for (; at.type === 'Binary'; at = at.left) {
    if (at.operator !== '+') return undefined;
    operands.unshift(at.right);
  }
  operands.unshift(at);
  const parts = operands.map((each) => textParts(tree, each) ?? valuePart(tree, each));
  return parts.includes(undefined) ? undefined : parts.flatMap((each) => each ?? []);
}

function valuePart(tree: PythonTree, node: Expression): readonly TextPart[] | undefined {
  const source = textOf(tree, node);
  return node.type !== 'Text' && simple.test(source) ? [{ kind: 'value', source }] : undefined;
}

/** `'… %s' % name` and `'… %s … %s' % (a, b)`; of a name by itself nobody knows whether it is a tuple, unless it is a call. */
function percentParts(
  tree: PythonTree,
  { left, right }: Expression & { readonly type: 'Binary' },
): readonly TextPart[] | undefined {
  const body = left.type === 'Text' ? literalBody(textOf(tree, left)) : undefined;
  const values = right.type === 'Tuple' ? right.elements : [right];
  const texts = body?.split('%s') ?? [];
  if (body === undefined || texts.length !== values.length + 1) return undefined;
  if (texts.some((text) => text.includes('%'))) return undefined;
  const parts: TextPart[] = [];
  for (const [index, text] of texts.entries()) {
    parts.push({ kind: 'text', text });
    const value = values[index];
    const part = value && valuePart(tree, value);
    if (part !== undefined) parts.push(...part);
    else if (value !== undefined) return undefined;
  }
  return parts;
}

/** A text as source. */
export function quoted(text: string): string | undefined {
  if (/[\\\p{Cc}]/u.test(text)) return undefined;
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? undefined : `"${text}"`;
}

/** Parts as source: `name`, `'text'` or `f'text{name}'`. `surely`: a value by itself becomes a text too. */
export function sourceOf(parts: readonly TextPart[], surely: boolean): string | undefined {
  const told = parts.filter((part) => part.kind === 'value' || part.text !== '');
  const [only, second] = told;
  if (second === undefined && only?.kind === 'value') {
    return surely && !only.source.startsWith('str(') ? `str(${only.source})` : only.source;
  }
  const isConstant = told.every(({ kind }) => kind === 'text');
  const inner = told
    .map((part) => (part.kind === 'text' ? part.text : `{${part.source}}`))
    .join('');
  if (isConstant) return quoted(inner);
  if (told.some((part) => part.kind === 'text' && /[{}]/u.test(part.text))) return undefined;
  const text = quoted(inner);
  return text === undefined ? undefined : `f${text}`;
}
