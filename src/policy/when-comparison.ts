import type { parse } from '@bufbuild/cel';
import { severities } from '../model/severity.ts';
import { quote } from '../model/quote.ts';
import { meant } from '../model/yaml/reader.ts';

type Expr = NonNullable<ReturnType<typeof parse>['expr']>;

/** What is wrong with a comparison that can never hold. */
export interface Comparison {
  readonly what: string;
  readonly repair: string;
}

const numbers: ReadonlySet<string> = new Set(['finding.line', 'product.tier']);
const lists: ReadonlySet<string> = new Set(['finding.tags', 'finding.cwe', 'product.data']);
const words: Readonly<Record<string, readonly string[]>> = {
  'finding.severity': severities,
  'finding.confidence': ['high', 'medium', 'low'],
  'finding.state': ['new', 'existing', 'moved', 'fixed'],
  'product.exposure': ['internet', 'partner', 'internal', 'unknown'],
  'target.kind': ['directory', 'file', 'staged', 'history', 'diff', 'stdin'],
};

/**
 * CEL says that values of different types are not equal, and no error (cel-spec, "Equality"): a rule with
 * `product.tier == "1"` would never block, and nobody would be told. So would one with `finding.severity == "hihg"`.
 */
export function neverEqual(
  left: Expr | undefined,
  right: Expr | undefined,
): Comparison | undefined {
  return compared(left, right) ?? compared(right, left);
}

function compared(field: Expr | undefined, other: Expr | undefined): Comparison | undefined {
  const name = fieldName(field);
  if (name === undefined || other?.exprKind.case !== 'constExpr') return undefined;
  const { constantKind } = other.exprKind.value;
  if (lists.has(name)) {
    return { what: `${quote(name)} is a list`, repair: `write it like: "x" in ${name}` };
  }
  if (numbers.has(name)) return isNumber(constantKind.case) ? undefined : aNumber(name);
  if (constantKind.case !== 'stringValue') {
    return { what: `${quote(name)} is a text`, repair: 'put the value in quotes' };
  }
  return unknownWord(name, constantKind.value);
}

function isNumber(kind: string | undefined): boolean {
  return kind === 'int64Value' || kind === 'uint64Value' || kind === 'doubleValue';
}

function aNumber(name: string): Comparison {
  return { what: `${quote(name)} is a number`, repair: 'leave out the quotes' };
}

function unknownWord(name: string, word: string): Comparison | undefined {
  const known = words[name];
  if (known === undefined || known.includes(word)) return undefined;
  const repair = meant(word, known) ?? `known: ${known.join(', ')}`;
  return { what: `${quote(name)} is never ${quote(word)}`, repair };
}

function fieldName(expr: Expr | undefined): string | undefined {
  if (expr?.exprKind.case !== 'selectExpr') return undefined;
  const { operand, field } = expr.exprKind.value;
  return operand?.exprKind.case === 'identExpr'
    ? `${operand.exprKind.value.name}.${field}`
    : undefined;
}
