import type * as t from '@babel/types';
import { spanOf, textOf, type JavascriptTree } from './tree.ts';

/** A text that is put together: what is constant, and the source of what is not. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly source: string; readonly isText: boolean };

/** Of a template or a chain of `+` that surely makes a text; undefined of anything else. */
export function textParts(
  tree: JavascriptTree,
  node: t.Expression,
): readonly TextPart[] | undefined {
  if (node.type === 'TemplateLiteral') return templateParts(tree, node);
  if (node.type !== 'BinaryExpression') return undefined;
  const operands = operandsOf(node);
  // Before the first text a plus may add numbers.
  if (operands === undefined || !isText(operands[0]) || hasComment(tree, node)) return undefined;
  const parts = operands.map((each): readonly TextPart[] | undefined => {
    if (each.type === 'StringLiteral') return [{ kind: 'text', text: each.value }];
    if (each.type === 'TemplateLiteral') return templateParts(tree, each);
    return isOneOperand(each) ? [valueOf(tree, each)] : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.flatMap((each) => each ?? []);
}

function templateParts(
  tree: JavascriptTree,
  { quasis, expressions }: t.TemplateLiteral,
): readonly TextPart[] | undefined {
  const parts: TextPart[] = [];
  for (const [index, quasi] of quasis.entries()) {
    const { cooked } = quasi.value;
    if (typeof cooked !== 'string') return undefined;
    parts.push({ kind: 'text', text: cooked });
    const value = expressions[index];
    if (value === undefined) continue;
    if (!isOneOperand(value)) return undefined;
    parts.push(valueOf(tree, value));
  }
  return parts;
}

/** The operands of `a + b + c` in order; it leans to the left. */
function operandsOf(node: t.BinaryExpression): readonly t.Expression[] | undefined {
  const operands: t.Expression[] = [];
  let at: t.Expression | t.PrivateName = node;
  while (at.type === 'BinaryExpression') {
    if (at.operator !== '+' || at.extra?.['parenthesized'] === true) return undefined;
    operands.unshift(at.right);
    at = at.left;
  }
  if (at.type === 'PrivateName') return undefined;
  return [at, ...operands];
}

/** Stands as an argument as it stands there, and is computed at the same time: names, members and calls. */
function isOneOperand(node: t.Node): node is t.Expression {
  return (
    /^(?:Identifier|MemberExpression|OptionalMemberExpression|CallExpression)$/u.test(node.type) &&
    // oxlint-disable-next-line no-unsafe-type-assertion -- told by its type
    (node as t.Expression).extra?.['parenthesized'] !== true
  );
}

function isText(node: t.Expression | undefined): boolean {
  return node?.type === 'StringLiteral' || node?.type === 'TemplateLiteral';
}

function hasComment(tree: JavascriptTree, node: t.BinaryExpression): boolean {
  const { start, end } = spanOf(node);
  return (tree.file.comments ?? []).some((each) => {
    const at = each.start ?? -1;
    return at >= start && at < end;
  });
}

const makesText: ReadonlySet<string> = new Set([
  'String',
  'toString',
  'trim',
  'encodeURIComponent',
]);

function valueOf(tree: JavascriptTree, node: t.Expression): TextPart {
  const callee = node.type === 'CallExpression' ? node.callee : undefined;
  const name =
    callee?.type === 'Identifier'
      ? callee.name
      : callee?.type === 'MemberExpression' && callee.property.type === 'Identifier'
        ? callee.property.name
        : '';
  return { kind: 'value', source: textOf(tree, node), isText: makesText.has(name) };
}

/** A text as source. */
export function quoted(text: string): string {
  return /['\\\p{Cc}\u2028\u2029]/u.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** Parts as source: one value by itself, else a template. `surely`: a value by itself becomes a text too. */
export function sourceOf(parts: readonly TextPart[], surely: boolean): string {
  const told = parts.filter((part) => part.kind === 'value' || part.text !== '');
  const [only, second] = told;
  if (second === undefined && only?.kind === 'value') {
    return surely && !only.isText ? `String(${only.source})` : only.source;
  }
  if (told.every((part) => part.kind === 'text')) {
    return quoted(told.map(({ text }) => text).join(''));
  }
  const inner = told.map((part) =>
    part.kind === 'text'
      ? part.text.replaceAll(/[`\\]|\$\{/gu, String.raw`\$&`)
      : `\${${part.source}}`,
  );
  return `\`${inner.join('')}\``;
}
