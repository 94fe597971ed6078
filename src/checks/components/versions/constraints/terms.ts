import { Cursor } from '../cursor.ts';

/** One comparison of a constraint, as it is written. */
export interface Term {
  /** `>=`, `^`; empty where a version stands alone. */
  readonly operator: string;
  /** Without white space; empty where an operator stands alone. */
  readonly version: string;
}

/** `<`, `=`, `>`, `!`, `~`, `^`. */
function isOperator(code: number): boolean {
  return (code >= 0x3c && code <= 0x3e) || code === 0x21 || code === 0x7e || code === 0x5e;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function isVersion(code: number): boolean {
  return code > 0x20 && code !== 0x2c;
}

/** Terms between white space and commas. `>1 <2`, `>1, <2` and `> 1,< 2` are the same; `>1<2` is one term and no version. */
export function termsOf(constraint: string): readonly Term[] {
  const cursor = new Cursor(constraint);
  const terms: Term[] = [];
  while (!cursor.done) {
    if (cursor.eatOneOf(' \t\r\n,')) continue;
    const operator = cursor.while(isOperator);
    cursor.while(isSpace);
    const version = cursor.while(isVersion);
    // A control character would stop the scan.
    if (operator + version === '') cursor.at += 1;
    terms.push({ operator, version });
  }
  return terms;
}

/** A hyphen between two bare versions, with white space about it: `1.2 - 2.3`. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Terms with those that are a span put together; a hyphen elsewhere stays a term, which is no version. */
export function withSpans(terms: readonly Term[]): readonly (Term | Span)[] {
  const found: (Term | Span)[] = [];
  for (let at = 0; at < terms.length; at += 1) {
    const [from, hyphen, to] = [terms[at], terms[at + 1], terms[at + 2]];
    if (from === undefined) break;
    if (hyphen?.version !== '-' || to === undefined || `${from.operator}${to.operator}` !== '') {
      found.push(from);
      continue;
    }
    found.push({ from: from.version, to: to.version });
    at += 2;
  }
  return found;
}
